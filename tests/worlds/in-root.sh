#!/bin/sh
# Runs COMMAND in ROOT, a folder with little more than a C library, where the machine stands at /outside. The mounts
# are made in the caller's mount namespace, which has to be one of its own.
# Usage: in-root.sh ROOT COMMAND [ARG...]
set -e

root=$1
shift
mount --rbind / "$root/outside"
mount --rbind /dev "$root/dev"
mount --rbind /proc "$root/proc"
exec chroot "$root" "$@"
