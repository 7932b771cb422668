#!/bin/sh
# Fills FOLDER with the tests in Debian's source packages of coreutils, tar and sed, bookworm's, as their own scripts find
# them: FOLDER/PACKAGE, with Debian's patches. FOLDER/PACKAGE.version says which version that is.
# Made of: source.sh
# Usage: test-sources.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"
# shellcheck source=tests/worlds/recipes/source.sh
. "${0%/*}/source.sh"

mkdir "$1/state"
cd "$1/state"
use_sources bookworm
for package in coreutils tar sed; do
	download_source $package
	echo "$version" >"$1/$package.version"
	dpkg-source --no-check -q -x ./$package*_"${version#*:}".dsc $package
	mkdir "$1/$package"
	for kept in tests testsuite init.cfg build-aux; do
		[ ! -e $package/$kept ] || mv $package/$kept "$1/$package"
	done
done
rm -r "$1/state"
