#!/bin/sh
# Fills FOLDER with trixie, whose policy has container_t, and its container engines, as engines.sh says.
# Made of: engines.sh bootable.sh
# Usage: engines-trixie.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/engines.sh
. "${0%/*}/engines.sh"

engines_root trixie "$1" crun podman buildah bubblewrap
