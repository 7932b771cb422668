#!/bin/sh
# Lays out programs of this machine as a root of the EL family: libraries in /lib64, none in a folder of Debian's, the
# loader led there by ld.so.conf; rpm among them, with its SELinux plugin. Everything but libselinux.so.1 itself.
# Usage: el-root.sh LAYOUT FOLDER        (el6: /lib64 and /usr/lib64 are two folders; merged: one, as all since EL7)
set -eu

layout=$1 root=$2
case $layout in
el6) mkdir -p "$root/bin" "$root/sbin" "$root/lib64" "$root/usr/bin" "$root/usr/lib64" ;;
merged)
	mkdir -p "$root/usr/bin" "$root/usr/sbin" "$root/usr/lib64"
	ln -s usr/bin usr/sbin usr/lib64 "$root"
	;;
*) echo "el-root: no layout named $layout; one of: el6 merged" >&2; exit 1 ;;
esac
mkdir -p "$root/etc/rpm" "$root/usr/lib" "$root/usr/lib64/rpm-plugins" "$root/tmp" "$root/var/lib/rpm" "$root/var/tmp"

dpkg -L coreutils | grep '^/bin/' | while read -r program; do
	cp -L "$program" "$root/bin/"
done
dpkg -L coreutils | grep '^/usr/bin/' | while read -r program; do
	cp -L "$program" "$root/usr/bin/"
done
cp -L /bin/sh /bin/grep /bin/sed /bin/tar "$root/bin/"
cp -L /usr/bin/rpm /usr/bin/pkg-config "$root/usr/bin/"
cp -L /sbin/ldconfig "$root/sbin/"
cp -L /usr/lib/*-linux-gnu/rpm-plugins/selinux.so "$root/usr/lib64/rpm-plugins/"
mkdir -p "$root/usr/lib/rpm/platform"
cp /usr/lib/rpm/macros /usr/lib/rpm/rpmrc /usr/lib/rpm/rpmpopt-* "$root/usr/lib/rpm/"
cp -r "/usr/lib/rpm/platform/$(uname -m)-linux" "$root/usr/lib/rpm/platform/"
printf '%%_dbpath /var/lib/rpm\n' >"$root/etc/rpm/macros"
printf '/lib64\n/usr/lib64\n' >"$root/etc/ld.so.conf"
printf 'root:x:0:0:root:/root:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\n' >"$root/etc/group"

# What they need, and what stock's libselinux does.
find "$root" -type f -perm -100 -o -type f -name '*.so' | while read -r file; do
	ldd "$file" 2>/dev/null || true
done | grep -o '/[^ ]*' | sort -u | while read -r needed; do
	case $needed in
	*/libselinux.so.1) ldd "$needed" | grep -o '/[^ ]*' ;;
	*) echo "$needed" ;;
	esac
done | sort -u | while read -r needed; do
	cp -L "$needed" "$root/lib64/"
done
