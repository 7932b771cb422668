#!/bin/sh
# The rpm test: `make rpm`, and its packages in place of stand-ins for EL6's and for younger systems' libselinux, in
# private roots where rpm itself runs (a client, by its SELinux plugin): upgraded, verified, taken back; and what has to
# be refused is refused with nothing changed.
# Usage: run.sh
# shellcheck disable=SC2016 # for the shell in a namespace of its own
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"

none_in() {
	cat "$1"
	[ ! -s "$1" ]
}

# ---- packages

# make_ours NAME [V-R...]: as an administrator makes them.
make_ours() {
	name=$1
	shift
	make -C "$tree" --no-print-directory rpm ${1+REPLACES="$*"} >"$work/log" 2>&1 || { cat "$work/log"; die "make rpm failed"; }
	cp -r "$tree/build/rpm" "$work/$name"
}

# make_standins FOLDER LAYOUT NAME VERSION RELEASE LIBRARY [LINKED]: with a client linked to it, or to LINKED.
make_standins() {
	cc -I"$tree/include" -o "$work/$1.client" "$here/client.c" "${7:-$6}"
	rpmbuild -bb --nodeps --quiet --define "_topdir $work/$1" --define "here $here" --define "layout $2" \
		--define "stock $3" --define "v $4" --define "r $5" --define "library $6" --define "client $work/$1.client" \
		"$here/standin.spec" >"$work/log" 2>&1 || { cat "$work/log"; die "the stand-ins of $1 could not be made"; }
	mv "$work/$1"/RPMS/*/*.rpm "$work/$1/"
}

# make_old_library FILE: all names of the library, as 2.0.94 has them; beside it FILE.bare, without versions, for clients
# to be linked to. FILE has one for the sake of this machine's programs. It says 7 for a mode, which no other does.
make_old_library() {
	awk '/^D/ { sub(/@.*/, "", $3); print "void *" $3 ";" }
		/^T/ { sub(/@.*/, "", $2); print "int " $2 "(void) { return " ($2 == "security_getenforce" ? 7 : 0) "; }" }
	' "$tree/tests/abi/contract.txt" | sort -u >"$1.c"
	echo 'LIBSELINUX_1.0 { *; };' >"$1.map"
	cc -shared -fPIC -Wl,-soname,libselinux.so.1 -o "$1.bare" "$1.c"
	cc -shared -fPIC -Wl,-soname,libselinux.so.1 -Wl,--version-script="$1.map" -o "$1" "$1.c"
}

