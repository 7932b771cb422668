#!/bin/sh
# Fills FOLDER with sid's selinux-utils, 3.11, to be run on the part stock-3.11: its sefcontext_compile writes the
# newest version of compiled specifications.
# Usage: tools-3.11 FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

unpack_packages sid "$1/packages" selinux-utils
mv "$1"/packages/usr/sbin/* "$1"
rm -r "$1/packages"
