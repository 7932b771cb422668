#!/bin/sh
# In the guest, a host whose files are labelled: boots it as init does, then runs the commands without selinuxfs, in
# permissive mode, and in enforcing mode, where an administrator came by ssh. /peers holds what this needs.
# Usage: in-guest.sh stock|ours [STAGE...]    prints "PLACE<tab>LINE", where a line "$ COMMAND" begins what that command said
set -u

lib=/lib/x86_64-linux-gnu/libselinux.so.1
key=/root/.ssh/id
to="-q -i $key -o StrictHostKeyChecking=no -o BatchMode=yes -o ConnectTimeout=$((300 * ${TEST_PATIENCE:-1}))"
con=system_u:object_r
bus="dbus-send --system --print-reply=literal --reply-timeout=300000 --dest=org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus"
export to con bus
# shellcheck source=tests/lib/time.sh
. /peers/time.sh
cd /

# commands PLACE FILE...: runs the commands of the files there.
commands() {
	place=$1
	shift
	sed '/^#/d' "$@" | while IFS= read -r command; do
		printf '$ %s\n' "$command"
		sh -c "$command" </dev/null 2>&1
		echo "= $?"
	done | tell "$place"
}

# Without what differs from run to run: numbers of processes.
tell() {
	tr -d '\000\r' | sed -e 's/pid=[0-9]*/pid=N/g' -e 's/^dbus\[[0-9]*\]/dbus[N]/' -e "s/^/$1	/"
}

# What init's call makes of each configuration, and of the kernel's command line. The first that loads meets a kernel
# without a policy.
boots() {
	for mode in $1; do
		sed -i "s/^SELINUX=.*/SELINUX=$mode/" /etc/selinux/config
		echo "\$ boot with SELINUX=$mode"
		unshare -m sh -c '/peers/peer boot; echo "= $?"; grep selinuxfs /proc/mounts && setenforce 0'
	done
} 2>&1

# Which of the store's policy files is loaded, and in which format? Each is of its own format, and has a boolean that
# says so; the kernel reads 33 at most, Debian 12's libsepol too, that of 3.11 more.
policies() {
	loader="/younger/ld-linux-x86-64.so.2 --library-path"
	mount -t tmpfs store /etc/selinux/default/policy
	for sepol in younger older none; do
		[ $sepol != none ] || mv /lib/x86_64-linux-gnu/libsepol.so.2 /tmp
		for files in 31 33 34 "31 34" "33 34" "33 35" "31 33 34 35" "33 broken"; do
			rm -f /etc/selinux/default/policy/*
			for file in $files; do
				if [ "$file" = broken ]; then
					head -c 600 /peers/policy.34 >/etc/selinux/default/policy/policy.34
				else
					cp "/peers/policy.$file" /etc/selinux/default/policy
				fi
			done
			echo "\$ policy files $files, libsepol $sepol"
			case $sepol in
			younger) $loader "$1:/sepol:/younger" /peers/peer configured ;;
			older) /peers/peer configured ;;
			none) $loader "$1:/younger" /peers/peer configured ;;
			esac
			echo "= $?"
		done
	done
} 2>&1

# As an administrator would have left it.
furnish() {
	mkdir -p /root/.ssh /run/sshd /run/dbus
	ssh-keygen -q -t ed25519 -N '' -f $key
	ssh-keygen -A >/dev/null
	for user in alice bob carol; do
		useradd -m -s /bin/bash $user
		mkdir -p /home/$user/.ssh
		cp $key.pub /home/$user/.ssh/authorized_keys
		chown -R $user: /home/$user
	done
	cp $key.pub /root/.ssh/authorized_keys
	cat >>/etc/selinux/default/seusers <<-END
		alice:user_u:s0
		bob:staff_u:s0-s0:c0.c1023
	END
	# carol only where SELinux protects her account
	sed -i '/^account.*pam_nologin/s/^/account required pam_sepermit.so\n/' /etc/pam.d/sshd
	echo carol >>/etc/security/sepermit.conf
	echo 'auth sufficient pam_permit.so' | tee /etc/pam.d/newrole /etc/pam.d/run_init >/dev/null
	printf '%s required pam_permit.so\n' account session | tee -a /etc/pam.d/newrole /etc/pam.d/run_init >/dev/null
	echo '@reboot root cat /proc/self/attr/current >/var/tmp/cron.system' >/etc/cron.d/peer
	echo '@reboot cat /proc/self/attr/current >/var/tmp/cron.alice' | crontab -u alice -
	cat >/etc/dbus-1/system.d/peer.conf <<-END
		<busconfig><policy context="default">
			<allow own="org.example.Peer"/><allow own="org.example.Secret"/>
		</policy></busconfig>
	END
	cat >/etc/selinux/default/contexts/dbus_contexts <<-END
		<busconfig><selinux>
			<associate own="org.example.Secret" context="system_u:object_r:shadow_t:s0"/>
		</selinux></busconfig>
	END
	cp /usr/bin/cat /usr/local/bin/helper
	cp /peers/peer /usr/local/bin/peer
	# What the kernel's first process starts by this file has the domains of a boot.
	install -m 755 /peers/services.sh /usr/local/sbin/services
	restorecon -RF /usr/local /root /home /etc /run /tmp /dev /var/spool/cron 2>/dev/null
	chcon -t init_exec_t /usr/local/sbin/services
	chcon system_u:object_r:user_cron_spool_t:s0 /var/spool/cron/crontabs/alice
	chcon -t passwd_exec_t /usr/local/bin/helper
}

start_services() {
	/usr/local/sbin/services
	for file in /run/sshd.pid /run/crond.pid /run/dbus/pid /var/tmp/cron.system /var/tmp/cron.alice; do
		await 300 $file [ -s $file ]
	done
}

case $1 in
not-mounted)
	commands not-mounted /peers/commands.txt
	;;
permissive)
	commands permissive /peers/commands.txt
	commands permissive /peers/commands.permissive.txt
	;;
enforcing)
	furnish
	start_services
	# shellcheck disable=SC2086 # options
	ssh $to root@127.0.0.1 sh /peers/in-guest.sh by-ssh
	setenforce 1
	sed -i 's/^SELINUXTYPE=.*/& # as installed/' /etc/selinux/config
	commands misnamed /peers/commands.misnamed.txt
	sed -i 's/ # as installed//' /etc/selinux/config
	dmesg | grep 'avc: ' >&2
	;;
by-ssh)
	commands enforcing /peers/commands.enforcing.txt /peers/commands.txt
	;;
policies)
	{
		echo "\$ a policy cut short"
		/peers/peer cut /etc/selinux/default/policy/policy.33
		policies "$2"
	} | tell policies
	;;
*)
	younger=/nothing
	if [ "$1" = ours ]; then
		cp /peers/lib/libselinux.so.1 $lib.new
		chcon --reference=$lib $lib.new
		mv $lib.new "$(readlink -f $lib)"
		younger=/peers/lib
	fi
	for stage in ${2:-boot not-mounted permissive enforcing policies}; do
		case $stage in
		boot) boots "disabled enforcing permissive" | tell boot ;;
		boot-enforcing) boots "permissive disabled enforcing" | tell boot-enforcing ;;
		boot-permissive) boots "enforcing disabled permissive" | tell boot-permissive ;;
		policies) world permissive sh /peers/in-guest.sh policies $younger ;;
		*) world "$stage" sh /peers/in-guest.sh "$stage" || ended_in_time $? ;;
		esac
	done
	;;
esac
