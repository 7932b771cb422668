#!/bin/sh
# Fills FOLDER with sid's libselinux.so.1, 3.11, and the younger C library and loader that it wants. Programs of Debian 12
# run on it by FOLDER/ld-linux-x86-64.so.2 --library-path FOLDER ./program
# Usage: stock-3.11 FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

unpack_packages sid "$1/packages" libselinux1 libpcre2-8-0 libc6
mv "$1"/packages/usr/lib/x86_64-linux-gnu/* "$1"
rm -r "$1/packages"
