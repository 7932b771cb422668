#!/bin/sh
# Boots a Linux kernel with SELinux as an ordinary process, runs COMMAND in it as root in the caller's folder, and
# gives back its standard output, standard error and exit status. The checkout is there under its own path, to read;
# nothing that the guest writes outlives it. Exit status: COMMAND's; 124 out of time; 125 the guest failed.
# Usage: run.sh [-t SECONDS] [-k VERSION] [-r PART] [-l LSM[,LSM...]] [-e 0|1] [-m MEMORY] [-i SCRIPT] [-b DIR[:GUESTDIR]]... [-q] -- COMMAND [ARG...]
#	-t  time limit, 600 by default (on a slow machine, more: tests/lib/patience.sh)
#	-l  the kernel's lsm= list     -m  the guest's memory, 1G by default
#	-b  a folder that the guest gets a throw-away copy of                -q  no message of the runner itself
#	-k  the kernel: 5.10, 6.1 (the default), 6.12 or 7.2
#	-r  the root: host (the default), or demo, or one whose files are labelled: peers, clients, engines-*
#	-e  the kernel's enforcing=
#	-i  the root's own systemd is the first process, and COMMAND a service of it; the file SCRIPT is run by sh before
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
tree=$(cd "$here/../.." && pwd -P)
seconds=600 version=6.1 half=host words='' memory=1G quiet='' binds='' before=''
tab=$(printf '\t')
# shellcheck source=tests/worlds/common.sh
. "$here/common.sh"

# fail STATUS MESSAGE
fail() {
	[ "$quiet$1" = yes125 ] || say "$2"
	exit "$1"
}

usage() {
	sed -n 's/^# Usage: /usage: /p' "$0" >&2
	exit 125
}

# One argument and a space, quoted for the shell.
quoted() {
	printf "'"
	printf '%s' "$1" | sed "s/'/'\\\\''/g"
	printf "' "
}

add_bind() {
	case $1 in
	*:/*) bind_to=${1#*:} ;;
	*) bind_to='' ;;
	esac
	bind_from=$(cd "${1%%:/*}" && pwd -P) || fail 125 "-b $1: no such folder"
	binds="${binds}over$tab$bind_from$tab${bind_to:-$bind_from}
"
}

# The part of the test bed that holds the kernel.
kernel_part() {
	[ "$version" = 6.1 ] && echo kernel || printf 'kernel-%s\n' "$version"
}

write_command() {
	[ -z "${COVER_PRELOAD:-}" ] || printf 'export LD_PRELOAD=%s\n' "$COVER_PRELOAD"
	printf 'export TEST_PATIENCE=%s\ncd ' "$TEST_PATIENCE"
	quoted "$folder"
	printf '|| exit\nexec '
	for word; do
		quoted "$word"
	done
	echo
}

# A processor for the guest: one that no other guest has, when there is such a one. A guest is a kernel and its processes
# taking turns for each system call, which is ten times faster where none has to wake another processor.
choose_processor() {
	for processor in $(taskset -cp $$ | sed 's/.*: //' | tr , '\n' | while IFS=- read -r first last; do
		seq "$first" "${last:-$first}"
	done | shuf); do
		exec 8>"${kernel%/*}/processor-$processor.lock"
		! flock -n 8 || return 0
	done
}

# The root as a file system image of that size, beside it in the cache; $image is its name. No journal: no boot needs one.
make_image() {
	image=$root.ext4
	exec 7>"$image.lock"
	flock 7
	if [ ! -e "$image" ]; then
		PATH=$PATH:/sbin:/usr/sbin mke2fs -q -F -t ext4 -O ^has_journal -d "$root" "$image.new" "$1" >/dev/null ||
			fail 125 "no image of the root could be made, by mke2fs of e2fsprogs"
		mv "$image.new" "$image"
	fi
	touch "$image"
	exec 7>&-
}

# The last lines of the console, without what every boot says and what only a kernel's own maker can read.
console() {
	tr -d '\000\r' <"$job/console" |
		grep -Ev '^$|CHECKREQPROT|checkreqprot|mmapper_init|ubd device 0|Stack:|Trace:|^ [0-9a-f]{8} |\[<[0-9a-f]+>\]' |
		tail -n 6 | sed 's/^/	/' | grep . || echo '	(nothing)'
}

# shellcheck disable=SC2317 # called by the traps
end() {
	[ -z "${guest:-}" ] || kill -s KILL -- "-$guest" 2>/dev/null || :
	rm -rf "$job" "$job.changes"
}

become_root "$@"
while getopts t:k:r:l:e:m:i:b:q option; do
	case $option in
	t) seconds=$OPTARG ;;
	k) version=$OPTARG ;;
	r) half=$OPTARG ;;
	l) words="$words lsm=$OPTARG" ;;
	e) words="$words enforcing=$OPTARG" ;;
	m) memory=$OPTARG ;;
	i) before=$OPTARG ;;
	b) add_bind "$OPTARG" ;;
	q) quiet=yes ;;
	*) usage ;;
	esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || usage

TEST_PATIENCE=$("$here/../lib/patience.sh") || exit 125
seconds=$((seconds * TEST_PATIENCE))
parts=$("$here/bed.sh" "$(kernel_part)" "$half") || exit 125
kernel=${parts%%"
"*} root=${parts##*"
"}
folder=$(pwd -P)
case $folder/ in
"$tree"/*) ;;
*) folder=/ ;;
esac

# What a program counts that was built for coverage (tests/cover), a folder of the guest's own takes and its end brings.
[ -z "${COVER_DATA:-}" ] || binds="counters$tab$COVER_DATA$tab$tree/build/src
$binds"

# Where the kernel sees this machine: at /outside if its part is a root of its own.
outside=
[ ! -d "$kernel/outside" ] || outside=/outside

choose_processor
job=$(mktemp -d "${TMPDIR:-/tmp}/guest.XXXXXX")
trap end EXIT
trap 'exit 130' INT TERM HUP
cp -r "$here/guest/." "$job"
write_command "$@" >"$job/command"
if [ -n "$before" ]; then # no denial of its boot is passed over or forgotten, and no unit fails by the clock
	cp "$before" "$job/before-systemd" || fail 125 "-i $before: no such file"
	words="$words audit_backlog_limit=8192 sysctl.kernel.printk_ratelimit=0 log_buf_len=4M"
	words="$words systemd.default_timeout_start_sec=infinity"
	words="$words systemd.default_device_timeout_sec=infinity systemd.service_watchdogs=0 udev.event_timeout=3600"
fi
case $half/$before in # engines and systemd load modules; elsewhere a kernel that can load none asks for none
engines-* | */?*) binds="plain$tab$kernel/usr/lib/uml/modules$tab/lib/modules
$binds" ;;
esac
printf 'plain\t%s\t%s\n%s' "$tree" "$tree" "$binds" | sed "s,$tab,$tab$outside," >"$job/mounts"
for file in console stdout stderr status; do
	: >"$job/$file"
