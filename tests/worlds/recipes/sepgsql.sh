#!/bin/sh
# Fills FOLDER with a host's half whose files are labelled, with PostgreSQL of bookworm, its module sepgsql, and the
# regression tests of that module as Debian's source has them: FOLDER/srv/sepgsql. The tests' own policy
# module is built and in the policy.
# Made of: source.sh sepgsql.cil bootable.sh
# Usage: sepgsql.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"
# shellcheck source=tests/worlds/recipes/bootable.sh
. "${0%/*}/bootable.sh"
# shellcheck source=tests/worlds/recipes/source.sh
. "${0%/*}/source.sh"

major=15
bootstrap bookworm "$1" selinux-policy-default policycoreutils selinux-utils semodule-utils checkpolicy make m4 gawk \
	iproute2 kmod procps postgresql-$major
tests=$1/srv/sepgsql
mkdir -p "$tests" "$1/tmp/dev" "$1/tmp/source"

unpack_packages bookworm "$1/tmp/dev" selinux-policy-dev
mv "$1/tmp/dev/usr/share/selinux/devel" "$1/usr/share/selinux"

(
	cd "$1/tmp/source"
	use_sources bookworm
	download_source postgresql-$major
	dpkg-source --no-check -q -x ./postgresql-$major*_"${version#*:}".dsc source
)
sepgsql=$1/tmp/source/source/contrib/sepgsql
cp -r "$sepgsql/sql" "$sepgsql/expected" "$sepgsql/sepgsql-regtest.te" "$sepgsql/launcher" "$tests"
sed -i '1s,.*,#!/bin/bash,' "$tests/launcher" # which it was written for: "echo" leaves backslashes alone
# The module is written for Fedora's policy: one interface has another name here, and one
# takes more arguments; sepgsql.cil has what that policy allows anyway.
sed -i 's/auth_read_passwd(/auth_use_nsswitch(/
	s/postgresql_role(\([a-z_]*\)_r, \([a-z_]*\))/postgresql_role(\1, \2, \2, \1_r)/' "$tests/sepgsql-regtest.te"
cp "${0%/*}/sepgsql.cil" "$tests/shell.cil"
rm -rf "$1/tmp/dev" "$1/tmp/source"

chroot "$1" make -C /srv/sepgsql -f /usr/share/selinux/devel/Makefile sepgsql-regtest.pp
# Debian's policy has no permission "truncate", which one of the tests is about: a copy of its base has.
chroot "$1" sh -ec 'cd /srv/sepgsql
	semodule -n -s default -c -E base
	sed -i "s/^(class db_table (/&truncate /" base.cil
	grep -q "^(class db_table (truncate" base.cil
	semodule -n -s default -X 300 -i base.cil -X 400 -i sepgsql-regtest.pp -i shell.cil'
rm "$tests/base.cil"
rm -rf "$1/usr/share/selinux/devel" "$1/usr/share/doc" "$1/usr/share/locale" "$1/usr/share/man"

# The cluster that the package has made, to be started as it stands, for local clients whoever they are.
data=$1/var/lib/postgresql/$major/main
cat >"$data/postgresql.conf" <<CONFIG
shared_preload_libraries = 'sepgsql'
listen_addresses = ''
unix_socket_directories = '/run/postgresql'
fsync = off
logging_collector = on
log_directory = '/var/log/postgresql'
log_filename = 'log'
CONFIG
echo 'local all all trust' >"$data/pg_hba.conf"
: >"$data/pg_ident.conf"
chown --reference="$data/PG_VERSION" "$data"/*.conf

labelled "$1" 2G
