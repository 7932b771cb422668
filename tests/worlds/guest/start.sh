#!/bin/sh
# The guest's first process once its root stands: runs the job's command, sends what it writes out through the
# consoles 1 and 2 and its exit status through console 3, and powers off. Works in enforcing mode too, where this
# process may write to a tmpfs and to the consoles, and to no folder of the machine outside.
# Where the job has a file before-systemd, the first process becomes systemd after that, and all this is a service of it.

PATH=/run/bed/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
HOME=/root
export PATH HOME
unset BED_JOB BED_KERNEL

# A machine that has been booted before: nobody is asked anything. The consoles are not for logins.
become_systemd() {
	[ -s /etc/machine-id ] || tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id
	sh /run/bed/before-systemd || echo "before-systemd ended with $?"
	units=/run/systemd/system
	mkdir -p $units/default.target.wants
	for unit in getty@tty1 console-getty; do
		ln -s /dev/null $units/$unit.service
	done
	cat >$units/bed.service <<-END
		[Unit]
		Description=The job of the test bed
		[Service]
		Type=exec
		Environment=PATH=$PATH HOME=$HOME
		ExecStart=/bin/sh /run/bed/start.sh
	END
	ln -s ../bed.service $units/default.target.wants/bed.service
	exec /lib/systemd/systemd
}

if [ $$ = 1 ]; then
	umount -l /bed/old-root
	ip link set lo up
	[ ! -e /run/bed/before-systemd ] || become_systemd
fi
for console in 1 2 3; do
	stty raw -echo -F /dev/tty$console
done

: >/run/stdout
: >/run/stderr
sh /run/bed/command </dev/null >>/run/stdout 2>>/run/stderr &
command=$!
tail -f -n +1 -s 0.1 --pid=$command /run/stdout >/dev/tty1 2>/dev/null &
tail -f -n +1 -s 0.1 --pid=$command /run/stderr >/dev/tty2 2>/dev/null &
wait $command
status=$?
wait
[ ! -d /run/counters ] || tar -c -C "$(cat /run/counters-from)" -f "$(mktemp -u /run/counters/XXXXXXXX).tar" .
echo $status >/dev/tty3
echo o >/proc/sysrq-trigger
sleep 10
