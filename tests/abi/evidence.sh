#!/bin/sh
# SPDX-License-Identifier: MIT
# What the library tells as a program of what it saw: in places made here, of mounts and of mocks of files in /proc, so
# that no kernel with SELinux is needed; as JSON the same; and its table of other releases against docs/PRESENCE.md.
# Usage: evidence.sh LIBRARY
set -u

[ $# -eq 1 ] || { echo "usage: $0 LIBRARY" >&2; exit 2; }
tree=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$1" "$work/libselinux.so.1"
chmod 755 "$work" "$work/libselinux.so.1"
faults=0 looked=0

fault() {
	echo "$*"
	faults=$((faults + 1))
}

# The table in the code, and that of the documentation: the same rows with the same answers of other releases.
awk -F'[|]' '/^\| D[0-9]/ { gsub(/[ *]/, ""); sub(/–/, "NOT_KNOWN", $4); print $2, $4, $6 }' \
	"$tree/docs/PRESENCE.md" >"$work/told"
sed -n 's/^\t{"\(D[0-9b]*\)", \([-0-9A-Z_]*\), \([-0-9A-Z_]*\),.*/\1 \2 \3/p' "$tree/src/presence/rows.c" |
	diff "$work/told" - || fault 'src/presence/rows.c and docs/PRESENCE.md differ'
[ "$(grep -c . "$work/told")" -ge 17 ] || fault 'no table of 17 rows was found'

if grep -q ' selinuxfs ' /proc/mounts; then
	echo 'selinuxfs is mounted here'
	[ $faults = 0 ] && exit 77
	exit 1
fi
if [ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null; then
	namespace=-m
elif unshare -rm true 2>/dev/null; then
	namespace=-rm
else
	echo 'no mount namespaces for this user'
	[ $faults = 0 ] && exit 77
	exit 1
fi

# JSON and lines of one place say the same; what is no character is U+FFFD in the one, \377 in the other.
cat >"$work/compare.py" <<'END'
import json, sys
def escaped(value):
    return "".join("\\377" if c == "\ufffd" else c if c >= " " and not "\x7f" <= c < "\xa0" else
        "".join("\\%03o" % b for b in c.encode()) for c in value)
number = lambda n: "not known" if n is None else str(n)
for place in range(1, int(sys.argv[2]) + 1):
    path = "%s/%d" % (sys.argv[1], place)
    lines = open(path + ".lines", encoding="utf-8").read().split("\n")
    told = json.load(open(path + ".json", encoding="utf-8"))
    want = ["libselinux-strict " + told["version"], "enabled: " + ("yes" if told["enabled"] else "no"),
        "row: " + told["row"], "reason: " + told["reason"], ""]
    want += [key + ": " + escaped(value) for key, value in told["evidence"].items()]
    want.append("stock: libselinux up to 2.1.1 answers %s, 3.11 answers %s"
        % (number(told["stock"]["2.1.1"]), number(told["stock"]["3.11"])))
    if told["advice"] is not None:
        want.append("advice: " + told["advice"])
    members = ["schema", "library", "version", "enabled", "row", "reason", "evidence", "stock", "advice"]
    assert told["schema"] == 1 and list(told) == members, list(told)
    assert lines == want + [""], (lines, want)
END
# at WHAT COMMANDS LINE...: run where the commands have changed the mounts, it prints these lines.
# shellcheck disable=SC2016 # expanded in the namespace
at() {
	what=$1
	printf 'set -e\n%s\n%s\n' "$2" 'exec $as "$work/libselinux.so.1" "$@"' >"$work/place"
	shift 2
	looked=$((looked + 1))
	out=$work/$looked.lines
	unshare "$namespace" sh "$work/place" >"$out" 2>&1
	statuses=$?
	unshare "$namespace" sh "$work/place" --json >"$work/$looked.json" 2>&1
	statuses="$statuses $?"
	[ "$statuses" = '1 1' ] || { fault "$what: status $statuses"; cat "$out"; }
	for line; do
		grep -Fqx -e "$line" "$out" || { fault "$what: no line '$line' in:"; cat "$out"; }
	done
	sed -n '6,$s/: .*//p' "$out" | grep -vx advice | diff "$work/keys" - || fault "$what: other keys"
}

cat >"$work/keys" <<'END'
/sys/fs/selinux
/sys/fs/selinux/enforce
/selinux
/selinux/enforce
selinuxfs mounts
/etc/selinux/config
SELINUX
SELINUXTYPE
policy stores
/proc/filesystems
/proc/self/attr/current
container
context of the store
stock
END

as=
export work as
mkdir -p "$work/none" "$work/bare" "$work/etc/selinux/default/contexts/files" "$work/etc/selinux/strict/contexts/files" \
	"$work/etc/selinux/empty"
touch "$work/etc/selinux/default/contexts/files/file_contexts" "$work/etc/selinux/strict/contexts/files/file_contexts.bin"
printf 'SELINUX=permissive\nSELINUXTYPE=default\n' >"$work/etc/selinux/config"
printf 'nodev\tselinuxfs\n\text4\n' >"$work/mock-filesystems"
printf '\text4\n' >"$work/mock-filesystems-without"
printf '%s\n' '20 1 8:1 / / rw - ext4 /dev/a rw' >"$work/mock-mountinfo-without"
{
	cat "$work/mock-mountinfo-without"
	echo '21 20 0:19 / /sys/fs/selinux rw,relatime shared:7 master:2 - selinuxfs selinuxfs rw'
	echo '22 20 0:30 / /sys/fs rw - tmpfs none rw'
} >"$work/mock-mountinfo-covered"
{
	printf '%s\n' '21 20 0:19 / /mnt/my\040place ro,relatime - selinuxfs  rw' # with an empty source
	echo '22 20 0:19 /class /srv/selinuxfs rw - selinuxfs none ro,x'
} >"$work/mock-mountinfo-elsewhere"

# shellcheck disable=SC2016
{
	lists='mount --bind "$work/mock-filesystems" /proc/filesystems'
	lists_none='mount --bind "$work/mock-filesystems-without" /proc/filesystems'
	no_mount='mount --bind "$work/mock-mountinfo-without" /proc/$$/mountinfo'
	covered='mount --bind "$work/mock-mountinfo-covered" /proc/$$/mountinfo'
	elsewhere='mount --bind "$work/mock-mountinfo-elsewhere" /proc/$$/mountinfo'
	bare_sys='mount --bind "$work/none" /sys/fs'
	masked='mount -t tmpfs none /sys/fs; mkdir /sys/fs/selinux'
	etc='mount --bind "$work/etc" /etc'
	no_mark='mount -t tmpfs none /run'
}

at 'no SELinux' "$lists_none; $no_mount; $bare_sys; mount --bind \"\$work/bare\" /etc" 'enabled: no' 'row: D10' \
	'/sys/fs/selinux: missing (ENOENT)' '/sys/fs/selinux/enforce: missing (ENOENT)' 'selinuxfs mounts: none' \
	'/etc/selinux/config: missing (ENOENT)' 'SELINUX: missing (ENOENT)' 'SELINUXTYPE: missing (ENOENT)' \
	'policy stores: /etc/selinux/ is missing (ENOENT)' '/proc/filesystems: selinuxfs is not listed' \
	'context of the store: not asked for' 'stock: libselinux up to 2.1.1 answers 0, 3.11 answers 0'
grep -q '^advice' "$out" && fault 'no SELinux: advice'
at 'mounted nowhere' "$lists; $no_mount; $bare_sys; $etc" 'row: D1' '/etc/selinux/config: a regular file' \
	'SELINUX: permissive' 'SELINUXTYPE: default' 'policy stores: default, strict' '/proc/filesystems: selinuxfs is listed' \
	'stock: libselinux up to 2.1.1 answers 1, 3.11 answers 0' \
	'advice: none is needed in a container; on a host, mount -t selinuxfs selinuxfs /sys/fs/selinux'
# AddressSanitizer, which tests/sanitize runs this under, warns there.
[ -n "${ASAN_OPTIONS-}" ] || at 'no /proc' "$bare_sys; mount --bind \"\$work/none\" /proc" 'row: D2' '/proc/filesystems: missing (ENOENT)' \
	'selinuxfs mounts: /proc/self/mountinfo is missing (ENOENT)' '/proc/self/attr/current: missing (ENOENT)' \
	'stock: libselinux up to 2.1.1 answers -1, 3.11 answers 0'
at 'covered' "$lists; $covered; $masked" 'row: D3' '/sys/fs/selinux: tmpfs, read-write, covers a selinuxfs' \
	'/sys/fs/selinux/enforce: missing (ENOENT)' 'selinuxfs mounts: /sys/fs/selinux (rw,relatime; superblock rw)'
at 'elsewhere' "$lists; $elsewhere; $bare_sys" 'row: D8b' \
	'selinuxfs mounts: /mnt/my\040place (ro,relatime; superblock rw), /srv/selinuxfs (rw; superblock ro,x; only /class of it)'
at 'a look-alike' "$lists; $no_mount; $masked; echo 1 >/sys/fs/selinux/enforce; mount -o remount,bind,ro /sys/fs" 'row: D9' \
	'/sys/fs/selinux: tmpfs, read-only' '/sys/fs/selinux/enforce: 1, of tmpfs' \
	'stock: libselinux up to 2.1.1 answers not known, 3.11 answers 0'
at 'a FIFO' "$lists; $no_mount; $masked; mkfifo /sys/fs/selinux/enforce" '/sys/fs/selinux/enforce: a FIFO, of tmpfs'
at 'an empty file' "$lists; $no_mount; $masked; : >/sys/fs/selinux/enforce" '/sys/fs/selinux/enforce: empty, of tmpfs'
at 'a rare file system' "$lists; $no_mount; $masked; mount -t devpts none /sys/fs/selinux" \
	'/sys/fs/selinux: file system 0x1cd1, read-write'
at 'a container' "$lists; $no_mount; $bare_sys; $no_mark; touch /run/.containerenv" \
	'container: /run/.containerenv (podman or buildah)'

rm "$work/etc/selinux/config"
mkfifo "$work/etc/selinux/config"
at 'a configuration that is a FIFO' "$etc" '/etc/selinux/config: a FIFO' 'SELINUXTYPE: unreadable (EINVAL)'
rm "$work/etc/selinux/config"
printf 'SELINUX=on\nSELINUXTYPE\n' >"$work/etc/selinux/config"
at 'a configuration without sense' "$etc" 'SELINUX: no line has a mode' \
	'/etc/selinux/config: a regular file, line 2 is ignored: it is not a setting' \
	'SELINUXTYPE: not set (default if that is there, else targeted)'

# What is in files can be anything, and more than one line of it all is.
printf 'SELINUXTYPE=a"b\\c\033[31m \302\233 \303\274 \377\n' >"$work/etc/selinux/config"
at 'odd characters' "$etc" 'SELINUXTYPE: a"b\c\033[31m \302\233 ü \377'
many() {
	awk -v n="$2" -v c="$1" 'BEGIN { while (n--) printf "%s", c }'
}
printf '1 1 0:1 / /%s rw - selinuxfs a rw\n' "$(many '"' 900)" >"$work/mock-mountinfo-long"
printf 'SELINUXTYPE=a%sb' "$(many "$(printf '\001')" 200)" >"$work/etc/selinux/config"
many "$(printf '\002')" 1000 >"$work/enforce"
# shellcheck disable=SC2016
long='mount --bind "$work/mock-mountinfo-long" /proc/$$/mountinfo'
at 'long values' "$etc; $masked; cp \"\$work/enforce\" /sys/fs/selinux; $long" \
	"selinuxfs mounts: /$(many '"' 900) (rw; superblock rw)" "/sys/fs/selinux/enforce: $(many '\\002' 1000), of tmpfs"
[ "$(wc -c <"$work/$looked.json")" -gt 8192 ] || fault 'long values: not long'
printf '1 1 0:1 / /%s rw - selinuxfs a rw\n' "$(many x 3000)" >"$work/mock-mountinfo-long"
at 'a value that is too long' "$long" 'selinuxfs mounts: ...'

# Without root's right to read everything.
if command -v setpriv >/dev/null; then
	as='setpriv --bounding-set=-all --inh-caps=-all'
	chmod 0 "$work/etc/selinux/config" "$work/mock-filesystems"
	at 'files that may not be read' "$etc; $lists; $bare_sys" 'row: D2' '/etc/selinux/config: a regular file' \
		'SELINUX: unreadable (EACCES)' 'SELINUXTYPE: unreadable (EACCES)' '/proc/filesystems: unreadable (EACCES)'
	chmod 0 "$work/etc/selinux"
	chmod 644 "$work/mock-filesystems"
	at 'a folder that may not be read' "$etc; $lists; $masked; chmod 0 /sys/fs" 'row: D3b' \
		'/sys/fs/selinux: unreadable (EACCES)' '/etc/selinux/config: unreadable (EACCES)' \
		'policy stores: /etc/selinux/ is unreadable (EACCES)'
	chmod 755 "$work/etc/selinux"
fi
compared=$looked

# What is almost UTF-8: too long a form, half of a surrogate, beyond U+10FFFF, a character that is cut off. Each such byte
# stands for itself.
as=
{
	printf 'SELINUXTYPE=\342\202\254 \360\237\230\200 \340\200\200 \355\240\200 '
	printf '\360\200\200\200 \364\220\200\200 \365 \303a \340\240 \360\220\200\n'
} >"$work/etc/selinux/config"
at 'almost UTF-8' "$etc" \
	'SELINUXTYPE: € 😀 \340\200\200 \355\240\200 \360\200\200\200 \364\220\200\200 \365 \303a \340\240 \360\220\200'
u='\ufffd'
grep -Fq "\"SELINUXTYPE\": \"€ 😀 $u$u$u $u$u$u $u$u$u$u $u$u$u$u $u ${u}a $u$u $u$u$u\"" "$work/$looked.json" ||
	fault 'almost UTF-8: JSON'
if command -v python3 >/dev/null; then
	python3 "$work/compare.py" "$work" $compared || fault 'JSON and lines differ, or it is no JSON'
	echo "$looked places"
else
	echo "$looked places, without python3 no JSON parsed"
fi
[ $faults = 0 ] && [ $looked -ge 12 ]
