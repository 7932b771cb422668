#!/bin/sh
# SPDX-License-Identifier: MIT
# Feeds damaged files of labels to the library under AddressSanitizer: first the .bin files of four suites with bytes
# changed at random, then what libFuzzer makes of small ones of every kind. What kills it is kept in build/fuzz.
# Usage: run.sh [SECONDS [SEED]]	20 and 1 by default
# Exit status: 0 all is well, 1 not, 124 a file was out of time.
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
cd "$tree"
TEST_PATIENCE=$(tests/lib/patience.sh)
seconds=${1:-20} seed=${2:-1}
out=$PWD/build/fuzz # whole: the program goes to a folder of its own
mkdir -p "$out" "$work/seeds" "$work/flipped"
policies=$(tests/worlds/bed.sh policies)
younger=$(tests/worlds/bed.sh stock-3.11)
tools=$(tests/worlds/bed.sh tools-3.11)
hostile=tests/label/hostile

# shellcheck disable=SC2046 # a list
clang -std=gnu11 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -w -Iinclude -Isrc \
	-DSTRICT_VERSION='"test"' -o "$out/labels" tests/fuzz/labels.c \
	$(find src -name '*.c' ! -path src/presence/program.c ! -path src/common/object.c) -pthread -lpcre2-8

# seed KIND FILE: a seed whose first byte is the number of its kind in labels.c.
seed() {
	{
		printf '%b' "\\0$1"
		cat "$2"
	} >"$work/seeds/$1-$(basename "$2")"
}

"$younger/ld-linux-x86-64.so.2" --library-path "$younger" "$tools/sefcontext_compile" -o "$work/hurt.bin" \
	$hostile/file_contexts.homedirs
seed 0 "$work/hurt.bin"
seed 6 "$work/hurt.bin"
seed 1 $hostile/file_contexts
python3 -c 'print("/" + r"\-" * 3000 + "/c/x s:a:t\n/" + "-" * 3000 + "/c/.x s:b:t")' >"$work/escapes"
seed 1 "$work/escapes"
seed 2 $hostile/file_contexts.subs
seed 3 "$policies/sid/media"
seed 4 "$policies/sid/x_contexts"
printf 'db_table *.t s:table:t\ndb_schema x s:schema:t\n' >"$work/db"
seed 5 "$work/db"

python3 - "$seed" "$work/flipped" "$policies"/*/file_contexts.bin <<'END'
import random, sys
rng = random.Random(int(sys.argv[1]))
for n, name in enumerate(sys.argv[3:]):
    whole = open(name, 'rb').read()
    for k in range(8):
        data = bytearray(whole)
        near = len(data) if k % 2 else 4096  # heads and counts stand in front
        for _ in range(1 << k % 4):
            data[rng.randrange(near)] = rng.choice([0, 1, 0x7f, 0x80, 0xff, rng.randrange(256)])
        open('%s/%d-%d' % (sys.argv[2], n, k), 'wb').write(b'\0' + data)
END

# feed ARGUMENT...: what kills the program, or takes it longer than that, is left in $out.
feed() {
	"$out/labels" -timeout=$((300 * TEST_PATIENCE)) -timeout_exitcode=124 -artifact_prefix="$out/" "$@"
}

check "$(find "$work/flipped" -type f | wc -l) damaged files of four suites" feed "$work"/flipped/*
check "libFuzzer for $seconds s" feed -max_total_time="$seconds" -seed="$seed" -max_len=16384 -print_final_stats=1 "$work/seeds"
sed -n 's/.*number_of_executed_units: */        files: /p' "$work/log"
finish
