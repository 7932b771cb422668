#!/bin/sh
# Runs in the guest, on labelled files: all calls, by our binding and by Debian's modules, with one library in each world.
# Gives back a tar archive of WORLD.txt files.
# Usage: in-guest.sh FOLDER LIBRARY "WORLD..." [-n KEY]...    (FOLDER has the binding and the scripts; LIBRARY - is the
#	root's own; -n: calls from which this library never returns)
set -eu

folder=$1 library=$2 worlds=$3
shift 3
work=/tmp/bindings
mkdir -p $work/lib $work/out
[ "$library" = - ] || cp "$library" $work/lib/libselinux.so.1
cp "$folder"/* $work/
cd $work
for world in $worlds; do
	world "$world" sh ./all.sh $work/lib $work "$@" >"out/$world.txt"
done
tar -c -C out .
