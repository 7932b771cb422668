#!/bin/sh
# SPDX-License-Identifier: MIT
# src/ and include/ under three static analysers: gcc's -fanalyzer, clang-tidy (.clang-tidy says which checks) and cppcheck
# (cppcheck.txt says what it does not report). A finding that is none has its row in allowed.tsv, with the reason; a row
# that no longer shows fails too. The rows are those of the versions named below: of others, findings are printed and the
# check is skipped.
# Usage: run.sh [FILE...]		all of src/ by default
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
cd "$tree" || exit
flags='-std=gnu11 -Iinclude -Isrc -DSTRICT_VERSION=__FILE__' # a string
processes=$(($(nproc) < 2 ? 1 : 2))

whole=yes
if [ $# -gt 0 ]; then
	whole=''
	printf '%s\n' "$@" >"$work/sources"
else
	find src -name '*.c' | LC_ALL=C sort >"$work/sources"
fi

# each COMMAND...: runs it once for each source; what it prints is in $work/said.
each() {
	xargs -P $processes -I '{}' "$@" <"$work/sources" >"$work/said" 2>&1
}

# Each tool's findings, on standard output: file, line, check, message, separated by tabs.
gcc_findings() {
	# At -O0 the analyser reads the code as it is written.
	# shellcheck disable=SC2086 # words
	each gcc $flags -O0 -S -fanalyzer -fdiagnostics-plain-output -o /dev/null '{}' || [ $? = 123 ] || return
	sed -n 's/^\([^ :]*\):\([0-9]*\):[0-9]*: warning: \(.*\) \[-W\(.*\)\]$/\1\t\2\t\4\t\3/p
		s/^\([^ :]*\):\([0-9]*\):[0-9]*: \(fatal \)\{0,1\}error: \(.*\)$/\1\t\2\terror\t\4/p' "$work/said"
}

clang_tidy_findings() {
	# one file a process: va_list is misjudged in all but the first of several
	# shellcheck disable=SC2086 # words
	each clang-tidy -quiet '{}' -- $flags || [ $? = 123 ] || return
	sed -n "s|^$tree/||; s/^\([^ :]*\):\([0-9]*\):[0-9]*: [a-z]*: \(.*\) \[\(.*\)\]\$/\1\t\2\t\4\t\3/p" "$work/said"
}

cppcheck_findings() {
	# shellcheck disable=SC2046 # a list
	cppcheck -q -j $processes --std=c11 --library=posix --library=gnu --enable=warning,performance,portability,style \
		--inconclusive --suppressions-list=tests/analysis/cppcheck.txt -Iinclude -Isrc -DSTRICT_VERSION=__FILE__ \
		--template='{file}\t{line}\t{id}\t{message}' $(cat "$work/sources") $([ -z "$whole" ] || ls include/selinux/*.h) \
		>"$work/said" 2>&1 || return
	grep '	' "$work/said" || :
}

# judge TOOL WANTED-VERSION VERSION: its findings in $work/findings against the table. A row that an edit of the file has
# left behind shows as one, for counts have to be the same.
judge() {
	[ "${3%%.*}" = "${2%%.*}" ] || {
		echo "version $3, and the table is of $2; findings: $(wc -l <"$work/findings")"
		cat "$work/findings" >&2
		return 77
	}
	awk -F'\t' -v tool="$1" -v whole="$whole" '
		FNR == NR {
			if ($1 == tool) {
				allowed[$2 "\t" $3] = $4
				known[$2 "\t" $3]
			}
			next
		}
		{
			key = $1 "\t" $3
			n[key]++
			text[key] = text[key] $1 ":" $2 ": " $4 " [" $3 "]\n"
		}
		END {
			for (key in n)
				if (!(key in known) || n[key] != allowed[key]) {
					printf "%s", text[key]
					if (key in known)
						print "  (tests/analysis/allowed.tsv has " allowed[key] " of these, not " n[key] ")"
					bad = 1
				}
			for (key in known)
				if (whole && !(key in n)) {
					print "a row of tests/analysis/allowed.tsv that no longer shows: " key
					bad = 1
				}
			exit bad
		}' tests/analysis/allowed.tsv "$work/findings"
}

# analyse TOOL WANTED-VERSION: "findings" of the tool against the table; a tool that does not run fails.
analyse() {
	version=$("$1" --version | sed -n 's/.*[ )]\([0-9][0-9.]*\).*/\1/p' | head -n 1)
	"$(echo "$1" | tr - _)_findings" >"$work/all" || { cat "$work/said"; return 1; }
	sort -u "$work/all" >"$work/findings"
	judge "$1" "$2" "$version"
}

check 'gcc -fanalyzer' analyse gcc 12
check 'clang-tidy' analyse clang-tidy 14
check 'cppcheck' analyse cppcheck 2.10
finish
