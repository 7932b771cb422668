# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# Waiting that ends with the event, not with a clock. Sourced, here and in guests, where tests/worlds/run.sh sets
# TEST_PATIENCE.

# out_of_time WHAT: says so and ends with the status that stands for it.
out_of_time() {
	printf 'OUT OF TIME: %s (TEST_PATIENCE=%s gives it longer)\n' "$1" "$((${TEST_PATIENCE:-1} * 2))" >&2
	exit 124
}

# await SECONDS WHAT COMMAND...: returns when the command succeeds.
await() {
	await_seconds=$(($1 * ${TEST_PATIENCE:-1})) await_what=$2
	await_end=$(($(date +%s) + await_seconds))
	shift 2
	until "$@"; do
		[ "$(date +%s)" -lt $await_end ] || out_of_time "no $await_what after $await_seconds s"
		sleep 0.1
	done
}

# ended_in_time STATUS: ends the script if that is the status of what was out of time, which has said so.
ended_in_time() {
	[ "$1" != 124 ] || exit 124
}

# shellcheck disable=SC2016 # awk expands it
of_socket='substr($8, length($8) - length(name) + 1) == name'

# listens SOCKET: does anybody listen there? (It is there from bind() on.) The end of its name is enough: /var/run is /run.
listens() {
	[ "$(awk -v name="$1" "$of_socket"' && $4 == "00010000"' /proc/net/unix | wc -l)" -gt 0 ]
}

# connections SOCKET: how many clients does it have that are not gone?
connections() {
	awk -v name="$1" "$of_socket"' && $4 != "00010000"' /proc/net/unix | wc -l
}
