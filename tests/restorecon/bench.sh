#!/bin/sh
# SPDX-License-Identifier: MIT
# How long it takes to find nothing to do in a big tree on tmpfs: our library, Debian's, and a bare walk that makes the
# same system calls. Processor time, the best of the rounds, which alternate.
# Usage: bench.sh [-3 FOLDER] [FILES [SPECIFICATIONS]]	FOLDER: a 3.11 with its C library, to run all under its loader
set -eu

tree=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$tree"
newest=''
while getopts 3: option; do
	case $option in
	3) newest=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
files=${1:-200000}
specs=${2:-$(tests/worlds/bed.sh host)/etc/selinux/default/contexts/files/file_contexts}
job=$(mktemp -d /dev/shm/bench.XXXXXX)
trap 'rm -rf "$job"' EXIT

tests/lib/stub.sh "$job"
${CC:-cc} -std=gnu11 -O2 -Iinclude -o "$job/speed" tests/restorecon/speed.c "$job/libselinux.so"
"$job/speed" make "$job/tree" "$files"

with() {
	library=$1
	shift
	if [ -n "$newest" ]; then
		"$newest/ld-linux-x86-64.so.2" --library-path "$library:$newest" "$job/speed" "$@"
	else
		LD_LIBRARY_PATH=$library "$job/speed" "$@"
	fi
}

# The best of the runs of one kind, in microseconds.
best() {
	sort -n "$job/$1" | head -n 1 | cut -d ' ' -f 1
}

ours=$tree/build
with "$ours" label "$job/tree" "$specs" >/dev/null # gives the labels
for _ in 1 2 3; do
	with "$ours" walk "$job/tree" >>"$job/walk"
	with "$ours" label "$job/tree" "$specs" >>"$job/ours"
	[ -z "$newest" ] || with "$newest" label "$job/tree" "$specs" >>"$job/3.11"
	with "$ours" label "$job/tree" "$specs" 2 >>"$job/ours-2"
done
[ -n "$newest" ] || with "$(tests/bench/stock.sh)" label "$job/tree" "$specs" >>"$job/3.4"

printf 'restorecon -R of %s files, nothing to do %10s\n' "$files" ms
for kind in walk ours ours-2 3.4 3.11; do
	[ -e "$job/$kind" ] || continue
	awk -v kind="$kind" -v took="$(best "$kind")" -v ours="$(best ours)" 'BEGIN {
		name["walk"] = "a bare walk, same system calls"
		name["ours-2"] = "ours, 2 threads, real time"
		printf "%-40s %10.0f   ours is %.2f of it\n", kind in name ? name[kind] : kind, took / 1000, ours / took
	}'
done
echo 'aims: 0.60 of 3.11, 1.30 of the bare walk'
