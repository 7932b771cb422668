#!/bin/sh
# Builds twice and compares: what the checkout has under build/ (library, archive, tarball, Debian packages) with what
# another user makes of the unpacked tarball elsewhere, with another umask, time zone, language and number of jobs.
# The same bytes are wanted. Needs no root; without it, the other user is the same one.
# Usage: run.sh        (after make all deb)
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
cd "$tree"
name=libselinux-strict-$(sed -n 's/^VERSION *:= //p' Makefile)

# Another builder: as different from this one as is cheap.
otherwise() (
	umask 077
	set -- env -i PATH="$PATH" HOME=/nonexistent USER=nobody LOGNAME=nobody LANG=de_DE.UTF-8 TZ=Asia/Kathmandu "$@"
	[ "$(id -u)" != 0 ] || set -- setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	"$@"
)

# Every name of the tarball has the time that SOURCE_DATE_EPOCH says, and no owner but root.
dated() {
	SOURCE_DATE_EPOCH=1000000000 packaging/dist "$name" "$work/dated.tar.gz" || return
	TZ=UTC0 tar --full-time -tvf "$work/dated.tar.gz" | awk '
		!/^-rw(-r--r--|xr-xr-x) root\/root +[0-9]+ 2001-09-09 01:46:40 / { print; bad = 1 }
		END { exit bad || NR < 100 }'
}

# The packages' files are none younger than the changelog's entry, which is their SOURCE_DATE_EPOCH.
packages_dated() {
	latest=$(date -u -d "$(dpkg-parsechangelog -l packaging/debian/changelog -S Date)" '+%F %T')
	for deb in build/deb/*.deb; do
		dpkg-deb --fsys-tarfile "$deb" | TZ=UTC0 tar --full-time -tvf - |
			awk -v latest="$latest" '$4 " " $5 > latest { print; bad = 1 } END { exit bad || NR < 3 }' || return
	done
}

# Both made such files, and the same ones.
same_packages() {
	for file in build/deb/$1; do # a pattern
		cmp "$file" "$other/deb/${file##*/}" || return
	done
}

other=$work/some/where/else
mkdir -p "$other"
[ "$(id -u)" != 0 ] || chown 65534:65534 "$other"
chmod 755 "$work" "$work/some" "$work/some/where" "$other"
cp "build/$name.tar.gz" "$work"

check "the tarball again, by another umask" sh -c \
	"umask 077; TZ=Asia/Kathmandu packaging/dist $name '$work/again.tar.gz' && cmp 'build/$name.tar.gz' '$work/again.tar.gz'"
check "the tarball's times are SOURCE_DATE_EPOCH" dated
check "it unpacks" otherwise tar -C "$other" -xf "$work/$name.tar.gz"
check "it builds, elsewhere and otherwise" otherwise make -C "$other/$name" -j3 all
for file in libselinux.so.1 libselinux.a libselinux.pc; do
	check "$file: the same bytes" cmp "build/$file" "$other/$name/build/$file"
done
check "no name of a builder's folder in it" sh -c "! grep -qF -e '$tree' -e '$other' build/libselinux.so.1"
check "it packs itself, without git" otherwise make -C "$other/$name" dist
check "that tarball: the same bytes" cmp "build/$name.tar.gz" "$other/$name/build/$name.tar.gz"
check "it builds Debian packages, elsewhere and otherwise" otherwise DEB_BUILD_OPTIONS='nocheck parallel=1' \
	"$other/$name/packaging/deb" "$work/$name.tar.gz" "$other/deb"
for kind in 'libselinux1_*.deb' 'libselinux1-dev_*.deb' 'libselinux1-dbgsym_*.deb' '*.orig.tar.gz' '*.debian.tar.xz' '*.dsc'; do
	check "$kind: the same bytes" same_packages "$kind"
done
check "the packages' times are not past the changelog's" packages_dated
finish
