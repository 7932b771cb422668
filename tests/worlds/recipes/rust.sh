#!/bin/sh
# Fills FOLDER with the tests of the Rust crate `selinux`, of sid's librust-selinux-dev: the program `selinux-tests`, built
# without a network from Debian's packages of the crate and all that it needs, in a root of sid that is thrown away. Runs
# as programs on the stock-3.11 part do. FOLDER/version is the crate's, FOLDER/log what cargo said. Ten minutes.
# Usage: rust.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

root=$1/root state=$1/state
bootstrap sid "$root" ca-certificates

# debootstrap does not know of virtual packages, which are what crates depend on. This machine's apt downloads for the
# root, and the root's dpkg installs.
mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
printf 'deb [signed-by=%s] %s sid main\n' "$keyring" "$(archive_of sid)" >"$state/sources.list"
cat >"$state/apt.conf" <<-END
	Dir::Etc { SourceList "$state/sources.list"; SourceParts "/dev/null";
		Preferences "/dev/null"; PreferencesParts "/dev/null"; };
	Dir::State { Lists "$state/lists"; status "$root/var/lib/dpkg/status"; };
	Dir::Cache "$state/cache";
	APT::Install-Recommends "false";
	APT::Sandbox::User "root";
END
# shellcheck disable=SC2031 # that of a subshell is another
export APT_CONFIG="$state/apt.conf"
apt-get -qq update
apt-get -qq -y --download-only install cargo rustc libclang-dev libselinux-dev librust-selinux+default-dev \
	librust-assert-matches-dev librust-serial-test-dev librust-socketpair-dev librust-tempfile-dev
mkdir "$root/debs"
mv "$state"/cache/archives/*.deb "$root/debs"
chroot "$root" sh -ec 'dpkg --force-depends --unpack /debs/*.deb && dpkg --configure -a'

mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
# shellcheck disable=SC2016 # expanded by the inner shell
chroot "$root" sh -ec '
	cp -r /usr/share/cargo/registry/selinux-[0-9]* /crate
	cd /crate
	mkdir .cargo
	printf "[source.%s]\n%s\n" crates-io "replace-with = \"debian\"" \
		debian "directory = \"/usr/share/cargo/registry\"" >.cargo/config.toml
	CARGO_HOME=/crate/home cargo test --no-run --offline --lib >/log 2>&1 || { cat /log; exit 1; }
	dpkg-query -W -f "\${Version}\n" librust-selinux-dev >/version
	strip -o /selinux-tests "$(sed -n "s/.*(\(target[^)]*\)).*/\1/p" /log)"
'
umount -l "$root/dev" "$root/proc"
mv "$root/selinux-tests" "$root/version" "$root/log" "$1"
mv "$root"/usr/lib/x86_64-linux-gnu/libgcc_s.so.1 "$1"
rm -rf --one-file-system "$root" "$state"
