# shellcheck shell=sh
# A container, and logins into it by ssh. Sourced in the guest, in the world "permissive": /container is the container's
# root, and /demo holds supervisord.conf and the libraries to try. Who sources it says what makes the container:
# run_container COMMAND..., which lasts as long as that, and kill_container.
# shellcheck disable=SC2034 # for who sources it

image_library=$(echo /container/lib/*-linux-gnu/libselinux.so.1)
sshd_log=/container/var/log/sshd.log
kept=$(mktemp -d)

# shellcheck source=tests/lib/time.sh
. /demo/time.sh

say() {
	printf '%s: %s\n' "${program:-demo}" "$*" >&2
}

prepare() {
	mkdir -p /root/.ssh /container/root/.ssh
	ssh-keygen -q -t ed25519 -N '' -C host -f /root/.ssh/id_ed25519
	cp /root/.ssh/id_ed25519.pub /container/root/.ssh/authorized_keys
	printf '127.0.0.1 %s\n' "$(cat /container/etc/ssh/ssh_host_ed25519_key.pub)" >/root/.ssh/known_hosts
	echo 'LoginGraceTime 0' >>/container/etc/ssh/sshd_config
	cp /demo/supervisord.conf /container/etc/supervisor/supervisord.conf
	cp "$image_library" "$(dirname "$image_library")/libselinux-image.so.1"
}

# It listens, or supervisord has given it up, or that one is gone.
sshd_has_settled() {
	grep -qs 'Server listening on 0.0.0.0' $sshd_log || grep -qs 'FATAL state' ${sshd_log%/*}/supervisord.log ||
		! kill -0 "$container"
}

start_container() {
	cp "$1" "$image_library.new"
	mv "$image_library.new" "$image_library"
	rm -f $sshd_log ${sshd_log%/*}/supervisord.log
	run_container /usr/bin/supervisord -c /etc/supervisor/supervisord.conf >"$kept/engine.log" 2>&1 &
	container=$!
	await 300 "sshd in the container" sshd_has_settled
	! grep -qs 'Server listening on 0.0.0.0' $sshd_log || return 0
	say "sshd does not start; the ends of the engine's log and of its own:"
	tail -qn 3 "$kept/engine.log" $sshd_log >&2 2>/dev/null || :
	exit 1
}

stop_container() {
	kill_container
	wait "$container" 2>/dev/null || :
}

# shellcheck disable=SC2016 # expanded by the session's shell
login() {
	ssh -tt -o BatchMode=yes root@127.0.0.1 '
		echo "hello, $(id -un)"
		tr -d "\0" </proc/self/attr/current
		printf "\nmounted selinuxfs: %s\n" "$(grep -c selinuxfs /proc/mounts)"'
}

# try HALF LIBRARY TITLE: one login into a container that has LIBRARY. Keeps what it printed, ssh's exit status, and
# what sshd wrote of it.
try() {
	say "$1: starting the container (supervisord, then sshd) with $3"
	start_container "$2"
	say "$1: logging in"
	status=0
	login >"$kept/$1" 2>&1 || status=$?
	echo "$status" >"$kept/$1.status"
	stop_container
	sed -n 's/\r//; /^Accepted/s/ from .*//p; /selinux/p' $sshd_log >"$kept/$1.log"
	{
		printf '%s: %s\n\nhost$ ssh -t root@127.0.0.1 ...\n' "$1" "$3"
		tr -d '\r' <"$kept/$1"
		printf '(ssh exits with %s)\n\nsshd says:\n' "$status"
		cat "$kept/$1.log"
	} | fold -s -w 48 >"$kept/$1.transcript"
}

# came HALF STATUS LINE...: did the login of HALF end with STATUS, and it or sshd print every LINE?
came() {
	half=$1
	[ "$(cat "$kept/$1.status")" = "$2" ] || return
	shift 2
	for line; do
		cat "$kept/$half" "$kept/$half.log" | grep -qF -- "$line" || return
	done
}
