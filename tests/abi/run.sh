#!/bin/sh
# SPDX-License-Identifier: MIT
# Checks headers and library against the ABI of libselinux, side by side with the headers of an installed
# libselinux where there is one (STOCK_INCLUDE, STOCK_VERSION). One line a check.
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
remarks=yes
library=${1:-$tree/build/libselinux.so.1}
ours=$tree/include
legacy=${library%/*}/include # made at the build
stock=${STOCK_INCLUDE:-/usr/include}
warnings='-Wall -Wextra -Werror -Wno-deprecated-declarations'

# The compilers that are here, C and C++, each with a language standard.
compilers() {
	for entry in "${CC:-cc} -std=c99 -pedantic" "${CC:-cc} -std=gnu11" \
		'clang -std=c99 -pedantic' 'g++ -std=c++98 -pedantic' 'g++ -std=c++17' 'clang++ -std=c++17'; do
		if command -v "${entry%% *}" >/dev/null; then
			echo "$entry"
		fi
	done
}

language() {
	case $1 in
	*c++*) echo c++ ;;
	*) echo c ;;
	esac
}

# Each header compiles as the first one, twice, with no warning at all.
headers_alone() {
	compilers | {
		count=0 fault=0
		while read -r compiler; do
			for header in "$ours"/selinux/*.h "$legacy"/selinux/*.h; do
				name=selinux/${header##*/}
				printf '#include <%s>\n#include <%s>\nextern int of_its_own;\n' "$name" "$name" |
					$compiler -x "$(language "$compiler")" -Wall -Wextra -Wundef -Werror \
						"-I$ours" "-I$legacy" -fsyntax-only - || fault=1
				count=$((count + 1))
			done
		done
		echo "$count compilations"
		[ -e "$legacy/selinux/flask.h" ] || exit 1
		exit $fault
	}
}

# compile SOURCE RESULT FLAGS...
compile() {
	source=$1 result=$2
	shift 2
	# shellcheck disable=SC2086 # CC and warnings are words
	${CC:-cc} -std=gnu11 $warnings "$@" -o "$result" "$here/$source"
}

prototypes_ours() {
	compile prototypes.c "$work/prototypes.o" -c -DOURS "-I$ours"
}

# prototypes.c has every function of contract.txt.
prototypes_whole() {
	sed -n 's/^T \(.*\)@@.*/\1/p' "$here/contract.txt" >"$work/functions"
	grep -o '[A-Za-z0-9_]*(' "$here/prototypes.c" | tr -d '(' | sort -u >"$work/prototypes"
	LC_ALL=C sort "$work/functions" | LC_ALL=C comm -23 - "$work/prototypes" |
		sed 's/$/: not in prototypes.c/' >"$work/lacking"
	cat "$work/lacking"
	echo "$(grep -c . "$work/functions") functions"
	[ ! -s "$work/lacking" ]
}

# Sets `as_of` from the installed libselinux-dev's version: 304 for 3.4. 77 if there is none.
find_stock() {
	if ! [ -f "$stock/selinux/selinux.h" ]; then
		echo "no libselinux headers in $stock (Debian: libselinux1-dev)"
		return 77
	fi
	if [ -f "$stock/selinux/strict.h" ]; then
		echo "the headers in $stock are this project's own"
		return 77
	fi
	version=${STOCK_VERSION:-$(pkg-config --modversion libselinux)} || version=
	as_of=$(echo "$version" | awk -F. '/^[0-9]+\.[0-9]+/ { print $1 * 100 + $2 }')
	if [ "${as_of:-0}" -lt 304 ]; then
		echo "the headers in $stock are of version '$version', not 3.4 or newer (STOCK_VERSION tells)"
		return 77
	fi
}

prototypes_stock() {
	find_stock || return
	compile prototypes.c "$work/prototypes.o" -c "-DAS_OF=$as_of" "-I$stock" && echo "$version"
}

layout_ours() {
	compile layout.c "$work/layout" "-I$ours" && "$work/layout" >"$work/layout.ours"
}

layout_there() {
	if ! [ -s "$work/layout.ours" ]; then
		echo 'that of our headers does not compile'
		return 77
	fi
}

layout_reference() {
	layout_ours || return
	reference=$here/layout.$(uname -m).txt
	if ! [ -f "$reference" ]; then
		echo "no reference for this machine, ${reference##*/}"
		return 77
	fi
	diff -u "$reference" "$work/layout.ours" &&
		echo "$(grep -c . "$reference") sizes, offsets and values"
}

