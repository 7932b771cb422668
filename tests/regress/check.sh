# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# What fuzzers found once. NAME.case is a script of tests/label/compare.c with the right answers, as `compare -v` prints
# it; TARGET-*.bytes is an input of a target of tests/fuzz. Sourced after tests/lib/check.sh, with a $work.
# shellcheck disable=SC2154

regress=$tree/tests/regress

# says_so CASE COMPARE...: the answers are those of the file.
says_so() {
	case=$1
	shift
	rm -rf "$work/case"
	mkdir "$work/case"
	(cd "$work/case" && sed -n 's/^> //p' "$case" | "$@" -v) >"$work/answers" 2>&1
	diff "$case" "$work/answers"
}

# check_cases COMPARE...: a command.
check_cases() {
	for case in "$regress"/*.case; do
		[ ! -e "$case" ] || check "regress ${case##*/}" says_so "$case" "$@"
	done
}

# check_bytes COMMAND...: it takes a target and files.
check_bytes() {
	for bytes in "$regress"/*.bytes; do
		[ -e "$bytes" ] || continue
		name=${bytes##*/}
		check "regress $name" "$@" "${name%%-*}" "$bytes"
	done
}
