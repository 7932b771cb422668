#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual pages against the headers, both ways: each exported function in the NAME of one page, its prototype in the
# SYNOPSIS as the header has it, the errnos of its comment in ERRORS and no others; examples compile, and mandoc is content.
# Usage: run.sh
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
cd "$tree"

# Pages of others that ours refer to.
others='3: dlvsym fnmatch free getgrouplist malloc pcre2syntax printf realpath stdio syslog
8: booleans init ldconfig mcstransd mount restorecon selinux setfiles'

# lines KIND [FIELDS]: of what the awk program found.
lines() {
	sed -n "s/^$1	//p" "$work/found" | cut -f "${2:-1-}" | LC_ALL=C sort
}

named() {
	sed -n 's/^T \(.*\)@@.*/\1/p' tests/abi/contract.txt | LC_ALL=C sort -u >"$work/functions"
	lines named | sed -n 's/	.*\.3$//p' | diff "$work/functions" - && echo "$(wc -l <"$work/functions") functions"
}

prototypes() {
	lines header 1,2 | grep -v '^matchpathcon_filespec_add64	' >"$work/header"
	lines page | diff "$work/header" -
}

# An errno of a section's comment, or of the conventions at the head of selinux.h, may be named; one of a function's must.
errors() {
	awk -F '\t' '
		$1 == "named" { page[$2] = $3 }
		$1 == "error" { told[$2, $3] = 1; next }
		$1 == "header" || $1 == "section" {
			kind[++n] = $1
			name[n] = $2
			for (i = $1 == "header" ? 4 : 3; i <= NF; i++)
				errno[n] = errno[n] " " $i
		}
		END {
			for (i = 1; i <= n; i++) {
				words = split(errno[i], word, " ")
				for (j = 1; j <= words; j++) {
					may[page[name[i]], word[j]] = 1
					if (kind[i] == "header" && !((page[name[i]], word[j]) in told))
						print page[name[i]] ": no " word[j] ", which the header says of " name[i]
				}
			}
			for (entry in told) {
				split(entry, part, SUBSEP)
				if (!((part[1], part[2]) in may) && part[2] !~ /^(EINVAL|ENOENT|ENOMEM)$/)
					print part[1] ": " part[2] ", which no header says"
			}
		}' "$work/found" | LC_ALL=C sort >"$work/faults"
	cat "$work/faults"
	[ ! -s "$work/faults" ]
}

formed() {
	mandoc -T lint -W warning man/*.[0-9]
}

# What a page refers to is there, or is another package's.
referred() {
	{
		lines named | sed 's/	.*\(.\)$/ \1/'
		printf '%s\n' "$others" | awk -F ': ' '{ n = split($2, name, " "); for (i = 1; i <= n; i++) print name[i], $1 }'
	} | LC_ALL=C sort -u >"$work/known"
	sed -n 's/^\.Xr \([^ ]*\) \([358]\).*/\1 \2/p' man/*.[0-9] | LC_ALL=C sort -u | LC_ALL=C comm -23 - "$work/known" >"$work/faults"
	sed 's/$/: no such page/' "$work/faults"
	[ ! -s "$work/faults" ]
}

# Each as the body of a function, behind what it leaves to its reader.
compiled() {
	awk -f tests/man/example.awk man/*.3 >"$work/examples.c" &&
		"${CC:-cc}" -std=gnu11 -Wall -Wno-unused -Werror -Iinclude -include tests/man/example.h -fsyntax-only "$work/examples.c" &&
		grep -c '^#line' "$work/examples.c"
}

awk -f tests/man/prototypes.awk include/selinux/*.h man/*.[0-9] >"$work/found"
check 'each function has one page' named
check 'prototypes are those of the headers' prototypes
check 'errnos are those of the headers' errors
check 'mandoc has no warning' formed
check 'examples are compiled' compiled
check 'pages that are referred to are there' referred
finish
