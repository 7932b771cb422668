#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints the folder of Debian 12's own libselinux.so.1 (3.4) and the PCRE2 that it needs.
set -eu

root=$(tests/worlds/bed.sh host)
dir=$root/usr/lib/$(${CC:-cc} -dumpmachine)
[ -e "$dir/libselinux.so.1" ] || dir=$root/lib/$(${CC:-cc} -dumpmachine)
[ -e "$dir/libselinux.so.1" ] || { echo "$0: no libselinux.so.1 in $root" >&2; exit 1; }
echo "$dir"
