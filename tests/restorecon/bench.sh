#!/bin/sh
# SPDX-License-Identifier: MIT
# How long it takes to find nothing to do in a big tree on the file system of build/: our library, Debian's, and a bare
# walk that makes the same system calls. Processor time, the best of the rounds, which alternate; real time of threads.
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
specs=${2:-}
mkdir -p build/bench
job=$(mktemp -d "$tree/build/bench/tree.XXXXXX")
trap 'rm -rf "$job"' EXIT

if [ -z "$specs" ]; then
	mkdir "$job/specs"
	for file in file_contexts file_contexts.homedirs file_contexts.subs_dist; do
		cp -p "$(tests/worlds/bed.sh host)/etc/selinux/default/contexts/files/$file" "$job/specs"
	done
	specs=$job/specs/file_contexts
fi
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
done
for threads in 1 2 8; do
	with "$ours" label "$job/tree" "$specs" $threads >>"$job/ours-$threads"
	[ -z "$newest" ] || with "$newest" label "$job/tree" "$specs" $threads >>"$job/3.11-$threads"
done
[ -n "$newest" ] || with "$(tests/bench/stock.sh)" label "$job/tree" "$specs" >>"$job/3.4"

rm -f build/bench/restorecon.tsv
printf 'restorecon -R of %s files, nothing to do %10s\n' "$files" ms
for kind in walk ours 3.4 3.11 ours-1 3.11-1 ours-2 3.11-2 ours-8 3.11-8; do
	[ -e "$job/$kind" ] || continue
	threads=$(expr "$kind" : '.*-\(.*\)' || :)
	awk -v kind="${kind%-[0-9]*}" -v threads="$threads" -v took="$(best "$kind")" \
		-v ours="$(best "ours${threads:+-$threads}")" 'BEGIN {
		name = kind == "walk" ? "a bare walk, same system calls" : kind
		if (threads)
			name = name ", threads: " threads ", real time"
		printf "%-40s %10.0f   ours is %.2f of it\n", name, took / 1000, ours / took
		if (kind == "3.11" && (!threads || threads > 1))
			printf "restorecon -R of 200,000 files%s\t%.3f\t%s\n", threads ? ", " threads " threads" : ", time",
				ours / took, threads ? "1" : "0.6" >>"build/bench/restorecon.tsv"
	}'
done
echo 'aims: 0.60 of 3.11, 1.10 of the bare walk'
