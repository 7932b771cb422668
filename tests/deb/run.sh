#!/bin/sh
# The packages at work: in roots of four Debian suites, and in bullseye before /usr was merged, apt installs ours in
# place of the suite's, and goes back; after each step, and all the while, programs that need the library run. Then the
# same with the -dev package, in a copy of this machine, and programs are built with it. The roots are overlays in a
# mount namespace of our own, without network: nothing of them stays.
# Usage: run.sh [FOLDER]        (the packages; build/deb)
# shellcheck disable=SC2016 # expanded by the root's shell, or by dpkg-query
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
tab=$(printf '\t')

in_root() {
	env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
		chroot "$root" "$@"
}

# root_of FOLDER...: an overlay of the folders, the first one uppermost, as $root.
root_of() {
	root=$work/root
	mkdir "$root" "$work/upper" "$work/work"
	mount -t overlay -o "lowerdir=$(echo "$@" | tr ' ' :),upperdir=$work/upper,workdir=$work/work" overlay "$root"
	mount --bind /proc "$root/proc"
	mount --bind /dev "$root/dev"
	mkdir "$root/srv/strict"
	cp "$packages"/*.deb "$root/srv/strict"
}

leave_root() {
	umount "$root/proc" "$root/dev" "$root"
	rm -rf "$root" "$work/upper" "$work/work"
}

packages_in() {
	in_root dpkg-query -W -f '${Package}:${Architecture} ${Version} ${db:Status-Abbrev}\n'
}

# The packages that are not ours are as before, and each is wholly installed.
others_untouched() {
	packages_in | grep -v '^libselinux' | diff "$work/others" - && in_root dpkg --audit
}

version_in() {
	in_root dpkg-query -W -f '${Version}' "$1"
}

version_is() {
	found=$(version_in "$1")
	[ "$found" = "$2" ] || { echo "$1 is $found, not $2"; return 1; }
}

# Programs that need the library, each started anew and doing something; dpkg and apt among them.
programs_work() {
	in_root sh -ec '
		folder=$(mktemp -d)
		echo one >"$folder/file"
		sed -i s/one/two/ "$folder/file"
		grep -qx two "$folder/file"
		ls -Z "$folder/file" >/dev/null
		mkdir "$folder/sub"
		cp -a "$folder/file" "$folder/sub"
		mv "$folder/sub/file" "$folder/sub/moved"
		install -m 600 "$folder/file" "$folder/sub/installed"
		find "$folder" -name moved | grep -q moved
		tar -C "$folder" -cf "$folder/tar" sub
		tar -tf "$folder/tar" | grep -q moved
		dpkg-deb --fsys-tarfile /srv/strict/libselinux1_*.deb | tar -t >/dev/null
		dpkg -s dpkg >/dev/null
		apt-config dump >/dev/null
		rm -r "$folder"' 2>&1
}

# The library that a program loads, as this root's loader finds it.
loaded() {
	in_root sh -c 'readlink -f "$(ldd "$(command -v sed)" | sed -n "s/.*libselinux.so.1 => \([^ ]*\) .*/\1/p")"'
}

tells() {
	in_root "$(loaded)" | grep '^libselinux-strict '
}

# One regular file of that name, the loaded one, its content that of the package named, and nothing left beside it.
file_is_of() {
	files=$(in_root find -L /lib /usr/lib -xdev -name 'libselinux.so*' ! -name libselinux.so -exec readlink -f {} + | sort -u)
	[ "$files" = "$(loaded)" ] || { printf '%s\n' "not just the loaded one, $(loaded):" "$files"; return 1; }
	[ -f "$root$files" ] && [ ! -L "$root$files" ] &&
		dpkg-deb --fsys-tarfile "$1" | tar -xO --wildcards './*/libselinux.so.1' | cmp - "$root$files"
}

verified() {
	found=$(in_root dpkg --verify "$@")
	[ -z "$found" ] || { echo "$found"; return 1; }
}

# What apt-get said in $work/said: so many packages of ours upgraded (or downgraded), nothing else changed at all.
in_place() {
	cat "$work/said"
	want="0 upgraded, 0 newly installed, 0 to remove and"
	case $1 in
	upgraded) want="$2 upgraded, 0 newly installed, 0 to remove and" ;;
	downgraded) want="0 upgraded, 0 newly installed, $2 downgraded, 0 to remove and" ;;
	reinstalled) want="0 upgraded, 0 newly installed, $2 reinstalled, 0 to remove and" ;;
	esac
	grep -q "^$want" "$work/said" && ! grep -qE '^(Remv|Purg|WARNING|E:|The following packages will be REMOVED)' "$work/said"
}

