#!/bin/sh
# Fills FOLDER with Debian's user-mode-linux 7.2, of sid. It wants a younger C library than Debian 12 has, so FOLDER is
# a root to run it in (tests/worlds/in-root.sh).
# Usage: kernel-7.2 FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

unpack_packages sid "$1" user-mode-linux libc6
ln -s usr/lib64 "$1/lib64"
ln -s usr/lib "$1/lib"
mkdir "$1/dev" "$1/proc" "$1/outside"
case $(echo "$1"/usr/lib/uml/modules/*) in
*/7.2.*) ;;
*) echo "sid no longer has 7.2" >&2 && exit 1 ;;
esac
