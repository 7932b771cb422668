#!/bin/sh
# SPDX-License-Identifier: MIT
# The documentation: each block of commands is in blocks.tsv, which says how it is known to work, and those that are cheap
# are executed; the examples of LINKING.md run on this library and on the system's; the drawing of PRESENCE.md, by its table.
# Usage: run.sh
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
cd "$tree"
unset PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR LD_LIBRARY_PATH LD_PRELOAD
export tree
tab=$(printf '\t')
version=$(sed -n 's/^VERSION *:= //p' Makefile)

# ---- the drawing

# rows_of_drawing: each row that it ends with, and the answer.
rows_of_drawing() {
	awk -F '\t' '!/^#/ && $5 !~ /^>/ { print $5, $6 }' docs/presence.tsv | LC_ALL=C sort
}

as_in_the_table() {
	sed -n 's/^| \(D[0-9]*b*\) |.*| \([^|]*\) |$/\1 \2/p' docs/PRESENCE.md | LC_ALL=C sort >"$work/rows"
	[ -s "$work/rows" ] && rows_of_drawing | diff "$work/rows" -
}

as_in_the_worlds() {
	awk -F '\t' '!/^#/ { print $2, $3 }' tests/worlds/answers.tsv | LC_ALL=C sort -u >"$work/rows"
	rows_of_drawing | diff "$work/rows" -
}

# Each question is asked by a function of the sources, and no jump leads nowhere.
asked_there() {
	awk -F '\t' '!/^#/ { print $2 }' docs/presence.tsv >"$work/askers"
	while read -r file function; do
		grep -q "^[a-z].*[ *]$function(" "src/$file" || { echo "src/$file has no function $function"; return 1; }
	done <"$work/askers"
	awk -F '\t' '/^#/ { next } { row[$5] = 1 } $5 ~ /^> / { to[substr($5, 3)] = 1 }
		END { for (name in to) if (!(name in row)) { print "no question leads to " name; exit 1 } }' docs/presence.tsv
}

marks_are_those_of_the_source() {
	sed -n '/ markers\[\] = {/,/};/p' src/presence/container.c | grep -o '"/[^"]*"' | tr -d '"' >"$work/marks"
	sed -n 's/.*class="file">\(.*\)<.*/\1/p' docs/presence.svg | diff "$work/marks" -
}

as_drawn() {
	awk -f docs/presence.awk docs/presence.tsv >"$work/presence.svg" && xmllint --noout "$work/presence.svg" || return
	diff docs/presence.svg "$work/presence.svg" || { echo 'the head of docs/presence.awk says how it is drawn anew'; return 1; }
}

linked() {
	grep -q '^!\[.*\](presence\.svg)$' docs/PRESENCE.md
}

# ---- blocks

# lines: of blocks.tsv.
lines() {
	grep -v '^#' "$here/blocks.tsv"
}

# Each block has one line, and each line a block.
each_has_a_line() {
	cut -f 1,2 "$work/found" | LC_ALL=C sort >"$work/blocks"
	[ -s "$work/blocks" ] && lines | cut -f 1,2 | LC_ALL=C sort | diff "$work/blocks" - &&
		[ -z "$(uniq -d "$work/blocks" | tee /dev/stderr)" ]
}

# replaced: the block on standard input with $replacements; one that the block does not have is a failure.
replaced() {
	replacements=$1 awk '
		BEGIN {
			n = ENVIRON["replacements"] == "-" ? 0 : split(ENVIRON["replacements"], pair, "; ")
			for (i = 1; i <= n; i++) {
				middle = index(pair[i], " => ")
				from[i] = substr(pair[i], 1, middle - 1)
				to[i] = substr(pair[i], middle + 4)
			}
		}
		{
			for (i = 1; i <= n; i++) {
				done = ""
				while ((at = index($0, from[i])) > 0) {
					done = done substr($0, 1, at - 1) to[i]
					$0 = substr($0, at + length(from[i]))
					used[i] = 1
				}
				$0 = done $0
			}
			print
		}
		END {
			for (i = 1; i <= n; i++)
				if (!(i in used)) {
					print "the block has no " from[i] >"/dev/stderr"
					exit 1
				}
		}'
}

# place FILE: the scratch directory of its blocks.
place() {
	place=$work/$(basename "$1" .md)
	[ ! -d "$place" ] || return 0
	mkdir -p "$place/image/lib64"
	cp docs/example*.c "$place"
	ln -s "$tree/build" "$place/build"
	echo stock >"$place/image/lib64/libselinux.so.1"
}

# ran BLOCK REPLACEMENTS THEN: in $place. A library that is run tells by its exit status that SELinux is not here, so that
# only blocks without expected output end at a command that fails.
ran() {
	replaced "$2" <"$1" >"$place/block" || return
	sed '/^\$ /d' "$1" >"$place/told"
	options=-eu
	if grep -q '^\$ ' "$place/block"; then
		options=-u
		sed -n 's/^\$ //p' "$place/block" >"$place/commands"
		mv "$place/commands" "$place/block"
	fi
	(
		cd "$place"
		touch environment
		# shellcheck disable=SC2016 # expanded by the block's shell
		sh -c 'set -a; . ./environment; set "$1"; . ./block; export -p >environment' sh "$options" >said 2>errors </dev/null || {
			cat said errors
			exit 1
		}
		cat said errors
		# shellcheck disable=SC1091 # what the blocks have set
		. ./environment
		eval "$3"
	)
}

# What a block of C needs around it.
compiled() {
	{
		printf '#define _GNU_SOURCE\n#include <dlfcn.h>\n#include <stdio.h>\n'
		printf '#include <selinux/%s.h>\n' selinux strict
		printf 'void block(void);\nvoid block(void)\n{\n'
		cat "$1"
		echo '}'
	} >"$work/block.c"
	cc -std=gnu11 -Wall -Wextra -Wno-unused -Werror -Iinclude -fsyntax-only "$work/block.c"
}

