#!/bin/sh
# Fills FOLDER with what the library and its unit tests are linked with, PCRE2 and cmocka, of Debian's arm64 machines, and
# with bullseye's C library of that machine, the oldest that a program can be run on.
# Usage: pcre2-arm64 FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

# The packages of that machine alone: an option of the source, as its key is.
keyring="$keyring arch=arm64"
unpack_packages bookworm "$1" libpcre2-dev:arm64 libcmocka-dev:arm64 libcmocka0:arm64
unpack_packages bullseye "$1/older" libc6:arm64
