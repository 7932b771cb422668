#!/bin/sh
# SPDX-License-Identifier: MIT
# Fills DIRECTORY with what a program is built with that shall run on any libselinux.so.1: libselinux.so, the names of
# tests/abi/contract.txt without code and without versions, and weak_names.h, which makes weak references of them all, so
# that a library which lacks one still loads.
# Usage: stub.sh DIRECTORY
set -eu

names() {
	sed -n "s/^T \(.*\)@@.*/$1/p" "$(dirname "$0")/../abi/contract.txt"
}

names '#pragma weak \1' >"$1/weak_names.h"
names 'void \1(void) {}' | ${CC:-cc} -w -shared -nostdlib -Wl,-soname,libselinux.so.1 -o "$1/libselinux.so" -x c -
