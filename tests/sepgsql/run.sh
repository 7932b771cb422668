#!/bin/sh
# SPDX-License-Identifier: MIT
# PostgreSQL's regression tests of its module sepgsql, on Debian's PostgreSQL, in the enforcing guest: with Debian's own
# libselinux and with LIBRARY. Each test must end alike, and print the same; expected.tsv says how each ends with
# Debian's, so that a test which cannot run is not taken for one that passed.
# Usage: run.sh [-o FOLDER] [LIBRARY]		build/libselinux.so.1 by default; FOLDER keeps what was said
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
tab=$(printf '\t')
kept=

# in_guest SIDE
in_guest() {
	its_library=-
	[ "$1" = stock ] || its_library=/parts/libselinux.so.1
	"$tree/tests/worlds/run.sh" -t 3600 -r sepgsql -b "$work/parts:/parts" -- world permissive \
		runcon unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023 sh /parts/in-guest.sh $its_library \
		>"$work/$1" 2>"$work/$1.err" || {
		status=$?
		tail -n 10 "$work/$1.err"
		return $status
	}
}

# ended SIDE TEST, printed SIDE TEST
ended() {
	sed -n "s/^$2$tab= \(ok\|FAILED\)$/\1/p" "$work/$1" | head -n 1
}

printed() {
	sed -n "s/^$2$tab//p" "$work/$1"
}

same() {
	printed stock "$1" >"$work/one.stock"
	[ -s "$work/one.stock" ] && printed ours "$1" | diff "$work/one.stock" -
}

become_root "$@"
if [ "${1-}" = -o ]; then
	mkdir -p "$2"
	kept=$(cd "$2" && pwd -P)
	shift 2
fi
library=${1:-$tree/build/libselinux.so.1}
[ -f "$library" ] || die "no $library; build it first"
"$tree/tests/worlds/bed.sh" kernel sepgsql >/dev/null
make_work
mkdir "$work/parts"
cp "$library" "$work/parts/libselinux.so.1"
cp "$here/in-guest.sh" "$tree/tests/lib/time.sh" "$work/parts"
say "PostgreSQL in the enforcing guest, with two libraries; some minutes"
for side in stock ours; do
	check "the tests were run, $side" in_guest $side
	[ -z "$kept" ] || cp "$work/$side" "$work/$side.err" "$kept"
done
while IFS=$tab read -r test wanted; do
	case $test in '#'*) continue ;; esac
	check_same "$test: stock" "$wanted" "$(ended stock "$test")"
	check_same "$test: ours" "$wanted" "$(ended ours "$test")"
	check "$test: prints the same" same "$test"
done <"$here/expected.tsv"
check_same "tests without a row" "" "$(sed -n "s/$tab= \(ok\|FAILED\)$//p" "$work/stock" "$work/ours" | sort -u |
	grep -vxF "$(cut -f 1 "$here/expected.tsv")")"
finish
