#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the benchmarks named, or all. Each prints ratios of runs side by side; none can fail by
# being slow.
set -eu

[ $# -gt 0 ] || set -- link avc call label
for bench; do
	"tests/bench/$bench.sh"
	echo
done
