#!/bin/sh
# Prints what the ELF files of ROOT take from libselinux.so.1: a file and a name a line, sorted.
# "imports ROOT | diff imports.tsv -" shows whether the checked-in table still tells the truth of an image.
# Usage: imports.sh ROOT
set -eu

cd "$1"
export LC_ALL=C
tab=$(printf '\t')
grep -rlF libselinux.so.1 usr/bin usr/sbin usr/lib | sort | while read -r file; do
	if readelf -d "$file" 2>/dev/null | grep -q 'NEEDED.*\[libselinux\.so\.1\]'; then
		nm -D --undefined-only "$file" | sed -n "s,^.* \([^ ]*\)@LIBSELINUX_.*,/$file$tab\1,p" | sort
	fi
done
