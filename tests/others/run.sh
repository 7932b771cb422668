#!/bin/sh
# SPDX-License-Identifier: MIT
# Other people's tests: those of the Rust crate `selinux` on Debian's 3.11 and on ours; the SELinux tests of coreutils, sed,
# tar and systemd, their programs as Debian 12 has them, on Debian's 3.4 and on ours. In the guest, in permissive
# mode; the crate's on this machine, too, where SELinux is off. Each test must end alike with both libraries; what
# did not pass with Debian's is in expected.tsv, so that a test which cannot run is not taken for one that passed.
# Usage: run.sh [-p] [-w WORLD] [LIBRARY]        (build/libselinux.so.1)
#	-p  print what did not pass, as rows for expected.tsv      -w  another world than permissive, enforcing for example
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
print='' world=permissive
become_root "$@"
while getopts pw: option; do
	case $option in
	p) print=yes ;;
	w) world=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
library=${1:-$tree/build/libselinux.so.1}
tab=$(printf '\t')
[ -f "$library" ] || die "no $library; build it first"
parts=$("$tree/tests/worlds/bed.sh" kernel clients stock-3.11 test-sources rust) || exit
younger=$(echo "$parts" | sed -n 3p) sources=$(echo "$parts" | sed -n 4p) rust=$(echo "$parts" | sed -n 5p)
make_work
mkdir "$work/own"
cp "$here/in-guest.sh" "$here/genfile" "$library" "$work/own"

in_world() {
	its_library=-
	[ "$1" = stock ] || its_library=/parts/${library##*/}
	"$tree/tests/worlds/run.sh" -t 7200 -r clients -b "$work/own:/parts" -b "$sources:/parts/sources" -b "$rust:/parts/rust" \
		-b "$younger:/parts/younger" -- world "$world" sh /parts/in-guest.sh /parts "$its_library" \
		>"$work/$world.$1" 2>"$work/$world.$1.err" || {
		tail -n 5 "$work/$world.$1.err"
		return 1
	}
}

# on_host SIDE: the crate's tests without SELinux.
on_host() {
	folder=$work/host-parts
	mkdir -p "$folder"
	ln -sfn "$rust" "$folder/rust"
	ln -sfn "$younger" "$folder/younger"
	its_library=-
	[ "$1" = stock ] || its_library=$library
	sh "$here/in-guest.sh" "$folder" "$its_library" crate >"$work/host.$1" 2>"$work/host.$1.err"
}

# lines WORLD SIDE: world, suite, test, result.
lines() {
	sed "s/^/$1$tab/" "$work/$1.$2"
}

# Each test of stock's: does it end with ours as it did there? ok or not_ok, world, suite, test, both results.
judged() {
	for side in stock ours; do
		{
			lines host $side
			lines "$world" $side
		} >"$work/all.$side"
	done
	awk -F'\t' -v OFS='\t' '
		{ key = $1 OFS $2 OFS $3 }
		FILENAME ~ /all.ours$/ { ours[key] = $4; next }
		{ print (ours[key] == $4 ? "ok" : "not_ok"), key, $4, ours[key]; seen[key] = 1 }
		END { for (key in ours) if (!(key in seen)) print "not_ok", key, "no such test", ours[key] }
	' "$work/all.ours" "$work/all.stock"
}

# What did not pass with Debian's library: world, suite, test, SKIP or FAIL.
not_passed() {
	awk -F'\t' -v OFS='\t' '$4 !~ /^PASS/ { sub(/ .*/, "", $4); print $1, $2, $3, $4 }' "$work/all.stock" | LC_ALL=C sort
}

expected() {
	not_passed >"$work/not-passed"
	awk -F'\t' -v world="$world" '$1 == "host" || $1 == world' "$here/expected.tsv" | LC_ALL=C sort | diff - "$work/not-passed"
}

say "the crate here, then all suites in the guest: two libraries, some minutes each"
for side in stock ours; do
	check "the crate without SELinux, $side" on_host $side
	check "the suites in $world mode, $side" in_world $side
done
judged >"$work/verdicts"
if [ -n "$print" ]; then
	not_passed
	exit
fi
while IFS=$tab read -r word place suite test stock ours; do
	if [ "$word" = ok ]; then
		ok "$place: $suite: $test ($(echo "$stock" | cut -d ' ' -f 1))"
	else
		not_ok "$place: $suite: $test"
		printf 'stock: %s\nours:  %s\n' "$stock" "${ours:-nothing}" | details
		awk -v head="== $suite $test:" '/^== / { shown = index($0, head) == 1 } shown' "$work/$place.ours.err" | details
	fi
done <"$work/verdicts"
check "what did not pass with Debian's library is what expected.tsv says" expected
for suite in crate coreutils sed tar systemd; do
	for side in stock ours; do
		awk -F'\t' -v suite=$suite -v side=$side '$2 == suite { sub(/ .*/, "", $4); n[$4]++ }
			END { printf "        %s, %s: %d passed, %d failed, %d skipped, host and guest\n", suite, side, n["PASS"], n["FAIL"], n["SKIP"] }' \
			"$work/all.$side"
	done
done
finish