# What is in a package, as a file of its own, where it is compared with what is installed.
unpacked() {
	mkdir -p "$work/unpacked" && (cd "$work/unpacked" && rm -rf ./* && rpm2cpio "$1" | cpio -idm --quiet)
}

# A provide for each version of the exports, for the soname, for the name at both versions; on the machine, and for it.
provides() {
	rpm -qp --provides "$1" | sort >"$work/provides"
	{
		printf '%s\n' 'libselinux.so.1()(64bit)'
		sed -n 's/.*@@*\(LIBSELINUX_.*\)/libselinux.so.1(\1)(64bit)/p' "$tree/tests/abi/contract.txt"
		for version in "$(rpm -qp --qf '%{VERSION}-%{RELEASE}' "$1")" $2; do
			printf "%s = $version\n" libselinux 'libselinux(x86-64)' libselinux1 'libselinux1(x86-64)'
		done
	} | sort -u | comm -23 - "$work/provides" >"$work/lacking"
	none_in "$work/lacking"
}

# Nothing in it that rpm 4.8 could not read: the format (in the lead, behind the magic number), the features it asks for,
# compression, digests.
for_old_rpm() {
	lead=$(od -An -tx1 -N 6 "$1")
	[ "$lead" = ' ed ab ee db 03 00' ] || { echo "lead $lead"; return 1; }
	rpm -qp --requires "$1" | sed -n 's/^rpmlib(\(.*\)).*/\1/p' |
		grep -vxE 'CompressedFileNames|FileDigests|PayloadFilesHavePrefix' && return 1
	form=$(rpm -qp --qf '%{PAYLOADFORMAT} %{PAYLOADCOMPRESSOR} %{FILEDIGESTALGO} %{SIGMD5} %{SHA1HEADER}' "$1")
	printf '%s\n' "$form" | grep -xE 'cpio gzip 8 [0-9a-f]{32} [0-9a-f]{40}' || { echo "$form"; return 1; }
}

# Which filters a run has use for is not of interest.
linted() {
	rpmlint -r "$tree/packaging/rpm/rpmlintrc" "$work/ours-el6" "$work/ours-merged" >"$work/lint" || true
	grep -q ' packages and 0 specfiles checked' "$work/lint" || { cat "$work/lint"; return 1; }
	! grep ' [EW]: ' "$work/lint" | grep -v unused-rpmlintrc-filter
}

no_release() {
	for wrong in '' 2.0.94 libselinux-2.0.94-7.el6 2.0.94-7.el6.x86_64 '2.0.94-7.el6 3.6-3.el9' "1-2;3" "1-2'"; do
		said=$(make -C "$tree" --no-print-directory rpm REPLACES="$wrong" 2>&1) && { echo "$wrong was taken"; return 1; }
		printf '%s\n' "$said" | grep -q '^rpm: ' || { echo "$said"; return 1; }
	done
}

# Made by rpm 6, in a root of sid, from the same tarball.
by_rpm6() {
	lower=$("$tree/tests/worlds/bed.sh" rpm6) || return
	unshare --mount sh -ec '
		mount -t tmpfs tmpfs "$1"
		mkdir "$1/up" "$1/work" "$1/root"
		mount -t overlay -o "lowerdir=$2,upperdir=$1/up,workdir=$1/work" overlay "$1/root"
		mount --bind /dev "$1/root/dev"
		mkdir "$1/root/srv/rpm"
		cp "$3"/packaging/rpm/* "$1/root/srv/rpm/"
		cp "$3"/build/libselinux-strict-*.tar.gz "$1/root/srv/"
		export SOURCE_DATE_EPOCH=1700000000
		tarball=$(cd "$1/root/srv" && echo libselinux-strict-*.tar.gz)
		version=${tarball#libselinux-strict-}
		chroot "$1/root" rpm --version | grep " version [6-9]"
		chroot "$1/root" /srv/rpm/build "${version%.tar.gz}" 3.11 "/srv/$tarball" /srv/made 2.0.94-7.el6
		cp -r "$1/root/srv/made" "$4"' sh "$work/mount" "$lower" "$tree" "$work/rpm6"
}

same_twice() {
	make_ours again "$@" && diff -r "$work/ours-el6" "$work/again"
}

# ---- roots

# The first packages are installed from outside, for there is no rpm inside yet.
new_root() {
	root=$work/root.$group
	mkdir -p "$root/dev"
	: >"$root/dev/null" # rpm gives it to scriptlets
	rpm --force-debian --root "$root" --dbpath /var/lib/rpm --noplugins -i "$@"
}

in_root() {
	env -i PATH=/usr/bin:/usr/sbin:/bin:/sbin chroot "$root" "$@"
}

# inside RPM-OPTION... FILE...: rpm in the root, the packages beside it. It succeeds, and prints nothing.
inside() {
	rpm_inside "$@" >"$work/said" 2>&1
	inside_status=$?
	none_in "$work/said" && return $inside_status
}

rpm_inside() {
	rm -rf "$root/tmp/packages"
	mkdir "$root/tmp/packages"
	for word; do
		shift
		case $word in
		*.rpm) cp "$word" "$root/tmp/packages/" && set -- "$@" "/tmp/packages/${word##*/}" ;;
		*) set -- "$@" "$word" ;;
		esac
	done
	in_root rpm --force-debian "$@"
	said_status=$?
	rm -rf "$root/tmp/packages"
	return $said_status
}

