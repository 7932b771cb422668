#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints LIST, the exports of a library of 64 bits (contract.txt), as LIBRARY's machine has
# them: on one of 32 bits the pointer selinux_mnt is half as long, and there is a name for wide ino_t.
# Usage: width.sh LIST LIBRARY
set -eu

[ $# -eq 2 ] || { echo "usage: $0 LIST LIBRARY" >&2; exit 2; }
class=$(LC_ALL=C "${READELF:-readelf}" -h "$2" | sed -n 's/^ *Class: *//p')

case $class in
ELF64) cat "$1" ;;
ELF32)
	{
		sed 's/^D 8 /D 4 /' "$1"
		echo 'T matchpathcon_filespec_add64@@LIBSELINUX_3.8'
	} | LC_ALL=C sort
	;;
*) echo "$2 is neither of 64 nor of 32 bits" >&2; exit 1 ;;
esac
