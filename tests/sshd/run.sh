#!/bin/sh
# An sshd of one's own, built from Debian's source of OpenSSH with this library as `make install` leaves it: bookworm's
# and sid's with the shared object, bookworm's with the static library, too. Is it linked as asked? Does the demo's login
# work in the container? Does it give on a host in enforcing mode the contexts that Debian's sshd gives with Debian's
# library? And the examples of docs/LINKING.md, by the commands written there. `expected` holds what must be said.
# Usage: run.sh [LIBRARY]        (for the guests; build/libselinux.so.1)
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
library=${1:-$tree/build/libselinux.so.1}
folder=$tree/build/sshd
stage=$folder/stage
tab=$(printf '\t')

# judge NAME WANTED SAID: does SAID hold WANTED?
judge() {
	case $3 in
	*"$2"*) ok "$1" ;;
	*)
		not_ok "$1"
		printf 'wanted: %s\nsaid:   %s\n' "$2" "${3:-nothing}" | details
		;;
	esac
}

# Both suites side by side, each on a processor of its own where there are two.
build() {
	rm -rf "$stage"
	make -s -C "$tree" install PREFIX=/usr LIBDIR=/usr/lib INCLUDEDIR=/usr/include DESTDIR="$stage" >/dev/null
	"$here/build.sh" "$stage" sid "$folder" shared &
	sid=$!
	"$here/build.sh" "$stage" bookworm "$folder" shared static
	wait $sid
}

# The commands of docs/LINKING.md, in a folder with the examples.
build_examples() {
	cp "$tree"/docs/example*.c "$job/sshd"
	(
		cd "$job/sshd"
		export PKG_CONFIG_PATH="$stage/usr/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$stage"
		sed -n '/^    cc /,/[^\\]$/s/^    //p' "$tree/docs/LINKING.md" | sh -e
	)
}

# Of a library's names "NEEDED": those that come with libselinux.
selinux_needed() {
	readelf -Wd "$1" | sed -n 's/.*(NEEDED).*\[\(lib\(selinux\|pcre2\|sepol\)[^]]*\)\]/\1/p' | tr '\n' ' '
}

judge_links() {
	for file in "$folder"/*-shared/sshd* "$folder"/*-static/sshd*; do
		case $file in
		*-static/*) wanted='links with: .' ;;
		*) wanted='links with: libselinux.so.1 .' ;;
		esac
		judge "${file#"$folder"/}" "$wanted" "links with: $(selinux_needed "$file")."
	done
	for suite in bookworm sid; do
		judge "the headers of $suite's sshd" "$stage/usr/include/selinux/selinux.h" \
			"$(cat "$folder/work-$suite/openbsd-compat/port-linux.d")"
	done
}

judge_expected() {
	while IFS=$tab read -r sshd question wanted; do
		judge "$sshd, $question" "$wanted" "$(awk -F'\t' -v OFS='\t' -v sshd="$sshd" -v question="$question" \
			'$1 == sshd && $2 == question { print $3 }' "$job/said")"
	done <<-END
		$(grep -v '^#' "$here/expected.txt")
	END
}

# On the host: does each sshd say what Debian's said?
judge_against_stock() {
	for sshd in bookworm-shared sid-shared bookworm-static; do
		for side in stock $sshd; do
			sed -n "s/^$side$tab//p" "$job/on-host" | cut -c 1-300 >"$job/of.$side"
		done
		judge "$sshd on the host" 'the same' "$(diff "$job/of.stock" "$job/of.$sshd" && echo the same)"
	done
}

# guest_ended STATUS NAME
guest_ended() {
	tail -n 20 "$job/$2.err" >&2
	ended_in_time "$1"
}

become_root "$@"
[ -f "$library" ] || die "no $library; build it first"
parts=$("$tree/tests/worlds/bed.sh" kernel host peers openssh-source container)
container=$(echo "$parts" | sed -n 5p) source=$(echo "$parts" | sed -n 4p)
make_work
job=$work
mkdir "$job/demo" "$job/sshd"
build
chown -R --reference="$tree" "$folder"
cp -r "$folder"/*-shared "$folder"/*-static "$job/sshd"
build_examples
"$tree/tests/demo/parts.sh" "$job/demo" "$library"
cp "$here/in-container.sh" "$here/on-host.sh" "$tree/tests/lib/time.sh" "$job/demo"

say "logging in, in the container and on a host in enforcing mode; about a minute"
"$tree/tests/worlds/run.sh" -t 3600 -b "$container:/container" -b "$job/demo:/demo" -b "$job/sshd:/sshd" -- \
	world permissive sh /demo/in-container.sh >"$job/in-container" 2>"$job/in-container.err" &
guest=$!
"$tree/tests/worlds/run.sh" -t 3600 -r peers -b "$job/demo:/ours" -b "$job/sshd:/sshd" -- \
	world enforcing sh /ours/on-host.sh >"$job/on-host" 2>"$job/on-host.err" || guest_ended $? on-host
wait $guest || guest_ended $? in-container

cat "$job/in-container" "$job/on-host" >"$job/said"
judge_links
judge_expected
judge_against_stock
echo "OpenSSH's source: bookworm $(cat "$source/bookworm.version"), sid $(cat "$source/sid.version")"
finish
