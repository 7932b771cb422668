# shellcheck shell=sh
# systemd-nspawn, without the systemd that it would register with.

# shellcheck disable=SC2154 # root, options, binds: the caller's
engine_run() {
	start=--as-pid2
	case " $options " in
	*' systemd '*) start=--boot && set -- ;; # the command is /sbin/init, which --boot starts
	esac
	set -- -D "$root" "$@"
	for bind in $binds; do
		case $bind in
		*:ro) set -- --bind-ro="${bind%:ro}" "$@" ;;
		*) set -- --bind="$bind" "$@" ;;
		esac
	done
	for option in $options; do
		case $option in
		label) set -- -Z system_u:system_r:container_t:s0:c1,c2 -L system_u:object_r:container_file_t:s0:c1,c2 "$@" ;;
		privileged) set -- --capability=all "$@" ;;
		read-only) set -- --read-only "$@" ;;
		systemd) ;;
		*) echo "nspawn has no option $option" && return 1 ;;
		esac
	done
	systemd-nspawn -q --register=no --keep-unit $start --console=pipe "$@"
}
