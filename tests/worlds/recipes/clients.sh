#!/bin/sh
# Fills FOLDER with a host's half whose files are labelled, and in which the modules of Python and Ruby are, systemd's
# tests, and what the tests of coreutils, tar and sed call.
# Made of: bootable.sh
# Usage: clients.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"
# shellcheck source=tests/worlds/recipes/bootable.sh
. "${0%/*}/bootable.sh"

bootstrap bookworm "$1" selinux-policy-default policycoreutils selinux-utils iproute2 kmod python3 python3-selinux \
	ruby-selinux systemd-tests acl attr perl

labelled "$1" 2G
