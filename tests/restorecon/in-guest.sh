#!/bin/sh
# SPDX-License-Identifier: MIT
# In the guest: the cases of FILE, then Debian's programs that relabel, on Debian's library and on ours. /restorecon
# holds the driver and ours.
# Usage: in-guest.sh [-o] FILE	prints SIDE<tab>LINE; -o: the cases on ours alone
set -u

alone=
[ "$1" != -o ] || { alone=yes && shift; }

ask() {
	LD_LIBRARY_PATH=$1 world "$2" /restorecon/drive <"$file" 2>&1 | sed "s/^/$3	/"
}

sed '/^  /d' "$1" >/tmp/cases
file=/tmp/cases
ask /restorecon permissive ours
ask /restorecon enforcing enforcing
[ -z "$alone" ] || exit 0
ask '' permissive 3.4
ask '' enforcing 3.4-enforcing
for side in ours stock; do
	path=
	[ $side = stock ] || path=/restorecon
	LD_LIBRARY_PATH=$path world permissive sh "${0%/*}/tools.sh" 2>&1 | sed "s/^/tools.$side	/"
done
