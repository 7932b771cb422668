#!/bin/sh
# Fills FOLDER with the host's half: a root with a built SELinux policy and the tools that load and query it.
# Usage: host.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

bootstrap bookworm "$1" selinux-policy-default policycoreutils selinux-utils openssh-client iproute2 kmod

# What the kernel starts first. All it knows is where the runner laid the job.
mkdir "$1/bed" "$1/bed/old-root"
cat >"$1/bed/init" <<'END'
#!/bin/sh
mount -t hostfs -o "$BED_JOB" job /media && exec /media/boot.sh
END
chmod 755 "$1/bed/init"
