#!/bin/sh
# Fills FOLDER with sid and its programs that link with libselinux, on labelled files, as programs.sh says.
# Made of: programs.sh bootable.sh policy.sh
# Usage: programs-sid.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/programs.sh
. "${0%/*}/programs.sh"
# shellcheck source=tests/worlds/recipes/policy.sh
. "${0%/*}/policy.sh"

programs_root sid "$1" util-linux-extra # pivot_root
add_policy sid "$1"
labelled "$1" 2G
