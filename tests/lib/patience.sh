#!/bin/sh
# SPDX-License-Identifier: MIT
# How much longer than written every time limit of the tests is here. A limit only ends what would never end: it is far
# longer than the work takes, and what passes it is reported as "OUT OF TIME", exit status 124, never as a wrong answer.
# Prints TEST_PATIENCE if that is set; else it is measured (patience.c), kept in build/patience, and taken from there for
# an hour. A slow machine is told of.
# Usage: patience.sh [-n]        -n: measured anew
set -eu

tree=$(cd "$(dirname "$0")/../.." && pwd -P)
kept=$tree/build/patience
say() {
	printf 'patience: %s\n' "$*" >&2
}

case ${TEST_PATIENCE-} in
'') ;;
*[!0-9]* | 0*)
	say "TEST_PATIENCE=$TEST_PATIENCE is not a whole number from 1 on"
	exit 2
	;;
*)
	echo "$TEST_PATIENCE"
	exit
	;;
esac
if [ "${1-}" != -n ] && [ -n "$(find "$kept" -mmin -60 2>/dev/null)" ]; then
	cat "$kept"
	exit
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ${CC:-cc} -O1 -o "$work/patience" "$tree/tests/lib/patience.c" 2>"$work/log" && slower=$("$work/patience"); then
	# suites run two guests at a time
	factor=$(awk -v slower="$slower" -v processors="$(nproc)" 'BEGIN {
		factor = slower * (processors < 2 ? 2 : 1)
		print int(factor) + (factor > int(factor))
	}')
else
	say "not measured: $(head -n 1 "$work/log")"
	factor=1
fi
[ "$factor" -le 1 ] ||
	say "this machine is slow, or busy: all time limits are $factor times as long (TEST_PATIENCE=N sets that)"
if mkdir -p "$tree/build" 2>/dev/null && echo "$factor" >"$work/factor"; then
	mv -f "$work/factor" "$kept" 2>/dev/null || :
fi
echo "$factor"
