#!/bin/sh
# Fills FOLDER with Debian's user-mode-linux 6.1: a Linux kernel with SELinux that runs as a process.
# Usage: kernel.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

unpack_packages bookworm "$1" user-mode-linux
