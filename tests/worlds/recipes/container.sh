#!/bin/sh
# Fills FOLDER with the container's half: a minimal image with a real sshd and supervisord, and no SELinux policy.
# Usage: container.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

bootstrap bookworm "$1" openssh-server supervisor iproute2
