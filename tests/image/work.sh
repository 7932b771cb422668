#!/bin/sh
# The image's programs at work, inside the container and with nothing but what it holds. Each check prints one line: its
# name, its exit status and all its output, with tabs between and a bar for each newline of the output. Nothing in them
# differs from run to run, so that the lines of two libraries can be compared. Sourced by another script (tests/engines),
# it does nothing but say what each work is.
# Usage: work.sh IMPORTS        (the table of imports.tsv)
# shellcheck disable=SC2016 # other shells expand what stands in single quotes
set -u

imports=${1-}
export LC_ALL=C EDITOR=true
umask 022
works='useradd groupadd chpasswd su unix_chkpwd passwd usermod usermod_move chage chfn_chsh gpasswd groupmod chgpasswd
	newusers userdel groupdel shadow_files vipw cp mv install mkdir special_files tar tar_selinux contexts id find sed dpkg
	mount mkswap ssh_keygen ssh lslogins'
desk=/tmp/desk helpers=/tmp/helpers

# check NAME COMMAND...: the command fails unless the work had its effect. The one "tr" below makes a line of it.
check() {
	check_name=$1
	shift
	output=$("$@" 2>&1)
	status=$?
	printf '%s\001%s\001%s\002' "$check_name" $status "$output"
}

# What ld.so says when it is not content; it also exits with 127.
no_loader_complaint() {
	case $2 in
	*'symbol lookup error'* | *'error while loading'* | *'no version information'* | *'cannot be preloaded'*) return 1 ;;
	*libselinux*) return 1 ;;
	esac
	[ "$1" != 127 ]
}

# PAM's two helpers sleep ten seconds over a caller whom they take for an intruder: they do that while others work.
start_helpers() {
	for helper in $(cut -f 1 "$imports" | uniq | grep -E '/unix_(chkpwd|update)$'); do
		{
			LD_BIND_NOW=1 "$helper" --help </dev/null >"$helpers/${helper##*/}.said" 2>&1
			echo $? >"$helpers/${helper##*/}.new"
			mv "$helpers/${helper##*/}.new" "$helpers/${helper##*/}.status"
		} &
	done
}

helper_ended() {
	until [ -e "$helpers/$1.status" ]; do sleep 0.25; done
	cat "$helpers/$1.said"
	return "$(cat "$helpers/$1.status")"
}

start_program() {
	case $1 in
	*/unix_chkpwd | */unix_update) said=$(helper_ended "${1##*/}") ;;
	*) said=$(LD_BIND_NOW=1 "$1" --help </dev/null 2>&1) ;;
	esac
	status=$?
	printf '%s\nexit %s\n' "$said" $status
	no_loader_complaint $status "$said"
}

load_object() {
	said=$(LD_BIND_NOW=1 LD_PRELOAD=$1 /bin/true 2>&1)
	status=$?
	printf '%s\n' "$said"
	no_loader_complaint $status "$said" && [ $status = 0 ]
}

# Every property of the files below a folder that a copy keeps.
listing() {
	(cd "$1" && find . -printf '%P %y %m %U:%G %s %T@ %l\n' | sort)
}

make_tree() {
	mkdir -p "$1/sub/empty"
	echo content >"$1/file"
	echo '#!/bin/sh' >"$1/sub/script"
	chown 12:34 "$1/sub/script"
	chmod 4751 "$1/sub/script"
	ln -s ../file "$1/sub/link"
	touch -h -d '2001-02-03 04:05:06' "$1/file" "$1/sub/script" "$1/sub/link" "$1/sub/empty" "$1/sub" "$1"
}

do_useradd() {
	useradd -m -c 'Ann User' -s /bin/bash ann &&
		grep -q '^ann:x:1000:1000:Ann User:/home/ann:/bin/bash$' /etc/passwd && grep -q '^ann:!' /etc/shadow &&
		[ "$(stat -c '%U:%G %a' /home/ann)" = 'ann:ann 755' ] && [ -f /home/ann/.profile ]
}

