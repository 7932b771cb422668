#!/bin/sh
# Fills FOLDER with PCRE2 of bookworm's source package, built by clang for MemorySanitizer, which has to see every write:
# libpcre2-8.a and pcre2.h, with Unicode as Debian's, and without the JIT compiler, whose code it cannot see.
# Usage: pcre2-memory.sh FOLDER
set -e
# shellcheck source=tests/worlds/recipes/archive.sh
. "${0%/*}/archive.sh"

mkdir -p "$1/state/lists/partial" "$1/state/cache/archives/partial"
cd "$1/state"
printf 'deb-src [signed-by=%s] %s bookworm main\n' "$keyring" "$(archive_of bookworm)" >sources.list
cat >apt.conf <<-END
	Dir::Etc { SourceList "$PWD/sources.list"; SourceParts "/dev/null";
		Preferences "/dev/null"; PreferencesParts "/dev/null"; };
	Dir::State { Lists "$PWD/lists"; status "/dev/null"; };
	Dir::Cache "$PWD/cache";
	APT::Sandbox::User "root";
END
# shellcheck disable=SC2031 # not in this shell
export APT_CONFIG="$PWD/apt.conf"
apt-get -qq update
apt-get -qq source --download-only pcre2
dpkg-source --no-check -q -x ./pcre2_*.dsc source
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
