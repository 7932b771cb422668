#!/bin/sh
# Lays what logins into the container need in the guest into FOLDER: LIBRARY, the stand-in with a loose check, the
# container's supervisord.conf, and the functions that log in.
# Usage: parts.sh FOLDER LIBRARY
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)

# The stand-in needs the image's library under a name of its own; here an empty object stands for that one.
cc -shared -Wl,-soname,libselinux-image.so.1 -o "$1/image.so" -x c /dev/null
cc -shared -fPIC -O2 -Wl,-soname,libselinux.so.1 -Wl,--version-script="$here/standin.map" -Wl,--no-as-needed \
	-o "$1/standin.so" "$here/standin.c" "$1/image.so"
cp "$2" "$1/libselinux.so.1"
cp "$here/supervisord.conf" "$here/login.sh" "$here/../lib/time.sh" "$1"
