#!/bin/sh
# Fills FOLDER with PCRE2 of bookworm's source package, built by clang for MemorySanitizer, which has to see every write:
# libpcre2-8.a and pcre2.h, with Unicode as Debian's, and without the JIT compiler, whose code it cannot see.
# Made of: source.sh
# Usage: pcre2-memory.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"
# shellcheck source=tests/worlds/recipes/source.sh
. "${0%/*}/source.sh"

mkdir "$1/state"
cd "$1/state"
use_sources bookworm
download_source pcre2
dpkg-source --no-check -q -x ./pcre2_"${version#*:}".dsc source
cd source/src
cp config.h.generic config.h
cp pcre2.h.generic pcre2.h
cp pcre2_chartables.c.dist pcre2_chartables.c
for name in auto_possess chartables chkdint compile config context convert dfa_match error extuni find_bracket \
	jit_compile maketables match match_data newline ord2utf pattern_info script_run serialize string_utils study \
	substitute substring tables ucd valid_utf xclass; do
	[ ! -f pcre2_$name.c ] || clang -O1 -g -fPIC -fsanitize=memory -fno-omit-frame-pointer -I. \
		-DHAVE_CONFIG_H -DPCRE2_CODE_UNIT_WIDTH=8 -DPCRE2_STATIC -DSUPPORT_PCRE2_8 -DSUPPORT_UNICODE -c pcre2_$name.c
done
ar rcs "$1/libpcre2-8.a" pcre2_*.o
cp pcre2.h "$1"
rm -r "$1/state"
