#!/bin/sh
# Fills FOLDER with what the library and its unit tests are linked with, PCRE2 and cmocka, of Debian's i386 machines, and
# with bullseye's C library of that machine, the oldest that a program can be run on.
# Usage: pcre2-i386 FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

# The packages of that machine alone: an option of the source, as its key is.
keyring="$keyring arch=i386"
unpack_packages bookworm "$1" libpcre2-dev:i386 libcmocka-dev:i386 libcmocka0:i386
unpack_packages bullseye "$1/older" libc6:i386
