#!/bin/sh
# SPDX-License-Identifier: MIT
# Our labels against Debian's 3.11, line by line, on specifications made to be hard (hostile/) and on those of
# selinux-policy-default of four suites, with a .local and a .subs of hurt's. Then the .bin files that each suite's own
# sefcontext_compile made: without the text they must say what it says, and nothing else; beside it, the newer counts,
# and what is left of one that was cut off gives way to the text with one message.
# Usage: suites.sh [COUNT [SEED]]	COUNT lookups on each of the five (20000); a million in all by 200000
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work
cd "$tree"
count=${1:-20000} seed=${2:-1}
lib=$(realpath "${LIB:-build}")
policies=$(tests/worlds/bed.sh policies)
ORACLE=$(tests/worlds/bed.sh stock-3.11)
export ORACLE LIB="$lib"
${CC:-cc} -std=gnu11 -O2 -w -Iinclude -o "$work/compare" tests/label/compare*.c "$lib/libselinux.so.1"

# lookups SCRIPT: what ours answers in the current folder.
lookups() {
	LD_LIBRARY_PATH=$lib "$work/compare" <"$1" 2>&1
}

# answers WHAT SCRIPT-LINES WANTED
answers() {
	printf '%b' "$2" >"$work/script"
	check_same "$1" "$(printf '%b' "$3")" "$(lookups "$work/script")"
}

# says_as_text: the compiled files of the current folder answer what their text does.
says_as_text() {
	lookups "$work/paths" >"$work/by-compiled"
	cmp "$work/by-text" "$work/by-compiled" && [ "$(head -n 1 "$work/by-compiled")" = opened ]
}

# gives_way: what is left of a compiled file gives way to the text, with one message.
gives_way() {
	lookups "$work/script" >"$work/told"
	cat "$work/told"
	[ "$(sed 1d "$work/told")" = "$(printf 'opened\n0 s:text:t ok\n-1 - No such file or directory')" ] &&
		head -n 1 "$work/told" | grep -q '^  log .*file_contexts.bin.*the text is read instead'
}

# The folder of a suite's files as text, which the first half took.
check_compiled() {
	mkdir "$work/compiled"
	cp -p "$policies/$1"/*.bin "$work/$1"/*.local "$work/$1"/*.subs* "$work/compiled"
	python3 tests/label/paths.py "$count" "$seed" "$work/$1/file_contexts" --root /usr >"$work/paths"
	# Each lookup asks for a kind: without one, the first line of a path counts, and trixie's sefcontext_compile writes
	# lines of one path and several kinds in another order than the text has them.
	sed -i 's/^raw\t0\t/raw\t0100000\t/; 1i open\t0\tpath=file_contexts' "$work/paths"
	(cd "$work/$1" && lookups "$work/paths") >"$work/by-text"
	cd "$work/compiled"
	check "$1: compiled files say what the text says" says_as_text

	# The same under the text's own names, as a .homedirs, too; and its lines are the text's.
	for suffix in '' .homedirs; do
		[ ! -e file_contexts$suffix.bin ] || mv file_contexts$suffix.bin file_contexts$suffix
	done
	check "$1: compiled files under the names of the text" says_as_text
	answers "$1: a compiled file is equal to its text" "open\t0\tpath=$work/$1/file_contexts\tbaseonly=1\nopen\t0\tpath=file_contexts\tbaseonly=1\ncmp\n" \
		'opened\nopened\n1'
	for suffix in '' .homedirs; do
		[ ! -e file_contexts$suffix ] || mv file_contexts$suffix file_contexts$suffix.bin
	done

	echo '/only/in/text s:text:t' >file_contexts
	ask='open\t0\tpath=file_contexts\nraw\t0\t/only/in/text\nraw\t0100000\t/etc/shadow\n'
	shadow='0 system_u:object_r:shadow_t:s0 ok'
	touch -d '2020-01-01' file_contexts.bin
	touch -d '2020-01-02' file_contexts
	answers "$1: a newer text" "$ask" 'opened\n0 s:text:t ok\n-1 - No such file or directory'
	touch -d '2020-01-03' file_contexts.bin
	answers "$1: a newer compiled file" "$ask" "opened\\n0 system_u:object_r:default_t:s0 ok\\n$shadow"

	size=$(stat -c %s file_contexts.bin)
	for part in 100000 99999 90000 70000 50000 10000 1000 100 10 1; do
		truncate -s $((part == 100000 ? size - 1 : size * part / 100000)) file_contexts.bin
		printf '%b' "$ask" >"$work/script"
		check "$1: cut off at $part of 100000" gives_way
	done
	cd - >/dev/null
	rm -r "$work/compiled"
}

set +e
for suite in hostile bullseye bookworm trixie sid; do
	mkdir "$work/$suite"
	cp tests/label/hostile/*.local tests/label/hostile/*.subs "$work/$suite"
	if [ $suite = hostile ]; then
		cp tests/label/hostile/* "$work/hostile"
	else
		cp "$policies/$suite"/file_contexts "$policies/$suite"/file_contexts.homedirs \
			"$policies/$suite"/file_contexts.subs_dist "$work/$suite"
	fi
	echo "-- $suite: $(grep -c '^[^#]' "$work/$suite/file_contexts") specifications"
	check "$suite: as 3.11" tests/label/run.sh "$work/$suite/file_contexts" /usr "$count" "$seed"
	grep '^ok ' "$work/log" | sed 's/^ok */        /'
	[ $suite = hostile ] || check_compiled $suite
done
finish
