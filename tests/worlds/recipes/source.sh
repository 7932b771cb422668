# shellcheck shell=sh
# Debian's source packages, and nothing of them in apt's own state. Sourced after archive.sh, in a shell whose APT_CONFIG
# may change.

# use_sources SUITE: apt reads that suite's sources, with all its state in the current folder.
use_sources() {
	uri=$(archive_of "$1") || return
	mkdir -p lists/partial cache/archives/partial
	# shellcheck disable=SC2154 # archive.sh sets it
	printf 'deb-src [signed-by=%s] %s %s main\n' "$keyring" "$uri" "$1" >sources.list
	cat >apt.conf <<-END
		Dir::Etc { SourceList "$PWD/sources.list"; SourceParts "/dev/null";
			Preferences "/dev/null"; PreferencesParts "/dev/null"; };
		Dir::State { Lists "$PWD/lists"; status "/dev/null"; };
		Dir::Cache "$PWD/cache";
		APT::Sandbox::User "root";
	END
	export APT_CONFIG="$PWD/apt.conf"
	apt-get -qq update
}

# download_source PACKAGE: into the current folder. Of the versions that the archive lists, it is the newest that it really
# holds, for a mirror may be behind its own lists: $version.
download_source() {
	for version in $(apt-cache showsrc --only-source "$1" | sed -n 's/^Version: //p' | sort -ruV); do
		! apt-get -qq source --download-only "$1=$version" || return 0
	done
	echo "the archive holds no source package of $1" >&2
	return 1
}
