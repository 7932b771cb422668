#!/bin/sh
# Stands in for a program that the installer runs, by a link of its name. Counts the calls by the lines of the file $DIE_COUNT, and at
# the $DIE_AT-th does what $DIE_HOW says: runs it, and kills its whole process group; half: the same, and if that is cp or
# dd, one half is written; fails: ends with status 1 without a word, and does nothing. Says in $DIE_COUNT.died that it did.
name=${0##*/}
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH
echo "$name" >>"$DIE_COUNT" # two of a pipeline may do so at once
count=$(wc -l <"$DIE_COUNT")
case $count.$DIE_HOW.$name in
"$DIE_AT"..*) "$name" "$@" ;;
"$DIE_AT".fails.*)
	echo "$name $*" >"$DIE_COUNT.died"
	exit 1
	;;
"$DIE_AT".half.cp | "$DIE_AT".half.dd)
	"$name" "$@"
	for written; do
		case $written in
		of=*) break ;;
		esac
	done
	written=${written#of=}
	[ ! -f "$written" ] || truncate -s $(($(stat -c %s "$written") / 2)) "$written"
	;;
*) exec "$name" "$@" ;;
esac
: >"$DIE_COUNT.died"
kill -9 0
