#!/bin/sh
# SPDX-License-Identifier: MIT
# Container engines on a real SELinux kernel: what a process sees in a container of each, with each option that changes
# it, and what LIBRARY and the image's own answer it. table.tsv says it, row by row; each row is run for real.
# Usage: run.sh [-ap] [-o FOLDER] [LIBRARY [WORD...]]        (build/libselinux.so.1)
#	-a  all rows: what takes long is else run in enforcing mode only
#	-p  prints the rows as they are found, for table.tsv        -o  keeps what the guests said
#	WORD...  only the rows in which each WORD is a word: engines/NAME.sh starts NAME
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
tab=$(printf '\t')
all='' print='' kept=''

# The rows asked for, without what is expected of them.
rows() {
	rows_found=$(grep -v '^#' "$here/table.tsv")
	for word; do
		rows_found=$(printf '%s\n' "$rows_found" | grep -w -- "$word") || die "no row has $word"
	done
	printf '%s\n' "$rows_found"
}

# The permissive twins of rows that take long are skipped.
leave_out_long() {
	awk -F'\t' -v OFS='\t' '
		NR == FNR { if ($4 == 1 && $5 !~ /^skip: /) twin[$1, $2, $3] = 1; next }
		$4 == 0 && twin[$1, $2, $3] && ($2 ~ /^(podman|buildah|docker)$/ || $3 ~ /^(work|systemd)$/ && $2 != "crun") {
			print $1, $2, $3, $4, "skip: takes long, and is run with -a"
			next
		}
		{ print }' "$job/rows" "$job/rows" >"$job/kept" && mv "$job/kept" "$job/rows"
}

# boot HOST NUMBER: the rows of one guest.
boot() {
	"$tree/tests/worlds/run.sh" -t 3600 -m 3G -r "engines-$1" -b "$job/engines:/engines" -- \
		sh /engines/guest.sh "/engines/rows.$1.$2" >"$job/said.$1.$2" 2>"$job/err.$1.$2" || echo $? >"$job/status.$1.$2"
}

# judge_works KEY NAME free|confined: does each work of work.tsv fail with the loose check, as that says, and get done with ours?
judge_works() {
	[ "$3" = free ] && column=2 || column=3
	grep -v '^#' "$here/work.tsv" | cut -f "1,$column" >"$job/works"
	while IFS=$tab read -r did wanted; do
		IFS=$tab read -r loose loose_said ours ours_said <<-END
			$(sed -n "s/^$1$tab$did$tab//p" "$job/said")
		END
		found="$loose $loose_said"
		case $loose.$found in
		0.*) [ "$wanted" != works ] || found=works ;;
		*"$wanted"*) found=$wanted ;;
		esac
		check_same "$2: $did, loose" "$wanted" "$found"
		[ "$ours" = 0 ] || ours="$ours $ours_said"
		check_same "$2: $did" 0 "$ours"
	done <"$job/works"
}

become_root "$@"
while getopts apo: option; do
	case $option in
	a) all=yes ;;
	p) print=yes ;;
	o) mkdir -p "$OPTARG" && kept=$(cd "$OPTARG" && pwd -P) ;;
	*) die "usage: run.sh [-ap] [-o FOLDER] [LIBRARY [WORD...]]" ;;
	esac
done
shift $((OPTIND - 1))
library=${1:-$tree/build/libselinux.so.1}
[ $# = 0 ] || shift
[ -f "$library" ] || die "no $library; build it first"
make_work
job=$work
mkdir -p "$job/engines/work"
cp -r "$here/engines" "$here/guest.sh" "$here/host.sh" "$here/report.service" "$tree/tests/lib/time.sh" "$job/engines"
cp "$library" "$job/engines/libselinux.so.1"
"$tree/tests/demo/parts.sh" "$job/engines/work" "$library"
cp "$here/in-turn.sh" "$here/work.tsv" "$job/engines/work"
cp "$tree/tests/image/work.sh" "$job/engines/work"
"${CC:-cc}" -D_GNU_SOURCE -O2 -Wall -Wextra -o "$job/engines/probe" "$here/probe.c"

rows "$@" >"$job/rows"
[ -n "$all" ] || leave_out_long
grep -v "${tab}skip: " "$job/rows" >"$job/run" || die "nothing to run"
# shellcheck disable=SC2046 # parts
"$tree/tests/worlds/bed.sh" kernel $(cut -f 1 "$job/run" | sort -u | sed 's/^/engines-/') >/dev/null
# Guests, two at once: each takes the rows of some engines of a host.
awk -F'\t' -v job="$job/engines" '{
	guest = $1 "." ($2 ~ /^(podman|buildah)$/ ? 1 : 2)
	print >(job "/rows." guest)
}' "$job/run"
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
	name=$(printf '%s\n' "$key" | tr '\t' ' ')
	case $row in
	*"${tab}skip: "*) skip "$name: ${row#*"${tab}skip: "}" ;;
	*"${tab}work.tsv "*) judge_works "$key" "$name" "${row##* }" ;;
	*) check_same "$name" "${row#"$key$tab"}" "$(sed -n "s/^$key$tab//p" "$job/said")" ;;
	esac
done <"$job/rows"
finish
