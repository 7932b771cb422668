#!/bin/sh
# The unit of truth: runs one black-box program on Debian's libselinux and on ours, on a real kernel in the worlds
# below, and compares what it prints line by line. Only a row of allowed.tsv excuses a difference.
# Usage: run.sh [-k VERSION] [-o 3.4|3.11] [-s ID] [-w WORLD]... [FAMILY...]
#	-k  the kernel: 5.10, 6.1 (the default), 6.12 or 7.2      -o  Debian's library: 3.4 (the default) or 3.11
# With another kernel or library than those, the rows of allowed-VERSION.tsv come first, where there is such a file, and a
# row may excuse fewer lines than it says. For 3.11, the rows of allowed.tsv that follow it do not count.
#	-w  only this world (not-mounted, permissive, enforcing)      -s  print the differences as rows for allowed.tsv
# The outputs are kept in build/oracle, or in build/oracle-LIBRARY-KERNEL for another kernel or library than those.
# Exit status: 0 all agree, 1 not, 124 out of time, 125 the test bed failed.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
tree=$(cd "$here/../.." && pwd -P)
program=build/tests/blackbox
library=build/libselinux.so.1
seconds=3600 worlds='' suggest='' version=6.1 oracle=3.4 younger='' without=''

# shellcheck source=tests/lib/time.sh
. "$tree/tests/lib/time.sh"

die() {
	printf 'oracle: %s\n' "$*" >&2
	exit 125
}

usage() {
	sed -n 's/^# Usage: /usage: /p' "$0" >&2
	exit 125
}

# guest_run ARGUMENT...: tests/oracle/guest.sh in a guest; for 3.11, both libraries run on the C library that it wants.
guest_run() {
	if [ "$oracle" = 3.4 ]; then
		tests/worlds/run.sh -t $seconds -k "$version" -- sh tests/oracle/guest.sh -n "$endless" "$@"
	else
		tests/worlds/run.sh -t $seconds -k "$version" -b "$younger:/run/younger" -- \
			sh tests/oracle/guest.sh -l /run/younger -n "$endless" "$@"
	fi
}

# One boot for each library; they run side by side. A call from which this Debian library never returns is not made.
run_library() {
	side=$1 file=$2 endless=
	shift 2
	[ "$side-$oracle" != stock-3.11 ] || endless=$(awk -F'\t' '$3 == "does not return" { print $2 }' "$here/allowed-3.11.tsv")
	mkdir "$job/$side"
	guest_run $program "$file" "$worlds" "$@" >"$job/$side.tar" 2>"$job/$side.log" &&
		tar -xf "$job/$side.tar" -C "$job/$side"
}

# guest_failed STATUS SIDE WHOSE
guest_failed() {
	cat "$job/$2.log" >&2
	[ "$1" != 124 ] || out_of_time "the guest with $3 library, or a call in it"
	die "the guest with $3 library failed"
}

cd "$tree"
while getopts k:o:s:w: option; do
	case $option in
	k) version=$OPTARG ;;
	o) oracle=$OPTARG ;;
	s) suggest=$OPTARG ;;
	w) worlds="$worlds $OPTARG" ;;
	*) usage ;;
	esac
done
shift $((OPTIND - 1))
: "${worlds:=not-mounted permissive enforcing}"
[ -e $library ] || die "no $library: build it first"
out=build/oracle at_most=''
[ "$oracle-$version" = 3.4-6.1 ] || out=build/oracle-$oracle-$version at_most=1
case $oracle in
3.4) ;;
3.11)
	without=V311 # where 3.4 and 3.11 differ, we follow 3.11
	younger=$(tests/worlds/bed.sh stock-3.11) || die "no 3.11"
	;;
*) usage ;;
esac
job=$(mktemp -d)
stock=
trap '[ -z "$stock" ] || kill $stock; rm -rf "$job"' EXIT
trap 'exit 125' INT TERM
"$here/build.sh" || die "the program does not build"

run_library stock - "$@" &
stock=$!
run_library ours $library "$@" || guest_failed $? ours our
wait $stock || guest_failed $? stock "Debian's"
stock=

rm -rf "$out"
mkdir "$out"
mv "$job/stock" "$job/ours" "$out"

partial=$*
set -- "$here/allowed.tsv"
for differs in "$version" "$oracle"; do
	[ ! -e "$here/allowed-$differs.tsv" ] || set -- "$here/allowed-$differs.tsv" "$@"
done
for world in $worlds; do
	set -- "$@" world="$world" side=stock "$out/stock/$world.txt" side=ours "$out/ours/$world.txt"
done
awk -v suggest="$suggest" -v partial="$partial" -v at_most="$at_most" -v without="$without" -f "$here/compare.awk" \
	side=compat docs/COMPAT.md side=allowed "$@"
