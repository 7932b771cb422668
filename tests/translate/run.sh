#!/bin/sh
# The translation of contexts against the real mcstransd, and against false ones, on a real SELinux kernel: what both our
# library and Debian's answer must be the same, and all that ours answers what the file `expected` says. One boot, some
# 50 s.
# Usage: run.sh [FOLDER OF libselinux.so.1]	(default: build)
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
library=$(cd "${1:-$tree/build}" && pwd -P)

gcc -O2 -Wall -I"$tree/include" -o "$work/ask" "$here/ask.c" -Wl,--allow-shlib-undefined "$library/libselinux.so.1"
gcc -O2 -Wall -o "$work/hostile" "$here/hostile.c"
cp "$library/libselinux.so.1" "$work/"
# those that Debian's library meets unharmed, and all
broken="honest hangs-up half-a-head half-a-text says-no other-answer no-end-of-text no-text huge large"
all="$broken stranger silent slow deaf"
cat >"$work/all" <<-END
	set -e
	cd /work-in-guest
	world permissive "$here/in-guest.sh" ./ask /mcstrans both >/tmp/debian
	world permissive env LD_LIBRARY_PATH=. "$here/in-guest.sh" ./ask /mcstrans both >/tmp/ours
	world permissive "$here/hostile.sh" ./ask ./hostile $broken >>/tmp/debian
	world permissive env LD_LIBRARY_PATH=. "$here/hostile.sh" ./ask ./hostile $broken >>/tmp/ours
	world permissive env LD_LIBRARY_PATH=. "$here/in-guest.sh" ./ask /mcstrans >/tmp/all
	world permissive env LD_LIBRARY_PATH=. "$here/hostile.sh" ./ask ./hostile $all >>/tmp/all
	# with the daemon there, but SELinux off
	mkdir -p /run/setrans
	. "$tree/tests/lib/time.sh"
	world permissive /mcstrans/sbin/mcstransd -f &
	await 300 mcstransd listens /setrans/.setrans-unix
	echo "# SELinux is off" >>/tmp/all
	echo "from-raw system_u:object_r:tmp_t:s0" | world not-mounted env LD_LIBRARY_PATH=. ./ask >>/tmp/all
	for file in debian ours all; do sed "s/^/\$file /" /tmp/\$file; done
END
"$tree/tests/worlds/run.sh" -t 1800 -b "$work:/work-in-guest" -b "$("$tree/tests/worlds/bed.sh" mcstrans):/mcstrans" -- \
	sh /work-in-guest/all >"$work/output"
for file in debian ours all; do sed -n "s/^$file //p" "$work/output" >"$work/$file"; done

compare() {
	diff -u "$1" "$2" && [ -s "$2" ]
}
check "as Debian's library" compare "$work/debian" "$work/ours"
check "as expected" compare "$here/expected.txt" "$work/all"
finish
