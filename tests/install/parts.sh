#!/bin/sh
# Fills FOLDER with what the installer's test works on:
#	el6	a root laid out as CentOS 6 is, made from Debian 12's files: /lib64 and no triplet, a loader that looks there,
#		no cache, no find, grep, sed or awk; a 32-bit library and its C library (a stub) in /lib beside the 64-bit ones
#	libselinux-i386.so, lacking, demanding	stand-ins for built libraries: of another class; without most names; for a glibc of
#		the future
#	libc-2.5	a stub of an old C library
#	wants-name.so, wants-node.so	objects that want of libselinux.so.1 what nobody has
#	unscripted	a stand-in for an old stock library, linked without a version script: it exports internals
#	uses-unscripted.so, wants-internal.so	objects that need it: one defines such names itself, one wants one
# Usage: parts.sh FOLDER DEBIAN-12-ROOT LIBRARY
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
tables=$here/../../packaging/glibc
into=$1 debian=$2 library=$3
stubs=$into/stubs
el6=$into/el6
mkdir -p "$stubs" "$el6/lib64" "$el6/lib" "$el6/usr/lib" "$el6/usr/lib64" "$el6/usr/bin" "$el6/bin" "$el6/sbin" "$el6/etc/ld.so.conf.d" \
	"$el6/tmp" "$el6/dev" "$el6/var/lib"

# object NAME "NODE: SYMBOL..." [FLAG...]: a shared object that exports these, as libselinux.so.1.
object() {
	name=$1 nodes=$2
	shift 2
	printf '%s\n' "$nodes" | tr -d '\t' | awk -F': *' -v source="$stubs/$name.c" -v map="$stubs/$name.map" '
		$1 != "" {
			n = split($2, names, " ")
			print $1 " { global:" > map
			for (i = 1; i <= n; i++) {
				print "void " names[i] "(void); void " names[i] "(void) {}" > source
				print names[i] ";" > map
			}
			print "};" > map
		}'
	${CC:-gcc} -shared -fPIC -nostdlib -Wl,-soname,libselinux.so.1 -Wl,--version-script="$stubs/$name.map" "$@" \
		-o "$into/$name" "$stubs/$name.c"
}

# libc NAME TABLE [FLAG...]: a stub of a C library.
libc() {
	name=$1 table=$2
	shift 2
	mkdir -p "$stubs/$name.d"
	awk -v out="$stubs/$name.d" -f "$tables/stub.awk" "$table"
	${CC:-gcc} -shared -nostdlib -Wl,-soname,libc.so.6 -Wl,--version-script="$stubs/$name.d/libc.map" "$@" \
		-o "$into/$name" "$stubs/$name.d/libc.S"
}

# client NAME LIBRARY SYMBOL [FLAG...]: an object that needs the symbol of the library.
client() {
	name=$1 linked=$2 symbol=$3
	shift 3
	printf 'void %s(void); void use(void); void use(void) { %s(); }\n' "$symbol" "$symbol" >"$stubs/$name.c"
	${CC:-gcc} -shared -fPIC -nostdlib "$@" -o "$into/$name" "$stubs/$name.c" "$into/$linked"
}

# A table has the names in use, and none of its newest version perhaps.
of_version() {
	printf 'newest\t%s\tlibc.so\tF\n' "$1"
}

{ awk -F'\t' '$2 ~ /^GLIBC_2\.[0-5](\.|$)/' "$tables/x86_64-2.12.tsv" && of_version GLIBC_2.5; } >"$stubs/old.tsv"
printf 'future\tGLIBC_2.99\tlibc.so\tF\n' >"$stubs/future.tsv"
{ cat "$tables/i386-2.12.tsv" && of_version GLIBC_2.12; } >"$stubs/i386.tsv"
libc libc-2.5 "$stubs/old.tsv"
libc libc-future "$stubs/future.tsv"
libc libc-i386 "$stubs/i386.tsv" -m32

strict='LIBSELINUX_1.0: is_selinux_enabled
	LIBSELINUX_STRICT_1.0: selinux_strict_version'
object lacking "$strict"
object libselinux-i386.so "$strict" -m32
object stock-i386 'LIBSELINUX_1.0: is_selinux_enabled' -m32
object future-names 'LIBSELINUX_1.0: no_such_name
	LIBSELINUX_9.9: no_such_node'
# As old ones are: what its start files and its sources define is there for all, and in no node.
printf 'void %s(void) {}\n' is_selinux_enabled _init _fini _edata old_internal map_class >"$stubs/unscripted.c"
${CC:-gcc} -shared -fPIC -nostdlib -Wl,-soname,libselinux.so.1 -o "$into/unscripted" "$stubs/unscripted.c"
client wants-name.so future-names no_such_name
client uses-unscripted.so unscripted is_selinux_enabled
client wants-internal.so unscripted old_internal
printf 'void %s(void) {}\n' _init _fini _edata map_class another_old_internal >>"$stubs/uses-unscripted.c"
${CC:-gcc} -shared -fPIC -nostdlib -o "$into/uses-unscripted.so" "$stubs/uses-unscripted.c" "$into/unscripted"
client wants-node.so future-names no_such_node
client use-i386.so stock-i386 is_selinux_enabled -m32
cp "$stubs/lacking.map" "$stubs/demanding.map"
printf 'void future(void); void is_selinux_enabled(void); void is_selinux_enabled(void) { future(); }
void selinux_strict_version(void); void selinux_strict_version(void) {}\n' >"$stubs/demanding.c"
${CC:-gcc} -shared -fPIC -nostdlib -Wl,-soname,libselinux.so.1 -Wl,--version-script="$stubs/demanding.map" \
	-o "$into/demanding" "$stubs/demanding.c" "$into/libc-future"

for name in bash dash cat chroot cp cut dd dirname env head id ls mkdir mkfifo mv od readlink rm rmdir sha256sum sleep sort stat tail touch \
	tr true wc; do
	for file in "$debian/bin/$name" "$debian/usr/bin/$name" "$debian/usr/sbin/$name"; do
		[ ! -f "$file" ] || cp -a "$file" "$el6/bin/$name"
	done
	ln -sf "../../bin/$name" "$el6/usr/bin/$name"
done
ln -s bash "$el6/bin/sh"
for name in libselinux.so.1 libpcre2-8.so.0 libacl.so.1 libattr.so.1 libtinfo.so.6 libc.so.6 libcap.so.2; do
	cp -L --preserve=all "$debian/usr/lib/x86_64-linux-gnu/$name" "$el6/lib64/$name"
done
# CentOS's loader looks in /lib64 and /usr/lib64: the same bytes, so that no offset changes.
LC_ALL=C sed -e 's,/usr/lib/x86_64-linux-gnu/,/usr/lib64////////////////,g' \
	-e 's,/lib/x86_64-linux-gnu/,/lib64////////////////,g' "$debian/lib64/ld-linux-x86-64.so.2" \
	>"$el6/lib64/ld-linux-x86-64.so.2"
chmod 755 "$el6/lib64/ld-linux-x86-64.so.2"
chmod 755 "$el6/lib64/libselinux.so.1" # as CentOS has it
cp "$into/stock-i386" "$el6/lib/libselinux.so.1"
cp "$into/libc-i386" "$el6/lib/libc.so.6"
cp "$into/use-i386.so" "$el6/usr/lib/"
mknod -m 666 "$el6/dev/null" c 1 3
echo 'include ld.so.conf.d/*.conf' >"$el6/etc/ld.so.conf"
echo '/usr/lib64/mysql' >"$el6/etc/ld.so.conf.d/mysql-x86_64.conf"
cp "$library" "$into/libselinux.so.1"
