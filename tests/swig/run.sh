#!/bin/sh
# A Python binding made by SWIG from the public headers as they are: does SWIG read them, does the compiler take what it
# writes, does every function get through?
# Usage: run.sh
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
make_work

# The binding. What it warns of is none of the headers' making: a name that is a
# struct's and a function's, and variables that are strings.
written() {
	swig -python -w302,451 -Werror -I"$tree/include" -I"$tree/build/include" -outdir "$work" -o "$work/wrap.c" "$here/strict.i"
}

# One header after the other, as somebody who needs just that one.
each_alone() {
	for header in "$tree"/include/selinux/*.h "$tree"/build/include/selinux/*.h; do
		printf '%%module one\n%%include "selinux/%s"\n' "${header##*/}" >"$work/one.i"
		swig -python -I"$tree/include" -I"$tree/build/include" -outdir "$work" -o "$work/one.c" "$work/one.i" || return
	done
}

compiled() {
	# shellcheck disable=SC2046 # words
	${CC:-cc} -shared -fPIC -O1 -Wno-deprecated-declarations -I"$tree/include" -I"$tree/build/include" \
		$(python3-config --includes) -o "$work/_strict.so" "$work/wrap.c" "$tree/build/libselinux.so.1"
}

used() {
	cp "$here/use.py" "$here/file_contexts" "$work/"
	# shellcheck disable=SC2046 # names
	LD_LIBRARY_PATH=$tree/build python3 "$work/use.py" \
		$(awk '/^extern [^"]/ && match($0, /[A-Za-z0-9_]+\(/) { print substr($0, RSTART, RLENGTH - 1) }' \
			"$tree"/include/selinux/*.h)
}

check 'SWIG reads each header alone' each_alone
check 'SWIG reads all of them' written
check 'the binding compiles' compiled
check 'every function is in it, and some are called' used
finish
