# shellcheck shell=sh
# What the test bed's scripts say, under the name in $program, and how they become root. Sourced, not run.

program=${program:-${0##*/}}

say() {
	printf '%s: %s\n' "$program" "$*" >&2
}

die() {
	say "$*"
	exit 1
}

# Starts the calling script again as root, unless it is root's already: become_root "$@"
become_root() {
	[ "$(id -u)" != 0 ] || return 0
	command -v sudo >/dev/null || die "this needs root, and there is no sudo"
	exec sudo env ${XDG_CACHE_HOME+XDG_CACHE_HOME="$XDG_CACHE_HOME"} ${TEST_PATIENCE+TEST_PATIENCE="$TEST_PATIENCE"} "$0" "$@"
}
