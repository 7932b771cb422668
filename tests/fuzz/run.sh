#!/bin/sh
# SPDX-License-Identifier: MIT
# The fuzzers. Those of diff_*.c compare this library with Debian's 3.11, which answers in a process of its own, on the
# same PCRE2; those of bytes_*.c hand the library damaged files, messages and answers, under AddressSanitizer and
# UndefinedBehaviorSanitizer; `elf` has packaging/install-into-image read damaged ELF files. Before that, what was found
# once is run again (tests/regress). What is found is kept in build/fuzz: as bytes, and of a comparison as a script, too.
# Usage: run.sh [-t SECONDS] [-n INPUTS] [-s SEED] [TARGET...]
#	For each target so many seconds, or so many inputs: 400 (four of elf) and seed 1 by default, which are the same
#	ones on any machine, so that a verdict tells of the tree alone. All targets by default.
# Exit status: 0 all is well, 1 not, 124 an input was out of time.
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
seconds='' inputs=400 seed=1
while getopts t:n:s: option; do
	case $option in
	t) seconds=$OPTARG ;;
	n) inputs=$OPTARG ;;
	s) seed=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
limit=-runs=$inputs much="$inputs inputs"
[ -z "$seconds" ] || limit=-max_total_time=$seconds much="$seconds s"
make_work
cd "$tree"
TEST_PATIENCE=$(tests/lib/patience.sh)
export TEST_PATIENCE

out=$PWD/build/fuzz # whole: the program goes to a folder of its own
build=$out/b
fuzz=$build/tests/fuzz/fuzz
younger=$(tests/worlds/bed.sh stock-3.11)
policies=$(tests/worlds/bed.sh policies)
# shellcheck source=tests/fuzz/seeds.sh
. tests/fuzz/seeds.sh

build() {
	${MAKE:-make} --no-print-directory B="$build" CC=clang \
		CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined' "$fuzz" "$build/tests/label/compare" &&
		mkdir -p "$out/stub" "$out/pcre2" &&
		tests/lib/stub.sh "$out/stub" &&
		ln -sf "$younger/libpcre2-8.so.0" "$out/pcre2/" &&
		${CC:-cc} -std=gnu11 -O2 -w -Iinclude -o "$out/compare" tests/label/compare*.c -L"$out/stub" \
			-Wl,--no-as-needed -lselinux
}

younger_loader="$younger/ld-linux-x86-64.so.2 --library-path $younger"

# compiler SUITE: its sefcontext_compile, as words.
compiler() {
	echo "$policies/$1/tools/ld-linux-x86-64.so.2 --library-path $policies/$1/tools $policies/$1/tools/sefcontext_compile"
}

FUZZ_STOCK="exec $younger_loader $out/compare -p"
FUZZ_COMPILE=$(compiler sid)
FUZZ_COMPILE_OLD=$(compiler trixie && compiler bookworm && compiler bullseye)
FUZZ_EXCUSED=$here/excused.tsv FUZZ_OUT=$out FUZZ_FOLDER=$work/folders
export FUZZ_STOCK FUZZ_COMPILE FUZZ_COMPILE_OLD FUZZ_EXCUSED FUZZ_OUT FUZZ_FOLDER
mkdir -p "$out" "$FUZZ_FOLDER"

# same_pcre2: the program runs on stock's.
same_pcre2() {
	LD_LIBRARY_PATH=$out/pcre2 ldd "$fuzz" | grep "libpcre2-8.so.0 => $out/pcre2/"
}

# rows_are_known: docs/COMPAT.md has the rows that excused.tsv names.
rows_are_known() {
	grep -v '^#' "$FUZZ_EXCUSED" | cut -f 5 | sort -u | while read -r row; do
		grep -q "^| $row |" docs/COMPAT.md || { echo "docs/COMPAT.md has no row $row" && exit 1; }
	done
}

# feed TARGET ARGUMENT...: what kills the program, or takes it longer than that, is left in $out. (libFuzzer's own status
# is 77, which check takes for a skip.)
feed() {
	fed=$1
	shift
	LD_LIBRARY_PATH=$out/pcre2 "$fuzz" "$fed" -timeout=$((300 * TEST_PATIENCE)) -timeout_exitcode=124 -error_exitcode=1 \
		-artifact_prefix="$out/$fed-" "$@"
}

# feed_flipped: the compiled files of four suites, whole but for some bytes.
feed_flipped() {
	mkdir "$work/flipped" &&
		flipped "$work/flipped" "$policies"/*/file_contexts.bin &&
		feed bin "$work"/flipped/*
}

# fuzz_target TARGET: from seeds of its own, and from bytes at random.
fuzz_target() {
	mkdir -p "$work/seeds/$1"
	seed_at_random "$work/seeds/$1"
	seed_target "$1" "$work/seeds/$1"
	check "$1, $much" feed "$1" "$limit" -seed="$seed" \
		-max_len=16384 -len_control=0 -print_final_stats=1 "$work/seeds/$1"
	sed -n 's/^stat::number_of_executed_units: */        inputs: /p' "$work/log"
	grep -a "^$1: .*\(compared\|died\)" "$work/log" | sed 's/^/        /' || :
	grep -a 'DONE' "$work/log" | sed 's/^#[0-9]*[ \t]*DONE */        /; s/ lim:.*//' || :
}

set +e
check "built" build
[ "$failed" = 0 ] || finish || exit
check "on stock's PCRE2" same_pcre2
check "the excuses are rows of docs/COMPAT.md" rows_are_known
# shellcheck source=tests/regress/check.sh
. tests/regress/check.sh
check_cases "$build/tests/label/compare"
check_bytes feed
# shellcheck disable=SC2046 # names
[ $# -gt 0 ] || set -- $("$fuzz" -list) elf
for target; do
	case $target in
	elf) check "elf, ${seconds:-0} s" python3 tests/fuzz/elf.py "${seconds:-0}" "$seed" "$out" ;;
	*) fuzz_target "$target" ;;
	esac
	case $target in
	bin) check "bin: damaged files of four suites" feed_flipped ;;
	esac
done
finish