do_groupadd() {
	groupadd -g 4321 crew && grep -q '^crew:x:4321:$' /etc/group && grep -q '^crew:!' /etc/gshadow
}

do_chpasswd() {
	echo 'ann:open sesame' | chpasswd && grep -q '^ann:\$' /etc/shadow
}

# The password is asked of a user who is not root, so PAM's modules have their say.
do_su() {
	[ "$(echo 'open sesame' | setpriv --reuid=nobody --clear-groups su ann -c 'id -un; pwd' 2>/dev/null |
		tr '\n' ' ')" = "ann $desk " ] &&
		! echo 'wrong' | setpriv --reuid=nobody --clear-groups su ann -c 'echo entered' 2>&1 &&
		[ "$(su - ann -c 'echo $HOME')" = /home/ann ]
}

# Asked as ann herself, the helper reads the shadow file for PAM.
do_unix_chkpwd() {
	printf 'open sesame\0' | setpriv --reuid=ann --regid=ann --clear-groups unix_chkpwd ann nullok &&
		! printf 'wrong\0' | setpriv --reuid=ann --regid=ann --clear-groups unix_chkpwd ann nullok
}

do_passwd() {
	passwd -l ann && grep -q '^ann:!\$' /etc/shadow && passwd -u ann && grep -q '^ann:\$' /etc/shadow
}

do_usermod() {
	usermod -a -G crew -c 'Ann Sailor' ann && [ "$(id -nG ann)" = 'ann crew' ] && grep -q ':Ann Sailor:' /etc/passwd
}

do_usermod_move() {
	usermod -d /home/sailor -m ann && [ -f /home/sailor/.profile ] && [ ! -e /home/ann ]
}

do_chage() {
	chage -M 90 ann && chage -l ann | grep 'Maximum.*: 90$'
}

do_chfn_chsh() {
	chfn -r 12 ann && chsh -s /bin/sh ann && grep -q '^ann:.*:Ann Sailor,12,,:.*:/bin/sh$' /etc/passwd
}

do_gpasswd() {
	gpasswd -d ann crew && [ "$(id -nG ann)" = ann ] && gpasswd -a ann crew && [ "$(id -nG ann)" = 'ann crew' ]
}

do_groupmod() {
	groupmod -n sailors crew && grep -q '^sailors:x:4321:ann$' /etc/group
}

do_chgpasswd() {
	echo 'sailors:heave' | chgpasswd && grep -q '^sailors:\$' /etc/gshadow
}

do_newusers() {
	echo 'bob:pass:1500:1500:Bob:/home/bob:/bin/sh' | newusers && [ -d /home/bob ] && [ "$(id -u bob)" = 1500 ]
}

do_userdel() {
	userdel -r bob 2>/dev/null && ! grep -q '^bob:' /etc/passwd && [ ! -e /home/bob ]
}

do_groupdel() {
	groupadd gone && groupdel gone && ! grep -q '^gone:' /etc/group
}

do_shadow_files() {
	pwunconv && [ ! -e /etc/shadow ] && pwconv && [ -e /etc/shadow ] && grpunconv && [ ! -e /etc/gshadow ] &&
		grpconv && [ -e /etc/gshadow ] && pwck -r -q && grpck -r
}

do_vipw() {
	EDITOR='sed -i s/Ann_Sailor/Ann/' vipw >/dev/null && cp /etc/passwd new && sed -i 's/Ann Sailor/Ann Captain/' new &&
		cppw new && grep -q 'Ann Captain' /etc/passwd
}

do_cp() {
	make_tree tree && cp -a tree copy && [ "$(listing tree)" = "$(listing copy)" ]
}

