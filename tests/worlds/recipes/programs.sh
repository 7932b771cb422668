# shellcheck shell=sh
# A root of one suite with those of its programs that link with libselinux: the first process and the message bus, logins
# and jobs, packages, policy tools. Sourced by the recipes of the suites.
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

# programs_root SUITE FOLDER [PACKAGE...]
programs_root() {
	suite=$1 root=$2
	shift 2
	bootstrap "$suite" "$root" systemd-sysv udev dbus libpam-systemd sudo cron at rpm openssh-server openssh-client nscd \
		logrotate lvm2 policycoreutils policycoreutils-python-utils python3-selinux python3-semanage selinux-utils \
		semodule-utils restorecond newrole secilc checkpolicy libglib2.0-bin iproute2 procps kmod "$@" || return
	rm -rf "$root"/usr/share/doc "$root"/usr/share/locale "$root"/usr/share/man
}

# host FOLDER: such a root, with a policy, as a host whose files are labelled (as peers is).
host() {
	# What the kernel starts first. And how large an image of this root is.
	mkdir "$1/bed" "$1/bed/old-root"
	cat >"$1/bed/init" <<-'END'
		#!/bin/sh
		mount -t hostfs -o "$BED_JOB" job /media && exec /media/boot.sh
	END
	chmod 755 "$1/bed/init"
	echo 2G >"$1/bed/disk"

	# No SELinux is needed to write labels, only root's rights, and /proc.
	# shellcheck disable=SC2016 # expanded by the inner shell
	unshare -m sh -ec 'mount -t proc proc "$1/proc"
		chroot "$1" setfiles -F -e /proc /etc/selinux/default/contexts/files/file_contexts /' setfiles "$1"
}
