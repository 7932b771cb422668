#!/bin/sh
# Fills FOLDER with Debian's user-mode-linux 6.12, of trixie. It wants a younger C library than Debian 12 has, so FOLDER is
# a root to run it in (tests/worlds/in-root.sh).
# Usage: kernel-6.12 FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

unpack_packages trixie "$1" user-mode-linux libc6
ln -s usr/lib64 "$1/lib64"
ln -s usr/lib "$1/lib"
mkdir "$1/dev" "$1/proc" "$1/outside"
case $(echo "$1"/usr/lib/uml/modules/*) in
*/6.12.*) ;;
*) echo "trixie no longer has 6.12" >&2 && exit 1 ;;
esac
