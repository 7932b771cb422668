#!/bin/sh
# All calls with the libselinux.so.1 in FOLDER (the system's own where there is none), by the binding in MODULES and by
# Debian's modules. Each has a work folder of its own, for labels stay.
# Usage: all.sh FOLDER MODULES [-n KEY]...
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
folder=$1 modules=$2
shift 2
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
export WORK LD_LIBRARY_PATH="$folder" PYTHONPATH="$modules" PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8

fresh() {
	LD_LIBRARY_PATH='' find "$WORK" -mindepth 1 -delete
}

status=0
/usr/bin/python3 "$here/use.py" "$@" || status=1
fresh
/usr/bin/python3 "$here/debian.py" || status=1
fresh
/usr/bin/python3 -c 'import store, os; store.fill(os.environ["WORK"])'
ruby "$here/debian.rb" 2>/dev/null || status=1
exit $status
