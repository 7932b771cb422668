#!/bin/sh
# Fills FOLDER with bullseye and its programs that link with libselinux, as programs.sh says.
# Made of: programs.sh
# Usage: programs-bullseye.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/programs.sh
. "${0%/*}/programs.sh"

programs_root bullseye "$1"
