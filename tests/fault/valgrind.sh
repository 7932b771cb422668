#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs families of the black-box program on our library under valgrind's memcheck, on a real kernel, permissive: no error
# and no definite leak but what the program itself leaves (own.supp). Debian's valgrind and libc6-dbg run in the guest,
# so this machine needs the guest's release.
# Usage: valgrind.sh [FAMILY...]		all by default
# Exit status: 0 no error, 1 errors, 124 or 125 the guest failed.
set -eu

cd "$(dirname "$0")/../.."
tool=/usr/libexec/valgrind
die() {
	echo "valgrind: $*" >&2
	exit 125
}
tests/oracle/build.sh || die "the black-box program does not build"
[ -d $tool ] || die "no $tool: install valgrind"
[ -d /usr/lib/debug/.build-id ] || die "no symbols of the C library: install libc6-dbg"
# shellcheck disable=SC2016 # for the guest's shell
exec tests/worlds/run.sh -m 2G -t 7200 -b $tool -b /usr/lib/debug/.build-id -- world permissive sh -c '
	mkdir /tmp/work
	LD_LIBRARY_PATH=build VALGRIND_LAUNCHER=/usr/bin/valgrind '$tool'/memcheck-"$(uname -m | sed "s/x86_64/amd64/")"-linux \
		--tool=memcheck --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
		--suppressions=tests/fault/own.supp --log-file=/tmp/work/log.%p build/tests/blackbox -d /tmp/work "$@" >/tmp/work/out || exit
	. tests/lib/check.sh
	passed=$(cat /tmp/work/log.* | grep -c "ERROR SUMMARY: 0 errors")
	failed=$(cat /tmp/work/log.* | grep -c "ERROR SUMMARY: [1-9]")
	grep -l "ERROR SUMMARY: [1-9]" /tmp/work/log.* | xargs -r cat | head -n 3000
	finish' memcheck "$@"
