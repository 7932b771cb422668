#!/bin/sh
# A service of the guest's systemd: prints what came of the boot. Each topic begins with a line "$ TOPIC". What differs from
# boot to boot, numbers and the random parts of names, is replaced.
# Usage: in-guest.sh
set -u

plain() {
	sed -E 's/\b[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\b/ID/g; s/(service-|\.#|var-tmp-)[A-Za-z0-9]{6,16}\b/\1NAME/g
		s/\b[0-9]+(\.[0-9]+)?(ms|us|s)?\b/N/g' | LC_ALL=C sort -u
}

# topic NAME COMMAND...
topic() {
	printf '$ %s\n' "$1"
	shift
	"$@" 2>&1 | tr -d '\000'
	echo
}

# service [OPTION...] COMMAND...: what a service says.
service() {
	systemd-run --wait --pipe -q "$@" 2>&1 | plain
}

# What systemd starts again and again is failed at one moment and starting at the next.
started_again() {
	systemctl show '*.service' -p Id -p NRestarts | awk -F= '
		$1 == "Id" { id = $2 }
		$1 == "NRestarts" { n = $2 }
		$0 == "" { if (n > 0) print id; n = 0 }
		END { if (n > 0) print id }' | LC_ALL=C sort
}

failed_units() {
	systemctl --failed --plain --no-legend --no-pager --full | awk '{ print $1, $2, $3, $4 }' | LC_ALL=C sort
}

# What comes and goes by itself is left out: timers' services, and what ends when it is idle.
active_units() {
	systemctl list-units --plain --no-legend --no-pager --full --type=service,socket,mount,target,timer,path,slice |
		awk '{ print $1, $2, $3, $4 }' |
		grep -vE '^(run-u|user|-|systemd-(tmpfiles-clean|hostnamed|timedated|localed))' | plain
}

# The journal of this boot to a file. A journal file that was just begun is "truncated" and passed over.
read_journal() {
	journalctl --flush
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		journalctl --sync
		journalctl -b -o cat --no-pager 2>/run/trouble | tr -d '\000' >/run/said
		grep -q 'truncated, ignoring' /run/trouble || break
		sleep 1
	done
}

# What the first process and its services said of SELinux and of labels.
journal() {
	grep -iE 'selinux|label' /run/said | grep -vE 'avc: |audit|COW file|BED_' | plain
}

# Program, types, class, permission: one for each line, for how many a message has depends on what the kernel remembers.
denials() {
	sed -En 's/.*avc: *denied *\{([^}]*)\}.*comm="([^"]*)".*(scontext=[^ ]*) (tcontext=[^ ]* tclass=[^ ]*).*/\1{ \2 \3 \4/p' /run/said |
		awk -F'[{] ' '{ n = split($1, each, " "); for (i = 1; i <= n; i++) print $2, "{ " each[i] " }" }' | plain
}

# A program looks at the policy store, or at the folders of its files; or maps the status page.
store=':(default_context_t|file_context_t):.*[{] (search|getattr) [}]'
page=':security_t:.*[{] map [}]'

elsewhere() {
	denials | grep -vE "$store|$page"
}

denials_at() {
	denials | grep -E "$1"
}

# Without the kernel's threads and what this script starts.
processes() {
	ps --ppid 2 -p 2 --deselect -o label,comm --no-headers | grep -vE ' (ps|sh|sort|sed|grep|tail|tr|systemd-userwor|\(.*)$' |
		sed 's/  */ /g' | LC_ALL=C sort -u
}

# labels FOLDER...: of the nodes and files that systemd and what it starts have made. There are hundreds of terminals.
labels() {
	for folder; do
		find "$folder" -xdev \( -path /run/bed -o -path '/run/user/*' -o -path '/dev/[pt]ty[a-z]*' -o \
			-path '*/systemd-private-*' \) -prune -o -printf '%Z %y %p\n'
	done | grep -vE '/(invocation:|systemd/(units/log-|transient|propagate)|udev/(data|links|watch))' | plain
}

systemctl is-system-running --wait >/dev/null
topic "units that are started again and again" started_again
for unit in $(started_again); do
	systemctl stop "$unit"
	systemctl reset-failed "$unit"
done
topic "is the system running" systemctl is-system-running
topic "failed units" failed_units
topic "units" active_units
read_journal
topic "the mode" getenforce
topic "SELinux" sestatus
topic "the first process" cat /proc/1/attr/current
topic "processes" processes
topic "what was said of SELinux" journal
topic "denials" elsewhere
topic "denials at the policy store" denials_at "$store"
topic "denials at the status page" denials_at "$page"
topic "labels of /" sh -c 'ls -1Z / | sed "s/^ *//; /lost+found/d"'
topic "labels in /run" labels /run
topic "labels in /dev" labels /dev
topic "labels in /tmp and /var" labels /tmp /var/tmp /var/log /var/lib/systemd
topic "labels of control groups" sh -c 'ls -dZ /sys/fs/cgroup /sys/fs/cgroup/init.scope /sys/fs/cgroup/system.slice'
topic "a service in another context" service -p SELinuxContext=system_u:system_r:cupsd_t:s0 cat /proc/self/attr/current
topic "a service in a context that there is not" service -p SELinuxContext=nothing_u:nothing_r:nothing_t:s0 id -Z
topic "a service in a context that need not be there" service -p SELinuxContext=-nothing_u:nothing_r:nothing_t:s0 id -Z
topic "a session" service -p PAMName=login -p User=nobody id -Z
topic "a confined process stops a unit" runcon user_u:user_r:user_t:s0 systemctl stop cron.service
topic "a confined process asks for a unit's state" runcon user_u:user_r:user_t:s0 systemctl show -P ActiveState cron.service
topic "a confined process reloads" runcon user_u:user_r:user_t:s0 systemctl daemon-reload
topic "reloaded" systemctl daemon-reload
topic "executed anew" systemctl daemon-reexec
topic "and the first process" cat /proc/1/attr/current
topic "a service afterwards" service id -Z
topic "files with the labels of their places" sh -c '
	printf "d /run/sudo/ts 0700\nf /run/motd.dynamic 0644 - - - text\n" >/run/one.conf
	systemd-tmpfiles --create /run/one.conf; ls -dZ /run/sudo/ts /run/motd.dynamic | sed "s/^ *//"'
