#!/bin/sh
# SPDX-License-Identifier: MIT
# Puts the manual pages below DIRECTORY, each with a symbolic link for every further name in its NAME section; with -r
# they are taken away.
# Usage: install.sh [-r] DIRECTORY
set -eu

remove=''
if [ "${1-}" = -r ]; then
	remove=yes
	shift
fi
[ $# = 1 ] || { echo 'install.sh: where to? Usage: install.sh [-r] DIRECTORY' >&2; exit 2; }
# shellcheck disable=SC2013 # names are words
for page in "$(dirname "$0")"/*.[0-9]; do
	file=${page##*/} section=${page##*.}
	[ -n "$remove" ] || install -d "$1/man$section"
	for name in $(sed -n '/^\.Sh NAME/,/^\.Nd/s/^\.Nm \([^ ]*\).*/\1/p' "$page"); do
		if [ -n "$remove" ]; then
			rm -f "$1/man$section/$name.$section"
		elif [ "$name.$section" = "$file" ]; then
			install -m 0644 "$page" "$1/man$section/$file"
		else
			ln -sf "$file" "$1/man$section/$name.$section"
		fi
	done
done
