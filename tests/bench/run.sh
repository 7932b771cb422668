#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the benchmarks named, or all, and then draws docs/bench.svg of what they found. Each prints ratios of runs side by
# side; none can fail by being slow.
# Usage: run.sh [NAME...]
set -eu

all='link avc call label programs'
mkdir -p build/bench
# shellcheck disable=SC2086,SC2048 # names
for bench in ${*:-$all}; do
	"tests/bench/$bench.sh"
	echo
done
[ $# = 0 ] || exit 0
# shellcheck disable=SC2086,SC2048 # names
set -- $all restorecon rpm
for name; do
	shift
	[ ! -e "build/bench/$name.tsv" ] || set -- "$@" "build/bench/$name.tsv"
done
awk -v date="$(date +%Y-%m-%d)" -f tests/bench/picture.awk "$@" >build/bench/bench.svg
cp build/bench/bench.svg docs/bench.svg
echo 'docs/bench.svg is drawn'
