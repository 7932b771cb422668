# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# How a suite counts and what it says: a line "ok", "NOT OK", "SKIP" or "OUT OF TIME" for each check, and last
# "N passed, N failed[, N skipped]". Sourced by its script; sets $here, the script's directory, and $tree, the checkout.
# shellcheck disable=SC2034 # for who sources it

here=$(cd "$(dirname "$0")" && pwd -P)
tree=${here%/tests*}
program=${program:-${here##*/}}
# shellcheck source=tests/worlds/common.sh
. "$tree/tests/worlds/common.sh"
# shellcheck source=tests/lib/time.sh
. "$tree/tests/lib/time.sh"

passed=0 failed=0 skipped=0 late=0
group=''   # what stands before each check's name
remarks='' # "yes": the last line that a command of check() prints is shown behind its "ok"

# make_work: $work, a scratch directory that is removed at the end.
make_work() {
	work=$(mktemp -d) || die "no scratch directory"
	trap 'rm -rf "$work"' EXIT
	trap 'exit 130' INT TERM HUP
}

# wants_kept ARGUMENT...: whether the first two are -o FOLDER; then $kept is the folder, whole.
kept=''
wants_kept() {
	[ "${1-}" = -o ] && mkdir -p "$2" && kept=$(cd "$2" && pwd -P)
}

# die MESSAGE: of what cannot even begin; counts as one failure.
die() {
	say "$*"
	echo "0 passed, 1 failed"
	exit 1
}

# ok WHAT [COUNT], not_ok WHAT [COUNT], skip WHAT, out_of_patience WHAT
ok() {
	passed=$((passed + ${2:-1}))
	printf 'ok      %s\n' "${group:+$group: }$1"
}

not_ok() {
	failed=$((failed + ${2:-1}))
	printf 'NOT OK  %s\n' "${group:+$group: }$1"
}

skip() {
	skipped=$((skipped + 1))
	printf 'SKIP    %s\n' "${group:+$group: }$1"
}

out_of_patience() {
	late=$((late + 1))
	printf 'OUT OF TIME  %s (TEST_PATIENCE=%s gives it longer)\n' "${group:+$group: }$1" "$((${TEST_PATIENCE:-1} * 2))"
}

# details [FILE]: its first and last lines, indented, below a "NOT OK".
details() {
	awk -v half="$((${CHECK_LINES:-20} / 2))" '
		NR <= half { print "        " $0; next }
		{ last[NR % half] = $0 }
		END {
			if (NR > 2 * half)
				print "        ... " NR - 2 * half " more lines; CHECK_LINES=n shows n"
			for (i = NR > 2 * half ? NR - half + 1 : half + 1; i <= NR; i++)
				print "        " last[i % half]
		}' "$@"
}

# check WHAT COMMAND...: the command's exit status is the verdict: 0, 77 (skipped; it says why), 124 (out of time), or a
# failure, whose output is shown. $log is where that goes, $work/log if unset.
check() {
	check_what=$1
	shift
	if "$@" >"${log:-$work/log}" 2>&1; then
		verdict 0 "$check_what"
	else
		verdict $? "$check_what"
	fi
}

# verdict STATUS WHAT: the same, of a command that has run with its output in the log.
verdict() {
	case $1 in
	0) ok "$2$([ -z "$remarks" ] || sed -n '$s/.*/ (&)/p' "${log:-$work/log}")" ;;
	77) skip "$2: $(cat "${log:-$work/log}")" ;;
	124) out_of_patience "$2" ;;
	*)
		not_ok "$2"
		details "${log:-$work/log}"
		;;
	esac
}

# check_same WHAT WANTED FOUND: are the two texts the same?
check_same() {
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1"
		printf 'wanted: %s\nfound:  %s\n' "$2" "${3:-nothing}" | details
	fi
}

# add_counts FILE [FAILED]: those of the closing line that another suite left there; no such line counts as one failure,
# or as so many.
add_counts() {
	read -r add_passed add_failed add_skipped <<-END
		$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed\(, \([0-9]*\) skipped\)\{0,1\}$/\1 \2 \4/p' "$1" | tail -n 1)
	END
	passed=$((passed + ${add_passed:-0})) failed=$((failed + ${add_failed:-${2:-1}})) skipped=$((skipped + ${add_skipped:-0}))
}

# finish: the closing line, and the status for the script to end with. 124: nothing failed, but something was out of time.
finish() {
	skips=
	[ "$skipped" = 0 ] || skips=", $skipped skipped"
	echo "$passed passed, $failed failed$skips"
	[ "$failed" = 0 ] || return 1
	[ "$late" = 0 ] || return 124
	[ "$passed" -gt 0 ]
}
