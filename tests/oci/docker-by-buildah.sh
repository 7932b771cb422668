#!/bin/sh
# SPDX-License-Identifier: MIT
# Stands for docker, whose engine cannot run everywhere: its "run --rm -v VOLUME IMAGE COMMAND...", done by buildah.
set -eu

if [ $# -le 5 ] || [ "$1 $2 $3" != 'run --rm -v' ]; then
	echo "docker-by-buildah: this command is not known: $*" >&2
	exit 125
fi
volume=$4 container=$(buildah from --pull=never "$5")
shift 5
trap 'buildah rm "$container" >/dev/null' EXIT
buildah run --isolation chroot -v "$volume" "$container" -- "$@" </dev/null
