#!/bin/sh
# SPDX-License-Identifier: MIT
# What calls cost that ask nobody or whose answers are cached, ours against Debian's 3.4 and 3.11, in an enforcing guest:
# code that makes no system call runs there at the machine's own speed. They take turns; 3.11 brings its own C library,
# and ours runs on that one too, once more.
# Usage: avc.sh [OUR-LIBRARY]
set -eu

job=$(mktemp -d)
trap 'rm -rf "$job"' EXIT
mkdir "$job/ours"
cp "${1:-build/libselinux.so.1}" "$job/ours/libselinux.so.1"
${CC:-cc} -std=gnu11 -O2 -Iinclude -o "$job/avc" \
	tests/bench/avc.c tests/lib/fakefs.c tests/lib/files.c -L"$job/ours" -l:libselinux.so.1
younger=$(tests/worlds/bed.sh stock-3.11)
cp -rL "$younger" "$job/3.11"
cp -rL "$younger" "$job/ours-there"
cp "$job/ours/libselinux.so.1" "$job/ours-there/"
names='ours 3.4 ours-there 3.11'
cat >"$job/turns" <<'END'
cd /bench || exit
for round in 1 2 3; do
	for name; do
		if [ -e "$name"/ld-linux-*.so.2 ]; then
			set_up="$(echo "$name"/ld-linux-*.so.2) --library-path /bench/$name"
		else
			set_up="env LD_LIBRARY_PATH=/bench/$name"
		fi
		# shellcheck disable=SC2086 # words
		world enforcing $set_up ./avc | sed "s/^/$name /"
	done
done
END
mkdir -p build/bench
# shellcheck disable=SC2086 # words
tests/worlds/run.sh -q -b "$job:/bench" -- sh /bench/turns $names | tr -d '\r' >"$job/output"
awk '
	function ratio(name, other) {
		return sprintf("%8.1f %8.1f %6.2f", best[name, $0], best[other, $0], best[name, $0] / best[other, $0])
	}
	!(($1, $2) in best) || $3 < best[$1, $2] { best[$1, $2] = $3 }
	$1 == "ours" && !seen[$2]++ { order[++n] = $2 }
	END {
		printf "%-26s %8s %8s %6s %10s %8s %6s\n", "a warm call, ns", "ours", "3.4", "", "ours", "3.11", ""
		for (i = 1; i <= n; i++) {
			$0 = order[i]
			aimed = aims ~ "," $0 ","
			printf "%-26s %s   %s%s\n", $0, ratio("ours", "3.4"), ratio("ours-there", "3.11"),
				aimed ? " (aim: 0.5 of 3.11)" : ""
			if (aimed)
				printf "%s, time\t%.3f\t0.5\n", $0, best["ours-there", $0] / best["3.11", $0] >"build/bench/avc.tsv"
		}
	}' aims=,avc_has_perm_noaudit,selinux_check_access,class-and-permission-16,context_new-and-free, "$job/output"
