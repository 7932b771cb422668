#!/bin/sh
# Installs, through apt-get, the Debian packages that a set of work lacks, and says first which. Silent and quick when
# nothing is lacking. Needs root or sudo only when there is something to install.
# Usage: need.sh SET...        (the sets are the table below)
set -eu

sets='
build	gcc make pkg-config binutils libc6-dev libpcre2-dev
unit	libcmocka-dev strace
oracle	libselinux1-dev
worlds	debootstrap gpgv
kernels	e2fsprogs
arch	gcc-i686-linux-gnu gcc-aarch64-linux-gnu libc6-dev-i386-cross libc6-dev-arm64-cross qemu-user-static
install	python3
label	python3
bindings	swig python3-dev python3-selinux ruby ruby-selinux e2fsprogs
fuzz	clang libpcre2-dev
sanitize	clang dpkg-dev
policies	checkpolicy secilc
peers	e2fsprogs
bench	valgrind strace libselinux1-dev
dist	git
deb	build-essential dpkg-dev debhelper libcmocka-dev libpcre2-dev pkg-config
lintian	lintian
rpm	rpm
rpmtest	cpio selinux-utils rpmlint
release	gpg gpg-agent
oci	buildah podman skopeo umoci
faults	valgrind libc6-dbg
others	dpkg-dev e2fsprogs
sepgsql	dpkg-dev e2fsprogs
sshd	dpkg-dev autoconf automake libssl-dev zlib1g-dev
man	mandoc
docs	libxml2-utils
surroundings	locales
lint	shellcheck clang clang-format
analysis	clang-tidy cppcheck
cover	gcovr
'

die() {
	echo "need: $*" >&2
	exit 1
}

packages_of() {
	printf '%s' "$sets" | sed -n "s/^$1	//p"
}

# Those of the packages named that are not installed.
lacking() {
	installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p')
	for package; do
		printf '%s\n' "$installed" | grep -qx "$package" || printf '%s ' "$package"
	done
}

[ $# -gt 0 ] || die "which set? One of: $(printf '%s' "$sets" | cut -f 1 | tr '\n' ' ')"
if ! [ -x /usr/bin/apt-get ]; then
	echo "need: no apt-get here; if something is lacking, the sets in $0 name it: $*" >&2
	exit 0
fi
wanted=''
for set; do
	packages=$(packages_of "$set")
	[ -n "$packages" ] || die "no set named $set"
	wanted="$wanted $packages"
done
# shellcheck disable=SC2086 # package names are words
wanted=$(lacking $wanted)
[ -n "$wanted" ] || exit 0

as_root=''
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null || die "these are lacking, and there is neither root nor sudo to install them: $wanted"
	as_root=sudo
fi
echo "need: installing with apt-get: $wanted" >&2
# shellcheck disable=SC2086
{
	$as_root apt-get -qq -o DPkg::Lock::Timeout=3600 update &&
		$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
			-o DPkg::Lock::Timeout=3600 install $wanted >/dev/null
} || die "apt-get could not install: $wanted"
