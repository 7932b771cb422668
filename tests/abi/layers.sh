#!/bin/sh
# The order of the library's objects, from the symbols that they define and need: no circle between files, and no file
# that needs one of a higher floor. Prints how many files and uses there are, or what is wrong.
# Usage: layers.sh [BUILD-FOLDER]        (build)
set -eu

floors='common config presence context kernel login avc label restorecon' # label/file is of the floor label

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$(dirname "$0")/../../src"
find . -name '*.c' | sed 's|^\./\(.*\)c$|\1o|' | sort >"$scratch/objects"
cd ..
cd "${1:-build}/src"
# shellcheck disable=SC2046 # names of objects are words
{
	${NM:-nm} -A -g --defined-only $(cat "$scratch/objects") | awk '{ sub(/:.*/, "", $1); print $NF, $1 }' | sort >"$scratch/defined"
	${NM:-nm} -A -u $(cat "$scratch/objects") | awk '{ sub(/:.*/, "", $1); print $NF, $1 }' | sort >"$scratch/needed"
}
# USER DEFINER SYMBOL
join -o 1.2,2.2,0 "$scratch/needed" "$scratch/defined" | awk '$1 != $2' >"$scratch/uses"

awk -v floors="$floors" '
	BEGIN {
		n = split(floors, name, " ")
		for (i = 1; i <= n; i++)
			height[name[i]] = i
	}
	function floor(object) {
		sub(/\/.*/, "", object)
		if (!(object in height)) {
			print object " is on no floor: " floors
			wrong = 1
		}
		return height[object]
	}
	floor($1) < floor($2) { print $1 " needs " $3 " of " $2 ", a higher floor"; wrong = 1 }
	END { exit wrong }
' "$scratch/uses"
cut -d ' ' -f 1,2 "$scratch/uses" | sort -u | tsort 2>"$scratch/circles" >/dev/null || :
if [ -s "$scratch/circles" ]; then
	echo "files that need each other:"
	sed 's/^tsort: //' "$scratch/circles"
	exit 1
fi
echo "$(wc -l <"$scratch/objects") files, $(wc -l <"$scratch/uses") uses"
