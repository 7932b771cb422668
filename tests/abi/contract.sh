#!/bin/sh
# SPDX-License-Identifier: MIT
# Holds a library to contract.txt, the names and nodes of libselinux 3.11 and our own: says how many of the former it has, and
# fails on a name that is in no contract or in a wrong node, and on a wrong node.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 LIBRARY" >&2; exit 2; }
here=$(dirname "$0")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The nodes of the library, one a line, each with its parent.
nodes() {
	LC_ALL=C "${READELF:-readelf}" -W --version-info "$1" | awk '
		/^Version definition/ { inside = 1; next }
		/^Version needs/ { inside = 0 }
		inside && /Flags: BASE/ { next }
		inside && /Name:/ { if (node) print node, parent; node = $NF; parent = "-" }
		inside && /Parent/ { parent = $NF }
		END { if (node) print node, parent }
	'
}

# The nodes as they should be: 3.7, which is Ubuntu 24.04's, beside the chain. Our own comes after them, with whatever
# parent.
chain() {
	parent=-
	for version in 1.0 3.4 3.5 3.8 3.9 3.10; do
		echo "LIBSELINUX_$version $parent"
		[ $version != 3.5 ] || echo 'LIBSELINUX_3.7 LIBSELINUX_3.5'
		parent=LIBSELINUX_$version
	done
}

"$here/exports.sh" "$1" >"$scratch/all"
"$here/width.sh" "$here/contract.txt" "$1" >"$scratch/whole"
for list in whole all; do
	grep -v ' selinux_strict_[a-z]*@@LIBSELINUX_STRICT_1\.0$' "$scratch/$list" >"$scratch/$list.theirs" || :
done
mv "$scratch/whole.theirs" "$scratch/contract"
mv "$scratch/all.theirs" "$scratch/theirs"
fault=0

if LC_ALL=C comm -23 "$scratch/theirs" "$scratch/contract" | grep .; then
	echo 'these names are not in contract.txt, or not with this node or kind'
	fault=1
fi

nodes "$1" | grep -v '^LIBSELINUX_STRICT_1\.0 ' >"$scratch/nodes" || :
chain >"$scratch/chain"
if ! diff "$scratch/chain" "$scratch/nodes"; then
	echo 'the version nodes and their parents differ (< should be, > is)'
	fault=1
fi

echo "$(LC_ALL=C comm -12 "$scratch/theirs" "$scratch/contract" | grep -c .) of \
$(grep -c . "$scratch/contract") names stand"
exit $fault
