#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints the names that a shared object takes from others, sorted. Each is looked up at the start of
# every program linked to it, at some 700 instructions, so imports.txt holds the list: a name added
# there is a decision.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 LIBRARY" >&2; exit 2; }
symbols=$(LC_ALL=C "${READELF:-readelf}" -W --dyn-syms "$1")

printf '%s\n' "$symbols" | awk '
	$1 ~ /^[0-9]+:$/ && $7 == "UND" && NF > 7 {
		sub(/@.*/, "", $8)
		print ($5 == "WEAK" ? "weak " : "") $8
	}
' | LC_ALL=C sort
