#!/bin/sh
# Fills FOLDER with a minimal image of bullseye as it was before /usr was merged: /lib and /bin are folders of their own.
# Usage: image-bullseye-unmerged.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

debootstrap() {
	command debootstrap --no-merged-usr "$@"
}

bootstrap bullseye "$1" netbase
