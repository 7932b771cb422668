#!/bin/sh
# Fills FOLDER with the translation daemon mcstransd. Its package conflicts with that of the policy, so it is not
# installed in the host's half.
# Usage: mcstrans.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

unpack_packages bookworm "$1" mcstrans