# run_elsewhere DOCUMENT BLOCK TESTS WORDS
run_elsewhere() {
	for test in $3; do
		[ -f "$test" ] || { echo "there is no $test"; return 1; }
	done
	printf '%s\n' "$4" | sed 's/; /\n/g' >"$work/words"
	while read -r words; do
		[ "$words" = "$1" ] || grep -qF -e "$words" "$2" || { echo "the block has no $words"; return 1; }
		# shellcheck disable=SC2086 # names of files
		grep -qF -e "$words" $3 || { echo "$3: no $words"; return 1; }
	done <"$work/words"
}

check_block() {
	what="$1, $3: $(printf '%.50s' "$2")"
	block=$work/blocks.d/$(awk -F '\t' -v document="$1" '$1 == document && $2 == ENVIRON["first"] { print $3 }' "$work/found")
	[ -f "$block" ] || return 0 # told above
	case $3 in
	run)
		place "$1"
		check "$what" ran "$block" "$4" "$5"
		;;
	compile) check "$what" compiled "$block" ;;
	elsewhere) check "$what" run_elsewhere "$1" "$block" "$4" "$5" ;;
	output) ;;
	*) not_ok "$what: not known" ;;
	esac
}

# ---- what has to hold after a block

targets_are_there() {
	grep -q '^tests/demo/run\.sh$' said && grep -q '^tests/suites\.sh ' said
}

replaced_by_hand() {
	[ "$(ls image/lib64)" = libselinux.so.1 ] && cmp image/lib64/libselinux.so.1 build/libselinux.so.1 &&
		[ "$(cat libselinux.so.1.orig)" = stock ]
}

back_by_hand() {
	[ "$(ls image/lib64)" = libselinux.so.1 ] && [ "$(cat image/lib64/libselinux.so.1)" = stock ]
}

# an_answer FILE: what a library of this version prints first in one of the rows, whichever this machine is in.
an_answer() {
	row=$(sed -n 's/^row: //p' "$1")
	case $(cd "$tree" && rows_of_drawing | sed -n "s/^$row //p") in
	1) word=yes ;;
	0) word=no ;;
	*) echo "no row '$row'"; return 1 ;;
	esac
	printf '%s\n' "libselinux-strict $version" "enabled: $word" "row: $row" \
		"reason: $(sed -n "s/^$row$tab//p" "$tree/tests/worlds/reasons.tsv")" '' >first &&
		sed '/^$/q' "$1" | diff first -
}

# The keys of the evidence in two answers; not each row has an advice.
same_keys() {
	for answer in "$1" "$2"; do
		sed '1,/^$/d; /^advice: /d; s/: .*//' "$answer" >"$answer.keys"
	done
	[ -s "$1.keys" ] && diff "$1.keys" "$2.keys"
}

# needs_library PROGRAM
needs_library() {
	readelf -Wd "$1" | grep -q 'NEEDED.*\[libselinux\.so\.1\]'
}

examples_are_linked() {
	needs_library example && needs_library example-strict && ! needs_library example-static &&
		! readelf -Ws --dyn-syms example-strict | grep 'UND selinux_strict_'
}

# ---- the examples

# an_example SAID: of a library of any release.
an_example() {
	printf '%s\n' "$1" | tee /dev/stderr | grep -qx -e disabled -e '.* in enforcing mode' -e '.* in permissive mode'
}

on_this_library() (
	export LD_LIBRARY_PATH="$examples/stage/usr/lib"
	"$tree/build/libselinux.so.1" >"$work/answer" || :
	case $(sed -n 's/^enabled: //p' "$work/answer") in
	yes) word=enabled ;;
	*) word=disabled ;;
	esac
	an_example "$("$examples/example")" && [ "$("$examples/example-static")" = "$("$examples/example")" ] &&
		"$examples/example-strict" | tee /dev/stderr |
		grep -qxF "$word, libselinux-strict $version: $(sed -n 's/^reason: //p' "$work/answer")"
)

on_the_systems_library() {
	found=$(ldd "$examples/example" | sed -n 's/.*libselinux\.so\.1 => \(\/[^ ]*\) .*/\1/p')
	[ -n "$found" ] || { echo 'this system has no libselinux.so.1'; return 77; }
	! grep -q LIBSELINUX_STRICT "$found" || { echo "$found is this library"; return 77; }
	an_example "$("$examples/example")" &&
		"$examples/example-strict" | tee /dev/stderr | grep -qx '\(en\|dis\)abled, another libselinux'
}

# ----

group=drawing
check 'rows and answers are those of docs/PRESENCE.md' as_in_the_table
check 'rows and answers are those of tests/worlds/answers.tsv' as_in_the_worlds
check 'each question is asked by a function that there is' asked_there
check 'the marks of engines are those of the source' marks_are_those_of_the_source
check 'presence.svg is what presence.awk draws' as_drawn
check 'docs/PRESENCE.md shows it' linked

group=blocks
mkdir "$work/blocks.d"
awk -v directory="$work/blocks.d" -f "$here/blocks.awk" README.md CONTRIBUTING.md docs/*.md >"$work/found"
check 'each is in tests/docs/blocks.tsv, and each line there has one' each_has_a_line
lines >"$work/lines"
while IFS=$tab read -r file first how with after; do
	export first
	check_block "$file" "$first" "$how" "$with" "$after"
done <"$work/lines"

group=examples
examples=$work/LINKING
check 'run on this library' on_this_library
check "run on the system's libselinux" on_the_systems_library
finish
