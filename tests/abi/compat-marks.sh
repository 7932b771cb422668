#!/bin/sh
# SPDX-License-Identifier: MIT
# Does each COMPAT: mark in src, and each row of docs/COMPAT.md, name a test that is there? Prints those that do not.
#
# Names of tests, several with semicolons between them:
#	tests/unit/FILE.c FUNCTION		a test of that file
#	tests/oracle FAMILY WORD/WORD...	a call of the black-box program: words of its key, as its source has them
#	tests/label CASE			in cases.txt
#	tests/restorecon CASE			in cases*; CASE* for all that begin so
#	tests/fault ROW				in the tables of calls*.c and objects*.c; or a kind of fault
#	tests/worlds WORLD			in answers.tsv
#	tests/... TEXT				any other: the file, or one in that directory, has this text
# In docs/COMPAT.md also "oracle FAMILY, FAMILY..." and "tests/peers": allowed*.tsv has lines of the row.
# Usage: compat-marks.sh [SRC [COMPAT.md]]
set -eu

cd "$(dirname "$0")/../.."
src=${1:-src} rows=${2:-docs/COMPAT.md}
bad=0
wrong() {
	echo "$1"
	bad=$((bad + 1))
}

# in_oracle FAMILY WORDS: each stands in the family's files
in_oracle() {
	for part in $(echo "$2" | tr / ' '); do
		grep -qE "[\"/( ]${part}[\"/,) ]" tests/oracle/"$1"*.c tests/oracle/world.c || return
	done
}

# is_allowed ID FAMILY: a row of this id whose key may be of that family
is_allowed() {
	awk -F'\t' -v id="$1" -v family="$2" '
		$NF == id { sub("/.*", "", $2); gsub(/\*/, ".*", $2); found = found || family ~ "^" $2 "$" }
		END { exit !found }' tests/oracle/allowed*.tsv
}

# exists TEST
exists() {
	path=${1%% *} what=${1#* }
	path=${path%,}
	[ "$path" != "$what" ] && [ -e "$path" ] || return
	case $path in
	tests/unit/*) grep -qE "^static void $what\(void \*\*state\)" "$path" ;;
	tests/oracle) [ "${what%% *}" != "$what" ] && in_oracle "${what%% *}" "${what#* }" ;;
	tests/label) grep -qx "case	$what" tests/label/cases.txt ;;
	tests/restorecon)
		case $what in
		*'*') grep -rqE "^case ${what%?}" tests/restorecon/cases* ;;
		*) grep -rqx "case $what" tests/restorecon/cases* ;;
		esac
		;;
	tests/fault) grep -qE "X\(${what#object_},|\{\"$what\"," tests/fault/*.c ;;
	tests/worlds) grep -q "^$what	" tests/worlds/answers.tsv ;;
	*) grep -rqF -- "$what" "$path" ;;
	esac
}

# The marks: a comment from COMPAT: on, in one line, whose parentheses that begin with tests/ name the tests.
# shellcheck disable=SC2016 # awk's
marks=$(find "$src" -name '*.[ch]' | sort | xargs awk '
	function done() { gsub(/[ \t]*\n[ \t]*(\* ?)?/, " ", text); print where "\t" text; text = "" }
	!text && /COMPAT:/ { where = FILENAME ":" FNR; text = $0; sub(/.*COMPAT:/, "", text) }
	text && where != FILENAME ":" FNR { text = text "\n" $0 }
	text && /\*\// { sub(/\*\/.*/, "", text); done() }')
[ -n "$marks" ] || wrong "$src: no COMPAT: mark"
tab=$(printf '\t')
while IFS=$tab read -r where text; do
	tests=$(echo "$text" | grep -o '(tests/[^)]*)' | tr -d '()' | tr ';' '\n')
	[ -n "$tests" ] || wrong "$where: names no test"
	while read -r test; do
		[ -z "$test" ] || exists "$test" || wrong "$where: no such test: $test"
	done <<-END
		$tests
	END
done <<END
$marks
END

# The rows: id, call, stock, ours, why, test.
while IFS='|' read -r _ id _ _ _ _ tests _; do
	id=$(echo "$id" | tr -d ' ')
	[ -n "$tests" ] || wrong "$rows: $id names no test"
	while read -r test; do
		case $test in
		oracle)
			grep -q "	$id\$" tests/oracle/allowed*.tsv || wrong "$rows: $id: no row of tests/oracle/allowed.tsv"
			;;
		oracle\ *)
			for family in $(echo "${test#oracle }" | tr -d ,); do
				is_allowed "$id" "$family" || wrong "$rows: $id: no row of tests/oracle/allowed.tsv for $family"
			done
			;;
		tests/peers) grep -q "	$id\$" tests/peers/allowed.tsv || wrong "$rows: $id: no row of tests/peers/allowed.tsv" ;;
		*) exists "$test" || wrong "$rows: $id: no such test: $test" ;;
		esac
	done <<-END
		$(echo "$tests" | tr ';' '\n' | sed 's/^ *//; s/ *$//')
	END
done <<END
$(grep -E '^\| [A-Z0-9]+-[0-9]+ \|' "$rows" | sed 's/\\|/!/g')
END

echo "$(echo "$marks" | wc -l) marks, $(grep -cE '^\| [A-Z0-9]+-[0-9]+ \|' "$rows") rows"
[ $bad -eq 0 ]
