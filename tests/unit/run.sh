#!/bin/sh
# Runs the unit tests given, each a cmocka program, and adds up what they say. RUN_BY is a command that
# runs programs of another machine. Status 124: one was out of time.
set -u

passed=0 failed=0 late=0
TEST_PATIENCE=$("${0%/*}/../lib/patience.sh") || exit
export TEST_PATIENCE
for program; do
	# shellcheck disable=SC2086 # words
	output=$(${RUN_BY:-} "$program" 2>&1)
	status=$?
	p=$(printf '%s\n' "$output" | grep -c '^\[       OK \]')
	f=$(printf '%s\n' "$output" | grep -c '^\[  FAILED  \] [a-z_0-9]*$')
	# a program that died or ran nothing has failed, whatever it printed
	if { [ "$status" -eq 124 ] || [ "$status" -eq 142 ]; } && [ "$f" -eq 0 ]; then # 142: its own alarm
		echo "OUT OF TIME ${program##*/} (it hangs, or TEST_PATIENCE=$((TEST_PATIENCE * 2)) gives it longer)"
		late=1
	elif [ "$status" -ne 0 ] || [ "$p" -eq 0 ]; then
		[ "$f" -gt 0 ] || f=1
		printf '%s\n' "$output"
		echo "FAIL ${program##*/}: exit status $status"
	else
		echo "ok   ${program##*/}: $p tests"
	fi
	passed=$((passed + p)) failed=$((failed + f))
done
echo "$passed passed, $failed failed"
[ "$failed" -gt 0 ] || [ "$late" -eq 0 ] || exit 124
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
