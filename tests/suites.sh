#!/bin/sh
# Runs the suites named (make's check-NAME), one after the other, and adds up their last lines,
# "N passed, N failed[, N skipped]". A suite that ends without that line has failed, but for one whose command ends with
# status 124: that was out of time (tests/lib/patience.sh), and says nothing of what it was at.
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/lib/check.sh"
make_work
log=$work/log summary=
TEST_PATIENCE=$("$here/lib/patience.sh" -n) || exit
export TEST_PATIENCE

# needs_root SUITE: by the table of README.md.
needs_root() {
	awk -F ' *[|] *' -v suite="$1" '$2 == suite { found = $5 == "root" } END { exit !found }' "$here/README.md"
}

for suite; do
	echo "== $suite"
	if needs_root "$suite" && ! "$here/can-be-root.sh"; then
		skip "$suite, which needs root, or sudo"
		continue
	fi
	start=$(date +%s)
	{
		${MAKE:-make} --no-print-directory "check-$suite" 2>&1
		echo "status $?"
	} | tee "$log" | sed '/^status [0-9]*$/d'
	status=$(sed -n 's/^status \([0-9]*\)$/\1/p' "$log" | tail -n 1)
	l=0 p=$passed f=$failed s=$skipped
	! grep -q '^make.* Error 124$' "$log" || l=1
	add_counts "$log" $((1 - l))
	[ "$status" -eq 0 ] || [ $((failed - f + l)) -gt 0 ] || failed=$((failed + 1))
	late=$((late + l))
	summary="$summary$(printf '%-8s %5d passed, %d failed, %d skipped (%d s)%s' "$suite" $((passed - p)) $((failed - f)) \
		$((skipped - s)) "$(($(date +%s) - start))" "$([ "$l" = 0 ] || echo ', OUT OF TIME')")
"
done
echo "== all"
printf '%s' "$summary"
finish
status=$?
[ "$late" = 0 ] ||
	echo "OUT OF TIME: $late suites, of which this says nothing; TEST_PATIENCE=$((TEST_PATIENCE * 2)) gives them longer"
exit $status
