#!/bin/sh
# SPDX-License-Identifier: MIT
# Bindings. SWIG reads the public headers as they are, and what it writes compiles. The module that it makes calls every
# exported function on Debian's library and on ours; so do, with a list of calls, Debian's own modules of Python and Ruby:
# here, and as root in the guest in the worlds below. What each call answers and prints is compared line by line; rows of
# allowed.tsv excuse what differs on purpose. A function that the library exports and that no call was made to is an error,
# unless uncalled.tsv says why.
# Usage: run.sh [-h] [-s ID] [LIBRARY]        (build/libselinux.so.1)
#	-h  here alone, without the guest      -s  print the differences as rows for allowed.tsv
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
suggest='' worlds='' guest=yes
while getopts hs: option; do
	case $option in
	h) guest='' ;;
	s) suggest=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
library=${1:-$tree/build/libselinux.so.1}
make_work
remarks=yes
made=$work/made

# What a call of the module does: errno is taken before Python does anything, and a function that is not there is no crash.
# shellcheck disable=SC2016 # SWIG's
calls() {
	sed 's/.*/%exception & {\
	if (!&) {\
		PyErr_SetString(PyExc_NotImplementedError, "&");\
		SWIG_fail;\
	}\
	errno = 0;\
	$action\
	call_errno = errno;\
}/' "$work/exports"
}

# What SWIG warns of is none of the headers' making: a declaration that strict.i has already, and variables that are strings.
written() {
	mkdir -p "$made"
	"$tree/tests/lib/stub.sh" "$made" && calls >"$made/calls.i" &&
		swig -python -w302,451 -Werror -I"$tree/include" -I"$tree/build/include" -I"$made" -I"$here" -outdir "$made" \
			-o "$made/wrap.c" "$here/strict.i"
}

# One header after the other, as somebody who needs just that one.
each_alone() {
	for header in "$tree"/include/selinux/*.h "$tree"/build/include/selinux/*.h; do
		printf '%%module one\n%%include "selinux/%s"\n' "${header##*/}" >"$work/one.i"
		swig -python -w451 -I"$tree/include" -I"$tree/build/include" -outdir "$work" -o "$work/one.c" "$work/one.i" || return
	done
}

# Linked to names without code, so that it binds to any library.
compiled() {
	# shellcheck disable=SC2046 # words
	${CC:-cc} -shared -fPIC -O1 -Wno-deprecated-declarations -Wno-address -Wno-discarded-qualifiers \
		-I"$tree/include" -I"$tree/build/include" -I"$made" -I"$here" $(/usr/bin/python3-config --includes) \
		-o "$made/_strict.so" "$made/wrap.c" -Wl,--no-as-needed "$made/libselinux.so" &&
		cp "$here"/*.py "$here"/*.rb "$here"/*.sh "$here"/debian.tsv "$made"
}

# The calls from which Debian's library never returns, as options.
endless() {
	awk -F'\t' '$3 == "does not return" { print "-n", $2 }' "$here/allowed.tsv"
}

# on_host SIDE ARGUMENT...: of all.sh
on_host() {
	side=$1
	shift
	mkdir -p "$work/$side"
	sh "$made/all.sh" "$@" >"$work/$side/host.txt"
}

of_ours() {
	mkdir -p "$work/lib"
	cp "$library" "$work/lib/libselinux.so.1"
	on_host ours "$work/lib" "$made"
}

of_stock() {
	if nm -D --defined-only /usr/lib/*-linux-gnu/libselinux.so.1 | grep -q selinux_strict; then
		echo "the libselinux.so.1 of this machine is this project's own"
		return 77
	fi
	# shellcheck disable=SC2046 # words
	on_host stock "$work/none" "$made" $(endless)
}

# of_younger SIDE FOLDER [OPTION...]: on sid's C library, 3.11 or ours.
of_younger() {
	younger=$("$tree/tests/worlds/bed.sh" stock-3.11) || return
	side=$1 folder=$2
	shift 2
	on_host "$side-3.11" -l "$younger" "$folder" "$made" "$@"
}

# in_guest SIDE LIBRARY [OPTION...]: each side's guest is a boot of its own.
in_guest() {
	side=$1 its_library=$2
	shift 2
	"$tree/tests/worlds/run.sh" -t 3600 -r clients -b "$made:/bindings" -- sh /bindings/in-guest.sh /bindings "$its_library" \
		'not-mounted permissive enforcing' "$@" >"$work/$side.tar" && tar -xf "$work/$side.tar" -C "$work/$side"
}

# The exports that no call of ours was made to, in any world, and that uncalled.tsv does not name; and what it names for nothing.
uncalled() {
	sed -n 's,^[a-z_]*/\([A-Za-z0-9_]*\).*,\1,p' "$work"/ours/*.txt | LC_ALL=C sort -u >"$work/called"
	sed '/^#/d; s/\t.*//' "$here/uncalled.tsv" | LC_ALL=C sort >"$work/listed"
	LC_ALL=C sort -u "$work/called" "$work/listed" | LC_ALL=C comm -23 "$work/exports" - |
		sed 's/$/: neither called nor in uncalled.tsv/' >"$work/faults"
	LC_ALL=C comm -12 "$work/called" "$work/listed" | sed 's/$/: in uncalled.tsv, but called/' >>"$work/faults"
	LC_ALL=C comm -13 "$work/exports" "$work/listed" | sed 's/$/: in uncalled.tsv, but not exported/' >>"$work/faults"
	cat "$work/faults"
	echo "$(grep -c . "$work/exports") exports, $(LC_ALL=C comm -12 "$work/exports" "$work/called" | grep -c .) called"
	[ ! -s "$work/faults" ]
}

