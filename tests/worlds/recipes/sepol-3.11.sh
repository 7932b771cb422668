#!/bin/sh
# Fills FOLDER with sid's libsepol.so.2, 3.11, and secilc, which makes policies that are newer than Debian 12's kernel.
# They run by the loader of the stock-3.11 part.
# Usage: sepol-3.11 FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

unpack_packages sid "$1/packages" secilc libsepol2
mv "$1"/packages/usr/lib/x86_64-linux-gnu/* "$1"/packages/usr/bin/secilc "$1"
rm -r "$1/packages"
