#!/bin/sh
# In the guest, a host with SELinux on: logs in to the container through each sshd that was built. Prints for each login
# SSHD, the container's library, and "accepted", "refused" or what else came, with tabs between.
# Usage: in-container.sh        (in the world "permissive"; /demo holds the demo's parts, /sshd what was built)
set -eu

# shellcheck source=tests/demo/login.sh
. /demo/login.sh
label=$(tr -d '\0' </proc/self/attr/current)

run_container() {
	exec container /container "$@"
}

# It waits for the container's first process and takes no milder signal.
kill_container() {
	kill -s KILL "$container"
}

# came_of TRY: what came of it, as the demo judges its two halves.
came_of() {
	if came "$1" 255 'ssh_selinux_getctxbyname: security_getenforce() failed'; then
		echo refused
	elif came "$1" 0 'hello, root' "$label" 'mounted selinuxfs: 0'; then
		echo accepted
	else
		sed 's/^/	/' "$kept/$1" "$kept/$1.log" $sshd_log >&2
		echo "neither: ssh ends with $(cat "$kept/$1.status")"
	fi
}

# The keys of the container are made by our ssh-keygen.
sed -i 's/^UsePAM.*/UsePAM no/' /container/etc/ssh/sshd_config
rm /container/etc/ssh/ssh_host_*
cp /sshd/bookworm-shared/ssh-keygen /container/usr/bin/ssh-keygen
chroot /container ssh-keygen -A >/dev/null
prepare
for sshd in bookworm-shared sid-shared bookworm-static; do
	cp /sshd/$sshd/sshd /container/usr/sbin/sshd
	for helper in "/sshd/$sshd/"sshd-*; do
		[ ! -e "$helper" ] || cp "$helper" /container/usr/lib/openssh
	done
	for library in standin.so libselinux.so.1; do
		try $sshd-$library /demo/$library $library
		printf '%s\t%s\t%s\n' $sshd $library "$(came_of $sshd-$library)"
	done
done

# The examples of docs/LINKING.md, where SELinux is and where it is not.
for example in /sshd/example*; do
	cp "$example" /container/srv/example
	printf '%s\there\t%s\n' "${example##*/}" "$(LD_LIBRARY_PATH=/demo "$example")"
	printf '%s\tin the container\t%s\n' "${example##*/}" "$(container /container /srv/example)"
done
