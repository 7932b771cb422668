#!/bin/sh
# Fills FOLDER with a minimal image of trixie with a real sshd, as a container starts from one, and no SELinux policy.
# Usage: image-trixie.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

bootstrap trixie "$1" openssh-server
