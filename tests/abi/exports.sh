#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints what a shared object exports: `T name@@NODE` for a function, `D size name@@NODE` for data,
# sorted. contract.txt is this list of the built library; make compares the two when it links.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 LIBRARY" >&2; exit 2; }
symbols=$(LC_ALL=C "${READELF:-readelf}" -W --dyn-syms "$1")

printf '%s\n' "$symbols" | awk '
	function kind(type, bind, size)
	{
		if (type == "FUNC" && bind == "GLOBAL")
			return "T"
		if (type == "OBJECT" && bind == "GLOBAL")
			return "D " size
		return bind "/" type # neither should be there
	}
	$1 !~ /^[0-9]+:$/ || $5 == "LOCAL" || / UND / { next }
	$(NF - 1) == "ABS" && $NF ~ /^[^@]*\./ { next } # a version node
	{ print kind($4, $5, $3), $NF }
' | LC_ALL=C sort
