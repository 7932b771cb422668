#!/bin/sh
# SPDX-License-Identifier: MIT
# Relabels trees on this machine, as root and without SELinux, as the files cases/*.t say, on our library, on Debian's 3.4
# and on its 3.11. What each must say stands there, below the command (cases.awk): ours, and where Debian's say something
# else, that, with the row of docs/COMPAT.md that says why. A difference that no longer shows fails, too.
# Then directories are swapped for links while a relabelling runs, and nothing outside may be touched.
# With -g, cases/*.guest.t and Debian's programs that relabel run on a kernel with SELinux too, in the test bed.
# With -o, all but these programs on our library alone.
# With -u the files are written anew by what was said; a difference that is new has "?" for a row, to be named.
# Usage: run.sh [-g] [-o] [-u] [LIBRARY [FILE...]]	build/libselinux.so.1 and all by default
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
update='' guest='' alone=''
while getopts gou option; do
	case $option in
	g) guest=yes ;;
	o) alone=yes ;;
	u) update=yes ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
[ "$(id -u)" = 0 ] || die "needs root, for mounts and for attributes of the name security.*"
make_work
disk=$(mktemp -d "$tree/build/restorecon.XXXXXX")
trap 'rm -rf "$work" "$disk"' EXIT
cd "$tree"
library=$(cd "$(dirname "${1:-build/libselinux.so.1}")" && pwd -P)
[ $# = 0 ] || shift
cases=tests/restorecon/cases
[ $# -gt 0 ] || set -- $cases/*.t
TEST_PATIENCE=$(tests/lib/patience.sh)
export TEST_PATIENCE
stock=$(tests/bench/stock.sh)
newest=$(tests/worlds/bed.sh stock-3.11)

build() {
	tests/lib/stub.sh "$work" || return
	for program in drive race; do
		${CC:-cc} -std=gnu11 -O1 -g -Wall -Wextra -Wshadow -pthread -Iinclude -o "$work/$program" \
			tests/restorecon/$program*.c "$work/libselinux.so" || return
	done
}

# by_side SIDE COMMAND...: the command, on that side's library.
by_side() {
	case $1 in
	ours) shift && LD_LIBRARY_PATH=$library "$@" ;;
	3.4) shift && LD_LIBRARY_PATH=$stock "$@" ;;
	3.11) shift && "$newest/ld-linux-x86-64.so.2" --library-path "$newest" "$@" ;;
	esac
}

# normalise SIDE: digests by their names; three messages of 3.4's that only have other words, V311-16; no numbers of errors
# that threads of Debian's libraries counted: these race.
raced='/^    skipped errors of threads /d'
normalise() {
	case $1 in
	3.11) sed "$raced" ;;
	3.4*) sed "$raced"'; s/from (null) to/from <no context> to/; s/log \([0-9]\) lstat(/log \1 open(/; s/setxattr failed: \(.*\): /Could not set digest on \1: /' ;;
	*) cat ;;
	esac | sed -f "$work/digests.sed"
}

# transcript SIDE FILE: to $work/SIDE
transcript() {
	set -- "$1" "$2" "$work/drive"
	case $2 in
	*.disk.t) set -- "$@" -d "$disk" ;;
	esac
	side=$1 file=$2
	shift 2
	sed '/^  /d' "$file" | by_side "$side" "$@" >"$work/said" 2>&1 || {
		ended_in_time $?
		die "$file, $side: $(tail -n 3 "$work/said")"
	}
	rm -rf "${disk:?}"/*
	normalise "$side" <"$work/said" >"$work/$side"
}

# as_expected FILE SIDE: is what was said what the file says?
as_expected() {
	awk -f tests/restorecon/cases.awk mode=expect side="$2" "$1" >"$work/wanted"
	diff -u "$work/wanted" "$work/$2"
}

# compare FILE SIDE...: one check for each side, which counts as many as there are cases.
compare() {
	file=$1
	shift
	if [ -n "$update" ]; then
		sides=$*
		for side; do
			shift
			set -- "$@" transcript="$side" "$work/$side"
		done
		awk -f tests/restorecon/cases.awk mode=rewrite sides="$sides" "$file" "$@" >"$work/anew"
		cp "$work/anew" "$file"
		# shellcheck disable=SC2086 # words
		set -- $sides
	fi
	for side; do
		if as_expected "$file" "$side" >"$work/log"; then
			ok "${file##*/}, $side" "$(grep -c '^case ' "$file")"
		else
			not_ok "${file##*/}, $side"
			details "$work/log"
		fi
	done
}

here_compared() {
	transcript ours "$1"
	[ -z "$alone" ] || { compare "$1" ours; return; }
	transcript 3.4 "$1"
	transcript 3.11 "$1"
	compare "$1" ours 3.4 3.11
}

guest_compared() {
	mkdir "$work/guest"
	rsync=$(tests/worlds/bed.sh rsync) || die "no rsync"
	cp "$library/libselinux.so.1" "$work/drive" "$work/guest"
	tests/worlds/run.sh -q -t 3600 -b "$work/guest:/restorecon" -b "$rsync:/rsync" -- \
		tests/restorecon/in-guest.sh ${alone:+-o} "$1" >"$work/told" || {
		ended_in_time $?
		die "the guest failed: $(tail -n 5 "$work/told")"
	}
	! grep -q '	OUT OF TIME' "$work/told" || out_of_time "a case in the guest"
	for side in ours enforcing 3.4 3.4-enforcing; do
		sed -n "s/^$side	//p" "$work/told" | tr -d '\r' | normalise $side >"$work/$side"
	done
	[ -z "$alone" ] || { compare "$1" ours enforcing; return; }
	compare "$1" ours enforcing 3.4 3.4-enforcing
	for side in ours stock; do # the one message that has other words
		sed -n "s/^tools[.]$side	//p" "$work/told" | tr -d '\r' | sed 's/: lstat(/: open(/' >"$work/tools.$side"
	done
	[ "$(wc -l <"$work/tools.stock")" -gt 200 ] || die "Debian's programs said too little"
	check "Debian's programs, ours as stock" diff "$work/tools.stock" "$work/tools.ours"
}

# Each row that is named is one of docs/COMPAT.md.
rows_known() {
	awk -f tests/restorecon/cases.awk mode=rows "$@" | while read -r row; do
		grep -q "^| $row |" docs/COMPAT.md || echo "no row of docs/COMPAT.md: $row"
	done >"$work/unknown"
	cat "$work/unknown"
	[ ! -s "$work/unknown" ]
}

build || die "the programs do not build"
sed -n 's/^\([0-9a-f]*\)	\(.*\)/s,\1,<\2>,/p' tests/restorecon/digests.tsv >"$work/digests.sed"
for file; do
	case $file in
	*.guest.t) [ -z "$guest" ] || guest_compared "$file" ;;
	*) here_compared "$file" ;;
	esac
done
check 'the rows that excuse a difference are known' rows_known "$@"
for threads in 1 4; do
	check "directories swapped for links, threads: $threads" env LD_LIBRARY_PATH="$library" "$work/race" 3 $threads
done
finish
