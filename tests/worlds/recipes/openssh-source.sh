#!/bin/sh
# Fills FOLDER with Debian's source of OpenSSH, FOLDER/bookworm and FOLDER/sid: unpacked, with Debian's patches, and
# the configure script that Debian's configure.ac makes. FOLDER/SUITE.version says which version that is.
# Made of: source.sh
# Usage: openssh-source.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"
# shellcheck source=tests/worlds/recipes/source.sh
. "${0%/*}/source.sh"

for suite in bookworm sid; do
	(
		mkdir "$1/download"
		cd "$1/download"
		use_sources $suite
		download_source openssh
		echo "$version" >"../$suite.version"
		dpkg-source --no-check -q -x ./*_"${version#*:}".dsc "../$suite"
		cd "../$suite"
		autoreconf -fi
	)
	rm -r "$1/download"
done
