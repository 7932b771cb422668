#!/bin/sh
# SPDX-License-Identifier: MIT
# Relabels trees on this machine, as root and without SELinux, as the cases say, on our library and on Debian's.
# Ours must do what expected.txt says; Debian's must differ from that by stock-3.4.diff, and if a folder with 3.11 and
# its C library is given, that by stock-3.11.diff: each of those differences has a row in docs/COMPAT.md.
# Then folders are swapped for links while a relabelling runs, and nothing outside may be touched.
# With -g, cases and Debian's programs that relabel run on a kernel with SELinux too, in the test bed: there ours may
# differ from Debian's by guest.diff only.
# Usage: run.sh [-g] [-w] [-3 FOLDER] [LIBRARY]	build/libselinux.so.1 by default; -w writes those files anew
set -eu

run_in_guest() {
	for side in stock ours; do
		path=
		[ $side = stock ] || path=/restorecon
		for world in permissive enforcing; do
			echo "$side	== $world"
			world $world env LD_LIBRARY_PATH=$path /restorecon/drive </restorecon/cases.guest 2>&1 | sed "s/^/$side	/"
		done
		world permissive env LD_LIBRARY_PATH=$path sh /restorecon/tools.sh 2>&1 | sed "s/^/$side	/"
	done
}

if [ -n "${IN_GUEST:-}" ]; then
	run_in_guest
	exit
fi

tree=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$tree"
write='' newest='' guest='' passed=0 failed=0
while getopts gw3: option; do
	case $option in
	g) guest=yes ;;
	w) write=yes ;;
	3) newest=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
library=$(cd "$(dirname "${1:-build/libselinux.so.1}")" && pwd -P)
here=tests/restorecon
# shellcheck source=tests/lib/time.sh
. tests/lib/time.sh
TEST_PATIENCE=$(tests/lib/patience.sh)
export TEST_PATIENCE
job=$(mktemp -d)
disk=$(mktemp -d "$tree/build/restorecon.XXXXXX")
trap 'rm -rf "$job" "$disk"' EXIT
die() {
	echo "restorecon: $*" >&2
	echo "0 passed, 1 failed"
	exit 1
}

[ "$(id -u)" = 0 ] || die "needs root, for mounts and for attributes of the name security.*"

build() {
	sed -n 's/.*\(selabel_[a-z_]*\|selinux_[a-z_]*\|set_selinuxmnt\)(.*/void \1(void) {}/p' "$@" | sort -u >"$job/names.c"
	${CC:-cc} -w -shared -nostdlib -Wl,-soname,libselinux.so.1 -o "$job/libselinux.so" "$job/names.c" || return
	for program in drive race; do
		${CC:-cc} -std=gnu11 -O1 -g -Wall -Wextra -Wshadow -pthread -Iinclude -o "$job/$program" \
			$here/$program*.c "$job/libselinux.so" || return
	done
}

# The first argument is what to run programs by; the rest is the program.
run_cases() {
	for set in cases cases.disk; do
		folder=
		[ $set = cases ] || folder="-d $disk"
		# shellcheck disable=SC2086 # words
		"$@" "$job/drive" $folder <$here/$set || return
		rm -rf "${disk:?}"/*
	done 2>&1
}


by_loader() {
	"$newest/ld-linux-x86-64.so.2" --library-path "$newest" "$@"
}

# Is what was found what the file says?
verdict() {
	[ -z "$write" ] || cp "$2" "$here/$1"
	if diff -u "$here/$1" "$2"; then
		passed=$((passed + $3))
	else
		failed=$((failed + 1))
		echo "restorecon: not as $1 says" >&2
	fi
}

compare_to() {
	diff "$job/$1" $here/expected.txt | grep '^[<>]' >"$job/diff" || :
	verdict "$1.diff" "$job/diff" 1
}

build $here/drive*.c $here/race.c || die "the programs do not build"
stock=$(tests/bench/stock.sh)

# cases_of NAME COMMAND...: run_cases, to the file NAME
cases_of() {
	name=$1
	shift
	run_cases "$@" >"$job/$name" || {
		ended_in_time $?
		die "$name: $(tail -n 3 "$job/$name")"
	}
}

cases_of ours env LD_LIBRARY_PATH="$library"
verdict expected.txt "$job/ours" "$(grep -c '^[a-z]' "$job/ours")"
cases_of stock-3.4 env LD_LIBRARY_PATH="$stock"
compare_to stock-3.4
if [ -n "$newest" ]; then
	# The threads of 3.11 race when they count errors: it gets three tries to say the usual.
	for _ in 1 2 3; do
		cases_of stock-3.11 by_loader
		diff "$job/stock-3.11" $here/expected.txt | grep '^[<>]' | cmp -s - $here/stock-3.11.diff && break
	done
	compare_to stock-3.11
fi

# This very script runs in the guest: run_in_guest().
compare_in_guest() {
	mkdir "$job/guest"
	rsync=$(tests/worlds/bed.sh rsync) || die "no rsync"
	cp "$library/libselinux.so.1" "$job/drive" $here/cases.guest $here/tools.sh "$here/run.sh" "$job/guest"
	tests/worlds/run.sh -q -t 3600 -b "$job/guest:/restorecon" -b "$rsync:/rsync" -- env IN_GUEST=yes sh /restorecon/run.sh >"$job/told" || {
		ended_in_time $?
		die "the guest failed: $(tail -n 5 "$job/told")"
	}
	! grep -q '	OUT OF TIME' "$job/told" || out_of_time "a case in the guest"
	for side in stock ours; do
		sed -n "s/^$side	//p" "$job/told" | tr -d '\r' >"$job/guest.$side"
	done
	[ "$(wc -l <"$job/guest.stock")" -gt 300 ] || die "the guest said too little"
	diff "$job/guest.stock" "$job/guest.ours" | grep '^[<>]' >"$job/diff" || :
	verdict guest.diff "$job/diff" 1
}

[ -z "$guest" ] || compare_in_guest
for threads in 1 4; do
	if LD_LIBRARY_PATH=$library "$job/race" 3 $threads; then
		passed=$((passed + 1))
	else
		ended_in_time $?
		failed=$((failed + 1))
	fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
