#!/bin/sh
# Meets the real mcstransd in all its states; prints what the library answered. Run in a world of the guest.
# Usage: in-guest.sh ASK FOLDER-OF-MCSTRANS [both]	("both": only what every libselinux answers alike)
set -eu

ask=$1 mcstransd=$2/sbin/mcstransd which=${3-}
con=system_u:object_r:tmp_t
# shellcheck source=tests/lib/time.sh
. "${0%/*}/../lib/time.sh"

cat >/etc/selinux/default/setrans.conf <<-'END'
	s0=SystemLow
	s0-s0:c0.c1023=SystemLow-SystemHigh
	s0:c0.c1023=SystemHigh
	s0:c1=Secret
END
cat >/etc/selinux/default/secolor.conf <<-'END'
	color black = #000000
	color white = #ffffff
	user * = black white
	role * = white black
	type * = black white
	range s0-s0:c0.c1023 = white black
END

# The daemon is the distribution's: it runs on the distribution's library.
start_daemon() {
	mkdir -p /run/setrans
	rm -f /run/setrans/.setrans-unix
	env -u LD_LIBRARY_PATH "$mcstransd" -f &
	daemon=$!
	await 300 mcstransd listens /setrans/.setrans-unix
}

stop_daemon() {
	kill -KILL "$daemon" 2>/dev/null || :
	wait "$daemon" 2>/dev/null || :
}

# Somebody waits for the daemon, or the one who asked waits no more.
asked() {
	[ "$(connections /setrans/.setrans-unix)" -gt 0 ] || ! kill -0 $asking 2>/dev/null
}

# answered N: have N lines been said?
answered() {
	[ "$(wc -l </tmp/answers)" -ge "$1" ]
}

questions() {
	printf '%s\n' "from-raw $con:s0" "from-raw $con:s0" "from-raw $con:s0:c1" "from-raw $con:s0-s0:c0.c1023" \
		"from-raw $con:s0:c5" "from-raw $con" "from-raw junk" \
		"to-raw $con:SystemLow" "to-raw $con:Secret" "to-raw $con:SystemLow-SystemHigh" \
		"to-raw $con:s0:c1" "to-raw $con:nothing" "to-raw junk"
}

echo "# no socket"
rm -rf /run/setrans
{ questions; echo "color $con:s0"; } | "$ask"

echo "# a socket without a daemon"
start_daemon
stop_daemon
{ questions; echo "color $con:s0"; } | "$ask"

echo "# a daemon"
start_daemon
{ questions; echo "color $con:s0"; } | "$ask"

echo "# killed while it is asked"
kill -STOP "$daemon"
echo "from-raw $con:s0" | "$ask" &
asking=$!
await 300 "question to mcstransd" asked
stop_daemon
wait "$asking"
[ "$which" != both ] || exit 0

echo "# a daemon that stands still"
start_daemon
kill -STOP "$daemon"
printf '%s\n' "from-raw $con:s0" "from-raw $con:s0:c1" "to-raw $con:Secret" "color $con:s0" | "$ask"
stop_daemon

echo "# a daemon that comes later, and goes"
rm -rf /run/setrans
mkfifo /tmp/questions
"$ask" </tmp/questions >/tmp/answers &
asking=$!
exec 3>/tmp/questions
echo "from-raw $con:s0" >&3
await 300 answer answered 1
start_daemon
echo "from-raw $con:s0" >&3
await 300 answer answered 2
stop_daemon
printf '%s\n' "from-raw $con:s0" "from-raw $con:s0:c1" >&3
exec 3>&-
wait "$asking"
cat /tmp/answers
rm /tmp/questions /tmp/answers
