#!/bin/sh
# The black-box program and the answer table on the kernels, and against the release of Debian's library, that the
# other suites leave out: "run" and "answers" with each of the rows below.
# Usage: kernels.sh
set -u

cd "$(dirname "$0")/../.." || exit
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 late=0

# count NAME COMMAND...: its last line's numbers; of its output only what is no success.
count() {
	name=$1
	shift
	"$@" >"$log" 2>&1
	if [ $? = 124 ]; then
		late=1
		grep 'OUT OF TIME' "$log"
		return
	fi
	grep -v '^ok ' "$log" | sed '$d'
	counts=$(sed -n '$s/^\([0-9]*\) passed, \([0-9]*\) failed.*/\1 \2/p' "$log")
	echo "$name: $(tail -n 1 "$log")"
	: "${counts:=0 1}" # no such line is a failure
	passed=$((passed + ${counts% *})) failed=$((failed + ${counts#* }))
}

for kernel in 5.10 6.12 7.2; do
	count "answers on $kernel" tests/worlds/answers.sh -k $kernel
	count "3.4 on $kernel" tests/oracle/run.sh -k $kernel
done
for kernel in 5.10 6.1 6.12 7.2; do
	count "3.11 on $kernel" tests/oracle/run.sh -o 3.11 -k $kernel
done
echo "$passed passed, $failed failed"
[ "$failed" -gt 0 ] || [ $late = 0 ] || exit 124
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
