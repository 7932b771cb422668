#!/bin/sh
# Fills FOLDER with a minimal image of sid with a real sshd, as a container starts from one, and no SELinux policy.
# Usage: image-sid.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

bootstrap sid "$1" openssh-server
