#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds each program of this folder with the whole library under ThreadSanitizer, and runs it. A line
# "WRAP: NAME..." in a program names the library's functions that it replaces (ld's --wrap).
set -u

cd "$(dirname "$0")/../.." || exit
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
for program in tests/threads/*.c; do
	name=$(basename "$program" .c)
	wrap=$(sed -n 's/^ \* WRAP: //p' "$program" | tr -s ' ' '\n' | sed 's/^/-Wl,--wrap=/')
	# shellcheck disable=SC2046,SC2086 # lists
	if ${CC:-gcc} -std=gnu11 -O1 -g -fsanitize=thread -Iinclude -Isrc -DSTRICT_VERSION='"test"' -o "$work/$name" \
		"$program" $(find src -name '*.c' ! -path src/presence/program.c ! -path src/common/object.c) \
		$wrap -pthread -lpcre2-8 && TSAN_OPTIONS="halt_on_error=1 ${TSAN_OPTIONS:-}" "$work/$name"; then
		echo "ok   $name"
		passed=$((passed + 1))
	else
		echo "FAIL $name"
		failed=$((failed + 1))
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
