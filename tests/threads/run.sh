#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds each program of this folder with the whole library under ThreadSanitizer, and runs it. A line
# "WRAP: NAME..." in a program names the library's functions that it replaces (ld's --wrap).
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
cd "$tree" || exit

# run PROGRAM: built and run.
run() {
	wrap=$(sed -n 's/^ \* WRAP: //p' "$1" | tr -s ' ' '\n' | sed 's/^/-Wl,--wrap=/')
	# shellcheck disable=SC2046,SC2086 # lists
	${CC:-gcc} -std=gnu11 -O1 -g -fsanitize=thread -Iinclude -Isrc -DSTRICT_VERSION='"test"' -o "$work/program" \
		"$1" tests/lib/fakefs.c tests/lib/files.c \
		$(find src -name '*.c' ! -path src/presence/program.c ! -path src/common/object.c) \
		$wrap -pthread -lpcre2-8 && TSAN_OPTIONS="halt_on_error=1 ${TSAN_OPTIONS:-}" "$work/program"
}

for program in tests/threads/*.c; do
	check "$(basename "$program" .c)" run "$program"
done
finish
