#!/bin/sh
# SPDX-License-Identifier: MIT
# What linking to the library costs an empty program at its start, ours against Debian's 3.4, and against 3.11, under its
# loader both: user instructions (callgrind), time (starts in turn), system calls (strace). The programs differ in nothing
# but the library that they name, each by its whole path, so that no search counts.
set -eu

out=build/bench/link
stock=$(tests/bench/stock.sh)
younger=$(tests/worlds/bed.sh stock-3.11)
mkdir -p "$out"
echo 'int main(void) { return 0; }' >"$out/empty.c"
${CC:-cc} -O2 -o "$out/spawn" tests/bench/spawn.c
${CC:-cc} -O2 -o "$out/plain" "$out/empty.c"
for lib in ours 3.4 3.11; do
	mkdir -p "$out/$lib"
	file=$PWD/$out/$lib/libselinux.so.1
	rm -f "$file"
	# an object without a soname is needed by the path that the linker was given
	${CC:-cc} -shared -o "$file" -x c /dev/null
	${CC:-cc} -O2 -o "$out/$lib.program" "$out/empty.c" -Wl,--no-as-needed "$file"
done
cp build/libselinux.so.1 "$out/ours/"
cp "$stock/libselinux.so.1" "$out/3.4/"
cp "$younger/libselinux.so.1" "$out/3.11/"

instructions() {
	valgrind --tool=callgrind --trace-children=yes --callgrind-out-file=/dev/null "$@" 2>&1 | sed -n 's/.*Collected : //p'
}
under_its_loader() {
	instructions "$younger/ld-linux-x86-64.so.2" --library-path "$younger" "$1"
}
calls() {
	strace -f -o "$out/trace" "$1" && grep -c '(' "$out/trace"
}

ratio() { # NAME STOCK PLAIN OURS STOCK'S AIM
	awk -v name="$1" -v stock="$2" -v p="$3" -v o="$4" -v s="$5" -v aim="$6" 'BEGIN {
		printf "%-28s %10.1f %10.1f %10.1f   ours adds %.2f of what %s adds (aim: %s)\n", name, p, o, s,
			(o - p) / (s - p), stock, aim
		if (stock == "3.11")
			printf "start of a program, %s\t%.3f\t%s\n", name, (o - p) / (s - p), aim >"build/bench/link.tsv"
	}'
}

printf '%-28s %10s %10s %10s\n' "start of an empty program" plain ours stock
# shellcheck disable=SC2046 # three numbers
ratio "instructions" 3.11 $(for p in plain ours.program 3.11.program; do under_its_loader "$out/$p"; done) 0.22
# shellcheck disable=SC2046
ratio "instructions" 3.4 $(for p in plain ours.program 3.4.program; do instructions "$out/$p"; done) 0.25
# shellcheck disable=SC2046
ratio "time, median of 1500, us" 3.4 $("$out/spawn" 1500 "$out/plain" "$out/ours.program" "$out/3.4.program") 0.50
# shellcheck disable=SC2046
set -- $(for p in plain ours.program 3.4.program; do calls "$out/$p"; done)
printf '%-28s %10s %10s %10s   ours adds %s, 3.4 %s (aim: 12)\n' "system calls" "$1" "$2" "$3" $(($2 - $1)) $(($3 - $1))
