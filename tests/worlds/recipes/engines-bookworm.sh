#!/bin/sh
# Fills FOLDER with bookworm and its container engines, as engines.sh says.
# Made of: engines.sh container.cil bootable.sh
# Usage: engines-bookworm.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/engines.sh
. "${0%/*}/engines.sh"

engines_root bookworm "$1" crun runc podman buildah docker.io lxc bubblewrap iptables
