#!/bin/sh
# SPDX-License-Identifier: MIT
# What linking to the library costs an empty program at its start, ours against Debian's: user
# instructions (callgrind), time (starts in turn), system calls (strace). The three programs differ
# in nothing but the library that they name, each by its whole path, so that no search counts.
set -eu

out=build/bench/link
stock=$(tests/bench/stock.sh)
mkdir -p "$out/ours" "$out/stock"
echo 'int main(void) { return 0; }' >"$out/empty.c"
${CC:-cc} -O2 -o "$out/plain" "$out/empty.c"
for lib in ours stock; do
	file=$PWD/$out/$lib/libselinux.so.1
	# an object without a soname is needed by the path that the linker was given
	${CC:-cc} -shared -o "$file" -x c /dev/null
	${CC:-cc} -O2 -o "$out/$lib.program" "$out/empty.c" -Wl,--no-as-needed "$file"
done
cp build/libselinux.so.1 "$out/ours/"
cp "$stock/libselinux.so.1" "$out/stock/"
${CC:-cc} -O2 -o "$out/spawn" tests/bench/spawn.c

instructions() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$1" 2>&1 | sed -n 's/.*Collected : //p'
}
calls() {
	strace -f -o "$out/trace" "$1" && grep -c '(' "$out/trace"
}

ratio() { # NAME PLAIN OURS STOCK LIMIT
	awk -v name="$1" -v p="$2" -v o="$3" -v s="$4" -v limit="$5" 'BEGIN {
		printf "%-28s %10.1f %10.1f %10.1f   ours adds %.2f of what stock adds (aim: %s)\n",
			name, p, o, s, (o - p) / (s - p), limit }'
}

printf '%-28s %10s %10s %10s\n' "start of an empty program" plain ours stock
# shellcheck disable=SC2046 # three numbers
ratio "user instructions" $(for p in plain ours.program stock.program; do instructions "$out/$p"; done) 0.25
# shellcheck disable=SC2046
ratio "time, median of 1500, us" $("$out/spawn" 1500 "$out/plain" "$out/ours.program" "$out/stock.program") 0.50
# shellcheck disable=SC2046
set -- $(for p in plain ours.program stock.program; do calls "$out/$p"; done)
printf '%-28s %10s %10s %10s   ours adds %s, stock %s (aim: 12)\n' "system calls" "$1" "$2" "$3" $(($2 - $1)) $(($3 - $1))
