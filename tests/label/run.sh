#!/bin/sh
# Our labels against another libselinux, line by line: the cases, paths spelled in several ways, and paths made from a
# policy.
#
#   tests/label/run.sh SPECFILE [ROOT [COUNT [SEED]]]
#
# SPECFILE is a policy's file_contexts; ROOT is a folder whose names are looked up too. ORACLE names
# a folder with the other libselinux.so.1; if it needs a newer C library than this machine's, that
# folder holds it and its ld-linux too, and both run under it. Without ORACLE the machine's own is
# taken. LIB is where ours is. Exits 0 only if every line agrees.
set -eu

here=$(dirname "$0")
lib=$(realpath "${LIB:-build}")
spec=$(realpath "${1:?usage: tests/label/run.sh SPECFILE [ROOT [COUNT [SEED]]]}")
root=${2:-/usr} count=${3:-100000} seed=${4:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${CC:-cc} -std=gnu11 -O2 -w -Iinclude -o "$work/compare" "$here"/compare*.c "$lib/libselinux.so.1"

loader=''
for l in "${ORACLE:-/nowhere}"/ld-linux*.so.*; do
	[ -e "$l" ] && loader=$(realpath "$l")
done

# $1: folders of libraries, $2: script, $3: output
answers() {
	mkdir "$work/at"
	(cd "$work/at" && if [ -n "$loader" ]; then
		"$loader" --library-path "$1" "$work/compare"
	else
		LD_LIBRARY_PATH=$1 "$work/compare"
	fi <"$2" >"$3" 2>&1) || echo "exit status $?" >>"$3"
	rm -rf "$work/at"
}

status=0
# $1: what, $2: script
agree() {
	answers "$lib${ORACLE:+:$(realpath "$ORACLE")}" "$2" "$work/ours"
	answers "${ORACLE:+$(realpath "$ORACLE")}" "$2" "$work/theirs"
	lines=$(wc -l <"$work/theirs")
	# Most lines being errors, a handle did not open: nothing was compared.
	if cmp -s "$work/ours" "$work/theirs" && [ "$(grep -c '^0 ' "$work/theirs")" -gt $((lines / 4)) ]; then
		echo "ok   $1: $lines lines agree"
		return
	fi
	different=$(diff "$work/theirs" "$work/ours" | grep -c '^[<>]' || :)
	echo "FAIL $1: $different of $lines lines differ"
	diff -u -F '^== ' "$work/theirs" "$work/ours" | head -20
	status=1
}

cp "$here/cases.txt" "$work/cases"
agree cases "$work/cases"
python3 "$here/spellings.py" $((count / 4)) "$seed $(basename "$(dirname "$spec")")" >"$work/spellings"
agree "paths spelled in several ways" "$work/spellings"
files=$spec
for suffix in .homedirs .local; do
	[ ! -e "$spec$suffix" ] || files="$files $spec$suffix"
done
for suffix in .subs .subs_dist; do
	[ ! -e "$spec$suffix" ] || files="$files --subs $spec$suffix"
done
{
	printf 'open\t0\tpath=%s\n' "$spec"
	# shellcheck disable=SC2086 # several names
	python3 "$here/paths.py" "$count" "$seed" $files --root "$root"
} >"$work/paths"
agree "$count paths of $(basename "$spec")" "$work/paths"
exit $status
