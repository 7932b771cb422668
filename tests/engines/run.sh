#!/bin/sh
# SPDX-License-Identifier: MIT
# Container engines on a real SELinux kernel: what a process sees in a container of each, with each option that changes
# it, and what LIBRARY and the image's own answer it. table.tsv says it, row by row; each row is run for real.
# Usage: run.sh [-p] [-o FOLDER] [LIBRARY [WORD...]]        (build/libselinux.so.1)
#	-p  prints the rows as they are found, for table.tsv        -o  keeps what the guests said
#	WORD...  only the rows in which each WORD is a word: engines/NAME.sh starts NAME
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
tree=$(cd "$here/../.." && pwd -P)
program=engines
# shellcheck source=tests/worlds/common.sh
. "$tree/tests/worlds/common.sh"
# shellcheck source=tests/lib/time.sh
. "$tree/tests/lib/time.sh"
tab=$(printf '\t')
passed=0 failed=0 print='' kept=''

# The rows asked for, without what is expected of them.
rows() {
	rows_found=$(grep -v '^#' "$here/table.tsv")
	for word; do
		rows_found=$(printf '%s\n' "$rows_found" | grep -w -- "$word") || die "no row has $word"
	done
	printf '%s\n' "$rows_found"
}

# boot HOST NUMBER: the rows of one guest.
boot() {
	"$tree/tests/worlds/run.sh" -t 3600 -m 3G -r "engines-$1" -b "$job/engines:/engines" -- \
		sh /engines/guest.sh "/engines/rows.$1.$2" >"$job/said.$1.$2" 2>"$job/err.$1.$2" || echo $? >"$job/status.$1.$2"
}

become_root "$@"
while getopts po: option; do
	case $option in
	p) print=yes ;;
	o) mkdir -p "$OPTARG" && kept=$(cd "$OPTARG" && pwd -P) ;;
	*) die "usage: run.sh [-p] [-o FOLDER] [LIBRARY [WORD...]]" ;;
	esac
done
shift $((OPTIND - 1))
library=${1:-$tree/build/libselinux.so.1}
[ $# = 0 ] || shift
[ -f "$library" ] || die "no $library; build it first"
job=$(mktemp -d)
trap 'rm -rf "$job"' EXIT
mkdir -p "$job/engines/work"
cp -r "$here/engines" "$here/guest.sh" "$here/host.sh" "$here/report.service" "$tree/tests/lib/time.sh" "$job/engines"
cp "$library" "$job/engines/libselinux.so.1"
"$tree/tests/demo/parts.sh" "$job/engines/work" "$library"
cp "$here/in-turn.sh" "$here/work.tsv" "$job/engines/work"
cp "$tree/tests/image/work.sh" "$job/engines/work"
"${CC:-cc}" -D_GNU_SOURCE -O2 -Wall -Wextra -o "$job/engines/probe" "$here/probe.c"

rows "$@" >"$job/rows"
# What a row cannot show here it says in place of what is seen.
sed -n "s/^\(.*\)${tab}skip: /\1: /p" "$job/rows" >"$job/skipped"
skipped=$(wc -l <"$job/skipped")
sed "s/^/skipped /; s/$tab/ /g" "$job/skipped"
sed -i "/${tab}skip: /d" "$job/rows"
# shellcheck disable=SC2046 # parts
"$tree/tests/worlds/bed.sh" kernel $(cut -f 1 "$job/rows" | sort -u | sed 's/^/engines-/') >/dev/null
# Guests, two at once: each takes the rows of some engines of a host.
awk -F'\t' -v job="$job/engines" '{
	guest = $1 "." ($2 ~ /^(podman|buildah)$/ ? 1 : 2)
	print >(job "/rows." guest)
}' "$job/rows"
running=0
for file in "$job"/engines/rows.*; do
	guest=${file##*/rows.}
	boot "${guest%.*}" "${guest#*.}" &
	running=$((running + 1))
	[ $((running % 2)) = 1 ] || wait
done
wait
for file in "$job"/err.*; do
	[ -z "$kept" ] || cp "$file" "$job/said.${file##*/err.}" "$kept"
	grep -v ' s$' "$file" >&2 || :
done
for file in "$job"/status.*; do
	[ ! -e "$file" ] || ended_in_time "$(cat "$file")"
done
cat "$job"/said.* >"$job/said"

if [ -n "$print" ]; then
	cat "$job/said"
	exit
fi
while IFS= read -r row; do
	key=$(printf '%s\n' "$row" | cut -f 1-4)
	found=$(grep -F "$key$tab" "$job/said" | head -n 1) || found=
	case $row in
	"$found")
		passed=$((passed + 1))
		printf 'ok      %s\n' "$key"
		;;
	*)
		failed=$((failed + 1))
		printf 'NOT OK  %s\n	wanted %s\n	found  %s\n' "$key" "${row#"$key$tab"}" "${found#"$key$tab"}"
		;;
	esac
done <"$job/rows"
printf '%d passed, %d failed, %d skipped\n' $passed $failed "$skipped"
[ $failed = 0 ] && [ $passed -gt 0 ]
