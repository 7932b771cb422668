# shellcheck shell=sh
# bubblewrap.

# shellcheck disable=SC2154 # root, options, binds: the caller's
engine_run() {
	for bind in $binds; do
		split_bind "$bind"
		set -- "--${mode:+ro-}bind" "$from" "$to" "$@"
	done
	how=--bind
	for option in $options; do
		case $option in
		read-only) how=--ro-bind ;;
		*) echo "bwrap has no option $option" && return 1 ;;
		esac
	done
	bwrap $how "$root" / --proc /proc --dev /dev --unshare-pid --unshare-net "$@"
}
