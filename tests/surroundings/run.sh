#!/bin/sh
# SPDX-License-Identifier: MIT
# The library in hostile surroundings, on this host and without SELinux: a client (client.c) makes calls of each family
# (families.c) where descriptors, memory, system calls, files or file systems are not what a program expects. What it
# answers in ordinary surroundings is what it must answer in these, or else the errno that the checks below name.
# Usage: run.sh
# Exit status: 0 all is well, 1 not, 124 out of time.
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
become_root "$@"
cd "$tree" || exit
TEST_PATIENCE=$(tests/lib/patience.sh)
export TEST_PATIENCE
unset LC_ALL LANG LANGUAGE
export LC_ALL=C
make_work
chmod 755 "$work"
limit=$((600 * TEST_PATIENCE)) # of a client; of what it waits for, client.c and table.c

# The families of docs/SECURITY.md and their system calls: "family call...".
sed -n '/^## Filters/,/^## Reporting/p' docs/SECURITY.md >"$work/filters"
calls_of() {
	# shellcheck disable=SC2016 # backticks of markdown
	sed -n "s/^| \`$1\` |.*| \(.*\) |\$/\1/p" "$work/filters" | grep -oE '`[a-z0-9_]+`' | tr -d '`' | while read -r call; do
		case $call in
		opening | files) calls_of "$call" ;;
		*) echo "$call" ;;
		esac
	done
}
# shellcheck disable=SC2016
families=$(sed -n 's/^| `\([a-z]*\)` |.*/\1/p' "$work/filters" | grep -vx all)
# of the C library's name service
names='lseek newfstatat socket connect'
# shellcheck disable=SC2016
grep -oE '`[a-z0-9_]+`' "$work/filters" | tr -d '`' | sort -u >"$work/documented"

