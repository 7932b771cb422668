# shellcheck shell=sh
# buildah, at a build's RUN.

engine_start() {
	# shellcheck source=tests/engines/engines/podman.sh
	. /engines/engines/podman.sh
	engine_start
	# shellcheck disable=SC2154 # the caller's
	buildah from --name row scratch && buildah copy -q row "$root" /
}

# shellcheck disable=SC2154 # options, binds: the caller's
engine_run() {
	set -- row "$@"
	for bind in $binds; do
		set -- -v "$bind" "$@"
	done
	for option in $options; do
		case $option in
		host-pid) set -- --pid host "$@" ;;
		*) echo "buildah has no option $option" && return 1 ;;
		esac
	done
	buildah run --isolation oci --network none "$@"
}
