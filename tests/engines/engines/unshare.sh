# shellcheck shell=sh
# A user's own namespaces, as an unprivileged sandbox or build has them.

# shellcheck disable=SC2154,SC2016 # root, binds: the caller's; expanded in the namespaces
engine_run() {
	[ -z "$options" ] || { echo "unshare has no option $options" && return 1; }
	setpriv --reuid=1000 --regid=1000 --clear-groups unshare -r -m -n -p -f sh -ec '
		root=$1 binds=$2
		shift 2
		mount --rbind "$root" /mnt
		mount -t proc proc /mnt/proc
		mount -t sysfs sysfs /mnt/sys
		for bind in $binds; do
			from=${bind%%:*} to=${bind#*:}
			mount --rbind "$from" "/mnt${to%:ro}"
			[ "$to" = "${to%:ro}" ] || for part in $(cut -d " " -f 5 /proc/self/mountinfo | grep "^/mnt${to%:ro}"); do
				mount -o remount,bind,ro "$part"
			done
		done
		exec chroot /mnt "$@"' unshare "$root" "$binds" "$@"
}
