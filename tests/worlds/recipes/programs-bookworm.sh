#!/bin/sh
# Fills FOLDER with bookworm and its programs that link with libselinux, on labelled files, as programs.sh says.
# Made of: programs.sh bootable.sh
# Usage: programs-bookworm.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/programs.sh
. "${0%/*}/programs.sh"

programs_root bookworm "$1" selinux-policy-default
labelled "$1" 2G
