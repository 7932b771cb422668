#!/bin/sh
# SPDX-License-Identifier: MIT
# Lets each thing fail on which a call depends, one at a time: allocations, system calls (EINTR, EAGAIN, ENOMEM, EIO,
# short reads), and what older kernels lack; main.c says what must hold. Then compares which system calls are made with
# those of Debian's library. All in one process on a folder that stands for a host with SELinux; needs root for labels.
# Usage: run.sh [-k KIND] [CALL...]		KIND and CALL are patterns; see main.c for the kinds
# Exit status: 0 all is well, 1 not, 124 out of time.
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
become_root "$@"
cd "$tree"
TEST_PATIENCE=$(tests/lib/patience.sh)
export TEST_PATIENCE
kind='*'
while getopts k: option; do
	case $option in
	k) kind=$OPTARG ;;
	*) exit 1 ;;
	esac
done
shift $((OPTIND - 1))

out=build/fault
make_work
flags="-std=gnu11 -O1 -g -Wall -Wextra -Wshadow -Wno-address -Wno-deprecated-declarations -Iinclude -I$work"
shared='tests/lib/fakefs.c tests/lib/files.c'

# Ours, whole and under AddressSanitizer, with the allocator of alloc.c. For coverage (tests/cover) its code would be in the
# way.
address=${COVER_FLAGS:+ }
address=${address:--fsanitize=address}
build_inside() {
	make --no-print-directory B=$out CFLAGS="${COVER_FLAGS:--O1 -g $address -fno-omit-frame-pointer}" $out/tests/inside.a >"$work/log" 2>&1
	# shellcheck disable=SC2046,SC2086 # lists
	${CC:-gcc} $flags $address -o $out/inside tests/fault/*.c $shared \
		-Wl,--whole-archive $out/tests/inside.a -Wl,--no-whole-archive \
		$(printf -- '-Wl,--wrap=%s ' malloc calloc realloc free realpath getpwnam_r getgrnam_r) \
		-Wl,-Bstatic -lpcre2-8 -Wl,-Bdynamic ${COVER_LINK:+$COVER_LINK -lgcov}
}

# The same program for any library: linked to names without code and without versions.
build_outside() {
	# shellcheck disable=SC2046,SC2086 # lists
	${CC:-gcc} $flags -o $out/outside $(find tests/fault -name "*.c" ! -name alloc.c ! -name names.c) \
		$shared -Wl,--no-as-needed "$work/libselinux.so"
}

mkdir -p $out
tests/lib/stub.sh "$work"
build_inside || { cat "$work/log"; die "the program does not build"; }
build_outside || die "the program does not build"

# One run for each half of the calls, side by side.
for part in 0 1; do
	$out/inside -x tests/fault/expected.tsv -k "$kind" -p $part/2 "$@" >"$work/part-$part" 2>&1 || : &
done
wait
grep -hv '^row	\|^faults	\|^[0-9]* passed, ' "$work"/part-* || :
for part in 0 1; do
	add_counts "$work/part-$part"
done
awk -F'\t' '/^faults\t/ { n[$2] += $3 } END { for (k in n) printf "%-22s %5d faults\n", k, n[k] }' "$work"/part-* | sort >"$work/kinds"
cat "$work/kinds"

if [ "$kind" = '*' ] && [ $# -eq 0 ]; then
	! grep ' 0 faults' "$work/kinds" || not_ok "nothing failed where something should"
	sed -n 's/^row	//p' "$work"/part-* | sort -u >"$work/used"
	grep -v '^#' tests/fault/expected.tsv | cut -f 5 | sort -u | comm -13 "$work/used" - >"$work/unused"
	[ ! -s "$work/unused" ] || not_ok "rows of expected.tsv that no longer show: $(cat "$work/unused")"

	# system calls that Debian's library makes for none of these calls
	$out/outside -r 2>/dev/null | cut -f 1 | sort -u >"$work/stock"
	[ "$(wc -l <"$work/stock")" -gt 20 ] || not_ok "Debian's library was not seen at work"
	LD_LIBRARY_PATH=build $out/outside -r | awk -F'\t' -v stock="$work/stock" '
		BEGIN { while ((getline line < stock) > 0) known[line] = 1 }
		!($1 in known) && !seen[$1]++ { print $1 }' | sort >"$work/ours"
	if grep -v '^#' tests/fault/syscalls.tsv | cut -f 1 | sort | diff -u - "$work/ours"; then
		ok "system calls that Debian's library does not make: as tests/fault/syscalls.tsv says"
	else
		not_ok "system calls that Debian's library does not make (+), or that are made no more (-): tests/fault/syscalls.tsv"
	fi
fi
! grep -q ': OUT OF TIME$' "$work"/part-* || out_of_patience "some calls"
finish
