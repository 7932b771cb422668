#!/bin/sh
# The black-box program and the answer table on the kernels, and against the release of Debian's library, that the
# other suites leave out: "run" and "answers" with each of the rows below.
# Usage: kernels.sh
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
cd "$tree" || exit
log=$work/log

# count NAME COMMAND...: its last line's numbers; of its output only what is no success.
count() {
	name=$1
	shift
	"$@" >"$log" 2>&1
	if [ $? = 124 ]; then
		out_of_patience "$name"
		return
	fi
	grep -v '^ok ' "$log" | sed '$d'
	echo "$name: $(tail -n 1 "$log")"
	add_counts "$log"
}

for kernel in 5.10 6.12 7.2; do
	count "answers on $kernel" tests/worlds/answers.sh -k $kernel
	count "3.4 on $kernel" tests/oracle/run.sh -k $kernel
done
for kernel in 5.10 6.1 6.12 7.2; do
	count "3.11 on $kernel" tests/oracle/run.sh -o 3.11 -k $kernel
done
finish
