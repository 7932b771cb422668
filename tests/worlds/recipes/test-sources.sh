#!/bin/sh
# Fills FOLDER with the tests in Debian's source packages of coreutils, tar and sed, bookworm's, as their own scripts find
# them: FOLDER/PACKAGE, with Debian's patches. Of the versions that the archive lists, it is the newest that it really
# holds; FOLDER/PACKAGE.version says which one that is.
# Usage: test-sources.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

mkdir -p "$1/state/lists/partial" "$1/state/cache/archives/partial"
cd "$1/state"
printf 'deb-src [signed-by=%s] %s bookworm main\n' "$keyring" "$(archive_of bookworm)" >sources.list
cat >apt.conf <<-END
	Dir::Etc { SourceList "$PWD/sources.list"; SourceParts "/dev/null";
		Preferences "/dev/null"; PreferencesParts "/dev/null"; };
	Dir::State { Lists "$PWD/lists"; status "/dev/null"; };
	Dir::Cache "$PWD/cache";
	APT::Sandbox::User "root";
END
# shellcheck disable=SC2031 # not in this shell
export APT_CONFIG="$PWD/apt.conf"
apt-get -qq update

# download PACKAGE
download() {
	for version in $(apt-cache showsrc --only-source "$1" | sed -n 's/^Version: //p' | sort -ruV); do
		! apt-get -qq source --download-only "$1=$version" || return 0
	done
	echo "the archive holds no source package of $1" >&2
	return 1
}

for package in coreutils tar sed; do
	download $package
	echo "$version" >"$1/$package.version"
	dpkg-source --no-check -q -x ./$package*_"${version#*:}".dsc $package
	mkdir "$1/$package"
	for kept in tests testsuite init.cfg build-aux; do
		[ ! -e $package/$kept ] || mv $package/$kept "$1/$package"
	done
done
rm -r "$1/state"
