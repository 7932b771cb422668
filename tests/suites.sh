#!/bin/sh
# Runs the suites named (make's check-NAME), one after the other, and adds up their last lines,
# "N passed, N failed[, N skipped]". A suite that ends without that line has failed, but for one whose command ends with
# status 124: that was out of time (tests/lib/patience.sh), and says nothing of what it was at.
# Where CHECK_SECONDS is set, all end in so many seconds: a suite that will not fit, by its seconds in README.md and by
# how long the others took, is skipped. So is one that has not ended by then, unless a check of it failed, or it took
# more than twice as long as it should: then it is out of time. Of the suites behind "--" another one is the first each
# day, so that each has its turn.
# Usage: suites.sh SUITE... [-- SUITE...]
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/lib/check.sh"
make_work
log=$work/log summary=
TEST_PATIENCE=$("$here/lib/patience.sh" -n) || exit
export TEST_PATIENCE

# column N SUITE: of its row in README.md.
column() {
	awk -F ' *[|] *' -v n="$1" -v suite="$2" '$2 == suite { print $n }' "$here/README.md"
}

# seconds_for SUITE: how long it takes here, a third more than the others' pace says.
seconds_for() {
	echo $(($(column 4 "$1") * (spent > written ? spent : written) * 4 / (written * 3)))
}

# in_turn SUITE...: from today's on.
in_turn() {
	day=$(date +%j)
	day=$((${day#"${day%%[1-9]*}"} % $#))
	while [ $day -gt 0 ]; do
		first=$1
		shift
		set -- "$@" "$first"
		day=$((day - 1))
	done
	echo "$@"
}

always=''
while [ $# -gt 0 ] && [ "$1" != -- ]; do
	always="$always $1"
	shift
done
[ $# = 0 ] || shift
[ $# = 0 ] || [ -z "${CHECK_SECONDS-}" ] || set -- "$(in_turn "$@")"
# shellcheck disable=SC2086,SC2068 # words
set -- $always $@
began=$(date +%s) spent=1 written=1
for suite; do
	echo "== $suite"
	if [ "$(column 5 "$suite")" = root ] && ! "$here/can-be-root.sh"; then
		skip "$suite, which needs root, or sudo"
		continue
	fi
	start=$(date +%s) limit='' needed=$(seconds_for "$suite")
	if [ -n "${CHECK_SECONDS-}" ]; then
		left=$((began + CHECK_SECONDS - start))
		if [ "$needed" -gt $left ]; then
			skip "$suite, which takes some $needed s here, and $left s are left of CHECK_SECONDS=$CHECK_SECONDS"
			continue
		fi
		limit="timeout -k 30 $left"
	fi
	{
		$limit "${MAKE:-make}" --no-print-directory "check-$suite" 2>&1
		echo "status $?"
	} | tee "$log" | sed -u '/^status [0-9]*$/d'
	status=$(sed -n 's/^status \([0-9]*\)$/\1/p' "$log" | tail -n 1)
	took=$(($(date +%s) - start))
	if [ -n "$limit" ] && [ "$status" = 124 ] && [ $took -lt $((needed * 2)) ] && ! grep -q '^NOT OK' "$log"; then
		skip "$suite, which had not ended when CHECK_SECONDS=$CHECK_SECONDS had passed"
		continue
	fi
	l=0 p=$passed f=$failed s=$skipped
	case $status in
	124 | 137) l=1 ;; # ended by timeout
	*) ! grep -q '^make.* Error 124$' "$log" || l=1 ;;
	esac
	add_counts "$log" $((1 - l))
	[ "$status" -eq 0 ] || [ $((failed - f + l)) -gt 0 ] || failed=$((failed + 1))
	late=$((late + l))
	spent=$((spent + took)) written=$((written + $(column 4 "$suite")))
	echo "-- $suite: $took s"
	summary="$summary$(printf '%-8s %5d passed, %d failed, %d skipped (%d s)%s' "$suite" $((passed - p)) $((failed - f)) \
		$((skipped - s)) $took "$([ "$l" = 0 ] || echo ', OUT OF TIME')")
"
done
echo "== all"
printf '%s' "$summary"
finish
status=$?
[ "$late" = 0 ] ||
	echo "OUT OF TIME: $late suites, of which this says nothing; TEST_PATIENCE=$((TEST_PATIENCE * 2)) gives them longer"
exit $status
