# shellcheck shell=sh
# A host on which container engines run, and an image for their containers. Sourced by the recipes of the suites.
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"
# shellcheck source=tests/worlds/recipes/bootable.sh
. "${0%/*}/bootable.sh"

# Of the image: what sshd, the accounts' tools, packages, the message bus, cron and systemd want of SELinux.
image_packages='openssh-server openssh-client supervisor iproute2 systemd-sysv dbus logrotate cron'

# engines_root SUITE FOLDER PACKAGE...: a host whose files are labelled, as peers is, with the engines' PACKAGEs; and
# below /srv/containers, labelled as an engine would, the root `image`.
engines_root() {
	suite=$1 root=$2
	shift 2
	# shellcheck disable=SC2086 # package names are words
	bootstrap "$suite" "$root.image" $image_packages &
	bootstrap "$suite" "$root" selinux-policy-default policycoreutils selinux-utils systemd systemd-container dbus kmod \
		iproute2 procps openssh-client netavark conmon uidmap "$@" || return
	wait $! || return
	mkdir -p "$root/srv/containers"
	mv "$root.image" "$root/srv/containers/image"
	if [ "$suite" = bookworm ]; then # which knows no container's domain; one of its modules contradicts another
		cp "${0%/*}/container.cil" "$root/run/container.cil"
		chroot "$root" semodule -n -s default -d spamassassin -i /run/container.cil || return
		rm "$root/run/container.cil"
	fi

	echo '/srv/containers(/.*)?	system_u:object_r:container_file_t:s0' \
		>>"$root/etc/selinux/default/contexts/files/file_contexts.local"
	labelled "$root" 4G
}
