#!/bin/sh
# In the guest, on labelled files, with a policy loaded and SELinux permissive, in the domain of a user's shell: labels the
# templates of databases, starts PostgreSQL in its domain, and runs sepgsql's regression tests in enforcing mode. Prints
# "TEST<tab>= ok" or "TEST<tab>= FAILED", and "TEST<tab>LINE" for each line that the test printed. What else is said goes
# to standard error.
# Usage: in-guest.sh LIBRARY		(- is the root's own)
set -eu

bin=/usr/lib/postgresql/15/bin
data=/var/lib/postgresql/15/main
out=/tmp/sepgsql
# shellcheck source=tests/lib/time.sh
. /parts/time.sh

as_postgres() {
	setpriv --reuid=postgres --regid=postgres --init-groups env HOME=/var/lib/postgresql LC_ALL=C TMPDIR=$out "$@"
}

# server ARGUMENT...
server() {
	as_postgres runcon system_u:system_r:postgresql_t:s0 $bin/postgres "$@"
}

# As test_sepgsql, which begins the tests elsewhere, asks for.
if [ "$1" = regress ]; then
	cd /srv/sepgsql
	set -- label dml ddl alter misc
	[ ! -e /sys/fs/selinux/class/db_table/perms/truncate ] || set -- "$@" truncate
	status=0
	${bin%bin}lib/pgxs/src/test/regress/pg_regress --bindir=$bin --host=/run/postgresql --launcher=./launcher \
		--inputdir=. --outputdir=$out --dbname=contrib_regression "$@" >&2 || status=$?
	exit $status
fi

cd /tmp
# Two processes for each line of the tests take minutes here; bash compares by itself.
# shellcheck disable=SC2016 # the launcher's own
sed -i 's/^\( *if \)echo "$LINE" | grep -q "^\(-- @SECURITY-CONTEXT=\)"/\1[[ $LINE == "\2"* ]]/' /srv/sepgsql/launcher
# shellcheck disable=SC2016
grep -qF '[[ $LINE' /srv/sepgsql/launcher
[ "$1" = - ] || cat "$1" >/lib/x86_64-linux-gnu/libselinux.so.1
setsebool sepgsql_regression_test_mode=on sepgsql_enable_users_ddl=on
mkdir -p /run/postgresql $out
chown postgres: /run/postgresql $out
restorecon -RF /run /dev 2>/dev/null || :
chcon -t user_home_t $out # where the tests have been unpacked elsewhere
for database in template0 template1 postgres; do
	server --single -F -c exit_on_error=true -D $data $database \
		</usr/share/postgresql/15/contrib/sepgsql.sql >/tmp/single 2>&1 || { cat /tmp/single >&2; exit 1; }
done
server -D $data >&2 &
ready() {
	as_postgres $bin/psql -h /run/postgresql -Xtc 'show sepgsql.permissive' template1 >/dev/null 2>&1
}
await 600 "answer of PostgreSQL" ready
setenforce 1
as_postgres sh /parts/in-guest.sh regress >/tmp/regress 2>&1 || :
setenforce 0
cat /tmp/regress >&2
[ ! -e $out/regression.diffs ] || cat $out/regression.diffs >&2
dmesg | grep 'avc: ' >&2 || :
kill "$(head -n 1 $data/postmaster.pid)"
wait
for file in "$out"/results/*.out; do
	test=${file##*/}
	test=${test%.out}
	sed -n "s/^test $test  *\.\.\. \(ok\|FAILED\).*/$test	= \1/p" /tmp/regress
	sed "s/^/$test	/" "$file"
done
