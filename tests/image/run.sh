#!/bin/sh
# The image test: in copies of a real minimal image, on a kernel that runs SELinux, every program that needs
# libselinux.so.1 starts and does its work ("work" says what) with LIBRARY in place of the image's file, and prints what
# it prints with the image's own. Once without selinuxfs in the container, once with selinuxfs and policy in it.
# Usage: run.sh [LIBRARY]        (build/libselinux.so.1)
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
library=${1:-$tree/build/libselinux.so.1}
tab=$(printf '\t')

# Runs in the guest: all the work in a container that has LIBRARY. With a policy, its files and selinuxfs are there too.
# shellcheck disable=SC2016 # expanded by the guest's shell
in_guest='
library=$1 world=$2
cp /parts/work.sh /parts/imports.tsv /container/srv
[ $library = stock ] || cp /parts/libselinux.so.1 /container/lib/*-linux-gnu/libselinux.so.1
start="sh /srv/work.sh /srv/imports.tsv"
if [ $world = permissive ]; then
	mkdir -p /container/etc/selinux
	mount --bind /etc/selinux /container/etc/selinux
	start="mount -t selinuxfs selinuxfs /sys/fs/selinux; $start"
fi
exec container /container sh -c "$start"'

# work_in LIBRARY WORLD
work_in() {
	"$tree/tests/worlds/run.sh" -t 3600 -b "$container:/container" -b "$parts:/parts" -- \
		world "$2" sh -c "$in_guest" work "$1" "$2" >"$parts/$1.$2" || {
		echo $? >"$parts/status.$1.$2"
		say "$2, $1: the work was not finished"
	}
}

# line LIBRARY WORLD CHECK: the status and output that the check had.
line() {
	sed -n "s,^$3$tab,,p" "$parts/$1.$2"
}

# judge WORLD CHECK. The first line of what differs is the exit status; "<" is the image's own library, ">" ours.
judge() {
	stock=$(line stock "$1" "$2")
	ours=$(line ours "$1" "$2")
	if [ "${ours%%"$tab"*}" = 0 ] && [ "$ours" = "$stock" ]; then
		ok "$1: $2"
	else
		not_ok "$1: $2"
		printf '%s\n' "$stock" | tr "|$tab" '[\n*]' >"$parts/stock"
		printf '%s\n' "$ours" | tr "|$tab" '[\n*]' | diff "$parts/stock" - | cut -c 1-160 | details
	fi
}

become_root "$@"
[ -f "$library" ] || die "no $library; build it first"
container=$("$tree/tests/worlds/bed.sh" kernel host container | tail -n 1)
make_work
parts=$work
cp "$here/work.sh" "$here/imports.tsv" "$parts"
cp "$library" "$parts/libselinux.so.1"
"$here/imports.sh" "$container" | diff "$here/imports.tsv" - >&2 || die "imports.tsv is not what the image's files say"

say "all the image's programs at work with two libraries in two worlds; one to two minutes"
for world in not-mounted permissive; do
	for holder in stock ours; do
		work_in $holder $world &
	done
	wait
done
for file in "$parts"/status.*; do
	[ ! -e "$file" ] || ended_in_time "$(cat "$file")"
done
for world in not-mounted permissive; do
	checks=$(cut -f 1 "$parts/stock.$world")
	[ -n "$checks" ] || die "$world: no check ran"
	while read -r name; do
		judge $world "$name"
	done <<-END
		$checks
	END
done
finish
