# shellcheck shell=sh
# The guest as a host with SELinux on which container engines run. Sourced in the guest, as root.

make_host() {
	mkdir -p /dev/mqueue
	mount -t mqueue mqueue /dev/mqueue
	mount -t cgroup2 cgroup2 /sys/fs/cgroup
	mount -t selinuxfs selinuxfs /sys/fs/selinux
	modprobe -a overlay fuse veth bridge
	load_policy
	restorecon -R /dev

	# The controllers first: a group that hands them down may hold no process, but for the first, which engines find empty.
	echo +cpu +io +memory +pids >/sys/fs/cgroup/cgroup.subtree_control
	mkdir /sys/fs/cgroup/init
	while read -r process; do
		echo "$process" >/sys/fs/cgroup/init/cgroup.procs || : # the kernel's own stay
	done </sys/fs/cgroup/cgroup.procs 2>/dev/null
	mount --make-rshared /
}
