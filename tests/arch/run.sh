#!/bin/sh
# SPDX-License-Identifier: MIT
# The library of other machines: built by their cross compilers, its file looked at, and run: i386's by this kernel
# where it can, aarch64's by qemu; its unit tests, the object itself, and a small client. The client also runs with the oldest C
# library that can be had, where the library's weak names are absent; on this machine, too.
# Usage: run.sh [x86_64|i386|aarch64]...
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
become_root "$@"
cd "$tree" || exit
tests/need.sh build unit arch || exit
make_work
remarks=yes

# Sets what belongs to a machine: its folder of results, its compiler, and what runs a program of it with today's C
# library and with the oldest.
set_machine() {
	machine=$1 group=$1 triplet=$1-linux-gnu build=build/$1 wide=''
	case $machine in
	x86_64)
		build=build
		older=$(tests/worlds/bed.sh image-bullseye) || exit
		set -- "$older"/lib/x86_64-linux-gnu/ld-*.so
		by_older="$1 --library-path $build:$older/lib/x86_64-linux-gnu" # the image has a libselinux of its own
		;;
	i386)
		triplet=i686-linux-gnu wide=-D_FILE_OFFSET_BITS=64
		part=$(tests/worlds/bed.sh pcre2-i386) || exit
		# not every 64-bit kernel runs programs of 32 bits
		emulator=qemu-i386-static
		! "/usr/$triplet/lib/ld-linux.so.2" --version >/dev/null 2>&1 || emulator=''
		by="$emulator /usr/$triplet/lib/ld-linux.so.2 --library-path /usr/$triplet/lib:$part/usr/lib/i386-linux-gnu:$build"
		by_older="$emulator $part/older/lib/ld-linux.so.2 --library-path $part/older/lib/i386-linux-gnu:$build"
		;;
	aarch64)
		part=$(tests/worlds/bed.sh pcre2-arm64) || exit
		# by the loader's path: with -L qemu takes "/" itself for that folder
		by="qemu-aarch64-static /usr/$triplet/lib/ld-linux-aarch64.so.1"
		by="$by --library-path /usr/$triplet/lib:$part/usr/lib/$triplet:$build"
		by_older="qemu-aarch64-static $part/older/lib/ld-linux-aarch64.so.1 --library-path $part/older/lib/$triplet:$build"
		;;
	*) die "no machine named $machine: x86_64, i386 or aarch64" ;;
	esac
}

# A warning is an error.
make_for_machine() {
	"${MAKE:-make}" --no-print-directory CI=1 B="$build" CC="$triplet-gcc" CPPFLAGS="-I$part/usr/include" \
		LDFLAGS="-L$part/usr/lib/$machine-linux-gnu" "$@"
}

file_of() {
	STRIP=$triplet-strip tests/abi/file.sh "$build/libselinux.so.1"
}

# The same names, but for the wide ones of 32 bits and what object.c asks for on aarch64.
imports_of() {
	tests/abi/imports.sh "$build/libselinux.so.1" | sed 's/^\(__open\|mmap\|statfs\|statvfs\)64/\1/; /^getauxval$/d' |
		LC_ALL=C sort | diff -u tests/abi/imports.txt - && echo "$(grep -c . tests/abi/imports.txt) names"
}

unit_tests() {
	programs=$(find tests/unit -name 'test_*.c' | sort | sed "s,\(.*\)\.c,$build/\1,")
	# shellcheck disable=SC2086 # words
	make_for_machine $programs && RUN_BY=$by tests/unit/run.sh $programs
}

# Run as a program it says why SELinux is not here, and ends with 1.
object_alone() {
	# shellcheck disable=SC2086 # words
	$by "$build/libselinux.so.1" >"$work/object" || [ $? -eq 1 ] && sed -n 's/^\(enabled: .*\)/\1/p' "$work/object"
}

make_folder() {
	rm -rf "$work/base"
	mkdir -p "$work/base/tree/b" "$work/base/selinuxfs" "$work/base/policy" "$work/base/contexts"
	touch "$work/base/tree/a" "$work/base/tree/b/c" "$work/base/selinuxfs/load"
	echo 1 >"$work/base/selinuxfs/enforce"
	echo 30 >"$work/base/selinuxfs/policyvers"
	echo 'a policy of version 30' >"$work/base/policy/policy.30"
	echo 'a policy of version 31' >"$work/base/policy/policy.31"
	echo 'staff_r:staff_t' >"$work/base/contexts/default_type"
	cp tests/arch/file_contexts "$work/base"
}

# client RUNNER FLAGS LACKING: builds the client, runs it, and compares what it prints with `expected`, less the lines
# of the pattern LACKING.
client() {
	make_folder
	# shellcheck disable=SC2086 # words
	"$triplet-gcc" -std=gnu11 -Wall -Wextra -Werror -Iinclude -nodefaultlibs $2 -o "$work/use" tests/arch/use.c \
		"$build/libselinux.so.1" -lgcc "$build/stub/libc.so.6" || return
	# shellcheck disable=SC2086 # words
	$1 "$work/use" "$work/base" "$(stat -c %i "$work/base/file_contexts")" >"$work/said" || return
	grep -Ev "$3" tests/arch/expected.txt | diff -u - "$work/said" && echo "$(grep -c . "$work/said") lines"
}

# clients WHAT RUNNER LACKING
clients() {
	check "a client, $1" client "$2" "$wide" "$3"
	[ -z "$wide" ] || check "a client of narrow inode numbers, $1" client "$2" '' "$3|^a wide inode"
}

[ $# -gt 0 ] || set -- x86_64 i386 aarch64
for name; do
	set_machine "$name"
	if [ "$machine" != x86_64 ]; then
		check 'it builds without a warning' make_for_machine all
		check 'the file loads on old systems and is hardened' file_of
		check 'nodes, and names of libselinux that stand' tests/abi/contract.sh "$build/libselinux.so.1"
		check 'imports are imports.txt' imports_of
		check 'unit tests' unit_tests
		check 'run as a program' object_alone
		clients "today's C library" "$by" '^without dlopen|policy\.30:'
	fi
	clients 'the oldest C library, without dlopen()' "$by_older" '^$'
done
finish
