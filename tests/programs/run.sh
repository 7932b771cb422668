#!/bin/sh
# SPDX-License-Identifier: MIT
# The programs of four suites of Debian that link with libselinux, systemd, sudo, cron, dbus, rpm and the policy's tools
# among them, with LIBRARY in place of the root's own. In the parts of this suite, each in copies of the roots:
#	bind        does each object that needs the library bind, without a name that is not there?
#	off         the programs at work (commands.tsv, and the works of tests/image), where SELinux is off
#	permissive  the commands in a container on a kernel with SELinux, with selinuxfs and policy in it: of trixie, or by -w
# They must say what they say on the root's own library, but for what allowed.tsv names, a row of docs/COMPAT.md each. What
# required.tsv names must be there, or both could fail alike. expected.tsv names what does not bind with the root's own.
# Usage: run.sh [-p] [-o FOLDER] [-w PART]... [LIBRARY [SUITE...]]		build/libselinux.so.1 by default
#	-p  prints the rows of expected.tsv as they are found      -o  keeps what was said
# shellcheck disable=SC2016 # expanded by another shell
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
tab=$(printf '\t')
print='' kept='' wanted=''

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
		chroot . sh /srv/parts/in-root.sh $what'

# here_alone PARTS SIDE
here_alone() {
	what=$1 side=$2
	mkdir -p "$work/copy"
	export root work side what
	unshare --mount --pid --fork --kill-child --net --ipc --uts --propagation private sh -ec "$here_in_root"
}

# bind SIDE, off SIDE, permissive SIDE: $work/PART.SIDE is what was said.
bind() {
	here_alone bind "$1" >"$work/bind.$1"
}

off() {
	here_alone "works commands" "$1" >"$work/off.$1"
}

