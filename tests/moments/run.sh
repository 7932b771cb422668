#!/bin/sh
# SPDX-License-Identifier: MIT
# Threads in the library while the process forks, a thread is cancelled, a signal comes each millisecond, the library is
# loaded and unloaded, and while a second copy of it is loaded: moments.c.
# Usage: run.sh [TIMES [LIBRARY]]	200 of each and build/libselinux.so.1 by default
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
cd "$tree" || exit
times=${1:-200}
library=${2:-$tree/build/libselinux.so.1}

cp "$library" "$work/second.so"
# shellcheck disable=SC2086 # CC is words
${CC:-cc} -std=gnu11 -O2 -Wall -Wextra -Iinclude -o "$work/moments" tests/moments/moments.c tests/lib/fakefs.c \
	tests/lib/files.c -pthread -ldl || exit
TEST_PATIENCE=$(tests/lib/patience.sh)
export TEST_PATIENCE
check "$times forks, and a child that calls all" "$work/moments" fork "$times" "$library"
check "$times threads cancelled" "$work/moments" cancel "$times" "$library"
check "a signal each millisecond, $times of them" "$work/moments" signal "$times" "$library"
check "loaded and unloaded by eight threads, $times rounds" "$work/moments" reload "$times" "$library"
check "two copies in a process, $times forks" "$work/moments" twins "$times" "$library" "$work/second.so"
finish
