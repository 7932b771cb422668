#!/bin/sh
# SPDX-License-Identifier: MIT
# Every exported name is declared in exactly one public header, and every declared name is exported:
# compares include/selinux/*.h, the version script and contract.txt. selinux_mnt has no header. And the version script's
# headings are true: a name is defined in the file that it stands under.
set -eu

[ $# -le 1 ] || { echo "usage: $0 [VERSION-SCRIPT]" >&2; exit 2; }
here=$(dirname "$0")
root=$here/../..
map=${1:-$root/src/libselinux.map}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The functions that headers declare, one line each time. A declaration there begins with `extern`.
declared() {
	awk '/^extern [^"]/ && match($0, /[A-Za-z0-9_]+\(/) {
		print substr($0, RSTART, RLENGTH - 1)
	}' "$@" | LC_ALL=C sort
}

# The global names of a version script.
mapped() {
	awk '
		{ sub(/#.*/, ""); text = text " " $0 }
		END {
			gsub(/\/\*([^*]|\*+[^*\/])*\*+\//, " ", text)
			gsub(/[{};:]/, " & ", text)
			count = split(text, word)
			for (i = 1; i <= count; i++) {
				if (word[i] ~ /[{}]/)
					global = (word[i] == "{")
				else if (word[i + 1] == ":")
					global = (word[i] == "global")
				else if (global && word[i + 1] == ";")
					print word[i]
			}
		}
	' "$1" | LC_ALL=C sort
}

# misplaced VERSION-SCRIPT: the names that the file named above them does not define.
misplaced() {
	sed -n 's|^	/\* \([a-z_/]*\.c\) \*/$|\1 -|p; s|^	\([A-Za-z0-9_]*\);$|- \1|p' "$1" | while read -r file name; do
		[ "$file" = - ] || heading=$file
		[ "$name" = - ] || grep -qE "^PUBLIC .*\b$name\b" "$root/src/$heading" ||
			echo "$name: the version script says $heading, which does not define it"
	done
}

# Names of the first list that the second lacks.
missing() {
	LC_ALL=C comm -23 "$1" "$2" | sed "s|\$|: $3|"
}

faults() {
	uniq -d headers | sed 's|$|: declared twice|'
	missing contract headers 'in contract.txt, declared in no header'
	missing headers contract 'declared, not in contract.txt'
	missing map headers 'in the version script, declared in no header'
	missing headers map 'declared, not in the version script'
}

[ -f "$map" ] || { echo "there is no version script $map"; exit 1; }
declared "$root"/include/selinux/*.h >"$scratch/headers"
sed 's/@@.*//; s/.* //' "$here/contract.txt" | grep -v '^selinux_mnt$' | LC_ALL=C sort >"$scratch/contract"
mapped "$map" | grep -v '^selinux_mnt$' >"$scratch/map" || :

(cd "$scratch" && faults) >"$scratch/faults"
misplaced "$map" >>"$scratch/faults"
cat "$scratch/faults"
echo "$(grep -c . "$scratch/headers") names declared, $(grep -c . "$scratch/map") in the version script"
[ ! -s "$scratch/faults" ]
