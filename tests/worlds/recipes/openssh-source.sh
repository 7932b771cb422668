#!/bin/sh
# Fills FOLDER with Debian's source of OpenSSH, FOLDER/bookworm and FOLDER/sid: unpacked, with Debian's patches, and
# the configure script that Debian's configure.ac makes. Of the versions that an archive lists, it is the newest that it
# really holds: a mirror of sid may be behind its own lists. FOLDER/SUITE.version says which one that is.
# Usage: openssh-source.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

# download SUITE: the source package, into the current folder, and nothing of it into apt's own state.
download() {
	uri=$(archive_of "$1")
	mkdir -p lists/partial cache/archives/partial
	printf 'deb-src [signed-by=%s] %s %s main\n' "$keyring" "$uri" "$1" >sources.list
	cat >apt.conf <<-END
		Dir::Etc { SourceList "$PWD/sources.list"; SourceParts "/dev/null";
			Preferences "/dev/null"; PreferencesParts "/dev/null"; };
		Dir::State { Lists "$PWD/lists"; status "/dev/null"; };
		Dir::Cache "$PWD/cache";
		APT::Sandbox::User "root";
	END
	# shellcheck disable=SC2031 # the caller's subshell
	export APT_CONFIG="$PWD/apt.conf"
	apt-get -qq update
	for version in $(apt-cache showsrc --only-source openssh | sed -n 's/^Version: //p' | sort -ruV); do
		! apt-get -qq source --download-only "openssh=$version" || return 0
	done
	echo "the archive holds no source package of OpenSSH for $1" >&2
	return 1
}

for suite in bookworm sid; do
	(
		mkdir "$1/download"
		cd "$1/download"
		download $suite
		echo "$version" >"../$suite.version"
		dpkg-source --no-check -q -x ./*_"${version#*:}".dsc "../$suite"
		cd "../$suite"
		autoreconf -fi
	)
	rm -r "$1/download"
done
