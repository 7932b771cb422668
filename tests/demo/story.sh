#!/bin/sh
# The demo's part inside the guest, on a host with SELinux on: crun starts the container by a bundle as podman writes it,
# labelled container_t; logs in by ssh, twice, and judges what came of it. /container is the container's root; /demo holds
# the two libraries to try in it.
# Usage: story.sh        (in the world "permissive")
set -eu

# shellcheck source=tests/demo/login.sh
. "${0%/*}/login.sh"
# shellcheck source=tests/engines/engines/crun.sh
. "${0%/*}/crun.sh"
label=system_u:system_r:container_t:s0:c1,c2

run_container() {
	root=/container binds='' options=host-network
	engine_run "$@"
}

kill_container() {
	crun kill "container-$$" KILL
}

mount -t cgroup2 cgroup2 /sys/fs/cgroup
prepare
try before /demo/standin.so "a libselinux with a loose check"
try after /demo/libselinux.so.1 "build/libselinux.so.1 in its place"

printf '\nhost$ getenforce; crun --version\n%s\n%s\n\n' "$(getenforce)" "$(crun --version | head -n 1)"
pr -e -m -t -w 98 "$kept/before.transcript" "$kept/after.transcript" | expand | sed 's/ *$//'
echo
verdict='NOT AS IT SHOULD BE'
if came before 255 'closed by remote host' 'ssh_selinux_getctxbyname: security_getenforce() failed' &&
	came after 0 'hello, root' "$label" 'mounted selinuxfs: 0'; then
	verdict='as it should be'
fi
echo "verdict: $verdict (before: the login closed with sshd's message; after: a session, with the container's label)"
[ "$verdict" = 'as it should be' ]