# compare SUFFIX WORLD...: the lines in stock and ours, or stock-3.11 and ours-3.11, where we follow 3.11 and the rows of
# allowed-3.11.tsv come first. A user can set no labels, and has fewer differences.
compare() {
	suffix=$1 at_most='' without='' worlds=$2
	set -- side=compat "$tree/docs/COMPAT.md" side=allowed "$here/allowed.tsv"
	[ "$(id -u)" = 0 ] || at_most=1
	if [ -n "$suffix" ]; then
		at_most=1 without=V311
		set -- side=compat "$tree/docs/COMPAT.md" side=allowed "$here/allowed$suffix.tsv" "$here/allowed.tsv"
	fi
	for world in $worlds; do
		set -- "$@" world="$world" side=stock "$work/stock$suffix/$world.txt" side=ours "$work/ours$suffix/$world.txt"
	done
	awk -v suggest="$suggest" -v at_most=$at_most -v without=$without -v all=host,not-mounted,permissive,enforcing \
		-f "$tree/tests/oracle/compare.awk" "$@" >"$work/compared" || :
	if [ -n "$suggest" ]; then
		cat "$work/compared"
	else
		sed "s/^FAIL/NOT OK /; s/^\(ok  *\|NOT OK  *\)host/&$suffix/; /^[0-9]* passed, /d" "$work/compared"
		add_counts "$work/compared"
	fi
}

"$tree/tests/abi/exports.sh" "$library" >"$work/names" || die "no exports of $library"
sed -n 's/^T \(.*\)@@.*/\1/p' "$work/names" | LC_ALL=C sort >"$work/exports" # the one datum is read by mount_datum()
check 'SWIG reads each header alone' each_alone
check 'SWIG reads all of them' written
check 'the binding compiles' compiled
check "the calls, Debian's library" of_stock
check 'the calls, ours' of_ours
[ ! -s "$work/stock/host.txt" ] || worlds=host
if [ -z "$guest" ]; then
	skip 'on 3.11, and in the guest: not wanted'
elif "$tree/tests/can-be-root.sh"; then
	# shellcheck disable=SC2046 # words
	check "on Debian's 3.11" of_younger stock "$work/none" $(endless)
	check 'ours on its C library' of_younger ours "$work/lib"
	# shellcheck disable=SC2046 # words
	check "in the guest, Debian's library" in_guest stock - $(endless)
	check 'in the guest, ours' in_guest ours "$library"
	[ ! -s "$work/ours/enforcing.txt" ] || worlds="$worlds not-mounted permissive enforcing"
else
	skip 'on 3.11, and in the guest: that needs root, or sudo'
fi
check 'every export is called, or listed with the reason' uncalled
[ -z "$worlds" ] || compare '' "$worlds"
[ ! -s "$work/ours-3.11/host.txt" ] || compare -3.11 host
[ -z "$suggest" ] || exit
finish
