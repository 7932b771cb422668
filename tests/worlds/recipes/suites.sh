#!/bin/sh
# Fills FOLDER with what apt in a root of each suite would have downloaded: FOLDER/SUITE is laid over the root, and holds
# a sources.list, the lists of main, and the suite's libselinux1 and its -dev. Nothing more is then downloaded. The lists
# are cut down to what matters when libselinux1 changes, or each start of apt would take seconds.
# Usage: suites.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

# fill SUITE FOLDER DEV
fill() {
	uri=$(archive_of "$1")
	mkdir -p "$2/etc/apt" "$2/var/lib/apt/lists/partial" "$2/var/cache/apt/archives/partial"
	printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$uri" "$1" >"$2/etc/apt/sources.list"
	cat >"$2/apt.conf" <<-END
		Dir::Etc { SourceList "$2/etc/apt/sources.list"; SourceParts "/dev/null";
			Preferences "/dev/null"; PreferencesParts "/dev/null"; };
		Dir::State { Lists "$2/var/lib/apt/lists"; status "/dev/null"; };
		Dir::Cache "$2/cache";
		Acquire::Languages "none";
		Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
		Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
		APT::Sandbox::User "root";
	END
	mkdir -p "$2/cache/archives/partial"
	(
		cd "$2/var/cache/apt/archives"
		# shellcheck disable=SC2030,SC2031 # for this subshell alone
		export APT_CONFIG="$2/apt.conf"
		apt-get -qq update
		apt-get -qq download libselinux1 "$3"
	)
	rm -rf "$2/apt.conf" "$2/cache"
	for list in "$2"/var/lib/apt/lists/*_Packages.*; do
		/usr/lib/apt/apt-helper cat-file "$list" |
			awk -v RS= -v ORS='\n\n' '/\nPriority: (required|important)\n/ || /(^|\n)(Package|Source): (libselinux|selinux-)/' \
				>"${list%.*}"
		rm "$list"
	done
}

jobs=''
for suite in bullseye bookworm trixie sid; do
	dev=libselinux1-dev
	[ $suite != sid ] || dev=libselinux-dev # renamed there
	fill $suite "$1/$suite" $dev &
	jobs="$jobs $!"
done
for job in $jobs; do
	wait "$job"
done
