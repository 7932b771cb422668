#!/bin/sh
# Fills FOLDER with the host's half: a root with a built SELinux policy and the tools that load and query it.
# Made of: bootable.sh
# Usage: host.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"
# shellcheck source=tests/worlds/recipes/bootable.sh
. "${0%/*}/bootable.sh"

bootstrap bookworm "$1" selinux-policy-default policycoreutils selinux-utils openssh-client iproute2 kmod

bootable "$1"