apt() {
	in_root apt-get -y -o Dpkg::Use-Pty=0 "$@" </dev/null >"$work/said" 2>&1
}

stays() {
	apt -s dist-upgrade && ! grep libselinux "$work/said"
}

# apt_watched ARGUMENT...: while it runs, a program that needs the library is started again and again.
apt_watched() {
	in_root sh -c 'n=0
		while [ ! -e /srv/stop ]; do
			sed -n p /dev/null || echo lost
			n=$((n + 1))
		done
		echo "$n times"' >"$work/watched" 2>&1 &
	watcher=$!
	apt "$@" || { touch "$root/srv/stop"; wait $watcher; cat "$work/said"; return 1; }
	touch "$root/srv/stop"
	wait $watcher
	rm "$root/srv/stop"
	sort "$work/watched" | uniq -c
	! grep -qvx '[1-9][0-9]\{1,\} times' "$work/watched"
}

# Everything that has to hold after a step: state WHAT VERSION DEB
state() {
	check "$1: programs work" programs_work
	check "$1: one file, the package's, and it is loaded" file_is_of "$3"
	check "$1: version $2" version_is libselinux1 "$2"
	check "$1: dpkg --verify" verified libselinux1
	check "$1: other packages as before" others_untouched
}

# there_and_back SUITE: in $root
there_and_back() {
	stock_version=$(version_in libselinux1)
	stock=$suites/$1/$(cd "$suites/$1" && echo var/cache/apt/archives/libselinux1_*.deb)
	packages_in | grep -v '^libselinux' >"$work/others"
	state "before" "$stock_version" "$stock"

	apt -s install "$local_deb" || : # looked at next
	check "simulated: one upgrade, nothing removed" in_place upgraded 1
	check "installed by apt, a program running all the while" apt_watched install "$local_deb"
	check "apt: one upgrade, nothing removed" in_place upgraded 1
	state "installed" "$ours" "$deb"
	check "the file tells what it finds when run" tells
	check "the suite's own version does not come back by itself" stays

	check "installed again by apt" apt_watched install --reinstall "$local_deb"
	check "apt: one reinstalled, nothing removed" in_place reinstalled 1
	state "installed again" "$ours" "$deb"

	check "back by apt, a program running all the while" apt_watched install --allow-downgrades --no-install-recommends "libselinux1/$1"
	check "apt: one downgrade, nothing removed" in_place downgraded 1
	state "back" "$stock_version" "$stock"

	check "unpacked by dpkg" in_root dpkg --unpack "$local_deb"
	check "unpacked: programs work" programs_work
	check "unpacked: one file, the package's, and it is loaded" file_is_of "$deb"
	check "configured by dpkg" in_root dpkg --configure -a
	state "by dpkg" "$ours" "$deb"
	check "suite's unpacked by dpkg" in_root dpkg --unpack "/var/cache/apt/archives/${stock##*/}"
	check "suite's unpacked: programs work" programs_work
	check "suite's unpacked: one file, the package's, and it is loaded" file_is_of "$stock"
	check "suite's configured by dpkg" in_root dpkg --configure -a
	state "back by dpkg" "$stock_version" "$stock"
}

# The -dev package with it, and programs built with pkg-config, in $root, which has gcc and the suite's libselinux1-dev.
develop() {
	cp "$here/client.c" "$here/shlibs.sh" "$root/srv/strict"
	packages_in | grep -v '^libselinux' >"$work/others"
	version=$(version_in libselinux1-dev)
	check "two installed by apt" apt_watched install "$local_deb" "$local_dev"
	check "apt: two upgrades, nothing removed" in_place upgraded 2
	state "two installed" "$ours" "$deb"
	check "-dev: version $ours" version_is libselinux1-dev "$ours"
	check "-dev: dpkg --verify" verified libselinux1-dev
	for kind in shared static; do
		check "a $kind program built with pkg-config runs" in_root sh /srv/strict/shlibs.sh $kind
	done
	check "two back by apt" apt_watched install --allow-downgrades --no-install-recommends "libselinux1/$suite" "libselinux1-dev/$suite"
	check "apt: two downgrades, nothing removed" in_place downgraded 2
	check "two back: version $version" version_is libselinux1-dev "$version"
	check "two back: programs work" programs_work
	check "two back: dpkg --verify" verified libselinux1 libselinux1-dev
	check "two back: other packages as before" others_untouched
}

