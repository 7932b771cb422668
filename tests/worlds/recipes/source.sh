# shellcheck shell=sh
# Debian's source packages, for recipes that source archive.sh too. Sourced, not run.

# unpack_source SUITE FOLDER PACKAGE: FOLDER/PACKAGE, with Debian's patches. Of the versions that the archive lists, it is
# the newest that it really holds.
unpack_source() {
	source_uri=$(archive_of "$1") || return
	mkdir -p "$2/state/lists/partial" "$2/state/cache/archives/partial"
	(
		cd "$2/state" || exit
		# shellcheck disable=SC2154 # archive.sh sets it
		printf 'deb-src [signed-by=%s] %s %s main\n' "$keyring" "$source_uri" "$1" >sources.list
		cat >apt.conf <<-END
			Dir::Etc { SourceList "$PWD/sources.list"; SourceParts "/dev/null";
				Preferences "/dev/null"; PreferencesParts "/dev/null"; };
			Dir::State { Lists "$PWD/lists"; status "/dev/null"; };
			Dir::Cache "$PWD/cache";
			APT::Sandbox::User "root";
		END
		APT_CONFIG=$PWD/apt.conf
		export APT_CONFIG
		apt-get -qq update || exit
		for version in $(apt-cache showsrc --only-source "$3" | sed -n 's/^Version: //p' | sort -ruV); do
			if apt-get -qq source --download-only "$3=$version"; then
				exec dpkg-source --no-check -q -x ./*_"${version#*:}".dsc "../$3"
			fi
		done
		echo "the archive holds no source package $3 of $1" >&2
		exit 1
	) || return
	rm -r "$2/state"
}
