# shellcheck shell=sh
# A host of one suite with those of its programs that link with libselinux: the first process and the message bus, logins
# and jobs, packages, policy tools. Its own systemd can boot it. Sourced by the recipes of the suites.
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"
# shellcheck source=tests/worlds/recipes/bootable.sh
. "${0%/*}/bootable.sh"

# programs_root SUITE FOLDER [PACKAGE...]
programs_root() {
	suite=$1 root=$2
	shift 2
	bootstrap "$suite" "$root" systemd-sysv udev dbus libpam-systemd sudo cron at rpm openssh-server openssh-client nscd \
		logrotate lvm2 policycoreutils policycoreutils-python-utils python3-selinux python3-semanage selinux-utils \
		semodule-utils restorecond newrole secilc checkpolicy libglib2.0-bin iproute2 procps kmod "$@" || return
	rm -rf "$root"/usr/share/doc "$root"/usr/share/locale "$root"/usr/share/man
}
