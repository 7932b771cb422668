#!/bin/sh
# SPDX-License-Identifier: MIT
# A host of Debian is booted with LIBRARY in place of its own libselinux: its systemd is the first process, loads the
# policy, labels, starts services and is asked to stop them. What comes of it must be what comes of the suite's own
# library, but for what allowed.tsv names. What required.tsv names must be there, or both could fail alike.
# Usage: run.sh [-o FOLDER] [LIBRARY [SUITE MODE]...]		build/libselinux.so.1, and the places below; FOLDER keeps what was said
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
tab=$(printf '\t')

# fold PLACE FILE: PLACE<tab>TOPIC<tab>LINE<tab>LINE...
fold() {
	awk -v place="$1" '
		/^\$ / { printf "%s%s\t%s", (NR > 1 ? "\n" : ""), place, substr($0, 3); next }
		$0 != "" { gsub(/\t/, " "); printf "\t%s", $0 }
		END { print "" }' "$2"
}

# boot SUITE MODE SIDE
boot() {
	{
		echo "sed 's/^SELINUX=.*/SELINUX=$2/' /etc/selinux/config >/run/config; cat /run/config >/etc/selinux/config"
		cat "$here/before.sh"
		# In place, as the configuration: a new file had no label. Nothing that runs now has the library open.
		[ "$3" = stock ] || echo 'cat /parts/libselinux.so.1 >/lib/x86_64-linux-gnu/libselinux.so.1'
	} >"$work/before"
	"$tree/tests/worlds/run.sh" -t 3600 -r "programs-$1" -i "$work/before" -b "$work/parts:/parts" -- sh /parts/in-guest.sh \
		>"$work/$1.$2.$3" 2>"$work/err" || {
		status=$?
		cat "$work/err"
		return $status
	}
	fold "$1 $2" "$work/$1.$2.$3" >>"$work/$3"
	[ -z "$kept" ] || cp "$work/$1.$2.$3" "$kept"
}

# Each topic: ok or not_ok, place, topic, the row that excuses it.
compare() {
	awk -F'\t' -v OFS='\t' '
		{ key = $1 OFS $2 }
		FILENAME ~ /allowed.tsv$/ { if ($0 !~ /^#/) row[key] = $3; next }
		FILENAME ~ /stock$/ { stock[key] = $0; next }
		{
			seen[key] = 1
			print ((stock[key] == $0) != (key in row) ? "ok" : "not_ok"), key, row[key]
		}
		END { for (key in stock) if (!(key in seen)) print "not_ok", key, "ours says nothing" }
	' "$here/allowed.tsv" "$work/stock" "$work/ours"
}

# said SIDE PLACE TOPIC: on one line.
said() {
	awk -v key="$2$tab$3$tab" 'index($0, key) == 1' "$work/$1" | cut -f 3-
}

required() {
	found=$(said ours "$1" "$2")
	case "$tab$found$tab" in
	*"$3"*) return 0 ;;
	esac
	printf 'it must say "%s", and says:\n' "$3"
	printf '%s\n' "$found" | tr '\t' '\n'
	return 1
}

become_root "$@"
! wants_kept "$@" || shift 2
library=${1:-$tree/build/libselinux.so.1}
[ $# = 0 ] || shift
[ -f "$library" ] || die "no $library; build it first"
make_work
mkdir "$work/parts"
cp "$library" "$work/parts/libselinux.so.1"
cp "$here/in-guest.sh" "$work/parts"
: >"$work/stock"
: >"$work/ours"

[ $# -gt 0 ] || set -- bullseye permissive bullseye enforcing bookworm permissive trixie permissive trixie enforcing \
	sid permissive
while [ $# -gt 0 ]; do
	for side in stock ours; do
		check "$1 $2: booted, $side" boot "$1" "$2" $side
	done
	while IFS=$tab read -r where topic text; do
		[ "$where" != "$1 $2" ] || check "$where: $topic: says it" required "$where" "$topic" "$text"
	done <"$here/required.tsv"
	shift 2
done
compare >"$work/verdicts"
while IFS=$tab read -r word place topic row; do
	if [ "$word" = ok ]; then
		ok "$place: $topic${row:+ ($row)}"
		continue
	fi
	not_ok "$place: $topic${row:+ (but for $row, it says)}"
	for side in stock ours; do
		said $side "$place" "$topic" | tr '\t' '\n' >"$work/one.$side"
	done
	diff "$work/one.stock" "$work/one.ours" | cut -c 1-200 | details
done <"$work/verdicts"
finish
