#!/bin/sh
# Fills FOLDER with the demo's host: a root as `host`, with the engine crun and a policy that knows a container's domain.
# Made of: container.cil
# Usage: demo.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

bootstrap bookworm "$1" selinux-policy-default policycoreutils selinux-utils openssh-client iproute2 kmod crun
cp "${0%/*}/container.cil" "$1/run/container.cil"
# bookworm's policy has no such domain, and one of its modules contradicts another
chroot "$1" semodule -n -s default -d spamassassin -i /run/container.cil
rm "$1/run/container.cil"

mkdir "$1/bed" "$1/bed/old-root"
cat >"$1/bed/init" <<'END'
#!/bin/sh
mount -t hostfs -o "$BED_JOB" job /media && exec /media/boot.sh
END
chmod 755 "$1/bed/init"
