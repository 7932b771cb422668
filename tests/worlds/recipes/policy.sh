# shellcheck shell=sh
# Sourced by recipes, after archive.sh.

# add_policy SUITE FOLDER: the policy of the suite's selinux-policy-default, built in a root that has policycoreutils.
# Installing the package would do the same, but sid's fails: it disables modules that it no longer has.
add_policy() {
	unpack_packages "$1" "$2" selinux-policy-default || return
	mkdir -p "$2/var/lib/selinux/default"
	# shellcheck disable=SC2016 # expanded in the root
	chroot "$2" sh -ec 'cd /usr/share/selinux/default
		semodule -n -s default -X 100 $(printf " -i %s" *.pp.bz2)'
}
