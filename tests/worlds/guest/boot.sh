#!/bin/sh
# First process of the guest, started on the read-only root: lays a root over it whose changes die with the guest,
# mounts what the job asks for there, and goes on in it with "start". /media holds the job.
set -e

# over LOWER TARGET: LOWER at TARGET, with changes kept in memory.
over() {
	layers=$(mktemp -d /run/layers.XXXXXX)
	mkdir -p "$layers/upper" "$layers/work" "$2"
	mount -t overlay -o "lowerdir=$1,upperdir=$layers/upper,workdir=$layers/work" "${2##*/}" "$2"
}

# folder FROM TO: the machine's folder FROM at TO, with changes kept in memory. An overlay on hostfs cannot be read
# before Linux 6, which gets a copy.
folder() {
	lower=$(mktemp -d /run/lower.XXXXXX)
	mount -t hostfs -o "ro,$1" lower "$lower"
	case $(uname -r) in
	5.*)
		mkdir -p "$2"
		mount -t tmpfs copy "$2"
		cp -a "$lower/." "$2"
		;;
	*) over "$lower" "$2" ;;
	esac
}

mount -t proc proc /proc
mount -t tmpfs layers /run
mkdir /run/kernel
mount -t hostfs -o "$BED_KERNEL" kernel /run/kernel
insmod /run/kernel/usr/lib/uml/modules/*/kernel/fs/overlayfs/overlay.ko
umount /run/kernel

if [ -w / ]; then # a file system of its own, of which the guest has a copy
	mount --bind / /mnt
else
	over / /mnt
fi
mount -t tmpfs -o mode=1777 tmp /mnt/tmp
mount -t tmpfs -o mode=755 run /mnt/run
mkdir -p /mnt/run/bed /mnt/run/lock
cp -r /media/. /mnt/run/bed/
mount -t proc proc /mnt/proc
mount -t sysfs sysfs /mnt/sys
mount -t devtmpfs devices /mnt/dev
mkdir -p /mnt/dev/pts /mnt/dev/shm
mount -t devpts -o gid=5,mode=620,ptmxmode=666 pts /mnt/dev/pts
mount -t tmpfs -o mode=1777 shm /mnt/dev/shm
ln -sf /proc/self/fd /mnt/dev/fd

tab=$(printf '\t')
while IFS=$tab read -r kind from to; do
	mkdir -p "/mnt$to"
	case $kind in
	plain) mount -t hostfs -o "ro,$from" tree "/mnt$to" ;;
	counters)
		mount -t tmpfs -o mode=1777 counters "/mnt$to"
		mkdir /mnt/run/counters
		mount -t hostfs -o "rw,$from" counters /mnt/run/counters
		echo "$to" >/mnt/run/counters-from
		;;
	*) folder "$from" "/mnt$to" ;;
	esac
done </media/mounts

cd /mnt
pivot_root . bed/old-root
exec chroot . /run/bed/start.sh </dev/null >dev/console 2>&1
