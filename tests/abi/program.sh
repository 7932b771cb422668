#!/bin/sh
# SPDX-License-Identifier: MIT
# The library as a program: its options, and output that cannot be written, which is no answer. What it answers is
# looked at in tests/worlds, what it saw in evidence.sh.
# Usage: program.sh LIBRARY
set -u

[ $# -eq 1 ] || { echo "usage: $0 LIBRARY" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$1" "$work/libselinux.so.1"
chmod 755 "$work/libselinux.so.1"
faults=0 tried=0

# ends WHAT STATUS...: the last command's status, which is in $status, is one of these.
ends() {
	what=$1
	shift
	tried=$((tried + 1))
	case " $* " in
	*" $status "*) ;;
	*) echo "$what: status $status, not $*"; faults=$((faults + 1)) ;;
	esac
}

# has FILE PATTERN: a line of it is that.
has() {
	grep -qxe "$2" "$work/$1" || { echo "$what: no line '$2' in:"; cat "$work/$1"; faults=$((faults + 1)); }
}

# run ARGUMENT...: what it prints is in out and err.
run() {
	"$work/libselinux.so.1" "$@" >"$work/out" 2>"$work/err"
	status=$?
}

run
ends 'no option' 0 1
has out 'libselinux-strict [0-9.]*'
has out 'enabled: \(yes\|no\)'
has out 'row: D[0-9]*b\{0,1\}'
has out 'reason: .*'
sed '1d; s/: .*//; /^advice$/d' "$work/out" | tr '\n' , >"$work/keys"
evidence='/sys/fs/selinux,/sys/fs/selinux/enforce,/selinux,/selinux/enforce,selinuxfs mounts,/etc/selinux/config,SELINUX'
evidence="$evidence,SELINUXTYPE,policy stores,/proc/filesystems,/proc/self/attr/current,container,context of the store"
has keys "enabled,row,reason,,$evidence,stock,"
answer=$status
run --json
ends '--json' "$answer"
old='"library": "libselinux-strict", "version": "[0-9.]*", "enabled": [a-z]*, "row": "D[0-9b]*", "reason": "[^"]*"'
has out "{\"schema\": 1, $old, \"evidence\": {.*}, \"stock\": {.*}, \"advice\": .*}"
run --quiet
ends '--quiet' "$answer"
[ -z "$(cat "$work/out" "$work/err")" ] || { echo "$what: it prints"; faults=$((faults + 1)); }
"$work/libselinux.so.1" --quiet >&- 2>&-
status=$?
ends '--quiet without output' "$answer"
run --version
ends '--version' 0
has out 'libselinux-strict [0-9.]*'
run --help
ends '--help' 0
has out 'Usage: .*--json.*--quiet.*--help.*--version.*'
for wrong in --jsonx --quie -h '' yes; do
	run "$wrong"
	ends "the option '$wrong'" 2
	has err 'Usage: .*'
	[ ! -s "$work/out" ] || { echo "$what: something on standard output"; faults=$((faults + 1)); }
done
run --json --json
ends 'two options' 2

mkfifo "$work/pipe"
for option in '' --json --help --version; do
	"$work/libselinux.so.1" ${option:+"$option"} >/dev/full 2>"$work/err"
	status=$?
	ends "$option into a full device" 2
	has err '.*cannot be written'
	"$work/libselinux.so.1" ${option:+"$option"} >&- 2>"$work/err"
	status=$?
	ends "$option without standard output" 2
	has err '.*cannot be written'
	# A reader that opens the pipe and is gone when something is written.
	sh -c ': <"$1"' sh "$work/pipe" &
	(
		exec >"$work/pipe"
		while kill -0 $! 2>/dev/null; do :; done
		exec "$work/libselinux.so.1" ${option:+"$option"} 2>"$work/err"
	)
	status=$?
	ends "$option into a pipe that nobody reads" 2
	has err '.*cannot be written'
	wait
done
echo "$tried runs"
[ $faults = 0 ] && [ $tried -gt 20 ]
