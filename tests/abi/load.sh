#!/bin/sh
# SPDX-License-Identifier: MIT
# What the library does when it is loaded where no selinuxfs is mounted: one statfs(2), a look for the
# old mount point, no heap, nothing of /proc; and errno is 0 at main().
# Usage: load.sh LIBRARY
set -eu

[ $# -eq 1 ] || { echo "usage: $0 LIBRARY" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if grep -q ' selinuxfs ' /proc/mounts; then
	echo 'selinuxfs is mounted here'
	exit 77
fi
cp "$1" "$work/libselinux.so.1"
printf '#include <errno.h>\nint main(void) { return errno; }\n' >"$work/main.c"
${CC:-cc} -o "$work/main" "$work/main.c" -Wl,--no-as-needed "$work/libselinux.so.1" -Wl,-rpath,"$work"
LD_BIND_NOW=1 strace -o "$work/trace" "$work/main" || { echo "errno at main() is $?"; exit 1; }

# the loader is done with all objects when it has dropped its cache
sed '1,/^munmap(/d; /^exit_group/,$d' "$work/trace" >"$work/calls"
cat >"$work/expected" <<'END'
statfs("/sys/fs/selinux"
faccessat(AT_FDCWD, "/selinux"
END
sed 's/^\([a-z]*([^"]*"[^"]*"\).*/\1/' "$work/calls" | diff -u "$work/expected" - && echo "$(grep -c . "$work/calls") system calls"
