# shellcheck shell=sh
# What the recipes take from the Debian archive. Which server that is comes from the machine's own apt
# configuration, and nothing of that configuration or of apt's state is changed. Sourced, not run.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# The first line of a mirror list stands for the list.
plain_uri() {
	case $1 in
	mirror+file:*) sed -n '/^[a-z]/{s/[[:space:]].*//p;q}' "${1#mirror+file:}" ;;
	*) printf '%s\n' "$1" ;;
	esac
}

# Does URI serve Debian's own archive of SUITE?
serves_suite() {
	release=$(mktemp) || return
	/usr/lib/apt/apt-helper -qq download-file "$1/dists/$2/InRelease" "$release" >/dev/null 2>&1 &&
		grep -qx 'Origin: Debian' "$release" && grep -qx 'Label: Debian' "$release"
	served=$?
	rm -f "$release"
	return $served
}

# archive_of SUITE: the URI of the first configured archive that holds it.
archive_of() {
	for uri in $(apt-get --print-uris update | sed -n "s,^'\(.*\)/dists/.*,\1,p" | awk '!seen[$0]++'); do
		uri=$(plain_uri "$uri")
		if serves_suite "${uri%/}" "$1"; then
			printf '%s\n' "${uri%/}"
			return
		fi
	done
	echo "no archive of this machine's apt configuration serves Debian $1 (or the network is away)" >&2
	return 1
}

# unpack_packages SUITE FOLDER PACKAGE...: the packages' files, nothing installed.
unpack_packages() {
	unpack_suite=$1 unpack_into=$2
	shift 2
	uri=$(archive_of "$unpack_suite") && state=$(mktemp -d) || return
	mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
	printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$uri" "$unpack_suite" >"$state/sources.list"
	(
		cd "$state" || exit
		cat >apt.conf <<-END
			Dir::Etc { SourceList "$state/sources.list"; SourceParts "/dev/null";
				Preferences "/dev/null"; PreferencesParts "/dev/null"; };
			Dir::State { Lists "$state/lists"; status "/dev/null"; };
			Dir::Cache "$state/cache";
			APT::Sandbox::User "root";
		END
		APT_CONFIG=$state/apt.conf
		export APT_CONFIG
		apt-get -qq update && apt-get -qq download "$@" || exit
		for deb in *.deb; do
			dpkg-deb -x "$deb" "$unpack_into" || exit
		done
	)
	unpacked=$?
	rm -rf "$state"
	return $unpacked
}

# bootstrap SUITE FOLDER PACKAGE...: a minimal root with the packages installed.
bootstrap() {
	bootstrap_suite=$1 bootstrap_root=$2
	shift 2
	uri=$(archive_of "$bootstrap_suite") || return
	eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
	export http_proxy https_proxy
	debootstrap --keyring="$keyring" --variant=minbase --include="$(echo "$@" | tr ' ' ,)" \
		"$bootstrap_suite" "$bootstrap_root" "$uri" || return
	rm -rf "$bootstrap_root"/var/cache/apt/archives/*.deb "$bootstrap_root"/var/lib/apt/lists/*
}