# What is in the packages themselves.
contents() {
	control=$work/control
	dpkg-deb -e "$deb" "$control"
	check "no script, only control, md5sums, shlibs, symbols, triggers" sh -c \
		"[ \"\$(ls '$control' | tr '\n' ' ')\" = 'control md5sums shlibs symbols triggers ' ] || { ls '$control'; false; }"
	check "ldconfig is triggered, nobody waits" grep -qx 'activate-noawait ldconfig' "$control/triggers"
	for line in 'Multi-Arch: same' 'Source: libselinux-strict' 'Priority: optional' \
		'Depends: libc6 (>= 2\.\(2\|[0-9]\|1[0-2]\)\(\.[0-9]\)\?)' 'Built-Using: pcre2 (= .*)'; do
		check "control: $line" grep -qx "$line" "$control/control"
	done
	check "shlibs as sid's" diff "$control/shlibs" "$sid/var/lib/dpkg/info/libselinux1:$architecture.shlibs"
	# Sid's dependency is on the -dev's younger name.
	check "symbols as sid's, but for our own" sh -c "sed -n '/LIBSELINUX_STRICT/d; /LIBSELINUX_3.7/d; s/^ .*@/&/p' '$control/symbols' >'$work/symbols'
		sed -n 's/^ .*@/&/p' '$sid/var/lib/dpkg/info/libselinux1:$architecture.symbols' | diff '$work/symbols' -"
	functions=$(grep -c '^T ' "$tree/tests/abi/contract.txt")
	check "a manual page for each of $functions functions" sh -c \
		"[ \"\$(dpkg-deb -c '$packages'/libselinux1-dev_*.deb | grep -c '/man3/..*\.3\.gz')\" = $functions ]"
	check "our own symbols want our own package" sh -c "[ \"\$(grep -c 'LIBSELINUX_STRICT_1.0 1.0 1\$' '$control/symbols')\" = 4 ]"
	check "lintian: no error, no warning" lintian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs \
		--allow-root "$packages"/*.changes # there is no bug to close: this is not in Debian
}

# Ours lies between what the suites have now and what upstream brings next.
order() {
	for older in 3.1-3 3.1-3+deb11u9 3.4-1+b6 3.8.1-1 3.8.1-1+deb13u1 3.11-2.1+b1 3.11-99 3.11+dfsg-1; do
		check "$ours is above $older" dpkg --compare-versions "$ours" gt "$older"
	done
	for younger in 3.11.1-1 3.12~rc1-1 3.12-1 4.0-1; do
		check "$ours is below $younger" dpkg --compare-versions "$ours" lt "$younger"
	done
}

become_root "$@"
packages=$(cd "${1:-$tree/build/deb}" && pwd -P) || die "no packages there; make deb first"
if [ "${DEB_TEST_APART-}" = '' ]; then
	"$tree/tests/worlds/bed.sh" suites image-bullseye image-bullseye-unmerged container image-trixie image-sid >/dev/null
	exec env DEB_TEST_APART=1 unshare --mount --net --propagation private "$0" "$packages"
fi
# shellcheck disable=SC2046 # folders of the cache, without blanks
set -- $("$tree/tests/worlds/bed.sh" suites image-bullseye image-bullseye-unmerged container image-trixie image-sid)
suites=$1 sid=$6
architecture=$(dpkg --print-architecture)
deb=$(echo "$packages"/libselinux1_*_"$architecture".deb)
[ -f "$deb" ] || die "no libselinux1 for $architecture in $packages; make deb first"
ours=$(dpkg-deb -f "$deb" Version)
local_deb=/srv/strict/${deb##*/}
local_dev=/srv/strict/libselinux1-dev_${deb##*/libselinux1_}
work=$(mktemp -d)
mount -t tmpfs tmpfs "$work"
trap 'umount -R "$work"; rmdir "$work"' EXIT

group=packages
contents
order
while IFS=$tab read -r group suite folder; do
	root_of "$suites/$suite" "$folder"
	there_and_back "$suite"
	leave_root
done <<-END
	bullseye	bullseye	$2
	bullseye, /usr not merged	bullseye	$3
	bookworm	bookworm	$4
	trixie	trixie	$5
	sid	sid	$6
END

suite=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
group="this machine"
if [ -d "$suites/$suite" ] && [ "$suite" != sid ]; then
	cp -R "$suites/$suite" "$work/apt" # an overlay wants no layer inside of another
	root_of "$work/apt" /
	develop
	leave_root
else
	skip "libselinux1-dev, because this is ${suite:-no Debian}, not bullseye, bookworm or trixie"
fi
finish
