#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds each program of this folder and runs it in the guest: some five minutes. A soak is the program all with 60 changes
# and 4 processes: half an hour and more.
# Usage: run.sh [-k VERSION] [CHANGES]		200 by default; the kernel's version as for tests/worlds/run.sh
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../../lib/check.sh"
make_work
cd "$tree" || exit
kernel=6.1
[ "${1:-}" != -k ] || { kernel=$2 && shift 2; }
changes=${1:-200}
policies=build/tests/policies

build() {
	${CC:-gcc} -std=gnu11 -O1 -Iinclude -o "build/tests/threads-$1" "tests/threads/guest/$1.c" -Lbuild \
		-l:libselinux.so.1 -pthread
}

in_guest() {
	world=$1 name=$2
	shift 2
	tests/worlds/run.sh -t 7200 -k "$kernel" -- world "$world" env LD_LIBRARY_PATH=build "build/tests/threads-$name" "$@"
}

# The guest's policy, and the same rules with classes and permissions in the opposite order.
make_policies() {
	policy=$(find "$(tests/worlds/bed.sh host)/etc/selinux/default/policy" -name 'policy.*' | head -n 1)
	mkdir -p $policies
	checkpolicy -M -b -C -o $policies/as-it-is.cil "$policy" >/dev/null 2>&1 &&
		awk -f tests/threads/guest/reorder.awk $policies/as-it-is.cil >$policies/reordered.cil || return
	for name in as-it-is reordered; do
		secilc -M true -c "${policy##*.}" -o $policies/$name -f /dev/null $policies/$name.cil || return
	done
	! cmp -s $policies/as-it-is $policies/reordered
}

mkdir -p build/tests
build all && check all in_guest permissive all $((changes / 20 + 2))
build classes && check classes in_guest permissive classes "$changes"
check "two policies with other numbers" make_policies
build numbers
for way in names calls mapping exec; do
	for threads in 1 4; do
		check "$way, threads: $threads" in_guest enforcing numbers "$((changes / 4 + 2))" $threads $way \
			$policies/as-it-is $policies/reordered
	done
done
finish
