#!/bin/sh
# Fills FOLDER with a root of sid, whose rpm is of version 6 or later, and what a build of our rpms wants.
# Usage: rpm6 FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

bootstrap sid "$1" rpm gcc libc6-dev make pkg-config binutils libpcre2-dev gzip