# refused MESSAGE RPM-ARGUMENT...: it fails, says so, and leaves every file and package as it was.
refused() {
	message=$1
	shift
	state >"$work/before"
	if rpm_inside "$@" >"$work/refusal" 2>&1; then
		echo 'it was not refused'
		return 1
	fi
	cat "$work/refusal"
	state | diff "$work/before" - && grep -qe "$message" "$work/refusal"
}

state() {
	(cd "$root" && find . \( -path ./var/lib/rpm -o -path ./tmp -o -path ./dev \) -prune -o -type f -exec sha256sum {} + | sort)
	in_root rpm -qa | sort
}

answers() {
	said=$(in_root selinuxenabled 2>&1)
	[ "$said" = "$1" ] || { echo "$said"; return 1; }
}

# The one libselinux.so.1 of the root is the file of that package, and run by itself it tells the answer.
library_of() {
	unpacked "$1"
	[ "$(find "$root" -name 'libselinux.so.1*' | sed "s,^$root,,")" = "$library" ] &&
		cmp "$root$library" "$work/unpacked$library"
}

runs_itself() {
	in_root "$library" >"$work/why"
	status=$?
	cat "$work/why"
	[ $status = 1 ] && grep -q '^reason: no selinuxfs' "$work/why"
}

# Both programs on one file of contexts, for the paths and kinds that a policy tells apart.
matchpathcon_answers() {
	mkdir -p "$root/srv"
	printf '%s\n' '/srv/x -- a_u:b_r:file_t' '/srv/y -d a_u:b_r:dir_t' '/srv(/.*)? a_u:b_r:srv_t' '/srv/none <<none>>' \
		>"$root/srv/contexts"
	for options in '' -n '-m dir' '-m file -n' '-N -q' '-f /nowhere'; do
		for path in /srv/x /srv/y /srv/ /srv/none /elsewhere relative; do
			# shellcheck disable=SC2086 # options are words
			{
				in_root matchpathcon -f /srv/contexts $options $path 2>/dev/null
				echo "status $?"
				PATH=$PATH:/usr/sbin matchpathcon -f "$root/srv/contexts" $options $path 2>/dev/null >&3
				echo "status $?" >&3
			} >>"$work/ours.said" 3>>"$work/stock.said"
		done
	done
	rm -r "$root/srv"
	diff "$work/stock.said" "$work/ours.said" && [ "$(wc -l <"$work/ours.said")" -gt 50 ]
}

# The headers and the library of the root make a program that runs on it.
builds() {
	cc -I"$root/usr/include" -include selinux/flask.h -include selinux/av_permissions.h -o "$root/tmp/client" "$here/client.c" -L"$root/usr/lib64" -L"$root/lib64" -lselinux &&
		in_root /tmp/client | grep -x 'enabled 0, mode -1'
}

