#!/bin/sh
# SPDX-License-Identifier: MIT
# Debian's programs that deal with SELinux, on a host whose files are labelled: policy loaded as at boot, policies cut
# short or too new, the tools of four packages, logins by ssh, cron, the message bus; without selinuxfs, in permissive
# and in enforcing mode. All of it once on Debian's libselinux and once on ours, which must say the same but for what
# `allowed.tsv` names, a row of docs/COMPAT.md each. What `required.tsv` names must be there, or both could fail alike.
# Usage: run.sh [-o FOLDER] [LIBRARY [STAGE...]]		build/libselinux.so.1 by default; FOLDER keeps what was said
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"

# Blocks "$ COMMAND", each on a line: PLACE<tab>COMMAND<tab>LINE<tab>LINE...
fold() {
	awk -F'\t' '
		{ place = $1; sub(/^[^\t]*\t/, "") }
		/^\$ / { printf "%s%s\t%s", (NR > 1 ? "\n" : ""), place, substr($0, 3); next }
		{ printf "\t%s", $0 }
		END { print "" }' "$1"
}

# Each command of ours: is what it said what stock says? One line each: ok or not_ok, PLACE, COMMAND, the row that excuses it.
compare() {
	awk -F'\t' -v OFS='\t' '
		{ key = $1 OFS $2 }
		FILENAME ~ /allowed.tsv$/ { if ($0 !~ /^#/) row[key] = $3; next }
		FILENAME ~ /stock$/ { stock[key] = $0; next }
		{
			same = stock[key] == $0
			seen[key] = 1
			print (same != (key in row) ? "ok" : "not_ok"), $1, $2, (key in row ? row[key] : "")
		}
		END { for (key in stock) if (!(key in seen)) print "not_ok", key, "ours says nothing" }
	' "$here/allowed.tsv" "$job/folded.stock" "$job/folded.ours"
}

# Every program of the packages that needs libselinux is in one of the lists of commands.
left_out() {
	for package in selinux-utils policycoreutils semodule-utils; do
		grep "bin/" "$root/var/lib/dpkg/info/$package.list"
	done | while read -r file; do
		readelf -Wd "$root$file" 2>/dev/null | grep -q 'NEEDED.*libse' || continue
		grep -qw "^[^#]*${file##*/}" "$here"/commands*.txt || echo "${file##*/}"
	done
}

# none WHAT FOUND: is nothing found?
none() {
	if [ -z "$2" ]; then
		ok "$1"
	else
		not_ok "$1"
		printf '%s\n' "$2" | tr '\t' '\n' | cut -c 1-200 | details
	fi
}

become_root "$@"
! wants_kept "$@" || shift 2
library=${1:-$tree/build/libselinux.so.1}
[ $# = 0 ] || shift
[ -f "$library" ] || die "no $library; build it first"
parts=$("$tree/tests/worlds/bed.sh" kernel stock-3.11 sepol-3.11 peers) || exit
root=$(echo "$parts" | sed -n 4p) sepol=$(echo "$parts" | sed -n 3p) younger=$(echo "$parts" | sed -n 2p)
make_work
job=$work

mkdir -p "$job/guest/lib"
cp "$here"/commands*.txt "$here/in-guest.sh" "$here/services.sh" "$here/peer.cil" "$tree/tests/lib/time.sh" "$job/guest"
cp "$library" "$job/guest/lib/libselinux.so.1"
"${CC:-gcc}" -std=gnu11 -O2 -Wall -Wextra -Wno-deprecated-declarations -I"$tree/include" -o "$job/guest/peer" \
	"$here/peer.c" -Wl,--allow-shlib-undefined "$library"
for format in 31 33 34 35; do
	sed "s/NAME/of_$format/" "$here/small.cil" >"$job/small.cil"
	"$younger/ld-linux-x86-64.so.2" --library-path "$sepol:$younger" "$sepol/secilc" -c $format -f /dev/null \
		-o "$job/guest/policy.$format" "$job/small.cil"
done

# boot SIDE STAGES [OPTION...]
boot() {
	boot_side=$1 boot_stages=$2
	shift 2
	"$tree/tests/worlds/run.sh" -t 7200 -r peers "$@" -b "$job/guest:/peers" -b "$younger:/younger" -b "$sepol:/sepol" -- \
		sh /peers/in-guest.sh "$boot_side" "$boot_stages" >>"$job/$boot_side" 2>>"$job/$boot_side.err" || echo $? >>"$job/status.$boot_side"
}

# The guests of the two sides run side by side, each on a processor of its own where there are two.
for side in stock ours; do
	if [ $# = 0 ]; then
		boot $side boot-enforcing -e 1
		boot $side boot-permissive -e 0
		boot $side "boot not-mounted permissive enforcing policies"
	else
		boot $side "$*"
	fi &
done
wait
for side in stock ours; do
	fold "$job/$side" >"$job/folded.$side"
	[ -z "$kept" ] || cp "$job/$side" "$job/$side.err" "$job/folded.$side" "$kept"
	if grep -qsx 124 "$job/status.$side"; then
		grep -h 'OUT OF TIME' "$job/$side.err" >&2 || :
		out_of_time "a guest of $side"
	fi
	[ "$(wc -l <"$job/folded.$side")" -gt 1 ] || die "the guest of $side said nothing: $(tail -n 3 "$job/$side.err")"
done

compare >"$job/verdicts"
tab=$(printf '\t')
while IFS=$tab read -r word place command row; do
	if [ "$word" = ok ]; then
		ok "$place: $command${row:+ ($row)}"
		continue
	fi
	not_ok "$place: $command${row:+ (but for $row, it says)}"
	for side in stock ours; do
		awk -v key="$place$tab$command$tab" 'index($0, key) == 1' "$job/folded.$side" | cut -f 3- | tr '\t' '\n' >"$job/one.$side"
	done
	diff "$job/one.stock" "$job/one.ours" | cut -c 1-200 | details
done <"$job/verdicts"
[ $# != 0 ] || while IFS=$tab read -r place command text; do
	case $place in '#'* | '') continue ;; esac
	found=$(awk -v key="$place$tab$command$tab" 'index($0, key) == 1' "$job/folded.ours" | cut -f 3-)
	case $found in
	*"$text"*) ok "$place: $command: says it" ;;
	*) none "$place: $command: it must say \"$text\", and says" "${found:-nothing}" ;;
	esac
done <"$here/required.tsv"
none "programs without a command here" "$(left_out)"

# denials SIDE: what the policy denied, once each: the program, the permissions, both types, the class.
denials() {
	sed -n 's/.*avc: *denied *\({[^}]*}\).*comm="\([^"]*\)".*scontext=\([^ ]*\) tcontext=\([^ ]*\) tclass=\([^ ]*\).*/\2 \1 \3 \4 \5/p' \
		"$job/$1.err" | sort -u >"$job/denials.$1"
}
[ $# != 0 ] || {
	denials stock
	denials ours
	none "the kernel logged denials" "$([ -s "$job/denials.stock" ] || echo none)"
	awk -F'\t' '$1 == "denials" { print $2 }' "$here/allowed.tsv" | sort - "$job/denials.stock" >"$job/denials.meant"
	none "denials that stock does not cause" "$(comm -13 "$job/denials.meant" "$job/denials.ours")"
}
finish
