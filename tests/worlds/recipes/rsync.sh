#!/bin/sh
# Fills FOLDER with rsync and the libraries that a minimal root lacks for it, to be run there by LD_LIBRARY_PATH=FOLDER.
# Usage: rsync.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

unpack_packages bookworm "$1/packages" rsync libpopt0
mv "$1/packages/usr/bin/rsync" "$1"
find "$1/packages" -name 'libpopt.so.*' -exec mv -t "$1" {} +
rm -r "$1/packages"
