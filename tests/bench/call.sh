#!/bin/sh
# SPDX-License-Identifier: MIT
# What calls cost that only ask the kernel, against the bare system calls that they are made of, ours and Debian's 3.4.
# Runs as root, outside the guest, where system calls take the time that they take.
set -eu

stock=$(tests/bench/stock.sh)
mkdir -p build/bench
${CC:-cc} -std=gnu11 -O2 -Iinclude -o build/bench/call \
	tests/bench/call.c tests/lib/fakefs.c tests/lib/files.c -Lbuild -l:libselinux.so.1
as_root=''
[ "$(id -u)" = 0 ] || as_root=sudo
for name in ours 3.4; do
	folder=build
	[ $name = ours ] || folder=$stock
	$as_root env LD_LIBRARY_PATH="$folder" build/bench/call | sed "s/^/$name /"
done | awk '
	{ took[$1, $2] = $3; bare[$1, $2] = $4 }
	$1 == "ours" { order[++n] = $2 }
	END {
		printf "%-26s %8s %8s %6s %10s %8s %6s\n", "a system call, ns", "ours", "bare", "", "3.4", "bare", ""
		for (i = 1; i <= n; i++) {
			$0 = order[i]
			printf "%-26s %8.0f %8.0f %6.2f   %8.0f %8.0f %6.2f (aim: 1.1)\n", $0, took["ours", $0], bare["ours", $0],
				took["ours", $0] / bare["ours", $0], took["3.4", $0], bare["3.4", $0],
				took["3.4", $0] / bare["3.4", $0]
		}
	}'
