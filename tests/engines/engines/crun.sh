# shellcheck shell=sh
# crun, and runc, with a bundle as podman writes it.

oci_runtime=crun
# Those that a container has, and the others.
few='CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL
	AUDIT_WRITE'
more='DAC_READ_SEARCH LINUX_IMMUTABLE NET_BROADCAST NET_ADMIN IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_PTRACE
	SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG LEASE AUDIT_CONTROL MAC_OVERRIDE
	MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'

words() {
	printf '%s\n' "$@" | sed 's/[\\"]/\\&/g; s/.*/"&"/' | paste -s -d ,
}

# mount_json TO TYPE FROM OPTION...
mount_json() {
	mount_to=$1 mount_type=$2 mount_from=$3
	shift 3
	printf '{"destination":"%s","type":"%s","source":"%s","options":[%s]},\n' "$mount_to" "$mount_type" "$mount_from" \
		"$(words "$@")"
}

# shellcheck disable=SC2154 # root, options, binds: the caller's
engine_run() {
	capabilities=$few
	level=s0:c1,c2 read_only=false sysfs=ro pid='{"type":"pid"},' network='{"type": "network"},'
	process_label=system_u:system_r:container_t:$level mount_label=system_u:object_r:container_file_t:$level
	masked=$(words /proc/acpi /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list /proc/timer_stats \
		/proc/sched_debug /proc/scsi /sys/firmware /sys/fs/selinux /sys/dev/block)
	shut=$(words /proc/asound /proc/bus /proc/fs /proc/irq /proc/sys /proc/sysrq-trigger)
	for option in $options; do
		case $option in
		privileged)
			capabilities="$few $more"
			masked='' shut='' sysfs=rw process_label='' mount_label=''
			;;
		disable) process_label='' mount_label='' ;;
		unmask) masked='' ;;
		read-only) read_only=true ;;
		host-pid) pid='' ;;
		host-network) network='' ;;
		*) echo "$oci_runtime has no option $option" && return 1 ;;
		esac
	done
	# shellcheck disable=SC2086 # names
	capabilities=$(words $capabilities | sed 's/"\([A-Z]\)/"CAP_\1/g')
	bundle=$(mktemp -d)
	cat >"$bundle/config.json" <<-JSON
		{"ociVersion": "1.0.2",
		"process": {"terminal": false, "user": {"uid": 0, "gid": 0}, "args": [$(words "$@")],
			"env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "container=podman"],
			"cwd": "/", ${process_label:+"\"selinuxLabel\": \"$process_label\", "}"noNewPrivileges": false,
			"capabilities": {"bounding": [$capabilities], "effective": [$capabilities], "permitted": [$capabilities]}},
		"root": {"path": "$root", "readonly": $read_only}, "hostname": "container",
		"mounts": [
		$({
			mount_json /proc proc proc nosuid noexec nodev
			mount_json /dev tmpfs tmpfs nosuid strictatime mode=755 size=65536k
			mount_json /dev/pts devpts devpts nosuid noexec newinstance ptmxmode=0666 mode=0620 gid=5
			mount_json /dev/mqueue mqueue mqueue nosuid noexec nodev
			mount_json /dev/shm tmpfs shm nosuid noexec nodev mode=1777 size=65536k
			mount_json /sys sysfs sysfs nosuid noexec nodev $sysfs
			mount_json /sys/fs/cgroup cgroup cgroup nosuid noexec nodev relatime ro
			for bind in $binds; do
				split_bind "$bind"
				mount_json "$to" bind "$from" rbind "${mode:-rw}"
			done
		} | sed '$s/,$//')],
		"linux": {"namespaces": [$pid $network {"type": "ipc"}, {"type": "uts"}, {"type": "mount"}, {"type": "cgroup"}],
			"cgroupsPath": "/container", ${mount_label:+"\"mountLabel\": \"$mount_label\", "}
			"maskedPaths": [$masked], "readonlyPaths": [$shut]}}
	JSON
	"$oci_runtime" run --bundle "$bundle" container-$$
}
