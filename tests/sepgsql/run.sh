#!/bin/sh
# SPDX-License-Identifier: MIT
# PostgreSQL's regression tests of its module sepgsql, on Debian's PostgreSQL, in the enforcing guest: with Debian's own
# libselinux and with LIBRARY. Each test must pass with either, and print the same; the server's log must say the same of
# SELinux.
# Usage: run.sh [-o FOLDER] [LIBRARY]		build/libselinux.so.1 by default; FOLDER keeps what was said
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
tests='label dml ddl alter misc truncate'
tab=$(printf '\t')

# in_guest SIDE
in_guest() {
	its_library=-
	[ "$1" = stock ] || its_library=/parts/libselinux.so.1
	# shellcheck disable=SC2086 # names of tests are words
	"$tree/tests/worlds/run.sh" -t 3600 -r sepgsql -b "$work/parts:/parts" -- world permissive \
		runcon unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023 sh /parts/in-guest.sh $its_library $tests \
		>"$work/$1" 2>"$work/$1.err" || {
		status=$?
		tail -n 10 "$work/$1.err"
		return $status
	}
}

# ended SIDE TEST: ok, FAILED or nothing.
ended() {
	sed -n "s/^$2$tab= \(ok\|FAILED\)$/\1/p" "$work/$1"
}

# printed SIDE WHAT: the lines of a test, or those of the log.
printed() {
	grep "^$2$tab" "$work/$1" | grep -v "^$2$tab= "
}

# same WHAT
same() {
	printed stock "$1" >"$work/one.stock" || { echo "nothing with Debian's library"; return 1; }
	printed ours "$1" | diff "$work/one.stock" -
}

become_root "$@"
! wants_kept "$@" || shift 2
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
for test in $tests; do
	check_same "$test: passes, stock" ok "$(ended stock "$test")"
	check_same "$test: passes, ours" ok "$(ended ours "$test")"
	check "$test: prints the same" same "$test"
done
check "the server's log says the same of SELinux" same log
finish
