#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes all calls of calls*.c over and over on a real kernel, its mode switched and its policy loaded anew in between, and
# looks whether memory or descriptors grow. Not a suite: it takes as long as it is told. After check-faults.
# Usage: soak.sh [SECONDS]		60 by default
# Exit status: 0 nothing grew, 1 something did, 124 or 125 the guest failed.
set -eu

cd "$(dirname "$0")/../.."
seconds=${1:-60}
[ -x build/fault/outside ] || { echo "soak: no build/fault/outside: run tests/fault/run.sh first" >&2; exit 125; }
exec tests/worlds/run.sh -q -t $((seconds + 3600)) -- world permissive env LD_LIBRARY_PATH=build build/fault/outside -s "$seconds"
