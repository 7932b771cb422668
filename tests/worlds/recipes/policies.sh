#!/bin/sh
# Fills FOLDER with SUITE/file_contexts and its kin for four suites of Debian: what the suite's semodule builds of the
# modules in its selinux-policy-default, and the .bin files that its sefcontext_compile makes of them. SUITE/tools has
# that sefcontext_compile, its libraries and their loader.
# Made of: policy.sh
# Usage: policies.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"
# shellcheck source=tests/worlds/recipes/policy.sh
. "${0%/*}/policy.sh"

# fill SUITE FOLDER ROOT
fill() {
	bootstrap "$1" "$3" policycoreutils selinux-utils
	add_policy "$1" "$3"
	mv "$3/etc/selinux/default/contexts/files" "$2"
	mv "$3/etc/selinux/default/contexts/x_contexts" "$2"
	mkdir "$2/tools"
	for file in /usr/sbin/sefcontext_compile $(chroot "$3" ldd /usr/sbin/sefcontext_compile | grep -o '/[^ ]*'); do
		chroot "$3" cat "$file" >"$2/tools/${file##*/}" # whatever is a link with a path of the root
	done
	chmod 755 "$2"/tools/*
	rm -r "$3"
	[ -e "$2/file_contexts.bin" ]
}

jobs=''
for suite in bullseye bookworm trixie sid; do
	fill $suite "$1/$suite" "$1/root-$suite" &
	jobs="$jobs $!"
done
for job in $jobs; do
	wait "$job"
done
