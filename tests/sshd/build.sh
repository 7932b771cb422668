#!/bin/sh
# Builds OpenSSH's server from Debian's source of SUITE, as anyone does who links a program of his own with this library:
# the headers, the libraries and the .pc file are those that `make install` left in STAGE, found by pkg-config alone.
# With each LINKAGE, shared and then static, into FOLDER/SUITE-LINKAGE. What is there already is kept, until something
# changes that it was made from. Without PAM, which would ask SELinux in sshd's stead.
# Usage: build.sh STAGE SUITE FOLDER LINKAGE...
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
program=sshd
# shellcheck source=tests/worlds/common.sh
. "$here/../worlds/common.sh"
stage=$1 suite=$2 folder=$3
shift 3
source=$("$here/../worlds/bed.sh" openssh-source)/$suite
work=$folder/work-$suite log=$folder/$suite.log
programs='sshd ssh-keygen'
[ ! -e "$source/sshd-session.c" ] || programs="$programs sshd-session"
[ ! -e "$source/sshd-auth.c" ] || programs="$programs sshd-auth"

# What the programs are made from. The shared object is known by its names: its code is not in them.
key_of() {
	cat "$here/build.sh" "$stage"/usr/include/selinux/*.h "$stage/usr/lib/pkgconfig/libselinux.pc"
	"$here/../abi/exports.sh" "$stage/usr/lib/libselinux.so.1"
	[ "$1" = shared ] || cat "$stage/usr/lib/libselinux.a"
	cat "$source.version"
}

# The paths are those of Debian's package.
configure() {
	mkdir -p "$work"
	(
		cd "$work"
		"$source/configure" -q --prefix=/usr --sysconfdir=/etc/ssh --libexecdir=/usr/lib/openssh --disable-strip \
			--with-privsep-path=/run/sshd --with-pid-dir=/run --with-default-path=/usr/local/bin:/usr/bin:/bin \
			--with-selinux CFLAGS='-O1 -pipe -MMD' CPPFLAGS="$(pkg-config --cflags libselinux)" "$@"
	)
}

# configure has a plain -lselinux of its own, for which nothing is left to do after the static library.
configure_for() {
	folders=$(pkg-config --libs-only-L libselinux)
	case $1 in
	shared) configure LDFLAGS="$folders" ;;
	static)
		configure LDFLAGS="-Wl,--as-needed $folders" \
			LIBS="-Wl,-Bstatic $(pkg-config --static --libs libselinux) -Wl,-Bdynamic"
		;;
	esac
}

export PKG_CONFIG_PATH="$stage/usr/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$stage"
mkdir -p "$folder"
for linkage; do
	built=$folder/$suite-$linkage
	key=$(key_of "$linkage" | sha256sum)
	[ "$(cat "$built/key" 2>/dev/null)" != "$key" ] || continue
	say "building sshd of $suite, libselinux $linkage; its log is $log"
	rm -rf "$built"
	[ "$linkage" = static ] || rm -rf "$work" # else its objects are of use still
	if ! (
		# shellcheck disable=SC2086 # words
		configure_for "$linkage" && cd "$work" && rm -f $programs && MAKEFLAGS="" make -j2 $programs
	) >"$log" 2>&1; then
		tail -n 5 "$log" >&2
		die "sshd of $suite could not be built with libselinux $linkage"
	fi
	mkdir "$built"
	# shellcheck disable=SC2086
	(cd "$work" && cp $programs "$built")
	echo "$key" >"$built/key"
done
