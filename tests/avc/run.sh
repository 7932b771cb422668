#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs events.c in one boot of a real kernel, on Debian's libselinux and on ours, and compares what it prints. The
# numbers of loaded policies count up, so they are taken out; other differences are those of expected.diff.
# Usage: run.sh [LIBRARY]	build/libselinux.so.1 by default
set -eu

tree=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$tree"
# shellcheck source=tests/lib/time.sh
. tests/lib/time.sh
library=$(cd "$(dirname "${1:-build/libselinux.so.1}")" && pwd -P)
job=$(mktemp -d)
trap 'rm -rf "$job"' EXIT
die() {
	echo "avc: $*" >&2
	echo "0 passed, 1 failed"
	exit 1
}

${CC:-cc} -std=gnu11 -O1 -Wall -Wextra -Wno-deprecated-declarations -Iinclude -o "$job/events" tests/avc/events.c \
	-L"$library" -l:libselinux.so.1 || die "the program does not build"
cp "$library/libselinux.so.1" "$job/"
# shellcheck disable=SC2016 # the guest's shell expands it
tests/worlds/run.sh -q -b "$job:/avc" -- sh -c '
	for side in stock ours; do
		path=
		[ $side = stock ] || path=/avc
		world permissive env LD_LIBRARY_PATH=$path /avc/events 2>&1 | sed "s/^/$side	/"
	done' >"$job/output" || {
	ended_in_time $?
	die "the guest failed: $(tail -n 5 "$job/output")"
}
for side in stock ours; do
	sed -n "s/^$side	//p" "$job/output" | tr -d '\r' | sed 's/seqno=[0-9]*/seqno=N/' >"$job/$side"
done
[ "$(wc -l <"$job/stock")" -gt 100 ] || die "the program said too little: $(cat "$job/stock")"
diff "$job/stock" "$job/ours" | grep '^[<>]' >"$job/diff" || :
if diff -u tests/avc/expected.diff "$job/diff"; then
	echo "$(grep -c ' = ' "$job/ours") passed, 0 failed"
else
	die "differences beyond expected.diff"
fi