# The client, linked to a copy of the library that any user may read, and that a setuid program finds.
build() {
	{
		printf '#ifndef SYS_getxattrat\n#define SYS_getxattrat 464\n#endif\n'
		echo 'static const struct { const char *name; long number; } syscalls[] = {'
		sed 's/.*/#ifdef SYS_&\n{"&", SYS_&},\n#endif/' "$work/documented"
		echo '{"exit_group", SYS_exit_group}};'
	} >"$work/syscalls.h"
	cp build/libselinux.so.1 "$work/" &&
		${CC:-gcc} -std=gnu11 -O1 -g -Wall -Wextra -Wshadow -Wno-deprecated-declarations -Iinclude -I"$work" \
			-o "$work/client" tests/surroundings/*.c tests/lib/fakefs.c tests/lib/files.c "$work/libselinux.so.1" \
			-Wl,-rpath,"$work" -pthread
}

# file NAME: standard input, in the store.
file() {
	mkdir -p "$(dirname "$place/policy/$1")"
	cat >"$place/policy/$1"
}

# world NAME: a store, a tree to label, and $place.
world() {
	place=$work/$1
	mkdir -p "$place/tree/directory"
	touch "$place/tree/file" "$place/tree/directory/file"
	ln -s file "$place/tree/link"
	file contexts/files/file_contexts <<-END
		/.* system_u:object_r:default_t:s0
		/etc/.* system_u:object_r:etc_t:s0
		/home/[^/]+/[I-Z] system_u:object_r:I_t:s0
		/lib/(x|X)[0-9]{2}\.so -- system_u:object_r:lib_t:s0
		/proc/.* <<none>>
		$work/[^/]+/tree/.* system_u:object_r:tree_t:s0
	END
	echo '/home/[^/]+/i system_u:object_r:i_t:s0' | file contexts/files/file_contexts.homedirs
	echo '/opt/.* system_u:object_r:opt_t:s0' | file contexts/files/file_contexts.local
	echo '/usr/sbin /usr/bin' | file contexts/files/file_contexts.subs
	echo '/lib64 /lib' | file contexts/files/file_contexts.subs_dist
	printf 'cdrom system_u:object_r:cdrom_t:s0\nfloppy system_u:object_r:floppy_t:s0\n' | file contexts/files/media
	printf 'property i* system_u:object_r:small_t:s0\nproperty * system_u:object_r:x_t:s0\n' | file contexts/x_contexts
	printf 'db_table *.pg_* system_u:object_r:catalog_t:s0\n' | file contexts/sepgsql_contexts
	printf 'no entry\nroot:root:s0-s0:c0.c1023\n%%nogroup:staff_u:s0\n__default__:user_u:s0\n' | file seusers
	echo 'sshd:guest_u:s0' | file logins/root
	echo 'system_r:sshd_t:s0 user_r:user_t:s0' | file contexts/default_contexts
	echo 'system_r:sshd_t:s0 staff_r:staff_t:s0' | file contexts/users/root
	echo 'sysadm_r:sysadm_t:s0' | file contexts/failsafe_context
	printf 'user_r:user_t\nstaff_r:staff_t\n' | file contexts/default_type
	echo tty_device_t | file contexts/securetty_types
	echo custom_t | file contexts/customizable_types
	echo 'old_name new_name' | file booleans.subs_dist
	echo policy | file policy/policy.33
}

# client MODE...: its answers are in $work/answers.
client() {
	timeout -k 30 $limit "$work/client" "$place" "$@" 9>"$work/answers"
	client_status=$?
	[ $client_status != 142 ] || return 124 # its alarm
	return $client_status
}

# as_ever COMMAND...: are the answers those of ordinary surroundings?
as_ever() {
	"$@" && diff -u "$work/ordinary" "$work/answers"
}

files_of_store() {
	find "$place/policy" -type f -exec cksum {} + | sort
}

ordinary() {
	client all 2>"$work/messages" && client all 2>"$work/messages" || return # of a tree that has been relabelled
	cp "$work/answers" "$work/ordinary"
	[ "$(grep -c '^==' "$work/answers")" = 10 ] && grep -q 'error on line 1, skipping' "$work/messages"
}

closed() {
	files_of_store >"$work/before"
	as_ever_ours() {
		# the last answers are those of restorecon once more, with a callback
		head -n "$(wc -l <"$work/ordinary")" "$work/answers" | diff -u "$work/ordinary" -
	}
	client closed <&- >&- 2>&- || { echo 'a descriptor from 0 to 2 is in use, or the client failed'; return 1; }
	as_ever_ours && files_of_store | diff -u "$work/before" -
}

limits() {
	client limits
	status=$?
	cat "$work/answers"
	[ $status = 0 ] || return $status
	for error in EMFILE ENOMEM; do
		awk -F'\t' -v error=$error '$1 == error { n += $3 } END { exit n < 20 }' "$work/answers" ||
			{ echo "too few calls failed with $error"; return 1; }
	done
}

# Every system call that the source makes, and what the C library's functions in tests/abi/imports.txt make, is in the
# documentation's table.
documented() {
	{
		grep -rhoE '\bSYS_[a-z0-9_]+' src --include=*.[ch] | sed 's/^SYS_//'
		sed -n 's/.*CALL(\([a-z]*\), [0-9].*/\1/p' src/common/socket.c
		echo brk madvise mmap mprotect mremap munmap futex statfs readlink | tr ' ' '\n'
		grep -x '[fl]\{0,1\}[gs]etxattr' tests/abi/imports.txt
	} | sort -u >"$work/made"
	# of 32-bit machines; of the library as a program; of who loads a policy, or starts a program
	printf '%s\n' fstat64 fstatat64 statfs64 geteuid32 socketcall rt_sigprocmask exit_group mount umount2 execve | sort >"$work/left-out"
	comm -23 "$work/made" "$work/left-out" | comm -23 - "$work/documented" >"$work/missing"
	[ ! -s "$work/missing" ] || { echo "not in docs/SECURITY.md:" && cat "$work/missing"; return 1; }
}

# filtered FAMILY SYSTEM-CALL...: as ever?
filtered() {
	family=$1
	sed -n "/^== $family\$/,/^==/p" "$work/ordinary" | sed '1!{/^==/d}' >"$work/wanted"
	[ -s "$work/wanted" ] || return
	# shellcheck disable=SC2046 # words
	client filter "$@" $(calls_of all) 2>"$work/err"
	status=$?
	[ $status = 0 ] || { echo "status $status; $(cat "$work/err")"; return 1; }
	diff -u "$work/wanted" "$work/answers"
}

killed() {
	# shellcheck disable=SC2046 # words
	client filter opening $(calls_of all)
	[ $? = 159 ]
}

trap_names='LD_LIBRARY_PATH LD_DEBUG_OUTPUT LD_PROFILE_OUTPUT LD_ORIGIN_PATH GCONV_PATH LOCPATH LANG LANGUAGE NLSPATH
	TMPDIR TMP HOME PATH SHELL TZ TZDIR HOSTALIASES RESOLV_HOST_CONF NIS_PATH MALLOC_TRACE GETCONF_DIR
	XDG_CONFIG_HOME SELINUX_CONFIG SELINUXTYPE SELINUX_ROOT SELINUX_DIR SELINUXMNT SELINUX_ROLE_REQUESTED
	SELINUX_LEVEL_REQUESTED RESTORECON_DEBUG'

