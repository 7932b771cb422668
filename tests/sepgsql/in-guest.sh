#!/bin/sh
# In the guest, on labelled files, with a policy loaded and SELinux permissive, in the domain of a user's shell: labels the
# templates of databases, starts PostgreSQL in its domain, and runs sepgsql's regression tests in enforcing mode. Prints
# "TEST<tab>= ok" or "TEST<tab>= FAILED", "TEST<tab>LINE" for each line that the test printed, and "log<tab>LINE" for what
# sepgsql wrote to the server's log. What else is said goes to standard error.
# Usage: in-guest.sh LIBRARY TEST...		(- is the root's own)
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

answers() {
	as_postgres $bin/psql -h /run/postgresql -Xtc 'show sepgsql.permissive' template1 >/dev/null 2>&1
}

answers_or_ended() {
	answers || ! kill -0 "$server" 2>/dev/null
}

library=$1
shift
# Two processes for each line of the tests take minutes here; bash compares by itself.
# shellcheck disable=SC2016 # the launcher's own
sed -i 's/^\( *if \)echo "$LINE" | grep -q "^\(-- @SECURITY-CONTEXT=\)"/\1[[ $LINE == "\2"* ]]/' /srv/sepgsql/launcher
# shellcheck disable=SC2016
grep -qF '[[ $LINE' /srv/sepgsql/launcher
[ "$library" = - ] || cat "$library" >/lib/x86_64-linux-gnu/libselinux.so.1
setsebool sepgsql_regression_test_mode=on sepgsql_enable_users_ddl=on sepgsql_unconfined_dbadm=on
mkdir -p /run/postgresql $out
chown postgres: /run/postgresql $out
restorecon -RF /run /dev 2>/dev/null || :
chcon -t user_home_t $out # where the tests have been unpacked elsewhere
cd /srv/sepgsql
for database in template0 template1 postgres; do
	server --single -F -c exit_on_error=true -D $data $database \
		</usr/share/postgresql/15/contrib/sepgsql.sql >/tmp/single 2>&1 || { cat /tmp/single >&2; exit 1; }
done

server -D $data >&2 &
server=$!
await 600 "answer of PostgreSQL" answers_or_ended
answers || { cat /var/log/postgresql/log >&2; echo "PostgreSQL does not run" >&2; exit 1; }
setenforce 1
as_postgres ${bin%bin}lib/pgxs/src/test/regress/pg_regress --bindir=$bin --host=/run/postgresql --launcher=./launcher \
	--inputdir=. --outputdir=$out --dbname=contrib_regression "$@" >/tmp/regress 2>&1 || :
setenforce 0
cat /tmp/regress >&2
[ ! -e $out/regression.diffs ] || cat $out/regression.diffs >&2
dmesg | grep 'avc: ' >&2 || :
kill "$(head -n 1 $data/postmaster.pid)"
wait

cat /var/log/postgresql/log >&2
sed -n 's/.*\(SELinux: .*\)/log	\1/p' /var/log/postgresql/log
for test; do
	sed -n "s/^test $test  *\.\.\. \(ok\|FAILED\).*/$test	= \1/p" /tmp/regress
	sed "s/^/$test	/" "$out/results/$test.out"
done