# replaced GROUP OURS NAME V-R ANSWER LIBRARY: there, checked, and ready to go back. ANSWER is what a client of the
# stand-in prints.
replaced() {
	group=$1 library=$6
	stock=$(echo "$work/$1/$3-$4".*.rpm) new=$(echo "$work/$2"/libselinux-3*.x86_64.rpm)
	headers=$(echo "$work/$2"/libselinux-devel-*.rpm) stock_headers=$(echo "$work/$1"/libselinux-devel-*.rpm)
	bare=$(echo "$work/ours"/libselinux-3*.x86_64.rpm)
	new_root "$work/$1"/*.rpm
	check 'every package verifies before' inside -Va
	check 'a client runs on the stand-in' answers "$5"
	check 'refused: our package made without REPLACES, for others ask for the exact release' \
		refused "$3 = $4 is needed by (installed) libselinux-utils" -U "$bare"
	check 'rpm -U puts ours in its place' inside -U "$new"
	check 'the library is that of our package, and the only one' library_of "$new"
	check 'every package verifies after' inside -Va
	check 'the client runs on ours' answers 'enabled 0, mode -1'
	check 'the library, run, tells why' runs_itself
	check 'refused: taking it away while others need it' refused 'is needed by (installed)' -e libselinux
	check 'the headers are upgraded after it' inside -U "$headers"
	check 'a program is built with them, and runs' builds
	check 'refused: going back while the headers need ours' refused '(installed) libselinux' -U --oldpackage \
		--replacefiles "$stock"
}

# back ANSWER: after it
back() {
	check 'the library is that of the stand-in, and the only one' library_of "$stock"
	check 'nothing of ours is left' nothing_left
	check 'every package verifies again' inside -Va
	check 'a client runs on the stand-in again' answers "$1"
}

nothing_left() {
	in_root rpm -qa | grep strict && return 1
	(cd "$work/unpacked" && rm -rf ./* && rpm2cpio "$new" | cpio -idm --quiet && find . ! -type d | sort) >"$work/new"
	(cd "$root" && find . ! -type d | sort) | comm -12 - "$work/new" >"$work/both"
	unpacked "$stock"
	(cd "$work/unpacked" && find . ! -type d | sort) | comm -13 - "$work/both" >"$work/left"
	none_in "$work/left"
}

become_root "$@"
"$tree/tests/need.sh" build rpm rpmtest worlds
make_work
system=$(echo /lib/*-linux-gnu/libselinux.so.1)

say 'building our packages and the stand-ins; a minute'
make_old_library "$work/old.so"
make_standins el6 el6 libselinux 2.0.94 7.el6 "$work/old.so" "$work/old.so.bare"
make_standins el9 merged libselinux 3.6 3.el9 "$system"
make_standins suse merged libselinux1 3.5 150600.1.46 "$system"
make_ours ours-el6 2.0.94-7.el6
make_ours ours
make_ours ours-merged 3.6-3.el9 3.5-150600.1.46

group=packages
for made in "ours-el6 2.0.94-7.el6" "ours-merged 3.6-3.el9 3.5-150600.1.46"; do
	for package in "$work/${made%% *}"/*.rpm; do
		check "${made%% *}, ${package##*/}: rpm 4.8 can read it" for_old_rpm "$package"
	done
	# shellcheck disable=SC2086 # versions are words
	check "${made%% *}: provides" provides "$(echo "$work/${made%% *}"/libselinux-3*.x86_64.rpm)" "${made#* }"
done
mkdir "$work/mount"
check 'made by rpm 6' by_rpm6
for package in "$work"/rpm6/*.rpm; do
	check "made by rpm 6, ${package##*/}: rpm 4.8 can read it" for_old_rpm "$package"
done
check 'rpmlint finds no error and no warning but those of rpmlintrc' linted
check 'the same bytes twice' same_twice 2.0.94-7.el6
check 'refused: REPLACES that is no version and release' no_release

replaced el6 ours-el6 libselinux 2.0.94-7.el6 'enabled 0, mode 7' /lib64/libselinux.so.1
check 'matchpathcon answers as the one of this machine' matchpathcon_answers
check 'refused: going back without --oldpackage' refused 'already installed' -U "$stock" "$stock_headers"
check 'rpm -U --oldpackage goes back' inside -U --oldpackage "$stock" "$stock_headers"
back 'enabled 0, mode 7'

replaced el9 ours-merged libselinux 3.6-3.el9 'enabled 0, mode -1' /usr/lib64/libselinux.so.1
check 'rpm -U --oldpackage goes back' inside -U --oldpackage "$stock" "$stock_headers"
back 'enabled 0, mode -1'

# Another name: two commands, and a library at every moment between. Ours obsoletes the old one, hence --nodeps.
replaced suse ours-merged libselinux1 3.5-150600.1.46 'enabled 0, mode -1' /usr/lib64/libselinux.so.1
check 'rpm -U --replacefiles brings the old one back' inside -U --oldpackage --nodeps --replacefiles "$stock" \
	"$stock_headers"
check 'rpm -e takes ours away' inside -e libselinux
back 'enabled 0, mode -1'

finish
