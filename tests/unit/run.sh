#!/bin/sh
# Runs the unit tests given, each a cmocka program, and adds up what they say. RUN_BY is a command that
# runs programs of another machine. REGRESS is where tests.mk has made compare and replay, for what fuzzers found once.
# Status 124: one was out of time.
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
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
		out_of_patience "${program##*/}"
	elif [ "$status" -ne 0 ] || [ "$p" -eq 0 ]; then
		printf '%s\n' "$output"
		passed=$((passed + p))
		not_ok "${program##*/}: exit status $status" $((f > 0 ? f : 1))
	else
		ok "${program##*/}: $p tests" "$p"
	fi
done
if [ -n "${REGRESS-}" ]; then
	make_work
	programs=$(cd "$REGRESS" && pwd -P)
	export FUZZ_FOLDER="$work"
	# shellcheck source=tests/regress/check.sh
	. "$here/../regress/check.sh"
	check_cases "$programs/label/compare"
	check_bytes "$programs/fuzz/replay"
fi
finish
