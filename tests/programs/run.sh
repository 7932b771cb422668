#!/bin/sh
# SPDX-License-Identifier: MIT
# The programs of four suites of Debian that link with libselinux, systemd, sudo, cron, dbus, rpm and the policy's tools
# among them: does each object that needs the library bind with LIBRARY in place of the root's own, without a name that
# is not there? With -w, too: do they print what they print on the root's own library, on this machine, where SELinux is
# off, or in a container with selinuxfs and policy in it? expected.tsv names what fails with the root's own library.
# Usage: run.sh [-p] [-o FOLDER] [-w WORLD] [LIBRARY [SUITE...]]		build/libselinux.so.1 by default
#	-p  prints the rows of expected.tsv as they are found      -o  keeps what was said
#	-w  other parts than bind: off, permissive
# shellcheck disable=SC2016 # expanded by another shell
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
tab=$(printf '\t')
print='' kept='' worlds=bind

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
	env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TEST_PATIENCE="$TEST_PATIENCE" \
		chroot . sh /srv/parts/in-root.sh "$what"'

# here_alone WHAT SIDE
here_alone() {
	what=$1 side=$2
	mkdir -p "$work/copy"
	export root work side what
	unshare --mount --pid --fork --kill-child --net --ipc --uts --propagation private sh -ec "$here_in_root"
}

# bind SIDE, off SIDE, permissive SIDE: $work/WORLD.SIDE is what was said.
bind() {
	here_alone bind "$1" >"$work/bind.$1"
}

off() {
	here_alone work "$1" >"$work/off.$1"
}

# Runs in the guest. The container has a copy of the policy for itself.
in_guest='
[ $1 = stock ] || cat /parts/libselinux.so.1 >/container/usr/lib/x86_64-linux-gnu/libselinux.so.1
mkdir -p /container/srv/parts /container/etc/selinux /container/var/lib/selinux
mount --bind /parts /container/srv/parts
mount --bind /etc/selinux /container/etc/selinux
mount --bind /var/lib/selinux /container/var/lib/selinux
exec container /container sh -c "mount -t selinuxfs selinuxfs /sys/fs/selinux; mount -t tmpfs -o mode=1777 tmp /tmp
	sh /srv/parts/in-root.sh work"'

permissive() {
	"$tree/tests/worlds/run.sh" -t 3600 -m 2G -b "$root:/container" -b "$work/parts:/parts" -- \
		world permissive sh -c "$in_guest" guest "$1" >"$work/permissive.$1" 2>"$work/err" || {
		status=$?
		cat "$work/err"
		return $status
	}
}

# judge SUITE WORLD
judge() {
	[ -s "$work/$2.stock" ] || die "$1, $2: nothing was said"
	awk -F'\t' -v OFS='\t' -v world="$2" '
		FILENAME ~ /allowed.tsv$/ { if ($1 == world) row[$2] = $3; next }
		FILENAME ~ /ours$/ { ours[$1] = $2 OFS $3; next }
		{ print ((ours[$1] == $2 OFS $3) != ($1 in row) ? "ok" : "not_ok"), $1, row[$1], $2, $3, ours[$1] }
	' "$here/allowed.tsv" "$work/$2.ours" "$work/$2.stock" | sed "s/$tab$tab/$tab-$tab/g" >"$work/verdicts"
	while IFS=$tab read -r word name row status said ours_status ours; do
		[ "$row" = - ] && row='' || row=" ($row)"
		if [ "$word" = ok ]; then
			ok "$1, $2: $name$row"
		else
			not_ok "$1, $2: $name$row"
			printf '%s\n' "= $status" "$said" | tr '|' '\n' >"$work/one.stock"
			printf '%s\n' "= ${ours_status:-nothing}" "$ours" | tr '|' '\n' | diff "$work/one.stock" - | cut -c 1-200 | details
		fi
	done <"$work/verdicts"
	awk -F'\t' -v OFS='\t' -v suite="$1" -v world="$2" '$4 != 0 { print suite, world, $2, $4 }' "$work/verdicts" \
		>>"$work/failed"
}

# expected SUITE...
expected() {
	LC_ALL=C sort "$work/failed" >"$work/failed.sorted"
	awk -F'\t' -v suites=" $* " -v worlds=" $worlds " \
		'!/^#/ && index(suites, " " $1 " ") && index(worlds, " " $2 " ")' "$here/expected.tsv" |
		LC_ALL=C sort | diff - "$work/failed.sorted"
}

become_root "$@"
while getopts po:w: option; do
	case $option in
	p) print=yes ;;
	o) mkdir -p "$OPTARG" && kept=$(cd "$OPTARG" && pwd -P) ;;
	w) worlds=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
library=${1:-$tree/build/libselinux.so.1}
[ -f "$library" ] || die "no $library; build it first"
TEST_PATIENCE=$("$tree/tests/lib/patience.sh") || exit
export TEST_PATIENCE
make_work
mkdir "$work/parts"
cp "$library" "$work/parts/libselinux.so.1"
cp "$here/in-root.sh" "$here/commands.txt" "$tree/tests/image/work.sh" "$work/parts"
"${CC:-gcc}" -O2 -Wall -Wextra -shared -fPIC -nostdlib -o "$work/parts/stop.so" "$here/stop.c"
: >"$work/failed"

[ $# = 0 ] || shift
[ $# -gt 0 ] || set -- bullseye bookworm trixie sid
for suite; do
	root=$("$tree/tests/worlds/bed.sh" kernel host "programs-$suite" | sed -n 3p)
	[ -n "$root" ] || die "no root of $suite"
	objects >"$work/parts/objects"
	say "$suite: $(wc -l <"$work/parts/objects") objects need the library; two libraries in the worlds $worlds"
	for world in $worlds; do
		for side in stock ours; do
			check "$suite, $world: $side" "$world" $side
		done
		judge "$suite" "$world"
		[ -z "$kept" ] || for file in "$work/$world".*; do
			cp "$file" "$kept/$suite.${file##*/}"
		done
	done
done
if [ -n "$print" ]; then
	LC_ALL=C sort "$work/failed"
	exit
fi
check "what fails with the suites' own library is what expected.tsv says" expected "$@"
finish
