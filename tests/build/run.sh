#!/bin/sh
# The ways from a checkout to an installed library that its newcomers take: another PREFIX after the build, a compiler of
# their own, a checkout and a DESTDIR with a space in their names, and a minimal Debian that has nothing but make.
# Usage: run.sh
# shellcheck disable=SC2016 # for a shell of its own
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
become_root "$@"
make_work
unset MAKEFLAGS MFLAGS CC PREFIX LIBDIR INCLUDEDIR DESTDIR REPLACES

make_here() {
	make --no-print-directory "$@"
}

# compiles COMMAND ASSIGNMENT...: the compiler that make calls where nothing is built yet.
compiles() {
	wanted=$1
	shift
	env "$@" make --no-print-directory V=1 -n B="$work/none" "$work/none/src/common/at.o" >"$work/commands"
	grep -e '-c -o' "$work/commands" | tee /dev/stderr | grep -q "^$wanted "
}

# Programs are found but for gcc.
without_gcc() {
	mkdir -p "$work/bin"
	for program in tee make cc sh mkdir sed printf cmp test command awk cut head uname git grep env; do
		[ ! -x "/usr/bin/$program" ] || ln -sf "/usr/bin/$program" "$work/bin/"
	done
	PATH=$work/bin compiles cc A=1
}

# says_place VARIABLE PLACE: in the .pc file that was installed last.
says_place() {
	found=$(find "$work/dest" -name libselinux.pc -exec sed -n "s/^$1=//p" {} +)
	[ "$found" = "$2" ] || { echo "$found, not $2"; return 1; }
}

installed() {
	rm -rf "$work/dest"
	make_here install DESTDIR="$work/dest" "$@"
}

# The installed headers and library, found by pkg-config, make a program.
usable() {
	printf '%s\n' '#include <selinux/flask.h>' '#include <selinux/selinux.h>' 'int main(void) { return is_selinux_enabled() < 0; }' >"$work/use.c"
	# shellcheck disable=SC2046 # words
	PKG_CONFIG_PATH=$(find "$work/dest" -name pkgconfig) PKG_CONFIG_SYSROOT_DIR=$work/dest sh -c \
		'eval "cc -o \"$1\" \"$1.c\" $(pkg-config --cflags --libs libselinux)"' sh "$work/use"
}

nothing_left() {
	[ -z "$(find "$1" ! -type d)" ] || { find "$1" ! -type d; return 1; }
}

# What is lacking is installed, with apt-get, from the archive that this machine has.
minimal() {
	lower=$("$tree/tests/worlds/bed.sh" container) || return
	eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
	export http_proxy https_proxy
	mkdir "$work/minimal"
	unshare --mount sh -ec '
		mount -t tmpfs tmpfs "$1"
		mkdir "$1/up" "$1/work" "$1/root"
		mount -t overlay -o "lowerdir=$2,upperdir=$1/up,workdir=$1/work" overlay "$1/root"
		mount --bind /proc "$1/root/proc"
		mount --bind /dev "$1/root/dev"
		cp /etc/resolv.conf "$1/root/etc/"
		cp -R "$3" "$1/root/srv/strict"
		rm -rf "$1/root/srv/strict/build"
		cd "$1/root/srv/strict"
		git init -q
		git add -A
		git -c user.name=test -c user.email=test@localhost commit -q -m test
		chroot "$1/root" apt-get -qq update
		DEBIAN_FRONTEND=noninteractive chroot "$1/root" apt-get -qq -y --no-install-recommends install make
		! chroot "$1/root" sh -c "command -v git || command -v gcc || command -v pkg-config"
		chroot "$1/root" make -C /srv/strict --no-print-directory deb
		[ -e build/deb/libselinux1-dev_*.deb ]' sh "$work/minimal" "$lower" "$checkout"
}

# ---- here

cd "$tree"
check 'the compiler is gcc' compiles gcc A=1
check 'the compiler is that of the environment' compiles clang CC=clang
check 'the compiler is cc where there is no gcc' without_gcc
check 'installed' installed
check 'libselinux.pc: libdir' says_place libdir /usr/lib
check 'a program is built with what was installed' usable
check 'installed with another LIBDIR' installed LIBDIR=/usr/lib64
check 'libselinux.pc: the other libdir' says_place libdir /usr/lib64
check 'installed with another PREFIX' installed PREFIX=/opt/strict
check 'libselinux.pc: prefix' says_place prefix /opt/strict
check 'libselinux.pc: libdir' says_place libdir /opt/strict/lib
check 'libselinux.pc: includedir' says_place includedir /opt/strict/include
check 'a program is built with what was installed there' usable
check 'uninstalled' make_here uninstall DESTDIR="$work/dest" PREFIX=/opt/strict
check 'nothing is left' nothing_left "$work/dest"

# ---- a checkout whose path has a space

checkout="$work/a check out"
mkdir "$checkout"
git ls-files -z | xargs -0 cp --parents -t "$checkout"
check 'the same library from a path with a space' sh -c 'make -C "$1" --no-print-directory -j2 all && cmp build/libselinux.so.1 "$1/build/libselinux.so.1"' \
	sh "$checkout"
cd "$checkout"
check 'installed to a path with a space' make_here install DESTDIR="$work/de st"
check 'it is there' cmp build/libselinux.so.1 "$work/de st/usr/lib/libselinux.so.1"
check 'uninstalled' make_here uninstall DESTDIR="$work/de st"
check 'nothing is left' nothing_left "$work/de st"
check 'its unit tests' make_here check-unit
check 'its interface' make_here check-abi
check 'make dist' make_here dist
check 'the tarball is there' test -s build/libselinux-strict-*.tar.gz
check 'make oci' make_here oci
check 'make deb' make_here deb
check 'the packages are there' test -e build/deb/libselinux1_*.deb
check 'make rpm' make_here rpm REPLACES=2.0.94-7.el6
check 'the rpms are there' test -e build/rpm/libselinux-3*.rpm
cd "$tree"
check 'make deb in a minimal Debian' minimal
finish