# with_traps COMMAND...: every variable that a library may look at names something in $work/trap.
with_traps() {
	trap=$work/trap
	for name in $trap_names; do
		set -- "$name=$trap" "$@"
	done
	set -- LD_PRELOAD="$trap/preload.so" LD_AUDIT="$trap/audit.so" LD_PROFILE=libselinux.so.1 LC_ALL=de_DE.UTF-8 \
		POSIXLY_CORRECT=1 GLIBC_TUNABLES=glibc.malloc.check=3 SELINUX_USE_CURRENT_RANGE=1 "$@"
	timeout -k 30 $limit strace -f -o "$work/trace" -e trace=file -u nobody env -i "$@" 9>"$work/answers" 2>"$work/err"
}

setuid() {
	mkdir -p "$work/trap/policy/contexts/files"
	cp "$work/client" "$work/setuid" && chmod 4755 "$work/setuid" || return
	as_ever with_traps "$work/setuid" "$place" locale || return
	sed '1,/execve.*setuid/d' "$work/trace" >"$work/opened"
	[ -s "$work/opened" ] && ! grep "$work/trap" "$work/opened"
}

# The same without the bit: the trap works.
unset_uid() {
	with_traps "$work/client" "$place" locale
	grep -q "\"$trap/preload.so\"" "$work/trace"
}

changed_root() {
	root=$work/root
	mkdir -p "$root/etc" "$root$work"
	cp /etc/passwd /etc/group "$root/etc/" && cp -a "$place" "$root$place" || return
	client chroot "$root" 2>"$work/err" || return
	[ ! -e "$root/proc" ] && [ ! -e "$root/dev" ] || return
	diff "$work/ordinary" "$work/answers" | sed -n 's/^> //p' >"$work/changed"
	printf '%s: ENOENT\n' own "another's" 'for exec' set | diff -u - "$work/changed"
}

store() {
	[ -d /etc/selinux ] || { echo 'no /etc/selinux to mount over'; return 77; }
	client store 2>"$work/err" || { status=$?; cat "$work/answers" "$work/err"; return $status; }
	grep -v '^#' tests/surroundings/store.tsv | diff -u - "$work/answers"
}

covered() {
	client cover || return
	cat >"$work/wanted" <<-END
		covered: ENOENT

		another: 0
		u:r:new_t:s0
	END
	sed -n '1,4p' "$work/answers" | diff -u "$work/wanted" - && ! grep WRONG "$work/answers" &&
		tail -n 2 "$work/answers" | grep -q 'etc_t:s0$'
}

stuck() {
	client stuck
	status=$?
	cat "$work/answers"
	[ $status = 0 ] || return $status
	grep -xE 'opening: (ECONNABORTED|ENOTCONN)' "$work/answers" && [ "$(wc -l <"$work/answers")" = 1 ]
}

# localized LOCALE: answers and messages.
localized() {
	[ -d "$work/locale/$1" ] || { echo "no locale $1"; return 77; }
	LOCPATH=$work/locale LC_ALL=$1 client locale >"$work/name" 2>"$work/localized" || return
	grep "^$1 " "$work/name" || return
	diff -u "$work/ordinary" "$work/answers" || return
	# the C library's words for an errno are the locale's
	sed 's/\(enforcing mode: \).*/\1/' "$work/localized" >"$work/now"
	sed 's/\(enforcing mode: \).*/\1/' "$work/messages" | diff -u - "$work/now"
}

log=$work/build.log
build >"$log" 2>&1 || { cat "$log"; die "the client does not build"; }
log=$work/log
world store
check 'ordinary surroundings' ordinary
check 'descriptors 0, 1 and 2 closed' closed
check 'no descriptor left, no memory left' limits
check 'every system call of the source is in docs/SECURITY.md' documented
for family in $families; do
	case $family in
	logins) more=$names ;;
	*) more='' ;;
	esac
	# shellcheck disable=SC2046,SC2086 # words
	check "system calls of docs/SECURITY.md alone: $family" filtered "$family" $(calls_of "$family") $more
done
check_same 'each family is in docs/SECURITY.md' "$(sed -n 's/^== //p' "$work/ordinary" | sort)" \
	"$(printf '%s\n' "$families" | sort)"
check 'another system call kills' killed
check 'a setuid program, and an environment full of traps' setuid
check 'the traps are seen where they spring' unset_uid
check 'a root without /proc and /dev' changed_root
check 'each file of the store as FIFO, directory, loop, 1 GiB, unreadable' store
check 'the store covered by another mount' covered
check 'a file system that never answers' stuck
mkdir "$work/locale"
for locale in de_DE tr_TR; do
	localedef -i $locale -f UTF-8 "$work/locale/$locale.UTF-8" 2>/dev/null
	check "locale $locale" localized $locale.UTF-8
done
finish
