#!/bin/sh
# Fills FOLDER with a root of sid in which the crate `selinux` and its tests can be built without a network: cargo, and as
# Debian packages (below /usr/share/cargo/registry) the crate and all that it needs.
# Usage: rust.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

bootstrap sid "$1" ca-certificates

# debootstrap does not know of virtual packages, which are what crates depend on. This machine's apt downloads for the
# root, and the root's dpkg installs.
state=$1.state
mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
trap 'rm -rf "$state"' EXIT
printf 'deb [signed-by=%s] %s sid main\n' "$keyring" "$(archive_of sid)" >"$state/sources.list"
cat >"$state/apt.conf" <<-END
	Dir::Etc { SourceList "$state/sources.list"; SourceParts "/dev/null";
		Preferences "/dev/null"; PreferencesParts "/dev/null"; };
	Dir::State { Lists "$state/lists"; status "$1/var/lib/dpkg/status"; };
	Dir::Cache "$state/cache";
	APT::Install-Recommends "false";
	APT::Sandbox::User "root";
END
export APT_CONFIG="$state/apt.conf"
apt-get -qq update
apt-get -qq -y --download-only install cargo rustc libclang-dev libselinux-dev librust-selinux+default-dev \
	librust-assert-matches-dev librust-serial-test-dev librust-socketpair-dev librust-tempfile-dev
mkdir "$1/debs"
mv "$state"/cache/archives/*.deb "$1/debs"
chroot "$1" sh -ec 'dpkg --force-depends --unpack /debs/*.deb && dpkg --configure -a'
rm -rf "$1/debs"
