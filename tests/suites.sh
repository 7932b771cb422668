#!/bin/sh
# Runs the suites named (make's check-NAME), one after the other, and adds up their last lines,
# "N passed, N failed[, N skipped]". A suite that ends without that line has failed, but for one whose command ends with
# status 124: that was out of time (tests/lib/patience.sh), and says nothing of what it was at.
set -u

log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0 late=0 summary=
TEST_PATIENCE=$("${0%/*}/lib/patience.sh" -n) || exit
export TEST_PATIENCE

# needs_root SUITE: by the table of README.md.
needs_root() {
	awk -F ' *[|] *' -v suite="$1" '$2 == suite { found = $5 == "root" } END { exit !found }' "${0%/*}/README.md"
}

for suite; do
	echo "== $suite"
	if needs_root "$suite" && ! "${0%/*}/can-be-root.sh"; then
		echo "left out: $suite needs root, or sudo"
		skipped=$((skipped + 1))
		continue
	fi
	start=$(date +%s)
	{
		${MAKE:-make} --no-print-directory "check-$suite" 2>&1
		echo "status $?"
	} | tee "$log" | sed '/^status [0-9]*$/d'
	status=$(sed -n 's/^status \([0-9]*\)$/\1/p' "$log" | tail -n 1)
	counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed\(, \([0-9]*\) skipped\)\{0,1\}$/\1 \2 \4/p' "$log" | tail -n 1)
	l=0
	! grep -q '^make.* Error 124$' "$log" || l=1
	[ "$l" = 0 ] || : "${counts:=0 0 0}"
	read -r p f s <<-EOF
		${counts:-0 1 0}
	EOF
	s=${s:-0}
	[ "$status" -eq 0 ] || [ $((f + l)) -gt 0 ] || f=1
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s)) late=$((late + l))
	summary="$summary$(printf '%-8s %5d passed, %d failed, %d skipped (%d s)%s' "$suite" "$p" "$f" "$s" \
		"$(($(date +%s) - start))" "$([ "$l" = 0 ] || echo ', OUT OF TIME')")
"
done
echo "== all"
printf '%s' "$summary"
echo "$passed passed, $failed failed, $skipped skipped"
if [ "$late" -gt 0 ]; then
	echo "OUT OF TIME: $late suites, of which this says nothing; TEST_PATIENCE=$((TEST_PATIENCE * 2)) gives them longer"
	[ "$failed" -gt 0 ] || exit 124
fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