# Runs in the guest. The container has a copy of the policy for itself, without the compiled files: of which format each
# library reads is asked elsewhere (LABEL-11).
in_guest='
[ $1 = stock ] || cat /parts/libselinux.so.1 >/container/usr/lib/x86_64-linux-gnu/libselinux.so.1
mkdir -p /container/srv/parts /container/etc/selinux /container/var/lib/selinux
mount --bind /parts /container/srv/parts
mount --bind /etc/selinux /container/etc/selinux
mount --bind /var/lib/selinux /container/var/lib/selinux
rm /container/etc/selinux/default/contexts/files/*.bin
exec container /container sh -c "mount -t selinuxfs selinuxfs /sys/fs/selinux; mount -t tmpfs -o mode=1777 tmp /tmp
	sh /srv/parts/in-root.sh commands"'

permissive() {
	"$tree/tests/worlds/run.sh" -t 3600 -m 2G -b "$root:/container" -b "$work/parts:/parts" -- \
		world permissive runcon unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023 sh -c "$in_guest" guest "$1" \
		>"$work/permissive.$1" 2>"$work/permissive.$1.err" || {
		status=$?
		cat "$work/permissive.$1.err"
		return $status
	}
}

# both SUITE PART: with the two libraries, side by side, but for the guests, of 2 GB each.
both() {
	rm -f "$work"/status.*
	for side in stock ours; do
		{ "$2" $side >"$work/log.$side" 2>&1 || echo $? >"$work/status.$side"; } &
		[ "$2" != permissive ] || wait
	done
	wait
	for side in stock ours; do
		log=$work/log.$side
		verdict "$(cat "$work/status.$side" 2>/dev/null || echo 0)" "$1, $2: $side"
	done
}

# judge SUITE PART: ok or not_ok, or late; the name, the row that excuses it, what was said by both.
judge() {
	[ -s "$work/$2.stock" ] || die "$1, $2: nothing was said"
	awk -F'\t' -v OFS='\t' -v suite="$1" -v part="$2" '
		function shown(text) { return text == "" ? "-" : text }
		FILENAME ~ /allowed.tsv$/ { if ($1 == part && ($3 == "all" || index(" " $3 " ", " " suite " "))) row[$2] = $4; next }
		FILENAME ~ /ours$/ { status[$1] = $2; ours[$1] = $3; next }
		{
			same = status[$1] == $2 && ours[$1] == $3
			word = part != "bind" && ($2 == 124 || status[$1] == 124) ? "late" : same != ($1 in row) ? "ok" : "not_ok"
			print word, $1, shown(row[$1]), $2, shown($3), shown(status[$1]), shown(ours[$1])
		}
	' "$here/allowed.tsv" "$work/$2.ours" "$work/$2.stock" >"$work/verdicts"
	while IFS=$tab read -r word name row status said ours_status ours; do
		[ "$row" = - ] && row='' || row=" ($row)"
		case $word in
		ok) ok "$1, $2: $name$row" ;;
		late) out_of_patience "$1, $2: $name" ;;
		*)
			not_ok "$1, $2: $name$row"
			printf '%s\n' "= $status" "$said" | tr '|' '\n' >"$work/one.stock"
			printf '%s\n' "= $ours_status" "$ours" | tr '|' '\n' | diff "$work/one.stock" - | cut -c 1-200 | details
			;;
		esac
	done <"$work/verdicts"
	[ "$2" != bind ] ||
		awk -F'\t' -v OFS='\t' -v suite="$1" '$4 != 0 { print suite, $2, $4 }' "$work/verdicts" >>"$work/failed"
}

# required SUITE PART: what must be in what ours says.
required() {
	while IFS=$tab read -r where name suites text; do
		case $where/$suites in
		"$2/all" | "$2/"*"$1"*) ;;
		*) continue ;;
		esac
		said=$(awk -F'\t' -v name="$name" '$1 == name { print $2 " " $3 }' "$work/$2.ours")
		case $said in
		*"$text"*) ok "$1, $2: $name: says it" ;;
		*)
			not_ok "$1, $2: $name: it must say \"$text\""
			printf '%s\n' "$said" | tr '|' '\n' | cut -c 1-200 | details
			;;
		esac
	done <"$here/required.tsv"
}

# Rows of the two tables whose command is no longer there.
left_over() {
	awk -F'\t' '
		/^#/ { next }
		FILENAME ~ /commands.tsv$/ { there[$1] = 1; next }
		!($2 in there) && $2 !~ /^work / { print FILENAME ": " $2; found = 1 }
		END { exit found }
	' "$here/commands.tsv" "$here/allowed.tsv" "$here/required.tsv"
}

# expected SUITE...
expected() {
	LC_ALL=C sort "$work/failed" >"$work/failed.sorted"
	awk -F'\t' -v suites=" $* " '!/^#/ && index(suites, " " $1 " ")' "$here/expected.tsv" |
		LC_ALL=C sort | diff - "$work/failed.sorted"
}

become_root "$@"
while getopts po:w: option; do
	case $option in
	p) print=yes ;;
	o) mkdir -p "$OPTARG" && kept=$(cd "$OPTARG" && pwd -P) ;;
	w) wanted="$wanted $OPTARG" ;;
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
cp "$here/in-root.sh" "$here/commands.tsv" "$tree/tests/image/work.sh" "$work/parts"
"${CC:-gcc}" -O2 -Wall -Wextra -shared -fPIC -nostdlib -o "$work/parts/stop.so" "$here/stop.c"
: >"$work/failed"

[ $# = 0 ] || shift
[ $# -gt 0 ] || set -- bullseye bookworm trixie sid
for suite; do
	root=$("$tree/tests/worlds/bed.sh" kernel host "programs-$suite" | sed -n 3p)
	[ -n "$root" ] || die "no root of $suite"
	parts=${wanted:-bind off}
	[ "$wanted$suite" != trixie ] || parts="$parts permissive"
	objects >"$work/parts/objects"
	say "$suite: $(wc -l <"$work/parts/objects") objects need the library; with two libraries: $parts"
	for part in $parts; do
		both "$suite" "$part"
		judge "$suite" "$part"
		required "$suite" "$part"
		[ -z "$kept" ] || for file in "$work/$part".*; do
			cp "$file" "$kept/$suite.${file##*/}"
		done
	done
done
if [ -n "$print" ]; then
	LC_ALL=C sort "$work/failed"
	exit
fi
case ${wanted:-bind} in
*bind*) check "what does not bind with the suites' own library is what expected.tsv says" expected "$@" ;;
esac
check "each row of the tables is of a command" left_over
finish