# layout.c prints every macro and every type of the headers.
layout_whole() {
	layout_there || return
	awk '/^#define [A-Za-z]/ { sub(/\(.*/, "", $2); if ($2 != "matchpathcon_filespec_add") print $2 }
		/^(struct|union|enum) [a-z_]+ \{/ { print $2 }
		/^} [A-Za-z_]+;/ { sub(/;/, "", $2); print $2 }
		/^typedef .*;/ { sub(/( __attribute__.*)?;/, ""); sub(/.*[ *]/, ""); print }' \
		"$ours"/selinux/*.h >"$work/names"
	while read -r name; do
		grep -qw "$name" "$work/layout.ours" || echo "$name: not in layout.c"
	done <"$work/names" >"$work/lacking"
	cat "$work/lacking"
	echo "$(grep -c . "$work/names") names"
	[ ! -s "$work/lacking" ]
}

# The installed headers have the same, but for what is newer than they are.
layout_stock() {
	layout_there && find_stock || return
	compile layout.c "$work/layout" "-DAS_OF=$as_of" "-I$stock" || return
	"$work/layout" >"$work/layout.stock" || return
	awk -v as_of="$as_of" '$(NF - 1) != "since" || $NF <= as_of' "$work/layout.ours" |
		diff -u "$work/layout.stock" - && echo "$version"
}

# A program as old sources are compiles with the numbers of flask.h and av_permissions.h, and runs. Every name of
# the table is there once.
legacy_headers() {
	cat "$legacy"/selinux/*.h | awk '/^#define [A-Z]/ { print $2 "\t" $3 }' | LC_ALL=C sort >"$work/legacy"
	sed '/^#/d; s/\t[a-z_.]*$//' "$ours/legacy_flask.tsv" | LC_ALL=C sort | diff -u - "$work/legacy" || return
	cut -f 1 "$work/legacy" | uniq -d | grep . && return 1
	# shellcheck disable=SC2086 # words
	${CC:-cc} -std=gnu11 $warnings "-I$ours" "-I$legacy" -o "$work/legacy.out" "$here/legacy.c" "$1" || return
	LD_LIBRARY_PATH=${1%/*} "$work/legacy.out" && echo "$(grep -c . "$work/legacy") names"
}

# with_library COMMAND...: runs it on the built library.
with_library() {
	if ! [ -f "$library" ]; then
		echo "there is no $library: make builds it"
		return 1
	fi
	"$@" "$library"
}

exports() {
	"$here/exports.sh" "$1" >"$work/exports" || return
	"$here/width.sh" "$here/contract.txt" "$1" | diff -u - "$work/exports" && echo "$(grep -c . "$work/exports") names"
}

# A program linked to libselinux.a meets the public names and no other.
archive() {
	"$here/exports.sh" "$1" | sed 's/@.*//; s/.* //' | LC_ALL=C sort >"$work/shared"
	LC_ALL=C "${NM:-nm}" "${1%.so.1}.a" | awk '$2 ~ /^[A-Z]$/ && $2 != "U" { print $3 }' | LC_ALL=C sort >"$work/static"
	diff -u "$work/shared" "$work/static" && echo "$(grep -c . "$work/static") names"
}

imports() {
	"$here/imports.sh" "$1" >"$work/imports" || return
	diff -u "$here/imports.txt" "$work/imports" && echo "$(grep -c . "$work/imports") names"
}

check 'each header compiles alone, in C and C++' headers_alone
check 'prototypes of our headers' prototypes_ours
check 'prototypes are all written down' prototypes_whole
check 'prototypes of the installed headers' prototypes_stock
check 'layout of our headers' layout_reference
check 'layout is all written down' layout_whole
check 'layout of the installed headers' layout_stock
check 'the legacy headers, and an old source' with_library legacy_headers
check 'headers and version script name the same' "$here/header-map.sh"
check 'exports are contract.txt' with_library exports
check 'nodes, and names of libselinux that stand' with_library "$here/contract.sh"
check 'imports are imports.txt' with_library imports
check 'no circle between files, no use of a higher floor' "$here/layers.sh"
check 'each COMPAT mark and each row of docs/COMPAT.md names a test that is there' "$here/compat-marks.sh"
check 'libselinux.a defines the same names' with_library archive
check 'what it does when it is loaded' with_library "$here/load.sh"
check 'its options as a program, and output that cannot be written' with_library "$here/program.sh"
check 'what it tells as a program of what it saw' with_library "$here/evidence.sh"
check 'the file loads on old systems and is hardened' with_library "$here/file.sh"
check 'a file that does not is found out' "$here/file-faults.sh"
finish
