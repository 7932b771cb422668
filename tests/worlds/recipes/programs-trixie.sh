#!/bin/sh
# Fills FOLDER with trixie and its programs that link with libselinux, on labelled files, as programs.sh says.
# Made of: programs.sh
# Usage: programs-trixie.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/programs.sh
. "${0%/*}/programs.sh"

programs_root trixie "$1" selinux-policy-default
host "$1"
