#!/bin/sh
# In a container: each work of the table with one library in place of the image's own, then with another. /parts holds
# what this needs. What a work with the first leaves behind is undone. Prints "WORK<tab>STATUS<tab>WHAT IT SAID<tab>
# STATUS<tab>WHAT IT SAID", with a bar for each newline.
# Usage: in-turn.sh LOOSE OURS WORK...
# shellcheck source=tests/image/work.sh
. /parts/work.sh

loose=$1 ours=$2
shift 2
lib=$(echo /usr/lib/*-linux-gnu)

use() {
	cp "$1" "$lib/libselinux.so.1.new"
	mv "$lib/libselinux.so.1.new" "$lib/libselinux.so.1"
}

do_tmpfiles() {
	printf '%s\n' 'd /run/made 0750 man games -' 'f /run/made/file 0640 man games - text' 'L /run/made/link - - - - file' \
		>/etc/tmpfiles.d/work.conf &&
		systemd-tmpfiles --create work.conf && [ "$(stat -c '%U:%G %a' /run/made)" = 'man:games 750' ] &&
		[ "$(cat /run/made/link)" = text ] && rm -r /run/made
}

do_sysusers() {
	mkdir -p /etc/sysusers.d && echo 'u robot - "Robot"' >/etc/sysusers.d/work.conf && systemd-sysusers work.conf &&
		grep -q '^robot:.*:Robot:' /etc/passwd &&
		grep -q '^robot:' /etc/shadow
}

do_dbus() {
	rm -rf /run/dbus && mkdir /run/dbus
	dbus-daemon --system --fork --print-pid >dbus.pid &&
		dbus-send --system --print-reply=literal --dest=org.freedesktop.DBus /org/freedesktop/DBus \
			org.freedesktop.DBus.ListNames | grep -q org.freedesktop.DBus
	answered=$?
	[ ! -s dbus.pid ] || kill "$(cat dbus.pid)"
	return $answered
}

do_logrotate() {
	mkdir -p rotated && echo line >rotated/log &&
		printf '%s/rotated/log {\n rotate 2\n create 640 man games\n}\n' "$desk" >rotate.conf &&
		logrotate -f -s rotate.state rotate.conf && [ "$(cat rotated/log.1)" = line ] && [ ! -s rotated/log ] &&
		[ "$(stat -c '%U:%G %a' rotated/log)" = 'man:games 640' ]
}

refused() {
	grep -i context /tmp/cron.log | grep -v continuing
}

# A job at start, of the system's table and of a user's own. What cron says of a table that it refuses goes to syslog.
do_cron() {
	rm -f /run/crond.pid /run/crond.reboot /tmp/cron.* /dev/log
	python3 -uc 'import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind("/dev/log")
while True:
	print(s.recv(4096).decode())' >/tmp/cron.log &
	syslog=$!
	until [ -S /dev/log ]; do sleep 0.25; done
	echo '@reboot root id -un >/tmp/cron.system' >/etc/cron.d/work && echo '@reboot id -un >/tmp/cron.own' | crontab -
	cron -f &
	cron=$!
	until [ -s /tmp/cron.system ] && [ -s /tmp/cron.own ] || refused; do sleep 0.25; done
	kill $cron $syslog
	refused
	crontab -r
	[ -s /tmp/cron.system ] && [ -s /tmp/cron.own ]
}

# By ssh into sshd that supervisord keeps.
do_sshd() {
	rm -f /var/log/sshd.log /var/log/supervisord.log
	mkdir -p /root/.ssh && cp key.pub /root/.ssh/authorized_keys || return
	supervisord -c /parts/supervisord.conf >/dev/null 2>&1 &
	supervisord=$!
	until grep -qs 'Server listening on 0.0.0.0' /var/log/sshd.log || grep -qs 'FATAL state' /var/log/supervisord.log ||
		! kill -0 $supervisord; do sleep 0.25; done
	ssh -tt -i key -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \
		root@127.0.0.1 'echo hello, $(id -un); exit 7' </dev/null 2>&1
	left=$?
	kill $supervisord
	wait $supervisord
	grep -i selinux /var/log/sshd.log
	[ $left = 7 ]
}

# line STATUS FILE
line() {
	printf '\t%s\t:%s' "$1" "$(tr '\n\t' '| ' <"$2")"
}

# in_turn WORK: with both libraries, each in a directory of its own.
in_turn() {
	use "$ours"
	rm -rf /tmp/undone
	cp -a /tmp/desk /tmp/undone
	(cd /etc && cp -a passwd shadow group gshadow /tmp)
	use "$loose"
	desk=/tmp/undone
	(cd $desk && "do_$1") >/tmp/loose.said 2>&1
	loose_status=$?
	use "$ours"
	(cd /tmp && cp -a passwd shadow group gshadow /etc)
	[ "$1" != useradd ] || rm -rf /home/ann
	desk=/tmp/desk
	(cd $desk && "do_$1") >/tmp/ours.said 2>&1
	ours_status=$?
	printf '%s' "$1"
	line $loose_status /tmp/loose.said
	line $ours_status /tmp/ours.said
	echo
}

mkdir /tmp/desk
cp -L "$lib/libselinux.so.1" "$lib/libselinux-image.so.1"
for work; do
	in_turn "$work"
done
