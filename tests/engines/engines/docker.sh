# shellcheck shell=sh
# docker.io, with its daemon, on an image made of the root.

# shellcheck source=tests/lib/time.sh
. /engines/time.sh

engine_start() {
	# In its storage a container may only read, as by container-selinux. Bookworm knows no label for that place.
	mkdir -p /etc/docker /var/lib/docker
	chcon -t container_ro_file_t /var/lib/docker
	cat >/etc/docker/daemon.json <<-CONF
		{"selinux-enabled": true, "iptables": false, "ip6tables": false, "bridge": "none", "storage-driver": "overlay2"}
	CONF
	# dockerd's own containerd has fifteen seconds to come up, this one has not. The socket answers once all is ready.
	containerd >/var/log/containerd.log 2>&1 &
	daemon=$!
	await 300 containerd is_up /run/containerd/containerd.sock
	dockerd --containerd=/run/containerd/containerd.sock >/var/log/dockerd.log 2>&1 &
	daemon=$!
	await 300 dockerd is_up /run/docker.sock
	# shellcheck disable=SC2154 # the caller's
	tar -C "$root" -c . | docker import - small || {
		tail -n 5 /var/log/dockerd.log
		return 1
	}
}

# Its socket is there, or the daemon is gone.
is_up() {
	[ -S "$1" ] || ! kill -0 $daemon
}

# shellcheck disable=SC2154 # root, options, binds: the caller's
engine_run() {
	set -- small "$@"
	for bind in $binds; do
		set -- -v "$bind" "$@"
	done
	for option in $options; do
		case $option in
		privileged) set -- --privileged "$@" ;;
		disable) set -- --security-opt label=disable "$@" ;;
		read-only) set -- --read-only "$@" ;;
		host-pid) set -- --pid=host "$@" ;;
		*) echo "docker has no option $option" && return 1 ;;
		esac
	done
	docker run --rm --network=none "$@"
}