do_mv() {
	cp -a tree there && listing there >before && mv there here && [ ! -e there ] && listing here | cmp before - &&
		mv here /dev/shm/there && [ ! -e here ] && listing /dev/shm/there | cmp before - && rm -r /dev/shm/there
}

do_install() {
	install -D -m 640 -o ann -g sailors tree/file deep/down/file &&
		[ "$(stat -c '%U:%G %a' deep/down/file)" = 'ann:sailors 640' ] && cmp tree/file deep/down/file
}

do_mkdir() {
	mkdir -p made && mkdir -m 1777 made/within && [ "$(stat -c %a made/within)" = 1777 ]
}

do_special_files() {
	mkfifo fifo && [ -p fifo ] && mknod null c 1 3 && [ -c null ] && echo gone >null
}

do_tar() {
	tar -cf tree.tar tree && mkdir out && tar -xpf tree.tar -C out && listing tree >before && listing out/tree | cmp before -
}

do_tar_selinux() {
	tar --selinux -cf labelled.tar tree && mkdir labelled && tar --selinux -xpf labelled.tar -C labelled
	ls -Z labelled/tree/file
	[ "$(cat labelled/tree/file)" = content ]
}

# The ways to ask for contexts and to set them: whatever stock does is right.
do_contexts() {
	for command in 'ls -Z tree/file' 'ls -lZd tree' 'dir -Z tree' 'vdir -dZ --time-style=+ /etc/passwd /home/sailor' 'stat -c %C tree/file' \
		'id -Z' 'chcon -t etc_t tree/file' 'ls -Z tree/file' 'chcon --reference=tree tree/file' \
		'chcon system_u:object_r:bin_t:s0 tree/sub/link' 'ls -Z tree/sub' 'cp -Z tree/file z' 'ls -Z z' \
		'cp --preserve=context tree/sub/script p' 'ls -Z p' 'mv -Z z zz' 'ls -Z zz' 'mkdir -Z zdir' 'ls -dZ zdir' \
		'mkdir --context=system_u:object_r:tmp_t:s0 ydir' 'ls -dZ ydir' 'install -Z tree/file i' 'ls -Z i' \
		'mkfifo -Z zfifo' 'ls -Z zfifo' 'mknod -Z znull c 1 3' 'ls -Z znull' 'find tree -context *' \
		'runcon system_u:system_r:kernel_t:s0 cat /proc/self/attr/current' 'runcon -t no_such_t true' 'runcon' \
		'ss -lZH'; do
		set -f
		# shellcheck disable=SC2086 # a command with words
		$command 2>&1 | tr -d '\000'
		set +f
	done
}

do_id() {
	case $(id) in
	'uid=0(root) gid=0(root) groups=0(root)'*) id ;;
	*) return 1 ;;
	esac
	[ "$(id -un 1000)" = ann ] && id ann
}

do_find() {
	[ "$(find tree -type f -perm -4000)" = tree/sub/script ] && find tree | sort
}

do_sed() {
	sed -i 's/content/contents/' copy/file && [ "$(cat copy/file)" = contents ] &&
		sed -i 's,sh,bash,' copy/sub/script && [ "$(cat copy/sub/script)" = '#!/bin/bash' ] &&
		[ "$(stat -c '%u:%g %a' copy/sub/script)" = '12:34 4751' ]
}

