# shellcheck shell=sh
# podman, on a root directory. 4.3 of bookworm, 5.4 of trixie, which alone knows label=nested.

engine_start() {
	mkdir -p /etc/containers /var/lib/containers/storage
	rm -f /etc/cni/net.d/*
	cat >/etc/containers/containers.conf <<-CONF
		[engine]
		cgroup_manager = "cgroupfs"
		events_logger = "none"
		runtime = "crun"
	CONF
	cat >/etc/containers/storage.conf <<-CONF
		[storage]
		driver = "overlay"
		graphroot = "/var/lib/containers/storage"
		runroot = "/run/containers/storage"
	CONF
}

# shellcheck disable=SC2154 # root, options, binds: the caller's
engine_run() {
	set -- --rootfs "$root" "$@"
	for bind in $binds; do
		set -- -v "$bind" "$@"
	done
	for option in $options; do
		case $option in
		privileged) set -- --privileged "$@" ;;
		disable) set -- --security-opt label=disable "$@" ;;
		nested) set -- --security-opt label=nested "$@" ;;
		unmask) set -- --security-opt unmask=/sys/fs/selinux "$@" ;;
		read-only) set -- --read-only "$@" ;;
		host-pid) set -- --pid=host "$@" ;;
		systemd) set -- --systemd=always "$@" ;;
		*) echo "podman has no option $option" && return 1 ;;
		esac
	done
	podman run --rm --network=none "$@"
}
