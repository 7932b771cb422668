#!/bin/sh
# The guest's first process once its root stands: runs the job's command, sends what it writes out through the
# consoles 1 and 2 and its exit status through console 3, and powers off. Works in enforcing mode too, where this
# process may write to a tmpfs and to the consoles, and to no folder of the machine outside.

umount -l /bed/old-root
ip link set lo up
PATH=/run/bed/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
HOME=/root
export PATH HOME
unset BED_JOB BED_KERNEL
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
