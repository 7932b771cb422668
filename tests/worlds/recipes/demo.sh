#!/bin/sh
# Fills FOLDER with the demo's host: a root as `host`, with the engine crun and a policy that knows a container's domain.
# Made of: container.cil bootable.sh
# Usage: demo.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"
# shellcheck source=tests/worlds/recipes/bootable.sh
. "${0%/*}/bootable.sh"

bootstrap bookworm "$1" selinux-policy-default policycoreutils selinux-utils openssh-client iproute2 kmod crun
cp "${0%/*}/container.cil" "$1/run/container.cil"
# bookworm's policy has no such domain, and one of its modules contradicts another
chroot "$1" semodule -n -s default -d spamassassin -i /run/container.cil
rm "$1/run/container.cil"

bootable "$1"
