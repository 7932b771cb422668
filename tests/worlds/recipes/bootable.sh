# shellcheck shell=sh
# Makes of a root one that the guest boots. Sourced by recipes.

# bootable FOLDER: with what the kernel starts first. All that knows is where the runner laid the job.
bootable() {
	mkdir -p "$1/bed/old-root"
	cat >"$1/bed/init" <<-'END'
		#!/bin/sh
		mount -t hostfs -o "$BED_JOB" job /media && exec /media/boot.sh
	END
	chmod 755 "$1/bed/init"
}

# labelled FOLDER SIZE: with labels, too, and so booted from an image of this SIZE. No SELinux is needed to write labels,
# only root's rights, and /proc.
labelled() {
	bootable "$1"
	echo "$2" >"$1/bed/disk"
	# shellcheck disable=SC2016 # expanded by the inner shell
	unshare -m sh -ec 'mount -t proc proc "$1/proc"
		chroot "$1" setfiles -F -e /proc /etc/selinux/default/contexts/files/file_contexts /' setfiles "$1"
}
