#!/bin/sh
# Runs in a root: what do the objects that need libselinux.so.1 say when they are loaded, and the programs at work?
# Usage: in-root.sh PART...
#	bind      each of the objects: ldd -r, and bound for real
#	works     the works of tests/image/work.sh: accounts, files, a login by ssh
#	commands  each line of commands.tsv
# Prints "NAME<tab>STATUS<tab>what was said, in one line". /srv/parts holds what this needs.
set -u

parts=/srv/parts
export LC_ALL=C LVM_SUPPRESS_FD_WARNINGS=1

# line NAME COMMAND...: without addresses, numbers of processes and random names.
line() {
	line_name=$1
	shift
	line_said=$("$@" 2>&1 </dev/null)
	line_status=$?
	printf '%s\t%s\t' "$line_name" $line_status
	printf '%s' "$line_said" | tr -d '\000\r' |
		sed -E 's/\(0x[0-9a-f]+\)//g; s/(pid=|pid |PID |\[|\/proc\/)[0-9]+/\1N/g; s/tmp\.[A-Za-z0-9]+/tmp.X/g' | tr '\n\t' '| '
	echo
}

# As ldd -r asks the loader. Where it found each library is no answer; what is undefined is.
complaints() {
	LD_TRACE_LOADED_OBJECTS=1 LD_WARN=yes LD_BIND_NOW=yes LD_LIBRARY_PATH=${1%/*} /lib64/ld-linux-x86-64.so.2 "$1" 2>&1 |
		sed '/ => \/\|linux-vdso\|ld-linux/d'
}

# A program is ended when it is bound, in a copy if it had more rights than who starts it, for nothing is loaded ahead of
# such a one. Another object is loaded into a program that does nothing; a module of Python's into its Python, which may
# not be installed.
bound() {
	case $1 in
	*.cpython-3*.so)
		python=${1##*.cpython-3}
		python=python3.${python%%-*}
		! command -v "$python" >/dev/null || LD_BIND_NOW=1 LD_PRELOAD=$1 "$python" -c ''
		return
		;;
	*.so*)
		LD_BIND_NOW=1 LD_PRELOAD=$1 LD_LIBRARY_PATH=${1%/*} /bin/true
		return
		;;
	esac
	program=$1
	if [ -g "$program" ] || [ -u "$program" ]; then
		cat "$program" >/tmp/program
		chmod 755 /tmp/program
		program=/tmp/program
	fi
	LD_BIND_NOW=1 LD_PRELOAD=$parts/stop.so "$program"
}

bind() {
	while read -r object; do
		line "$object: ldd -r" complaints "$object"
		line "$object: bound" bound "$object"
	done <"$parts/objects"
}

works() {
	# shellcheck source=tests/image/work.sh
	. "$parts/work.sh"
	mkdir "${desk:?}" && cd "$desk" || exit
	# shellcheck disable=SC2154 # work.sh sets it
	for work in $works; do
		line "work $work" "do_$work"
	done
}

# The root's host is named as it is in /etc/hosts: sudo asks for it. What never ends is killed, its status 124.
commands() {
	mkdir -p /tmp/folder /run/lock /run/sshd && cd /tmp/folder || exit
	hostname localhost
	echo 127.0.0.1 localhost >/etc/hosts
	world=off
	[ ! -e /sys/fs/selinux/enforce ] || world=permissive
	awk -F'\t' -v OFS='\t' -v world=$world \
		'!/^#/ && ($2 == "all" || $2 == world) { print $1, $3 }' "$parts/commands.tsv" >/tmp/commands
	while IFS=$(printf '\t') read -r name command; do
		line "$name" timeout $((900 * TEST_PATIENCE)) sh -c "$command"
	done </tmp/commands
}

for part; do
	"$part"
done
