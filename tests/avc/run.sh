#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs events.c in one boot of a real kernel, on Debian's libselinux and on ours, and compares what it prints. The
# numbers of loaded policies count up, so they are taken out; other differences are those of allowed.tsv.
# Usage: run.sh [LIBRARY]	build/libselinux.so.1 by default
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
cd "$tree"
library=$(cd "$(dirname "${1:-build/libselinux.so.1}")" && pwd -P)

${CC:-cc} -std=gnu11 -O1 -Wall -Wextra -Wno-deprecated-declarations -Iinclude -o "$work/events" tests/avc/events.c \
	-L"$library" -l:libselinux.so.1 || die "the program does not build"
cp "$library/libselinux.so.1" "$work/"
# shellcheck disable=SC2016 # the guest's shell expands it
tests/worlds/run.sh -q -b "$work:/avc" -- sh -c '
	for side in stock ours; do
		path=
		[ $side = stock ] || path=/avc
		world permissive env LD_LIBRARY_PATH=$path /avc/events 2>&1 | sed "s/^/$side	/"
	done' >"$work/output" || {
	ended_in_time $?
	die "the guest failed: $(tail -n 5 "$work/output")"
}
for side in stock ours; do
	sed -n "s/^$side	//p" "$work/output" | tr -d '\r' | sed 's/seqno=[0-9]*/seqno=N/' >"$work/$side"
done
[ "$(wc -l <"$work/stock")" -gt 100 ] || die "the program said too little: $(cat "$work/stock")"

# What ours must say: what stock says, but for the rows of allowed.tsv. One that excuses nothing, or has no row of COMPAT.md,
# is a line too much.
awk -F'\t' '
	FILENAME ~ /COMPAT.md$/ { if (/^[|]/) known[substr($0, 3, index(substr($0, 3), " ") - 1)] = 1; next }
	FILENAME ~ /allowed.tsv$/ { if (!/^#/) { said[$1] = $2; row[$1] = $3 } next }
	$0 in said { used[$0] = 1; $0 = said[$0] }
	{ print }
	END {
		for (line in said)
			if (!(line in used) || !(row[line] in known))
				print "allowed.tsv, " row[line] ": " line
	}' docs/COMPAT.md tests/avc/allowed.tsv "$work/stock" >"$work/wanted"
if diff -u "$work/wanted" "$work/ours" >"$work/log"; then
	ok "as stock, but for allowed.tsv" "$(grep -c ' = ' "$work/ours")"
else
	not_ok "as stock, but for allowed.tsv"
	details "$work/log"
fi
finish
