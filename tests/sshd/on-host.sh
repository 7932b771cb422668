#!/bin/sh
# In the guest, a host in enforcing mode whose files are labelled: who logs in through an sshd gets which context? First
# Debian's sshd on Debian's libselinux; then those built with ours, on ours; last the static one, on Debian's again. PAM
# has no say. Prints SSHD<tab>QUESTION<tab>what was said, with bars between its lines.
# Usage: on-host.sh        (in the world "enforcing"; /sshd holds what was built, /ours our library)
set -eu

# shellcheck source=tests/lib/time.sh
. /ours/time.sh
lib=$(readlink -f /lib/*-linux-gnu/libselinux.so.1)
key=/root/.ssh/id

# Users of three kinds, and carol, for whom the policy has no context.
furnish() {
	mkdir -p /root/.ssh /run/sshd
	ssh-keygen -q -t ed25519 -N '' -f $key
	cp $key.pub /root/.ssh/authorized_keys
	for user in alice bob carol; do
		useradd -m -s /bin/sh -p '*' $user
		mkdir -p /home/$user/.ssh
		cp $key.pub /home/$user/.ssh/authorized_keys
		chown -R $user: /home/$user
	done
	cat >>/etc/selinux/default/seusers <<-END
		alice:user_u:s0
		bob:staff_u:s0-s0:c0.c1023
		carol:nobody_u:s0
	END
	sed -i 's/^UsePAM.*/UsePAM no/' /etc/ssh/sshd_config
	# What the kernel's first process starts by this file has the domains of a boot.
	printf '#!/bin/sh\nexec /usr/sbin/sshd -E /run/sshd.log -o PidFile=/run/sshd.pid -o LoginGraceTime=0\n' >/usr/local/sbin/services
	chmod 755 /usr/local/sbin/services
	restorecon -RF /usr/local /root /home /etc /run 2>/dev/null
	chcon -t init_exec_t /usr/local/sbin/services
}

# replace FILE WITH [LIKE]: renames a copy of WITH over FILE, labelled as FILE or LIKE.
replace() {
	cp "$2" "$1.new"
	chcon --reference="${3:-$1}" "$1.new"
	mv "$1.new" "$1"
}

start_sshd() {
	rm -f /run/sshd.pid /run/sshd.log
	/usr/local/sbin/services
	await 300 "process number of sshd" [ -s /run/sshd.pid ]
}

# tell SSHD QUESTION ANSWER
tell() {
	printf '%s\t%s\t%s\n' "$1" "$2" "$(printf '%s' "$3" | tr -d '\000\r' | tr '\n' '|')"
}

# ask SSHD USER [OPTION] COMMAND
ask() {
	ask_sshd=$1 ask_user=$2
	shift 2
	said=$(ssh -q -i $key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes \
		-o ConnectTimeout=$((300 * TEST_PATIENCE)) -l "$ask_user" 127.0.0.1 "$@" 2>&1) || said="$said|ssh ends with $?"
	tell "$ask_sshd" "$ask_user: $*" "$said"
}

# Without a terminal and with one, which is labelled too; what sshd says of it, and its own context.
# shellcheck disable=SC2016 # expanded by the session's shell
log_in() {
	start_sshd
	for user in root alice bob carol; do
		ask "$1" $user 'id -Z; cat /proc/self/attr/current; echo; cat /proc/$$/attr/exec'
		ask "$1" $user -tt 'id -Z; ls -Z $(tty)'
	done
	tell "$1" log "$(grep selinux /run/sshd.log)"
	tell "$1" sshd "$(cat "/proc/$(cat /run/sshd.pid)/attr/current")"
	kill "$(cat /run/sshd.pid)"
}

furnish
cp "$lib" /tmp/stock
log_in stock
for sshd in bookworm-shared sid-shared bookworm-static; do
	case $sshd in
	*-shared) replace "$lib" /ours/libselinux.so.1 ;;
	*-static) replace "$lib" /tmp/stock ;;
	esac
	replace /usr/sbin/sshd /sshd/$sshd/sshd
	for helper in "/sshd/$sshd/"sshd-*; do
		[ ! -e "$helper" ] || replace "/usr/lib/openssh/${helper##*/}" "$helper" /usr/sbin/sshd
	done
	log_in $sshd
done
