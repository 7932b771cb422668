#!/bin/sh
# The installer's test: packaging/install-into-image on roots of four Debian suites, from outside and as in a
# Containerfile's RUN, on a root laid out as CentOS 6, on what it must refuse, killed after each of its steps, with each
# program that it runs failing, and beside another run.
# Usage: run.sh [LIBRARY [GROUP...]]        (build/libselinux.so.1, and all groups)
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
installer=$tree/packaging/install-into-image
store=var/lib/libselinux-strict

# begin GROUP: of checks, in a folder of its own.
begin() {
	group=$1 scratch=$work/$1 root=$work/$1/root log=$work/$1/said
	mkdir -p "$scratch"
}

# ends STATUS COMMAND...: it ends with this status. What it prints is left in out and err.
ends() {
	wanted=$1
	shift
	"$@" >"$scratch/out" 2>"$scratch/err" </dev/null
	got=$?
	cat "$scratch/out" "$scratch/err"
	[ $got != "$wanted" ] || return 0
	echo "exit status $got, not $wanted"
	[ $got = 124 ] && return 124 # out of time
	return 1
}

# says WORDS: the last command said them on standard error, or in its report.
says() {
	cat "$scratch/out" "$scratch/err"
	grep -qF -e "$1" "$scratch/out" "$scratch/err"
}

# json EXPRESSION: out is one JSON object, r, for which the Python expression holds.
json() {
	cat "$scratch/out"
	python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); assert eval("(" + sys.argv[2] + ")")' "$scratch/out" "$1"
}

# refuses REASON COMMAND...: status 1, one line on standard error that gives the reason, and $root is untouched.
refuses() {
	reason=$1
	shift
	state >"$scratch/before"
	ends 1 "$@" && [ ! -s "$scratch/out" ] && [ "$(wc -l <"$scratch/err")" = 1 ] && says "$reason" && unchanged "$scratch/before"
}

# What is in $root: everything but the times of folders and what ldconfig writes. A file written anew has another inode.
state() {
	(
		cd "$root" && find . -mindepth 1 \( -path ./etc/ld.so.cache -o -path ./var/cache/ldconfig -o -path ./srv \) -prune \
			-o -type d -printf '%p %U:%G %m\n' -o -printf '%p %U:%G %m %s %T@ %l inode %i\n' | LC_ALL=C sort
	)
}

# The same without inodes, and with the bytes of the libraries.
content() {
	state | sed 's/ inode [0-9]*$//'
	(cd "$root" && find . -path ./srv -prune -o -name '*libselinux.so*' -type f -exec sha256sum {} + | LC_ALL=C sort)
}

unchanged() {
	state | diff "$1" -
}

as_before() {
	content | diff "$1" -
}

# by SHELL ARGUMENT...: the installer from outside.   within SHELL ARGUMENT...: as a RUN line; both in /srv.
by() {
	shell=$1
	shift
	# shellcheck disable=SC2086 # "bash --posix"
	$shell "$installer" "$@"
}

within() {
	# shellcheck disable=SC2086
	chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin ${1} /srv/install-into-image ${2+"$2"} ${3+"$3"} /
}

bring() {
	mkdir -p "$root/srv"
	cp "$installer" "$@" "$root/srv/"
}

# loads: the library of $root works for a program there.
loads() {
	chroot "$root" /bin/ls /
}

# attributes FILE, of the image: those that the kernel or others look for the bytes by.
attributes() {
	python3 -c 'import os, sys; print(*sorted(os.listxattr(sys.argv[1])))' "$root$1"
}

# ours FILE, of the image.
ours() {
	cmp "$library" "$root$1" && [ ! -L "$root$1" ]
}

# --- four suites ---

# How many ELF files of $root need the library, counted by readelf.
users() {
	find "$root" -xdev -type f \( -perm /111 -o -name '*.so*' \) -exec grep -lF libselinux.so.1 {} + |
		while IFS= read -r file; do
			readelf -d "$file" 2>/dev/null | grep 'NEEDED.*\[libselinux\.so\.1\]'
		done | wc -l
}

# suite NAME LOWER WAY: in an overlay over the root LOWER. WAY is outside or inside, and for going back the other one.
suite() {
	begin "$1"
	mkdir -p "$root" "$scratch/up" "$scratch/work"
	mount -t overlay overlay -o "lowerdir=$2,upperdir=$scratch/up,workdir=$scratch/work" "$root" ||
		die 'overlays cannot be mounted here, and this test works on them'
	path=/usr/lib/x86_64-linux-gnu/libselinux.so.1
	file=$root$path
	bring "$library"
	[ -c "$root/dev/null" ] || mknod -m 666 "$root/dev/null" c 1 3
	# A group and a label of its own, and beside it a file of the same SONAME: ldconfig would take it if it could.
	chgrp 7 "$file"
	python3 -c 'import os, sys; os.setxattr(sys.argv[1], "security.selinux", b"system_u:object_r:lib_t:s0\0")' "$file"
	cp -p "$file" "$file.9.orig"
	attributes=$(stat -c '%u:%g %a %C' "$file")
	cp -p "$file" "$scratch/stock"
	content >"$scratch/before"
	state >"$scratch/state"
	if [ "$3" = outside ]; then
		there='by dash' back='within dash' at=$root back_at=''
	else
		there='within dash' back='by dash' at='' back_at=$root
	fi
	# shellcheck disable=SC2086 # words, and no ROOT to give inside
	{
		check "dry run from $3" ends 0 $there --dry-run $at
		check 'it says what would be done' says 'would be replaced'
		check 'it changes nothing' unchanged "$scratch/state"
		check "installed from $3" ends 0 $there --json $at
		count=$(users)
		check "the image's loader was asked about $count files" json "$count > 30 and r['files'] == $count and
			r['result'] == 'installed' and r['unresolved'] == [] and
			[(l['path'], l['verification']) for l in r['libraries']] == [('$path', 'loader')]"
		check 'ours, and no link' ours $path
		check 'owner, mode and label are kept' test "$(stat -c '%u:%g %a %C' "$file")" = "$attributes"
		check "the image's own is kept" cmp "$scratch/stock" "$root/$store/original$path"
		check 'programs there load it' loads
		state >"$scratch/state"
		check 'installed again' ends 0 $there $at
		check 'that changes nothing' unchanged "$scratch/state"
		check 'gone back' ends 0 $back --revert $back_at
		check 'all is as it was' as_before "$scratch/before"
		check 'verified: not in place' ends 3 $back --verify $back_at
	}
	umount "$root"
}

