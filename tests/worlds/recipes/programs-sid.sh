#!/bin/sh
# Fills FOLDER with sid and its programs that link with libselinux, as programs.sh says.
# Made of: programs.sh
# Usage: programs-sid.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/programs.sh
. "${0%/*}/programs.sh"

programs_root sid "$1"
