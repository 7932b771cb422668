#!/bin/sh
# All calls with the libselinux.so.1 in FOLDER (the system's own where there is none), by the binding in MODULES and by
# Debian's modules. Each has a work folder of its own, for labels stay.
# Usage: all.sh [-l YOUNGER] FOLDER MODULES [-n KEY]...
#	-l  on the loader and the C library in YOUNGER, where a libselinux.so.1 is, too      -n  a call that is not to be made
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
younger=''
if [ "$1" = -l ]; then
	younger=$2
	shift 2
fi
folder=$1 modules=$2
shift 2
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
export WORK PYTHONPATH="$modules" PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8

# of_library COMMAND...: not by a variable under the younger loader, for children on the system's would inherit it.
of_library() {
	if [ -n "$younger" ]; then
		"$younger/ld-linux-x86-64.so.2" --library-path "$folder:$younger" "$@"
	else
		env LD_LIBRARY_PATH="$folder" "$@"
	fi
}

fresh() {
	find "$WORK" -mindepth 1 -delete
}

status=0
of_library /usr/bin/python3 "$here/use.py" "$@" || status=1
fresh
of_library /usr/bin/python3 "$here/debian.py" || status=1
fresh
/usr/bin/python3 -c 'import store, os; store.fill(os.environ["WORK"])'
of_library /usr/bin/ruby "$here/debian.rb" 2>/dev/null || status=1
exit $status
