#!/bin/sh
# SPDX-License-Identifier: MIT
# The programs of four suites of Debian that link with libselinux, systemd, sudo, cron, dbus, rpm and the policy's tools
# among them: does each object that needs the library bind with LIBRARY in place of the root's own, without a name that
# is not there? It must say what it says on the root's own library; expected.tsv names what fails with that.
# Usage: run.sh [-p] [-o FOLDER] [LIBRARY [SUITE...]]		build/libselinux.so.1 by default
#	-p  prints the rows of expected.tsv as they are found      -o  keeps what was said
# shellcheck disable=SC2016 # expanded by another shell
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
tab=$(printf '\t')
print='' kept=''

# The objects of $root that need the library, by their names in it.
objects() {
	find "$root"/usr "$root"/opt -xdev -type f \( -perm /111 -o -name '*.so*' \) -exec grep -lF libselinux.so.1 {} + |
		while read -r file; do
			! readelf -Wd "$file" 2>/dev/null | grep -q 'NEEDED.*\[libselinux\.so\.1\]' || echo "${file#"$root"}"
		done | LC_ALL=C sort
}

# In namespaces of its own, in a copy of $root that ends with them.
here_in_root='
	mount -t tmpfs tmpfs "$work/copy"
	mkdir "$work/copy/upper" "$work/copy/work" "$work/copy/root"
	mount -t overlay -o "lowerdir=$root,upperdir=$work/copy/upper,workdir=$work/copy/work" overlay "$work/copy/root"
	cd "$work/copy/root"
	mkdir -p srv/parts
	mount --bind "$work/parts" srv/parts
	mount -t proc proc proc
	mount -t sysfs -o ro sysfs sys
	mount --rbind /dev dev
	mount -t tmpfs -o mode=1777 shm dev/shm
	mount -t tmpfs run run
	mount -t tmpfs -o mode=1777 tmp tmp
	ip link set lo up
	[ "$side" = stock ] || cat srv/parts/libselinux.so.1 >usr/lib/x86_64-linux-gnu/libselinux.so.1
	env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
		chroot . sh /srv/parts/in-root.sh'

# bind SIDE: $work/SIDE is what was said.
bind() {
	side=$1
	mkdir -p "$work/copy"
	export root work side
	unshare --mount --pid --fork --kill-child --net --ipc --uts --propagation private sh -ec "$here_in_root" >"$work/$side"
}

# judge SUITE
judge() {
	[ -s "$work/stock" ] || die "$1: nothing was said"
	awk -F'\t' -v OFS='\t' '
		FILENAME ~ /ours$/ { ours[$1] = $2 OFS $3; next }
		{ print (ours[$1] == $2 OFS $3 ? "ok" : "not_ok"), $1, $2, $3, ours[$1] }
	' "$work/ours" "$work/stock" | sed "s/$tab$tab/$tab-$tab/g" >"$work/verdicts"
	while IFS=$tab read -r word name status said ours_status ours; do
		if [ "$word" = ok ]; then
			ok "$1: $name"
		else
			not_ok "$1: $name"
			printf '%s\n' "= $status" "$said" | tr '|' '\n' >"$work/one.stock"
			printf '%s\n' "= ${ours_status:-nothing}" "$ours" | tr '|' '\n' | diff "$work/one.stock" - | cut -c 1-200 | details
		fi
	done <"$work/verdicts"
	awk -F'\t' -v OFS='\t' -v suite="$1" '$3 != 0 { print suite, $2, $3 }' "$work/verdicts" >>"$work/failed"
}

# expected SUITE...
expected() {
	LC_ALL=C sort "$work/failed" >"$work/failed.sorted"
	awk -F'\t' -v suites=" $* " '!/^#/ && index(suites, " " $1 " ")' "$here/expected.tsv" |
		LC_ALL=C sort | diff - "$work/failed.sorted"
}

become_root "$@"
while getopts po: option; do
	case $option in
	p) print=yes ;;
	o) mkdir -p "$OPTARG" && kept=$(cd "$OPTARG" && pwd -P) ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
library=${1:-$tree/build/libselinux.so.1}
[ -f "$library" ] || die "no $library; build it first"
make_work
mkdir "$work/parts"
cp "$library" "$work/parts/libselinux.so.1"
cp "$here/in-root.sh" "$work/parts"
"${CC:-gcc}" -O2 -Wall -Wextra -shared -fPIC -nostdlib -o "$work/parts/stop.so" "$here/stop.c"
: >"$work/failed"

[ $# = 0 ] || shift
[ $# -gt 0 ] || set -- bullseye bookworm trixie sid
for suite; do
	root=$("$tree/tests/worlds/bed.sh" "programs-$suite")
	[ -n "$root" ] || die "no root of $suite"
	objects >"$work/parts/objects"
	say "$suite: $(wc -l <"$work/parts/objects") objects need the library; with two libraries"
	for side in stock ours; do
		check "$suite: loaded, $side" bind $side
	done
	judge "$suite"
	[ -z "$kept" ] || for side in stock ours; do
		cp "$work/$side" "$kept/$suite.$side"
	done
done
if [ -n "$print" ]; then
	LC_ALL=C sort "$work/failed"
	exit
fi
check "what fails with the suites' own library is what expected.tsv says" expected "$@"
finish
