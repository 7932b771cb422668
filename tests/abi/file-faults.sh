#!/bin/sh
# SPDX-License-Identifier: MIT
# Does `file` see what it is there for? Makes small libraries, each with one fault and two with none, and
# wants of `file` the line that names it. Prints one line for each that it judged wrongly.
# Usage: file-faults.sh
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
judged=0 wrong=0
code='unsigned long strlen(const char *); unsigned long f(const char *s) { return strlen(s); }
#ifndef NOTE
#define NOTE ".note.package"
#endif
__attribute__((section(NOTE))) const char note[] = "{\"type\":\"generic\",\"name\":\"libselinux-strict\",\"version\":\"1.0\"}";'

# judge EXPECTED FLAGS [CODE [TABLE]]: EXPECTED is a line of `file`, as a pattern; empty: no fault.
judge() {
	printf '%s\n%s\n' "$code" "${3:-}" >a.c
	# shellcheck disable=SC2086 # flags are words
	${CC:-cc} -w -O1 -fPIC -nostartfiles -nodefaultlibs -shared -Wl,-soname,libselinux.so.1 -Wl,--hash-style=both \
		-Wl,-z,now,-z,relro,-z,noexecstack $2 -o a.so a.c -Wl,--as-needed -lc
	judged=$((judged + 1))
	if "$here/file.sh" a.so ${4:+"$4"} >said; then
		[ -n "$1" ] || return 0
	elif [ -n "$1" ] && grep -Eqx "$1" said; then
		return 0
	fi
	wrong=$((wrong + 1))
	echo "wanted '${1:-no fault}' of a library with '$2 ${3:-}', but it said:"
	cat said
}

judge '' ''
judge '' '-Wl,-z,undefs' 'extern void missing(void) __attribute__((weak)); void g(void) { if (missing) missing(); }'
judge "its SONAME is 'libother.so'" '-Wl,-soname,libother.so'
judge 'it needs libm.so.6' '-Wl,--no-as-needed -lm'
judge 'it does not need libc.so.6' '-Dstrlen=own' 'unsigned long own(const char *s) { return !s; }'
judge 'no GNU hash table' '-Wl,--hash-style=sysv'
judge 'no System V hash table' '-Wl,--hash-style=gnu'
judge 'it is not bound at load' '-Wl,-z,lazy'
judge 'text relocations' '-Wl,-z,notext' '__asm__(".text\n.balign 8\n.dc.a f\n");'
judge 'relative relocations packed .*' '-Wl,-z,pack-relative-relocs' 'static int h; void *g = &h;'
judge 'it has a run path' '-Wl,-rpath,/opt'
judge 'no note that names it, .note.package' '-DNOTE=".note.other"'
judge 'no RELRO segment' '-Wl,-z,norelro'
judge 'thread-local storage' '' '__thread int g;'
judge 'writable and executable: GNU_STACK' '-Wl,-z,execstack'
judge 'it asks for GLIBC_2.3[0-9] of libc.so.6 .*' '' 'int stat(const char *, void *); int g(void) { return stat(0, 0); }'
judge 'it asks for GLIBC_2.3[0-9] of libc.so.6 .*' '' \
	'extern int stat(const char *, void *) __attribute__((weak)); int g(void) { return stat(0, 0); }'
judge 'not in the C library of the floor: missing' '-Wl,-z,undefs' 'extern void missing(void); void g(void) { missing(); }'
judge '.* bytes stripped, more than .*' '' 'const char g[900000] = {1};'

# A table of a C library without strlen(), and with one of another version only.
for table in "$here"/../../packaging/glibc/"$(uname -m)"-*.tsv; do
	grep -v '^strlen	' "$table" >"${table##*/}"
	judge 'not in the C library of the floor: strlen@.*' '' '' "${table##*/}"
	printf 'strlen\tGLIBC_2.3\tlibc.so\tF\n' >>"${table##*/}"
	judge 'not in the C library of the floor: strlen@.*' '' '' "${table##*/}"
done

echo "$judged libraries"
[ "$wrong" -eq 0 ]
