# shellcheck shell=sh
# LXC's lxc-execute.

# shellcheck disable=SC2154 # root, options, binds: the caller's
engine_run() {
	config=$(mktemp)
	cat >"$config" <<-CONF
		lxc.rootfs.path = dir:$root
		lxc.net.0.type = none
		lxc.apparmor.profile = unconfined
		lxc.mount.auto = proc:mixed sys:mixed
		$(for bind in $binds; do
			split_bind "$bind"
			echo "lxc.mount.entry = $from ${to#/} none rbind,create=dir,${mode:-rw} 0 0"
		done)
	CONF
	for option in $options; do
		case $option in
		label) echo "lxc.selinux.context = system_u:system_r:container_t:s0:c1,c2" ;;
		privileged) ;;
		read-only) echo "lxc.rootfs.options = ro" ;;
		*) echo "lxc has no option $option" >&2 && return 1 ;;
		esac
	done >>"$config" || return
	lxc-execute -n "row-$$" -f "$config" -- "$@"
}
