#!/bin/sh
# SPDX-License-Identifier: MIT
# The unit tests under AddressSanitizer, with its search for leaks, and UndefinedBehaviorSanitizer: the library's objects
# and the tests are built anew in build/sanitize, and the first finding ends a test. What forks in tens of thousands
# (faults) and what reads damaged files (fuzz) has suites of its own under them, threads under ThreadSanitizer.
# Usage: run.sh
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
cd "$tree" || exit

# _FORTIFY_SOURCE puts other functions in the place of those that the sanitizers know.
flags='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'
ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1
LSAN_OPTIONS=suppressions=$here/lsan.supp:print_suppressions=0
UBSAN_OPTIONS=print_stacktrace=1
export ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS
exec make --no-print-directory B=build/sanitize CFLAGS="$flags" CPPFLAGS="${CPPFLAGS:-} -U_FORTIFY_SOURCE" check-unit
