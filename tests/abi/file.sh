#!/bin/sh
# SPDX-License-Identifier: MIT
# What kind of file the library is: where it can be loaded (what it needs, the C library's floor), how it
# is hardened, and how big it is. Prints one line a fault; the floor is a table of packaging/glibc/.
set -eu

case $# in
1 | 2) ;;
*) echo "usage: $0 LIBRARY [FLOOR-TABLE]" >&2; exit 2 ;;
esac
library=$1
tables=$(dirname "$0")/../../packaging/glibc
most_bytes=800000
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
faults=$scratch/faults

fault() {
	echo "$*" >>"$faults"
}

elf() {
	LC_ALL=C "${READELF:-readelf}" -W "$@" "$library"
}

# The table for the library's machine, NAME-VERSION.tsv.
floor_table() {
	case $(elf -h | sed -n 's/^ *Machine: *//p') in
	*X86-64*) set -- "$tables"/x86_64-*.tsv ;;
	*80386*) set -- "$tables"/i386-*.tsv ;;
	*AArch64*) set -- "$tables"/aarch64-*.tsv ;;
	esac
	if [ $# -eq 1 ] && [ -f "$1" ]; then
		echo "$1"
	fi
}

# has TAG: the dynamic section has it.  flag WORD: one of its flag words has it.
has() {
	grep -q "($1)" "$scratch/dynamic"
}

flag() {
	grep -Eq "\(FLAGS(_1)?\).*[ :]$1( |\$)" "$scratch/dynamic"
}

# The names and libraries in brackets of one tag.
values() {
	sed -n "s/.*($1).*\[\(.*\)\].*/\1/p" "$scratch/dynamic"
}

check_dynamic() {
	[ "$(values SONAME)" = libselinux.so.1 ] || fault "its SONAME is '$(values SONAME)'"
	values NEEDED | grep -qx 'libc\.so\.6' || fault 'it does not need libc.so.6'
	values NEEDED | grep -Evx 'libc\.so\.6|libdl\.so\.2' | sed 's/^/it needs /' >>"$faults" || :
	has HASH || fault 'no System V hash table'
	has GNU_HASH || fault 'no GNU hash table'
	if ! has BIND_NOW && ! flag BIND_NOW && ! flag NOW; then
		fault 'it is not bound at load'
	fi
	if has TEXTREL || flag TEXTREL; then
		fault 'text relocations'
	fi
	if has RELR; then
		fault 'relative relocations packed (RELR), older loaders cannot'
	fi
	if has RPATH || has RUNPATH; then
		fault 'it has a run path'
	fi
}

check_segments() {
	grep -q '^ *GNU_RELRO ' "$scratch/segments" || fault 'no RELRO segment'
	if grep -q '^ *TLS ' "$scratch/segments"; then
		fault 'thread-local storage'
	fi
	if ! grep -q '^ *GNU_STACK ' "$scratch/segments"; then
		fault 'no GNU_STACK segment: an executable stack'
	fi
	grep -E '^ *(GNU_STACK .* RWE|LOAD .* RWE) ' "$scratch/segments" |
		awk '{ print "writable and executable: " $1 }' >>"$faults" || :
}

# Every version asked for is at most the table's, and every name is in the table's library with that
# version. Weak names may be missing, but not make the loader ask for a version that is not there.
check_floor() {
	floor=${1##*-}
	awk -v floor="${floor%.tsv}" '
		function newer(a, b,    m, n, i)
		{
			split(a, m, ".")
			split(b, n, ".")
			for (i = 1; i <= 3; i++)
				if (m[i] + 0 != n[i] + 0)
					return m[i] + 0 > n[i] + 0
			return 0
		}
		FNR == 1 { input++ }
		input == 1 { known[$1, $2, $3] = 1; next }
		input == 2 && /^Version definition/ { inside = 0 }
		input == 2 && /^Version needs/ { inside = 1 }
		input == 2 && inside && / File: / { sub(/.* File: /, ""); file = $1 }
		input == 2 && inside && / Name: / {
			sub(/.* Name: /, "")
			library[$NF] = substr(file, 1, index(file, ".so") + 2)
			version = $1
			if (sub(/^GLIBC_/, "", version) ? newer(version, floor) : 1)
				print "it asks for " $1 " of " file " (floor " floor ")"
		}
		input == 3 && / UND / && $5 != "LOCAL" {
			name = $0
			sub(/.* UND */, "", name)
			split(name, part, /[@ ()]+/)
			if ($5 == "WEAK" || name == "")
				next
			if (!((part[1], part[2], library[part[3]]) in known))
				print "not in the C library of the floor: " name
		}
	' "$1" "$scratch/versions" "$scratch/symbols" >>"$faults"
}

# The note by which a core dump names it.
check_note() {
	elf -p .note.package 2>/dev/null | grep -q '{"type":"generic","name":"libselinux-strict","version":"[0-9.]*"}' ||
		fault 'no note that names it, .note.package'
}

check_size() {
	"${STRIP:-strip}" -o "$scratch/stripped" "$library"
	size=$(wc -c <"$scratch/stripped")
	[ "$size" -le $most_bytes ] || fault "$size bytes stripped, more than $most_bytes"
}

elf -d >"$scratch/dynamic"
elf -l >"$scratch/segments"
elf --version-info >"$scratch/versions"
elf --dyn-syms >"$scratch/symbols"
: >"$faults"

check_dynamic
check_segments
check_note
table=${2:-$(floor_table)}
if [ -n "$table" ]; then
	check_floor "$table"
else
	fault "no table for this machine, or several, in packaging/glibc"
fi
check_size

cat "$faults"
echo "$size bytes stripped; needs $(values NEEDED | tr '\n' ' ')"
[ ! -s "$faults" ]