done
writing=ro
if [ -e "$root/bed/disk" ]; then # its files are labelled: hostfs has no labels, and policies are not written for an overlay
	make_image "$(cat "$root/bed/disk")"
	set -- rootfstype=ext4 root=/dev/ubda ubd0="$outside$job.changes,$outside$image"
	writing=rw
elif [ "$version" = 5.10 ]; then # which reads nothing from an overlay on hostfs
	make_image 1G
	set -- rootfstype=ext4 root=/dev/ubda ubd0r="$image"
else
	set -- rootfstype=hostfs rootflags="$outside$root"
fi
set -- "$outside$kernel/usr/bin/linux.uml" "$@"
[ -z "$outside" ] || set -- "$here/in-root.sh" "$kernel" "$@"

# The kernel and all that it starts live in a process namespace that dies with its first process. That one
# is a shell, since a panicking kernel ends itself by a signal that a first process would not feel. "timeout" leads a
# process group, which is what "end" kills.
# shellcheck disable=SC2086 # words for the kernel
timeout -s KILL "$seconds" taskset -c "$processor" unshare --pid --fork --kill-child --mount-proc sh -c 'ulimit -c 0; "$@"; exit' first \
	"$@" mem="$memory" uml_dir="$outside$job/uml" $writing quiet panic=1 $words \
	init=/bed/init BED_JOB="$outside$job" BED_KERNEL="$outside$kernel" \
	con=null con0=null,fd:3 con1=null,fd:4 con2=null,fd:5 con3=null,fd:6 ssl=null \
	</dev/null >>"$job/console" 2>&1 3>>"$job/console" 4>>"$job/stdout" 5>>"$job/stderr" 6>>"$job/status" &
guest=$!
tail -f -c +1 -s 0.1 --pid=$guest "$job/stdout" &
tail -f -c +1 -s 0.1 --pid=$guest "$job/stderr" >&2 &
ended=0
wait $guest 2>/dev/null || ended=$?
guest=
wait

status=$(cat "$job/status")
[ -z "$status" ] || exit "$status"
[ $ended != 137 ] || fail 124 "OUT OF TIME: no end after $seconds s, guest killed (TEST_PATIENCE=$((TEST_PATIENCE * 2)) gives it longer); the last of its console:
$(console)"
fail 125 "the guest died (its kernel's exit status: $ended); the last of its console:
$(console)"