do_dpkg() {
	mkdir -p pkg/DEBIAN pkg/usr/share/hello pkg/etc &&
		printf 'Package: hello-test\nVersion: 1\nArchitecture: all\nMaintainer: Ann <ann@example.org>\nDescription: test\n' \
			>pkg/DEBIAN/control &&
		printf '#!/bin/sh\necho "configured $1" >/usr/share/hello/postinst-ran\n' >pkg/DEBIAN/postinst &&
		chmod 755 pkg/DEBIAN/postinst && echo /etc/hello.conf >pkg/DEBIAN/conffiles && echo a=1 >pkg/etc/hello.conf &&
		echo hello >pkg/usr/share/hello/text && dpkg-deb -b pkg hello.deb >/dev/null && dpkg -i hello.deb &&
		[ "$(cat /usr/share/hello/text /usr/share/hello/postinst-ran /etc/hello.conf | tr '\n' ,)" = \
			'hello,configured configure,a=1,' ] &&
		dpkg -s hello-test | grep -qx 'Status: install ok installed' && ls -Z /usr/share/hello/text /etc/hello.conf &&
		dpkg-statoverride --update --add ann sailors 640 /etc/hello.conf &&
		[ "$(stat -c '%U:%G %a' /etc/hello.conf)" = 'ann:sailors 640' ] &&
		rm /usr/share/hello/postinst-ran && dpkg -P hello-test && [ ! -e /usr/share/hello ] && [ ! -e /etc/hello.conf ]
}

do_mount() {
	mkdir mnt && mount -t tmpfs -o size=1m,mode=750 small mnt && [ "$(stat -fc %T mnt)" = tmpfs ] && echo here >mnt/file &&
		mkdir bound && mount --bind mnt bound && [ "$(cat bound/file)" = here ] && mount -o remount,ro,bind bound &&
		! touch bound/other 2>/dev/null && umount bound && umount mnt && [ ! -e mnt/file ]
}

do_mount_context() {
	mount -t tmpfs -o context=system_u:object_r:tmp_t:s0 labelled mnt && echo here >mnt/file && ls -Z mnt/file && umount mnt
}

do_mkswap() {
	head -c 1048576 /dev/zero >swap && chmod 600 swap && mkswap -q swap && ls -Z swap &&
		[ "$(tail -c +4087 swap | head -c 10)" = SWAPSPACE2 ]
}

do_ssh_keygen() {
	ssh-keygen -q -t ed25519 -N '' -C key -f key && ssh-keygen -y -f key | cmp key.pub -
}

# The whole way in: sshd, PAM, a session with a terminal.
do_ssh() {
	mkdir -p /run/sshd /root/.ssh && cp key.pub /root/.ssh/authorized_keys || return
	/usr/sbin/sshd -D -p 2022 -o LoginGraceTime=0 -E sshd.log &
	sshd=$!
	until grep -qs 'listening on 0' sshd.log || ! kill -0 $sshd; do sleep 0.25; done
	[ "$(ssh-keyscan -T $((300 * TEST_PATIENCE)) -p 2022 -t ed25519 127.0.0.1 2>/dev/null | cut -d ' ' -f 2)" = ssh-ed25519 ]
	scanned=$?
	for terminal in -T -tt; do
		session=$(ssh $terminal -p 2022 -i key -o BatchMode=yes -o StrictHostKeyChecking=no -o LogLevel=ERROR root@127.0.0.1 \
			'echo hello, $(id -un); tr -d "\0" </proc/self/attr/current; exit 7' </dev/null 2>&1)
		left=$?
		printf '%s\n' "$session"
		case $session in
		'hello, root'*) ;;
		*) left=none ;;
		esac
		[ $left = 7 ] || break
	done
	kill $sshd
	wait $sshd
	[ "$left" = 7 ] && [ $scanned = 0 ]
}

do_lslogins() {
	lslogins -u --noheadings -o USER,UID ann && nsenter -t 1 -m true && update-passwd --dry-run
}

all_checks() {
	mkdir $desk $helpers && cd $desk || exit
	start_helpers
	cut -f 1 "$imports" | uniq | while read -r file; do
		case $file in
		*.so*) check "load $file" load_object "$file" ;;
		*) check "start $file" start_program "$file" ;;
		esac
	done
	for work in $works; do
		check "work $work" "do_$work"
	done
	[ ! -e /sys/fs/selinux/enforce ] || check 'work mount_context' do_mount_context
}

[ "${0##*/}" != work.sh ] || all_checks | tr '\n\t\001\002' '| \t\n'
