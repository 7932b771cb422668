#!/bin/sh
# Builds the client with pkg-config, runs it, and looks at what dpkg-shlibdeps makes of it: a program depends on a
# version of libselinux1 that Debian has too, unless it uses what only ours has. Runs where our -dev is installed.
# Usage: shlibs.sh shared|static
set -eu
cd "$(dirname "$0")"

# depends WANTED: what dpkg-shlibdeps says of ./client
depends() {
	mkdir -p debian
	printf 'Source: client\n\nPackage: client\nArchitecture: any\n' >debian/control
	found=$(dpkg-shlibdeps -O -e client)
	echo "$found"
	case $found in *"$1"*) ;; *) echo "no $1 there"; return 1 ;; esac
}

case $1 in
shared)
	# shellcheck disable=SC2046 # flags are words
	gcc -o client client.c $(pkg-config --cflags --libs libselinux)
	./client | grep '^enabled: '
	depends 'libselinux1 (>= 3.1~)'
	# shellcheck disable=SC2046
	gcc -DSTRICT -o client client.c $(pkg-config --cflags --libs libselinux)
	./client
	depends 'libselinux1-strict (>= 1.0)'
	;;
static)
	# shellcheck disable=SC2046
	gcc -static -DSTRICT -o client client.c $(pkg-config --static --cflags --libs libselinux)
	./client
	;;
esac
