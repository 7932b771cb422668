#!/bin/sh
# SPDX-License-Identifier: MIT
# What runs on the host, under sanitizers; the first finding ends a program. "-": not under it, for the reason below.
#
#	suite			address, leak, undefined	memory				thread
#	unit			yes				all but two (1), (7)		- (8)
#	abi: program, evidence	yes, but for leaks (2)		- (3)				- (8)
#	moments: cancel, signal, reload	yes, but for leaks (4)	- (9)				yes
#	moments: fork, twins	- (5)				- (9)				yes
#	label			by the fuzz suite (10)		- (9)				by the threads suite
#	surroundings		- (6)				- (6)				- (6)
#
# (1) test_kernel_policy replaces dlsym(), which the sanitizer calls before it is ready.
# (2) The program ends by a system call, before leaks are looked for.
# (3) clang links what it needs at run time into programs alone, and this program is a shared object.
# (4) What the library made on first use stays when it is unloaded.
# (5) A child that allocates while another thread did so hangs in the sanitizer's allocator.
# (6) No memory, filters of system calls, a setuid program: the sanitizer itself does not stand them.
# (7) test_lock: its five hundred forks take minutes, for each copies the tables of the sanitizer's shadow.
# (8) One thread.
# (9) As (3): they run on the library's file.
# (10) Its targets labels, compiled and others run the label suite's program under AddressSanitizer.
#
# What forks in tens of thousands (faults) and what reads damaged files (fuzz) has suites of its own under
# AddressSanitizer, the caches and restorecon with sixteen threads under ThreadSanitizer (threads).
# Usage: run.sh [address|program|memory|thread]...	all by default
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
cd "$tree" || exit
TEST_PATIENCE=$(tests/lib/patience.sh)
export TEST_PATIENCE

# _FORTIFY_SOURCE puts other functions in the place of those that the sanitizers know.
address='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'
# Without the origins of values: with them fork() holds a lock of the sanitizer while it calls the program's handlers.
memory='-O1 -g -fsanitize=memory -fno-omit-frame-pointer'
thread='-O1 -g -fsanitize=thread -fno-omit-frame-pointer'
export UBSAN_OPTIONS=print_stacktrace=1

# make_in FOLDER FLAGS ARGUMENT...: make, in build/FOLDER. Warnings end nothing: with these flags there are others.
make_in() {
	folder=build/$1 flags=$2
	shift 2
	make --no-print-directory CI= GLIBC_FLOOR= B="$folder" CFLAGS="$flags" "$@"
}

# counted COMMAND...: its output is shown, and its checks are added to ours.
counted() {
	{
		"$@" 2>&1
		echo "status $?"
	} | tee "$work/counted" | sed -u '/^status [0-9]*$/d'
	status=$(sed -n 's/^status //p' "$work/counted" | tail -n 1)
	if [ "$status" = 124 ] || grep -q '^make.* Error 124$' "$work/counted"; then
		add_counts "$work/counted" 0
		late=$((late + 1))
	else
		before=$failed
		add_counts "$work/counted"
		[ "$status" = 0 ] || [ "$failed" -gt "$before" ] || not_ok "$1: status $status"
	fi
}

run_address() {
	export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1
	export LSAN_OPTIONS="suppressions=$here/lsan.supp:print_suppressions=0"
	counted make_in sanitize "$address" CPPFLAGS="${CPPFLAGS:-} -U_FORTIFY_SOURCE" check-unit
}

# reported COMMAND...: it ends well, and the sanitizers, which say into $work/report.PID what they say, found nothing.
reported() {
	rm -f "$work"/report.*
	"$@"
	reported_status=$?
	! cat "$work"/report.* 2>/dev/null | grep -E -A 20 'ERROR: |WARNING: ThreadSanitizer|runtime error: ' || return 1
	return $reported_status
}

# The library as a file, run as a program, and loaded beside threads.
run_program() {
	library=$tree/build/sanitize/libselinux.so.1
	check 'the library under AddressSanitizer' make_in sanitize "$address" CPPFLAGS="${CPPFLAGS:-} -U_FORTIFY_SOURCE" \
		build/sanitize/libselinux.so.1
	told=log_path=$work/report:exitcode=99
	export ASAN_OPTIONS="detect_leaks=0:detect_stack_use_after_return=1:strict_string_checks=1:$told"
	UBSAN_OPTIONS=print_stacktrace=1:$told
	check 'options as a program' reported tests/abi/program.sh "$library"
	check 'what it tells as a program' reported tests/abi/evidence.sh "$library"
	build_moments "$address"
	for mode in cancel signal reload; do
		check "moments: $mode" reported "$work/moments" $mode 50 "$library"
	done
}

# build_moments FLAGS
build_moments() {
	# shellcheck disable=SC2086 # flags are words
	check 'moments, built' ${CC:-cc} -std=gnu11 $1 -Iinclude -o "$work/moments" tests/moments/moments.c \
		tests/lib/fakefs.c tests/lib/files.c -pthread -ldl
}

run_thread() {
	library=$tree/build/thread/libselinux.so.1
	check 'the library under ThreadSanitizer' make_in thread "$thread" CPPFLAGS="${CPPFLAGS:-} -U_FORTIFY_SOURCE" \
		build/thread/libselinux.so.1
	build_moments "$thread"
	# Children of processes with threads go on.
	export TSAN_OPTIONS="die_after_fork=0:log_path=$work/report:exitcode=99"
	for mode in cancel signal reload fork; do
		check "moments: $mode" reported "$work/moments" $mode 10 "$library"
	done
	cp "$library" "$work/second.so"
	check 'moments: twins' reported "$work/moments" twins 10 "$library" "$work/second.so"
}

run_memory() {
	if ! tests/can-be-root.sh; then
		skip 'MemorySanitizer: who makes the PCRE2 for it (tests/worlds/bed.sh) needs root, or sudo'
		return
	fi
	pcre2=$(tests/worlds/bed.sh pcre2-memory) || die 'no PCRE2 for MemorySanitizer'
	memory_build=$tree/build/memory
	mkdir -p "$memory_build"
	# shellcheck disable=SC2086 # flags are words
	clang $memory -fPIC -shared -o "$memory_build/libtold.so" tests/sanitize/memory.c -ldl || die 'memory.c does not build'
	counted make_in memory "$memory" CC=clang CPPFLAGS="${CPPFLAGS:-} -U_FORTIFY_SOURCE -Wno-format-nonliteral -I$pcre2" \
		LDFLAGS="${LDFLAGS:-} -L$pcre2 $memory_build/libtold.so -Wl,-rpath,$memory_build" \
		UNIT_SOURCES="$(echo tests/unit/test_*.c | tr ' ' '\n' | grep -vE 'test_(kernel_policy|lock)\.c' | tr '\n' ' ')" check-unit
}

[ $# -gt 0 ] || set -- address program memory thread
for part; do
	echo "-- $part"
	"run_$part"
done
finish
