#!/bin/sh
# SPDX-License-Identifier: MIT
# In the guest: Debian's programs that relabel, each on a tree of its own making, told on standard output.
set -u

PATH=$PATH:/usr/sbin:/sbin
umount /mnt /media 2>/dev/null
mount -t tmpfs tmpfs /mnt
mount -t tmpfs tmpfs /media
work=/mnt/tools disk=/var/tmp/tools
rm -rf $disk
mkdir -p $work/bin $work/etc/shadow.d "$work/new
line"
for file in bin/sh bin/x.so etc/passwd etc/shadow etc/shadow.d/x; do
	echo >$work/$file
done
ln -s ../etc/shadow $work/bin/link
mkfifo $work/pipe
ln $work/etc/passwd $work/bin/again
cp -r $work $disk
chcon -R -t tmp_t $work $disk /etc/cron.d

labels() {
	find "$1" -printf '%P %Z\n' 2>/dev/null | sort
}

try() {
	echo "\$ $*"
	"$@" 2>&1 | sort
	labels $work
}

cat >/media/specs <<-X
	$work(/.*)?	system_u:object_r:etc_t:s0
	$work/bin(/.*)?	system_u:object_r:bin_t:s0
	$work/etc/shadow	--	system_u:object_r:shadow_t:s0
	$work/.*	-p	system_u:object_r:initctl_t:s0
X
cat >/media/root <<-X
	/	system_u:object_r:root_t:s0
	/bin(/.*)?	system_u:object_r:bin_t:s0
	/etc(/.*)?	system_u:object_r:etc_t:s0
X
try restorecon -Rvn $work
try setfiles -v /media/specs $work
try setfiles -v /media/specs $work
chcon -R -t tmp_t $work
try setfiles -n -v /media/specs $work
try setfiles -F -v -e $work/etc /media/specs $work
try setfiles -v -r $work /media/root $work
try restorecon -RvF $work
try restorecon -v $work/bin/link $work/nothing
try restorecon -i -v $work/nothing
printf '%s\0' $work/etc/shadow $work/bin/sh >/media/list
try restorecon -0 -v -f /media/list
try restorecon -RvT 4 $work
try restorecon -Rp $work
echo '$ digests'
sed "s|$work|$disk|" /media/specs >/media/disk
setfiles -vD /media/disk $disk 2>&1 | sort
restorecon_xattr -rv -f /media/disk $disk 2>&1 | sed 's/Digest: [0-9a-f]*/Digest/' | sort
setfiles -vD /media/disk $disk 2>&1 | sort
restorecon_xattr -rd -f /media/disk $disk 2>&1 | sed 's/Digest: [0-9a-f]*/Digest/' | sort
echo '$ fixfiles'
fixfiles check /etc/cron.d 2>&1 | grep -v libsemanage | sort
echo '$ others'
matchpathcon /etc/shadow /bin /usr/bin/passwd /nothing 2>&1
matchpathcon -V /etc/shadow /etc/passwd 2>&1
selabel_lookup -b file -k /etc/shadow -t 32768 2>&1
chcon --reference=/etc/shadow $work/bin/sh && labels $work/bin
mkdir -Z $work/etc/made && cp -Z $work/bin/sh $work/etc/copied && mv -Z $work/bin/x.so $work/etc/moved &&
	install -Z $work/bin/sh $work/etc/installed
labels $work/etc
tar -C $work --selinux -cf /media/tree.tar . && mkdir /media/out && tar -C /media/out --selinux -xf /media/tree.tar 2>&1
labels /media/out
# Its libraries stand beside it; ours, if it is ours, goes before.
mkdir /media/copies
LD_LIBRARY_PATH=${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}/rsync /rsync/rsync -aX $work/ /media/copies 2>&1
labels /media/copies
