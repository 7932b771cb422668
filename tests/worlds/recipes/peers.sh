#!/bin/sh
# Fills FOLDER with a host's half whose files are labelled, and in which the programs live that ask for contexts: sshd
# with Debian's PAM, cron, the message bus, the tools that build and load policy.
# Made of: bootable.sh
# Usage: peers.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"
# shellcheck source=tests/worlds/recipes/bootable.sh
. "${0%/*}/bootable.sh"

bootstrap bookworm "$1" selinux-policy-default policycoreutils selinux-utils semodule-utils checkpolicy secilc \
	openssh-server openssh-client cron dbus newrole iproute2 kmod

labelled "$1" 1G
