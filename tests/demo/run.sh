#!/bin/sh
# The demo: one boot of a kernel that runs SELinux, one container of crun's, labelled container_t, two ssh logins into it. With a
# library whose check is as loose as libselinux 2.0.94's, sshd closes the connection; with LIBRARY copied over the
# image's file, the login works. Exit status 0 only when both came out so.
# Usage: run.sh [LIBRARY]        (build/libselinux.so.1)
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
tree=$(cd "$here/../.." && pwd -P)
program=demo
# shellcheck source=tests/worlds/common.sh
. "$tree/tests/worlds/common.sh"
library=${1:-$tree/build/libselinux.so.1}

become_root "$@"
[ -f "$library" ] || die "no $library; build it first"
container=$("$tree/tests/worlds/bed.sh" kernel demo container | tail -n 1)
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT

"$here/parts.sh" "$parts" "$library"
cp "$here/story.sh" "$tree/tests/engines/engines/crun.sh" "$parts"

say "booting a kernel that runs SELinux, and loading its policy"
"$tree/tests/worlds/run.sh" -t 1800 -r demo -b "$container:/container" -b "$parts:/demo" -- world permissive sh /demo/story.sh
