#!/bin/sh
# Fills FOLDER with Debian's user-mode-linux 5.10, of bullseye.
# Usage: kernel-5.10 FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

unpack_packages bullseye "$1" user-mode-linux
