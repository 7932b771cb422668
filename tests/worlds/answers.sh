#!/bin/sh
# The answer table on a real kernel: enters every world of answers.tsv and asserts there, each time in fresh processes,
# what LIBRARY and what Debian's own libselinux answer, and what LIBRARY prints as a program. The second shows that the
# worlds are what they claim to be.
# Usage: answers.sh [-k VERSION] [LIBRARY]        (build/libselinux.so.1; -k is the kernel's, as for run)
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
program=answers version=6.1

# ask WORLD...: runs in the guest; prints for each its name and both libraries' answers.
# shellcheck disable=SC2016 # expanded by the guest's shell
ask='
for world; do
	stock=/answers/answer
	[ "$world" != config-fifo ] || stock="echo -; echo -"
	answers=$(world "$world" sh -c "LD_LIBRARY_PATH=/answers/library /answers/answer; $stock; sh /answers/tell" 2>&1)
	printf "%s\t%s\n" "$world" "$(echo "$answers" | tr "\n" "\t")"
done'

rows() {
	grep -v '^#' "$here/answers.tsv"
}

# printed ROW ENABLED: what the library prints as a program in a world of this row, as tell shows it: without the
# evidence, which tests/abi/evidence.sh looks at.
printed() {
	if [ "$2" = 1 ]; then
		word=yes json=true status=0
	else
		word=no json=false status=1
	fi
	version=$(sed -n 's/^VERSION *:= //p' "$tree/Makefile")
	reason=$(sed -n "s/^$1$tab//p" "$here/reasons.tsv")
	printf '%s {"schema": 1, "library": "libselinux-strict", "version": "%s", "enabled": %s, "row": "%s", "reason": "%s"}\t' \
		$status "$version" $json "$1" "$reason"
	printf '%s\t' "libselinux-strict $version" "enabled: $word" "row: $1" "reason: $reason"
}

become_root "$@"
while getopts k: option; do
	case $option in
	k) version=$OPTARG ;;
	*) die "usage: answers [-k VERSION] [LIBRARY]" ;;
	esac
done
shift $((OPTIND - 1))
library=${1:-$tree/build/libselinux.so.1}
[ -f "$library" ] || die "no $library; build it first"
make_work
mkdir "$work/library"
cp "$library" "$work/library/libselinux.so.1"
cat >"$work/tell" <<'END'
said=$(/answers/library/libselinux.so.1)
status=$?
json=$(/answers/library/libselinux.so.1 --json)
evidence=', "evidence": {'
echo "$status ${json%%"$evidence"*}}"
evidence='

/sys/fs/selinux: '
printf '%s\n' "${said%%"$evidence"*}"
END
chmod -R a+rX "$work"
cc -I"$tree/include" -o "$work/answer" "$here/answer.c" "$work/library/libselinux.so.1"

rows | cut -f 1 | grep -vx -e no-policy -e no-lsm >"$work/worlds"
"$here/run.sh" -k "$version" -l apparmor -b "$work:/answers" -- sh -c "$ask" ask no-lsm >"$work/other-lsm" &
other=$!
# shellcheck disable=SC2046 # the names of worlds are words
"$here/run.sh" -k "$version" -b "$work:/answers" -- sh -c "$ask" ask no-policy $(cat "$work/worlds") >"$work/selinux" || ended_in_time $?
wait $other || ended_in_time $?

tab=$(printf '\t')
rows >"$work/rows"
while IFS=$tab read -r world row enabled enforce stock_enabled stock_enforce; do
	answers=$(sed -n "s/^$world$tab//p" "$work/selinux" "$work/other-lsm")
	printf '%s\n' "$answers" >"$work/answers"
	IFS=$tab read -r a b c d told <"$work/answers" || :
	check_same "$row $world" "$enabled $enforce" "$a $b"
	check_same "$row $world, stock" "$stock_enabled $stock_enforce" "$c $d"
	check_same "$row $world, printed" "$(printed "$row" "$enabled")" "$told$tab"
done <"$work/rows"
# Each row of the table is made, and has its line in the documentation.
check_same 'every row' "$(cut -f 1 "$here/reasons.tsv" | sort -u)" "$(cut -f 2 "$work/rows" | sort -u)"
check_same 'every row in docs/PRESENCE.md' "$(cut -f 1 "$here/reasons.tsv")" "$(sed -n 's/^| \(D[0-9b]*\) |.*/\1/p' "$tree/docs/PRESENCE.md")"
finish
