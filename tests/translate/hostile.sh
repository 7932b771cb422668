#!/bin/sh
# Asks each of the false daemons of hostile.c; prints what the library answered, and whether that took a second or more.
# No answer of theirs may be believed, and none may hold the caller for ever.
# Usage: hostile.sh ASK FALSE-DAEMON MODE...	run in a world of the guest
set -eu

ask=$1 daemon=$2
shift 2
# shellcheck source=tests/lib/time.sh
. "${0%/*}/../lib/time.sh"

full() {
	[ "$(connections /setrans/.setrans-unix)" -gt 0 ]
}

mkdir -p /run/setrans
for mode; do
	echo "# $mode"
	rm -f /run/setrans/.setrans-unix
	env -u LD_LIBRARY_PATH "$daemon" "$mode" &
	false=$!
	await 300 "false daemon" listens /setrans/.setrans-unix
	[ "$mode" != deaf ] || await 300 "full queue" full
	status=0
	echo "from-raw system_u:object_r:tmp_t:s0" | timeout -s KILL $((120 * TEST_PATIENCE)) "$ask" || status=$?
	[ $status != 137 ] || out_of_time "a caller of the false daemon \"$mode\""
	[ $status = 0 ] || echo "ended by $status"
	kill -KILL $false
	wait $false 2>/dev/null || :
done