# --- laid out as CentOS 6 ---

fresh() {
	rm -rf "$root"
	cp -a "$parts/el6" "$root"
}

fresh64() {
	fresh
	rm -r "${root:?}/lib"
}

# unscripted CLIENT...: a fresh root whose library was linked without a version script, and with no other client of it.
unscripted() {
	fresh64
	for file in "$root"/bin/*; do
		! grep -qF libselinux.so.1 "$file" || rm "$file"
	done
	cp "$parts/unscripted" "$root/lib64/libselinux.so.1"
	for name; do
		cp "$parts/$name" "$root/usr/lib64/"
	done
}

# of_aarch64 FILE...: they say so from now on.
of_aarch64() {
	for file; do
		[ -L "$file" ] || printf '\267' | dd of="$file" bs=1 seek=18 conv=notrunc status=none
	done
}

centos() {
	begin centos
	for shell in dash 'bash --posix'; do
		fresh
		content >"$scratch/before"
		bring "$library" "$parts/libselinux-i386.so"
		check "$shell: installed in it, 64 and 32 bit" ends 0 within "$shell" --json
		check "$shell: each file where its class is" json "[(l['path'], l['machine'], l['verification']) for l in r['libraries']] ==
			[('/lib64/libselinux.so.1', 'x86_64', 'loader'), ('/lib/libselinux.so.1', 'i386', 'reduced')]"
		check "$shell: the reduced check is said" says 'i386: REDUCED check'
		check "$shell: ours" ours /lib64/libselinux.so.1
		check "$shell: ours, 32 bit" cmp "$parts/libselinux-i386.so" "$root/lib/libselinux.so.1"
		check "$shell: programs there load it" loads
		check "$shell: verified" ends 0 within "$shell" --verify
		check "$shell: gone back" ends 0 within "$shell" --revert
		check "$shell: all is as it was" as_before "$scratch/before"
		check "$shell: gone back again" ends 0 within "$shell" --revert
	done

	fresh
	check 'no file for 32 bit: refused' refuses 'is for i386' by dash --library "$library" "$root"
	check '--partial: installed' ends 0 by dash --partial --json --library "$library" "$root"
	check '--partial: that one is left alone' json "[l['state'] for l in r['libraries']][1] == 'left alone'"
	check '--partial: it is the old one' cmp "$parts/el6/lib/libselinux.so.1" "$root/lib/libselinux.so.1"

	# What the loader's configuration leads to, and what would lead out of the image.
	fresh64
	mkdir -p "$root/opt/far/lib" "$scratch/outside/lib"
	cp "$parts/el6/lib64/libselinux.so.1" "$root/opt/far/lib/libselinux.so.1.0"
	ln -s libselinux.so.1.0 "$root/opt/far/lib/libselinux.so.1"
	cp "$parts/el6/lib64/libselinux.so.1" "$scratch/outside/lib/"
	mkdir -p "$root/lib64/glibc-hwcaps/x86-64-v2"
	cp "$parts/el6/lib64/libselinux.so.1" "$root/lib64/glibc-hwcaps/x86-64-v2/"
	ln -s "$scratch/outside/lib" "$root/opt/absolute"
	ln -s ../../../../../../../../../../../../../"$scratch/outside/lib" "$root/opt/relative"
	ln -s /opt/far "$root/opt/near"
	ln -s "$scratch/outside/lib/libselinux.so.1" "$root/usr/lib64/libselinux.so.1"
	echo '/opt/absolute:/opt/relative, /nowhere' >>"$root/etc/ld.so.conf"
	printf '# a comment\n/opt/near/lib=libc6' >"$root/etc/ld.so.conf.d/far.conf"
	mkdir -p "$root/etc/deeper"
	mv "$root/etc/ld.so.conf.d" "$root/etc/deeper/"
	ln -s /etc/deeper/ld.so.conf.d "$root/etc/ld.so.conf.d"
	check 'symbolic links: installed' ends 0 by dash --library "$library" "$root"
	check 'symbolic links: the file behind, found by an include' ours /opt/far/lib/libselinux.so.1.0
	check 'a variant for newer processors' ours /lib64/glibc-hwcaps/x86-64-v2/libselinux.so.1
	check 'symbolic links: the link is one still' test "$(readlink "$root/opt/far/lib/libselinux.so.1")" = libselinux.so.1.0
	check 'symbolic links: nothing outside of the image' cmp "$parts/el6/lib64/libselinux.so.1" "$scratch/outside/lib/libselinux.so.1"
	check 'symbolic links: nothing beside it' test "$(ls "$scratch/outside/lib")" = libselinux.so.1

	# What is no regular file is not read: it might have no end. Nor is a file read twice.
	fresh64
	mkdir "$root/etc/ld.so.conf.d/folder.conf"
	mkfifo "$root/etc/ld.so.conf.d/fifo.conf"
	mknod "$root/etc/ld.so.conf.d/zero.conf" c 1 5
	ln -s loop.conf "$root/etc/ld.so.conf.d/loop.conf"
	ln -s fifo.conf "$root/etc/ld.so.conf.d/link.conf"
	for number in 1 2 3 4 5 6 7 8 9; do
		printf 'include *.conf /etc/ld.so.conf\n/opt/lib%s\n' $number >"$root/etc/ld.so.conf.d/$number.conf"
	done
	mkdir -p "$root/opt/lib9"
	cp "$parts/el6/lib64/libselinux.so.1" "$root/opt/lib9/"
	check 'odd files of the configuration: installed' ends 0 timeout $patience dash "$installer" --library "$library" "$root"
	check 'odd files of the configuration: said' says '/etc/ld.so.conf.d/fifo.conf is no regular file'
	check 'odd files of the configuration: what the others name is found' ours /opt/lib9/libselinux.so.1
	for kind in "mkfifo $root/etc/ld.so.conf" "mknod $root/etc/ld.so.conf c 1 5" "mkdir $root/etc/ld.so.conf" \
		"ln -s ld.so.conf $root/etc/ld.so.conf"; do
		rm -r "$root/etc/ld.so.conf"
		$kind
		check "the configuration itself, ${kind%% *}: gone back" ends 0 timeout $patience dash "$installer" --revert "$root"
		check "the configuration itself, ${kind%% *}: installed" ends 0 timeout $patience dash "$installer" --library "$library" "$root"
	done
	mkfifo "$scratch/fifo.so"
	check 'a FIFO is no file to put in place' refuses 'is no libselinux-strict' timeout $patience dash "$installer" --library "$scratch/fifo.so" "$root"
	rm "$root/lib64/libselinux.so.1"
	mkfifo "$root/lib64/libselinux.so.1"
	check 'a FIFO is none of the image' refuses 'there is nothing to replace' timeout $patience dash "$installer" --library "$library" "$root"

	# What stands where this program writes: nothing is written through it, and it is not waited for.
	fresh64
	for name in lib64/.libselinux.so.1.strict-new.0 "$store/original/lib64/libselinux.so.1.new.0"; do
		for kind in mkfifo "ln -s $scratch/victim"; do
			echo theirs >"$scratch/victim"
			mkdir -p "$root/${name%/*}"
			$kind "$root/$name"
			check "${kind%% *} $name: installed" ends 0 timeout $patience dash "$installer" --library "$library" "$root"
			check "${kind%% *} $name: in place" ours /lib64/libselinux.so.1
			check "${kind%% *} $name: nothing outside of the image" test "$(cat "$scratch/victim")" = theirs
			rm -f "$root/$name"
			ends 0 by dash --revert "$root" >"$log"
		done
	done
	mkfifo "$root/usr/lib64/fifo.so"
	chmod 755 "$root/usr/lib64/fifo.so"
	check 'a FIFO among the clients: installed' ends 0 timeout $patience dash "$installer" --library "$library" "$root"

	# What is said of the bytes goes with them: to the kept file and back, and not onto ours.
	fresh64
	python3 -c 'import os, sys
for name, value in ("ima", b"\x04\x04" + bytes(32)), ("capability", bytes.fromhex("0100000200040000") + bytes(12)):
    os.setxattr(sys.argv[1], "security." + name, value)' "$root/lib64/libselinux.so.1"
	about=$(attributes /lib64/libselinux.so.1)
	check 'security.ima and capabilities are there' test "$about" = 'security.capability security.ima'
	check 'security.ima and capabilities: installed' ends 0 by dash --library "$library" "$root"
	check 'security.ima and capabilities: not on ours' test -z "$(attributes /lib64/libselinux.so.1)"
	check 'security.ima and capabilities: kept' test "$(attributes "/$store/original/lib64/libselinux.so.1")" = "$about"
	check 'security.ima and capabilities: gone back' ends 0 by dash --revert "$root"
	check 'security.ima and capabilities: they are back' test "$(attributes /lib64/libselinux.so.1)" = "$about"

	# Hard links to the library: a name that the loader looks for is replaced, any other is not.
	fresh64
	ln "$root/lib64/libselinux.so.1" "$root/usr/lib64/libselinux.so.1"
	ln "$root/lib64/libselinux.so.1" "$root/var/lib/copy"
	check 'hard links: installed' ends 0 by dash --library "$library" "$root"
	check 'hard links: the first' ours /lib64/libselinux.so.1
	check 'hard links: the second' ours /usr/lib64/libselinux.so.1
	check 'hard links: the bytes elsewhere are not touched' cmp "$parts/el6/lib64/libselinux.so.1" "$root/var/lib/copy"
	check 'hard links: gone back' ends 0 by dash --revert "$root"
	check 'hard links: the second is back' cmp "$parts/el6/lib64/libselinux.so.1" "$root/usr/lib64/libselinux.so.1"

	# No space left: at the first copy, and at the second.
	root=$scratch/small
	mkdir "$root"
	mount -t tmpfs -o size=32m,mode=755 tmpfs "$root"
	cp -a "$parts/el6/." "$root/"
	rm -r "${root:?}/lib"
	content >"$scratch/before"
	for left in 4 "$(($(stat -c %s "$library") / 1024 + 16))"; do
		dd if=/dev/zero of="$root/srv" bs=64k >/dev/null 2>&1
		truncate -s "-${left}K" "$root/srv"
		check "$left KB left: not installed" ends 1 by dash --library "$library" "$root"
		check "$left KB left: said" says 'make room'
		check "$left KB left: all is as it was" as_before "$scratch/before"
		rm "$root/srv"
	done
	by dash --library "$library" "$root" >/dev/null
	dd if=/dev/zero of="$root/srv" bs=64k >/dev/null 2>&1
	check 'no space left: not gone back' ends 1 by dash --revert "$root"
	check 'no space left: ours is in place' ours /lib64/libselinux.so.1
	rm "$root/srv"
	check 'some space again: gone back' ends 0 by dash --revert "$root"
	check 'some space again: all is as it was' as_before "$scratch/before"
	umount "$root"
	root=$scratch/root

	# Links that would lead the copies out of the image, or have the image removed.
	fresh64
	mkdir -p "$root/var/lib/libselinux-strict" "$scratch/elsewhere"
	ln -s / "$root/var/lib/libselinux-strict/original"
	check 'planted links: refused' refuses 'is a symbolic link' by dash --library "$library" "$root"
	check 'planted links: not gone back' refuses 'is a symbolic link' by dash --revert "$root"
	rm "$root/var/lib/libselinux-strict/original"
	mkdir "$root/var/lib/libselinux-strict/original"
	ln -s "$scratch/elsewhere" "$root/var/lib/libselinux-strict/original/lib64"
	check 'planted links, deeper: refused' refuses 'is a symbolic link' by dash --library "$library" "$root"
	rm "$root/var/lib/libselinux-strict/original/lib64"
	by dash --library "$library" "$root" >/dev/null
	mv "$root/lib64" "$root/usr/lib64.moved"
	ln -s "$scratch/elsewhere" "$root/lib64"
	check 'planted links, where it goes back to: refused' refuses 'is a symbolic link' by dash --revert "$root"
	check 'planted links: nothing outside of the image' test -z "$(ls "$scratch/elsewhere")"
	rm "$root/lib64"
	mv "$root/usr/lib64.moved" "$root/lib64"
	rm "$root/lib64/libselinux.so.1"
	check 'the library is lost: gone back' ends 0 by dash --revert "$root"
	check 'the library is lost: it is there again' cmp "$parts/el6/lib64/libselinux.so.1" "$root/lib64/libselinux.so.1"

	# A name that a shell could stumble over.
	fresh64
	mv "$root" "$scratch/a [b] *\"c"
	root="$scratch/a [b] *\"c"
	check 'an awkward name: installed' ends 0 by dash --json --library "$library" "$root"
	check 'an awkward name: in JSON' json "r['root'].endswith('/a [b] *\"c') and r['files'] > 5"
	check 'an awkward name: ours' ours /lib64/libselinux.so.1
	rm -r "$root"
	root=$scratch/root

	# A younger file of ours, and an update of the image's own.
	fresh64
	content >"$scratch/before"
	cp "$library" "$scratch/younger"
	echo >>"$scratch/younger"
	by dash --library "$library" "$root" >/dev/null
	check 'a younger one of ours: installed' ends 0 by dash --library "$scratch/younger" "$root"
	check 'a younger one of ours: in place' cmp "$scratch/younger" "$root/lib64/libselinux.so.1"
	check 'a younger one of ours: gone back' ends 0 by dash --revert "$root"
	check 'a younger one of ours: all is as it was' as_before "$scratch/before"
	by dash --library "$library" "$root" >/dev/null
	cp "$parts/el6/lib64/libselinux.so.1" "$root/lib64/libselinux.so.1"
	echo >>"$root/lib64/libselinux.so.1"
	check 'after an update: not gone back' refuses 'was changed since' by dash --revert "$root"
	check 'after an update: verified' ends 3 by dash --verify "$root"
	check 'after an update: installed' ends 0 by dash --library "$library" "$root"
	check 'after an update: the new own one is kept' test "$(wc -c <"$root/$store/original/lib64/libselinux.so.1")" = \
		$(($(wc -c <"$parts/el6/lib64/libselinux.so.1") + 1))
	rm -r "${root:?}/$store"
	check 'nothing kept: not gone back' refuses 'is not kept' by dash --revert "$root"

	# Files that miss names: before as after, and because of the file put in place.
	for name in wants-name wants-node; do
		fresh64
		cp "$parts/$name.so" "$root/usr/lib64/"
		check "$name: installed, and listed" ends 3 by dash --json --library "$library" "$root"
		check "$name: that file alone" json "[u['path'] for u in r['unresolved']] == ['/usr/lib64/$name.so']"
		check "$name: verified, and listed" ends 3 by dash --verify "$root"
		check "$name: by name" says "no_such_${name#*-}"
	done
	fresh64
	check 'a library that lacks names' refuses 'undefined symbol' by dash --library "$parts/lacking" "$root"
	check 'a library that lacks names, dry run' refuses 'lacks names' by dash --dry-run --library "$parts/lacking" "$root"

	# Stock linked without a version script: _init, map_class and the like count only for who wants them of it.
	unscripted uses-unscripted.so
	check 'no version script, a dry run' ends 0 by dash --dry-run --library "$library" "$root"
	check 'no version script, a dry run: the files are counted' says '1 files need it; 0 of them'
	check 'no version script: installed' ends 0 by dash --library "$library" "$root"
	unscripted uses-unscripted.so wants-internal.so
	check 'no version script, a file that wants an internal name, dry run' refuses 'wants-internal.so not in the library:  old_internal' \
		by dash --dry-run --library "$library" "$root"
	check 'no version script, a file that wants an internal name' refuses 'undefined symbol: old_internal' by dash --library "$library" "$root"
}

# --- refused ---

refused() {
	begin refused
	fresh64
	ready="by dash --library $library"
	# shellcheck disable=SC2086 # words
	{
		check 'no such root' refuses 'is no folder' $ready "$root/none"
		check 'no such file' refuses 'is no libselinux-strict' by dash --library "$scratch/none" "$root"
		check "the image's own file" refuses 'is no libselinux-strict' by dash --library "$root/lib64/libselinux.so.1" "$root"
		check 'a file for a younger C library' refuses 'has no GLIBC_2.99' by dash --library "$parts/demanding" "$root"
		check 'no root: usage' ends 2 $ready
		check 'no such option: usage' ends 2 $ready --undo "$root"
		check 'usage is shown' says '--revert'
		mount --bind "$root" "$root"
		mount -o remount,ro,bind "$root"
		check 'mounted read-only' refuses 'cannot be written to' $ready "$root"
		umount "$root"

		cp "$parts/libc-2.5" "$root/lib64/libc.so.6"
		check 'glibc 2.5' refuses 'is glibc 2.5, older than 2.12' $ready "$root"
		check 'glibc 2.5, in JSON' ends 1 $ready --json "$root"
		check 'glibc 2.5, a reason in JSON' json "r['result'] == 'refused' and 'older than 2.12' in r['reason']"
		rm "$root/lib64/libc.so.6"
		check 'no C library' refuses 'no libc.so.6 for x86_64' $ready "$root"
		mkdir -p "$root/lib"
		echo >"$root/lib/ld-musl-x86_64.so.1"
		check 'musl' refuses "C library is musl (/lib/ld-musl-x86_64.so.1)" $ready "$root"
		echo stub >"$root/lib64/libselinux.so.1"
		check 'no ELF file' refuses 'is no shared library' $ready "$root"
		rm "$root/lib64/libselinux.so.1"
		check 'no libselinux.so.1' refuses 'nothing to replace' $ready "$root"

		# Another machine: every file says that it is for aarch64.
		fresh64
		cp "$library" "$scratch/aarch64"
		cp "$parts/lacking" "$scratch/lacking"
		of_aarch64 "$scratch/aarch64" "$scratch/lacking" "$root"/lib64/* "$root"/bin/*
		check 'another machine' refuses 'is for aarch64' $ready "$root"
		check 'another machine, a file that lacks names' refuses 'getfilecon' by dash --library "$scratch/lacking" "$root"
		check 'another machine, its file: installed' ends 0 by dash --library "$scratch/aarch64" "$root"
		check 'another machine: the reduced check is said' says 'aarch64: REDUCED check'
		check 'another machine: gone back' ends 0 by dash --revert "$root"
		cp "$parts/wants-node.so" "$root/usr/lib64/"
		of_aarch64 "$root/usr/lib64/wants-node.so"
		check 'another machine: a node that nobody has is listed' ends 3 by dash --library "$scratch/aarch64" "$root"
		check 'another machine: by name' says 'wants-node.so: not in the library: LIBSELINUX_9.9'
		unscripted uses-unscripted.so
		of_aarch64 "$root"/lib64/* "$root"/usr/lib64/*
		check 'another machine, no version script: dry run' ends 0 by dash --dry-run --library "$scratch/aarch64" "$root"
		check 'another machine, no version script: installed' ends 0 by dash --library "$scratch/aarch64" "$root"
		check 'another machine, no version script: all names are found' says '1 files need it; 0 of them'
		unscripted uses-unscripted.so wants-internal.so
		of_aarch64 "$root"/lib64/* "$root"/usr/lib64/*
		check 'another machine, a file that wants an internal name' refuses 'wants-internal.so not in the library:  old_internal' \
			by dash --library "$scratch/aarch64" "$root"
	}

	# Who may not chroot, nor be root: on an image of his own.
	fresh64
	chown -Rh 65534:65534 "$root"
	chmod 755 "$work" "$scratch"
	cp "$installer" "$library" "$scratch/"
	nobody="setpriv --reuid=65534 --regid=65534 --clear-groups env PATH=$PATH dash $scratch/install-into-image"
	# shellcheck disable=SC2086
	{
		check 'not root: installed' ends 0 $nobody "$root"
		check 'not root: the reduced check is said' says 'REDUCED check'
		check 'not root: gone back' ends 0 $nobody --revert "$root"
		fresh64
		check "not root: root's image" refuses 'cannot be written to' $nobody "$root"
	}
}

# --- diagnosed ---

# diagnosis STATUS ENABLED IMAGE: that is the status, and what the 64-bit library answers in a container; root and the
# machine's temporary directory are as they were.
diagnosis() {
	state >"$scratch/state"
	TMPDIR=$scratch/tmp ends "$1" by dash --diagnose --json "$3" && unchanged "$scratch/state" && [ -z "$(ls -A "$scratch/tmp")" ] &&
		json "[l['container'].split()[0] for l in r['libraries'] if l['machine'] == 'x86_64'] == ['$2']"
}

# loose: the fresh root's library is the stand-in of the demo, which believes /proc/filesystems.
loose() {
	fresh64
	mv "$root/lib64/libselinux.so.1" "$root/lib64/libselinux-image.so.1"
	cp "$scratch/demo/standin.so" "$root/lib64/libselinux.so.1"
}

# packed ROOT UPPER: as an OCI layout of two layers, and that by skopeo as podman save writes it.
packed() {
	python3 - "$scratch/layout" "$1" "$2" <<-'END'
		import gzip, hashlib, io, json, os, sys, tarfile
		layout, kind = sys.argv[1], 'application/vnd.oci.image.'
		os.makedirs(layout + '/blobs/sha256')
		def blob(data, media, **more):
		    digest = hashlib.sha256(data).hexdigest()
		    open(layout + '/blobs/sha256/' + digest, 'wb').write(data)
		    return dict(mediaType=kind + media, digest='sha256:' + digest, size=len(data), **more)
		def text(value):
		    return json.dumps(value).encode()
		layers, ids = [], []
		for root in sys.argv[2:]:
		    data = io.BytesIO()
		    with tarfile.open(fileobj=data, mode='w') as tar:
		        tar.add(root, '.')
		    ids.append('sha256:' + hashlib.sha256(data.getvalue()).hexdigest())
		    layers.append(blob(gzip.compress(data.getvalue(), 1), 'layer.v1.tar+gzip'))
		config = blob(text({'architecture': 'amd64', 'os': 'linux', 'rootfs': {'type': 'layers', 'diff_ids': ids}}), 'config.v1+json')
		manifest = blob(text({'schemaVersion': 2, 'mediaType': kind + 'manifest.v1+json', 'config': config, 'layers': layers}),
		    'manifest.v1+json', annotations={'org.opencontainers.image.ref.name': 'it'})
		open(layout + '/index.json', 'wb').write(text({'schemaVersion': 2, 'manifests': [manifest]}))
		open(layout + '/oci-layout', 'w').write('{"imageLayoutVersion": "1.0.0"}')
	END
	skopeo copy -q "oci:$scratch/layout:it" "docker-archive:$scratch/saved.tar:localhost/it:1" &&
		skopeo copy -q "oci:$scratch/layout:it" "oci-archive:$scratch/archive.tar:it"
}

diagnosed() {
	begin diagnosed
	mkdir "$scratch/demo" "$scratch/tmp" "$scratch/outside"
	"$tree/tests/demo/parts.sh" "$scratch/demo" "$library"
	fresh64
	check "Debian's is not affected" diagnosis 0 0 "$root"
	check 'its version by its newest node' says 'LIBSELINUX_3.4 is its newest'
	mkdir -p "$root/var/lib/dpkg"
	printf 'Package: libseccomp2\nVersion: 2\n\nPackage: libselinux1\nStatus: install ok installed\nVersion: 3.4-1+b6\n\nPackage: z\nVersion: 3\n' \
		>"$root/var/lib/dpkg/status"
	check 'its version by dpkg' diagnosis 0 0 "$root"
	check 'its version by dpkg: said' says 'libselinux1 3.4-1+b6"'
	by dash --library "$library" "$root" >/dev/null
	check 'ours is not affected' diagnosis 0 0 "$root"
	check 'ours by its version' says '"libselinux-strict '
	loose
	rm -r "${root:?}/proc" 2>/dev/null
	check 'the loose one is affected, in an image without /proc' diagnosis 3 1 "$root"
	check 'the loose one: programs' json "'/bin/ls' in [p['path'] for p in r['programs']]"
	check 'the loose one: affected' json "r['result'] == 'affected' and 'run install-into-image' in r['reason']"
	check 'the same in words, by bash' ends 3 by 'bash --posix' --diagnose "$root"
	check 'the same in words: said' says 'default container of an SELinux host: 1 -1'

	# As packed: the upper layer takes a second, loose library away, and what it names through a link stays.
	fresh64
	cp "$scratch/demo/standin.so" "$root/usr/lib64/libselinux.so.1"
	ln -s "$scratch/outside" "$root/link"
	echo theirs >"$scratch/outside/victim"
	mkdir -p "$scratch/upper/usr/lib64" "$scratch/upper/link"
	: >"$scratch/upper/usr/lib64/.wh.libselinux.so.1"
	check 'packed' packed "$root" "$scratch/upper"
	for image in layout saved.tar archive.tar; do
		check "$image: not affected" diagnosis 0 0 "$scratch/$image"
	done
	rm -r "$scratch/upper/link" "$scratch/layout" "$scratch/saved.tar" "$scratch/archive.tar"
	mkdir "$scratch/upper/link"
	: >"$scratch/upper/link/.wh.victim"
	packed "$root" "$scratch/upper" >"$log" 2>&1
	ends 0 by dash --diagnose "$scratch/layout" >"$log" 2>&1
	check 'a whiteout behind a link: nothing outside of the image' test "$(cat "$scratch/outside/victim")" = theirs

	# What cannot be told is not taken for well.
	fresh64
	of_aarch64 "$root/lib64/libselinux.so.1" "$root/lib64/libc.so.6"
	check 'another machine: not to be told' ends 1 by dash --diagnose "$root"
	check 'another machine: why' says 'there is no program ask for aarch64'
	check 'no such image' ends 1 by dash --diagnose "$root/none"
	echo text >"$scratch/text"
	check 'no archive' ends 1 by dash --diagnose "$scratch/text"
	check 'help' ends 0 by dash --help
	check 'help: it is told' says '--diagnose [--json] ROOT | LAYOUT | TARBALL'
}

# --- killed ---

# killed_at N HALF ARGUMENT...: runs it, and kills it at its Nth call of a program that changes files. True while it made
# that many; died says whether it was killed there (in the middle of cp and dd only).
killed_at() {
	export DIE_AT="$1" DIE_HOW="$2" DIE_COUNT="$scratch/count"
	: >"$DIE_COUNT"
	rm -f "$DIE_COUNT.died"
	shift 2
	setsid --wait env PATH="$scratch/bin:$PATH" dash "$installer" "$@" >"$scratch/out" 2>&1
	status=$?
	died=''
	[ ! -e "$DIE_COUNT.died" ] || died=1
	[ "$(wc -l <"$DIE_COUNT")" -ge "$DIE_AT" ]
}

# The library works after the kill; a second run completes; going back gives what was before.
completes() {
	loads && by dash --library "$library" "$root" && ours /lib64/libselinux.so.1 && loads && reverts
}

reverts() {
	loads && by dash --revert "$root" && as_before "$scratch/before"
}

# killed_all WHAT AFTERWARDS ARGUMENT...: at each step, and in the middle of those that take their time.
killed_all() {
	doing=$1 afterwards=$2
	shift 2
	for half in '' half; do
		step=1
		while killed_at $step "$half" "$@"; do
			[ -z "$died" ] || check "$doing, at step $step${half:+, half written}" "$afterwards"
			step=$((step + 1))
			"prepare_$afterwards"
		done
		"prepare_$afterwards"
	done
	check "$doing has $((step - 1)) steps" test "$step" -gt 5
}

prepare_completes() {
	by dash --revert "$root" >/dev/null
}

prepare_reverts() {
	by dash --library "$library" "$root" >/dev/null
}

killed() {
	begin killed
	mkdir "$scratch/bin"
	for name in cp dd mv mkdir mkfifo rm touch; do
		ln -s "$here/die-at.sh" "$scratch/bin/$name"
	done
	fresh64
	rm "$root/bin/stat" "$root/bin/id" "$root/bin/mkdir" # fewer to be looked at
	content >"$scratch/before"
	killed_all installing completes --library "$library" "$root"
	prepare_reverts
	killed_all 'going back' reverts --revert "$root"
}

# --- failing ---

# stand_in NAME SCRIPT: for that program, by with_bin.
stand_in() {
	rm -rf "${scratch:?}/bin"
	mkdir "$scratch/bin"
	printf '#!/bin/sh\n%s\n' "$2" >"$scratch/bin/$1"
	chmod 755 "$scratch/bin/$1"
}

with_bin() {
	PATH=$scratch/bin:$PATH "$@"
}

# It fails with a message, and nothing is in place.
refuses_or_fails() {
	ends 1 "$@" && [ -s "$scratch/err" ]
}

unwritten() {
	"$@" >/dev/full 2>"$scratch/err"
	[ $? = 1 ]
}

# The image's own file is in its place, or kept.
not_lost() {
	cmp -s "$own" "$root/lib64/libselinux.so.1" || cmp "$own" "$root/$store/original/lib64/libselinux.so.1"
}

# After a program failed: the image works, and its own file is not lost. Where the status says that all is done, it is.
# A next run, in which nothing fails, does its work.
fails_well() {
	loads && not_lost || return
	if [ "$status" = 0 ]; then
		"$1" || { echo 'status 0, and it is not done' && false; } || return
	fi
	by dash ${2:+"$2"} --library "$library" "$root" && "$1"
}

is_installed() {
	ours /lib64/libselinux.so.1 && cmp "$own" "$root/$store/original/lib64/libselinux.so.1"
}

is_reverted() {
	as_before "$scratch/was"
}

# failed_each STRIDE PREPARED IS [OPTION]: in the run with this option, from a root that is PREPARED by the other one, its
# first and every STRIDE-th call of a program fails; at the end the root IS as it should be.
failed_each() {
	stride=$1 prepared=$2 is=$3 option=${4-}
	step=1 bad=0
	while :; do
		by dash ${prepared:+"$prepared"} --library "$library" "$root" >/dev/null
		killed_at $step fails ${option:+"$option"} --library "$library" "$root" || break
		if ! fails_well "$is" "$option" >"$scratch/after" 2>&1; then
			bad=$((bad + 1))
			echo "call $step fails ($(cat "$scratch/count.died")), status $status"
			tail -n 5 "$scratch/out" "$scratch/after"
		fi
		step=$((step + stride))
	done
	echo "about $step calls, $bad of them fail badly"
	[ $bad = 0 ] && [ $step -gt $((3 * stride)) ]
}

# STRIDE=1 lets every call fail in its turn: some minutes.
failing() {
	begin failing
	fresh64
	rm "$root/bin/id" # fewer to be looked at
	own=$parts/el6/lib64/libselinux.so.1
	content >"$scratch/was"

	# Sums that are empty, or none at all, are no sums that are the same.
	for doing in 'exit 1' 'exit 0' 'echo e3b0c442; exit 0'; do
		stand_in sha256sum "$doing"
		check "sha256sum: $doing: not installed" refuses_or_fails with_bin by dash --library "$library" "$root"
		check "sha256sum: $doing: nothing in place" cmp "$own" "$root/lib64/libselinux.so.1"
		check "sha256sum: $doing: dry run" ends 1 with_bin by dash --dry-run --library "$library" "$root"
		by dash --library "$library" "$root" >/dev/null
		check "sha256sum: $doing: not gone back" ends 1 with_bin by dash --revert "$root"
		check "sha256sum: $doing: it is kept" is_installed
		check "sha256sum: $doing: gone back afterwards" ends 0 by dash --revert "$root"
		check "sha256sum: $doing: all is as it was" as_before "$scratch/was"
	done
	# busybox's grep stops at a NUL.
	stand_in grep 'cat >/dev/null; echo 0; exit 1'
	check 'a grep that finds nothing in an ELF file' ends 0 with_bin by dash --dry-run --json --library "$library" "$root"
	check 'a grep that finds nothing in an ELF file: the files are found' json "r['files'] > 5"
	by dash --library "$library" "$root" >/dev/null
	bring "$library"
	for name in sha256sum stat od mkfifo; do
		mv "$parts/el6/bin/$name" "$scratch/away"
		rm -f "$root/bin/$name"
		check "no $name in the image: not gone back" refuses "there is no $name here" within dash --revert
		check "no $name in the image: it is kept" is_installed
		mv "$scratch/away" "$parts/el6/bin/$name"
		cp -a "$parts/el6/bin/$name" "$root/bin/"
	done
	rm -r "$root/srv"
	check 'with all of them: gone back' ends 0 by dash --revert "$root"
	check 'a report that cannot be written' unwritten by dash --json --library "$library" "$root"
	by dash --revert "$root" >/dev/null

	# What is kept is no file to go back to.
	kept=$root/$store/original/lib64/libselinux.so.1
	by dash --library "$library" "$root" >/dev/null
	cp "$library" "$kept"
	check 'ours is kept: not gone back' refuses 'is libselinux-strict, not the image' by dash --revert "$root"
	check 'ours is kept: it is not lost' cmp "$library" "$kept"
	: >"$kept"
	check 'a damaged one is kept: not gone back' refuses 'is damaged' by dash --revert "$root"
	cp "$own" "$kept"
	echo a note >"$root/$store/original/note"
	check 'a file of others: gone back' ends 1 by dash --revert "$root"
	rm "$root/$store/original/note"
	check 'no file of others: gone back' ends 0 by dash --revert "$root"

	# An update of the image's own, and another: the ones kept earlier are not written over.
	for update in 1 2 3; do
		cp "$own" "$root/lib64/libselinux.so.1"
		head -c $update /dev/zero >>"$root/lib64/libselinux.so.1"
		check "update $update: installed" ends 0 by dash --library "$library" "$root"
	done
	check 'after updates: all own ones are kept' test "$(cd "${kept%/*}" && stat -c '%n %s' libselinux.so.1* | tr '\n' ' ')" = \
		"$(size=$(stat -c %s "$own") && printf 'libselinux.so.1%s ' " $((size + 3))" ".earlier.1 $((size + 1))" ".earlier.2 $((size + 2))")"
	check 'after updates: gone back' ends 0 by dash --revert "$root"
	check 'after updates: the last one is in place' test "$(stat -c %s "$root/lib64/libselinux.so.1")" = $(($(stat -c %s "$own") + 3))
	check 'after updates: nothing is kept' test ! -e "$root/$store"
	cp -p "$own" "$root/lib64/libselinux.so.1"

	rm -r "${scratch:?}/bin"
	mkdir "$scratch/bin"
	# shellcheck disable=SC2013 # words
	for name in $(sed -n "s/^tools='\(.*\)'/\1/p" "$installer"); do
		ln -s "$here/die-at.sh" "$scratch/bin/$name"
	done
	check 'each in its turn, installing' failed_each "${STRIDE:-17}" --revert is_installed
	check 'each in its turn, going back' failed_each "${STRIDE:-5}" '' is_reverted --revert
	# What is no file of this program's stays, and is told.
	by dash --library "$library" "$root" >/dev/null
	ln -s note "$root/$store/original/note"
	check 'a link of others is kept: gone back' ends 1 by dash --revert "$root"
	check 'a link of others is kept: it is told' says 'it is done, but '
	check 'a link of others is kept: all else is as it was' cmp "$own" "$root/lib64/libselinux.so.1"
}

# --- two at once ---

# at_once SHELL: two runs, and the image's own file is the one that is kept.
at_once() {
	by dash --revert "$root" >/dev/null
	by "$1" --library "$library" "$root" >"$scratch/one" 2>&1 &
	one=$!
	by "$1" --library "$library" "$root" >"$scratch/two" 2>&1
	two=$?
	wait $one
	one=$?
	is_installed || return
	case $one$two in
	00) ;;
	01) grep 'another run is at work' "$scratch/two" ;;
	10) grep 'another run is at work' "$scratch/one" ;;
	*) false ;;
	esac || { cat "$scratch/one" "$scratch/two" && false; }
}

rounds() {
	for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		if ! at_once dash || ! at_once 'bash --posix'; then
			echo "in round $round"
			return 1
		fi
	done
}

# paused ARGUMENT...: a run that stops at its first cp, until go is written to.
paused() {
	stand_in cp "rm -f '$scratch/bin/cp'; echo >'$scratch/stopped'; read go <'$scratch/go'; exec /bin/cp \"\$@\""
	rm -f "$scratch/go" "$scratch/stopped"
	mkfifo "$scratch/go"
	setsid env PATH="$scratch/bin:$PATH" dash "$installer" "$@" >"$scratch/paused" 2>&1 &
	paused=$!
	while [ ! -e "$scratch/stopped" ] && kill -0 $paused; do
		sleep 0.1
	done
}

together() {
	begin together
	fresh64
	rm "$root/bin/id"
	own=$parts/el6/lib64/libselinux.so.1
	check 'two runs at once, thirty times' rounds
	by dash --revert "$root" >/dev/null
	content >"$scratch/was"
	bring "$library"
	for way in 'by dash' 'within dash'; do
		[ "$way" = 'by dash' ] && at=$root || at=''
		paused --library "$library" "$root"
		# shellcheck disable=SC2086 # words
		{
			check "$way, beside one that is at work" refuses 'another run is at work' $way $at
			check "$way, going back beside one that is at work" refuses 'another run is at work' $way --revert $at
			check "$way, a look beside one that is at work" ends 3 $way --verify $at
			echo >"$scratch/go"
			wait $paused
			check "$way, the one that was at work has ended well" is_installed
			check "$way, and then the other may" ends 0 $way --revert $at
			paused --library "$library" "$root"
			kill -9 -$paused
			wait $paused 2>/dev/null
			check "$way, after one that was killed" ends 0 $way $at
			check "$way, it is in place" is_installed
			check "$way, gone back" ends 0 $way --revert $at
		}
		check "$way, all is as it was" as_before "$scratch/was"
	done
	# A FIFO of a run that died is removed by the next, and what is no FIFO is passed over.
	mkdir -p "$root/$store"
	mkfifo "$root/$store/running.0"
	ln -s "$scratch/elsewhere" "$root/$store/running.1"
	mkdir "$root/$store/running.2"
	check 'dead locks: installed' ends 0 by dash --library "$library" "$root"
	check 'dead locks: they are gone' test "$(cd "$root/$store" && echo *)" = 'original running.1 running.2'
	check 'dead locks: nothing elsewhere' test ! -e "$scratch/elsewhere"
}

# --- all ---

become_root "$@"
[ -n "${in_namespace-}" ] || exec env in_namespace=1 unshare --mount "$0" "$@"
library=$(realpath "${1:-$tree/build/libselinux.so.1}") || exit
[ -f "$library" ] || die "no $library; build it first"
[ $# = 0 ] || shift
groups=$*
roots=$("$tree/tests/worlds/bed.sh" image-bullseye container image-trixie image-sid) || exit
# shellcheck disable=SC2086
set -- $roots
work=$(mktemp -d)
trap 'umount -l "$work"; rmdir "$work"' EXIT
mount -t tmpfs -o mode=755 tmpfs "$work" || die "no tmpfs can be mounted on $work"
parts=$work/parts
"$here/parts.sh" "$parts" "$2" "$library" || die 'the parts of the test could not be made'

TEST_PATIENCE=$("$tree/tests/lib/patience.sh") || exit
patience=$((600 * TEST_PATIENCE)) # for what may wait for ever
if [ -n "$groups" ]; then
	for group in $groups; do
		case $group in
		bullseye) suite bullseye "$1" inside ;;
		bookworm) suite bookworm "$2" outside ;;
		trixie) suite trixie "$3" outside ;;
		sid) suite sid "$4" inside ;;
		centos | refused | diagnosed | killed | failing | together) $group ;;
		*) die "there is no group $group" ;;
		esac
	done
	finish
	exit
fi
say 'six roots, and some two hundred runs that are interrupted, fail or meet another one; some minutes'
{
	suite bullseye "$1" inside
	suite trixie "$3" outside
	refused
	diagnosed
} >"$work/log.1" 2>&1 &
{
	suite bookworm "$2" outside
	suite sid "$4" inside
	centos
} >"$work/log.2" 2>&1 &
{
	killed
	failing
	together
} >"$work/log.3" 2>&1
wait
cat "$work"/log.*
passed=$(cat "$work"/log.* | grep -c '^ok ')
failed=$(cat "$work"/log.* | grep -c '^NOT OK ')
late=$(cat "$work"/log.* | grep -c '^OUT OF TIME ')
finish && [ "$passed" -gt 100 ]
