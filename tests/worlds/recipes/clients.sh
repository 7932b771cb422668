#!/bin/sh
# Fills FOLDER with a host's half whose files are labelled, and in which the modules of Python and Ruby are, systemd's
# tests, and what the tests of coreutils, tar and sed call.
# Usage: clients.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

bootstrap bookworm "$1" selinux-policy-default policycoreutils selinux-utils iproute2 kmod python3 python3-selinux \
	ruby-selinux systemd-tests acl attr perl

# As in the host part: what the kernel starts first. And how large an image of this root is.
mkdir "$1/bed" "$1/bed/old-root"
cat >"$1/bed/init" <<'END'
#!/bin/sh
mount -t hostfs -o "$BED_JOB" job /media && exec /media/boot.sh
END
chmod 755 "$1/bed/init"
echo 2G >"$1/bed/disk"

# No SELinux is needed to write labels, only root's rights, and /proc.
# shellcheck disable=SC2016 # expanded by the inner shell
unshare -m sh -ec 'mount -t proc proc "$1/proc"
	chroot "$1" setfiles -F -e /proc /etc/selinux/default/contexts/files/file_contexts /' setfiles "$1"
