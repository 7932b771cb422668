#!/bin/sh
# SPDX-License-Identifier: MIT
# What whole programs of Debian cost on a real SELinux kernel, permissive: user instructions (callgrind) of the same
# command on our library and on Debian's 3.11, under its loader both. System calls take ten times longer in the guest than
# elsewhere, so its seconds would tell of nothing else.
set -eu

tool=/usr/libexec/valgrind
[ -d $tool ] || { echo "$0: no $tool: install valgrind" >&2; exit 1; }
job=$(mktemp -d)
trap 'rm -rf "$job"' EXIT
younger=$(tests/worlds/bed.sh stock-3.11)
tools=$(tests/worlds/bed.sh tools-3.11)
cp -rL "$younger" "$job/3.11"
cp -rL "$younger" "$job/ours"
cp build/libselinux.so.1 "$job/ours/"
cp "$tools/sefcontext_compile" "$job"
cat >"$job/programs" <<'END'
#!/bin/sh
# NAME COMMAND...: one after another, each with both libraries.
set -e
cd /tmp
files=/etc/selinux/default/contexts/files
mkdir many
(cd many && seq 1000 | xargs touch)
for n in $(seq 100); do
	echo "d /tmp/made/$n 0755 root root -"
	echo "f /tmp/made/$n/file 0644 root root - text"
done >made.conf

on() {
	library=$1
	shift
	"$(echo "/bench/$library"/ld-linux-*.so.2)" --library-path "/bench/$library" "$@"
}

measure() {
	for library in ours 3.11; do
		rm -rf new made
		VALGRIND_LAUNCHER=/usr/bin/valgrind /usr/libexec/valgrind/callgrind-"$(uname -m | sed 's/x86_64/amd64/')"-linux --tool=callgrind --log-file=/tmp/log \
			--callgrind-out-file=/dev/null "$(echo "/bench/$library"/ld-linux-*.so.2)" --library-path "/bench/$library" \
			"$@" >/dev/null
		echo "$name|$library|$(sed -n 's/.*Collected : //p' log)"
	done
}

rm -f $files/*.bin
name='mkdir -Z' && measure /usr/bin/mkdir -Z new
name='install -Z of a file' && measure /usr/bin/install -Z /etc/passwd new
name='cp -aZ of 1,000 files' && measure /usr/bin/cp -aZ many new
name='cp -a of 1,000 files' && measure /usr/bin/cp -a many new
name='ls -lZ of 1,000 files' && measure /usr/bin/ls -lZ many
name='restorecon -R of 1,000 files' && measure /usr/sbin/restorecon -R many
name='systemd-tmpfiles --create, 200 lines' && measure /usr/bin/systemd-tmpfiles --create /tmp/made.conf
name='matchpathcon of a path' && measure /usr/sbin/matchpathcon /usr/bin/ls
for file in file_contexts file_contexts.homedirs; do
	on 3.11 /bench/sefcontext_compile $files/$file
done
name='matchpathcon, compiled files' && measure /usr/sbin/matchpathcon /usr/bin/ls
END
tests/worlds/run.sh -q -m 2G -t 1200 -r clients -b $tool -b "$job:/bench" -- world permissive sh /bench/programs |
	tr -d '\r' >"$job/output"
mkdir -p build/bench
awk -F'|' '
	{ found[$1, $2] = $3 }
	$2 == "ours" { names[++n] = $1 }
	END {
		printf "%-40s %10s %10s\n", "a program, thousand instructions", "ours", "3.11"
		for (i = 1; i <= n; i++) {
			ratio = found[names[i], "ours"] / found[names[i], "3.11"]
			printf "%-40s %10.0f %10.0f  %.2f of 3.11\n", names[i], found[names[i], "ours"] / 1000,
				found[names[i], "3.11"] / 1000, ratio
			printf "%s, instructions\t%.3f\t1\n", names[i], ratio >"build/bench/programs.tsv"
		}
	}' "$job/output"
