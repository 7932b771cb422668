#!/bin/sh
# Builds the black-box program, build/tests/blackbox, where it is older than its sources. It is linked to names without
# code and without versions, so that it binds to any library that it finds.
set -eu

cd "$(dirname "$0")/../.."
program=build/tests/blackbox
[ ! -e $program ] || [ -n "$(find tests/oracle tests/lib tests/abi/contract.txt include -newer $program | head -n 1)" ] || exit 0
mkdir -p build/tests
job=$(mktemp -d)
trap 'rm -rf "$job"' EXIT
tests/lib/stub.sh "$job"
${CC:-cc} -std=gnu11 -D_GNU_SOURCE -g -O1 -Wall -Wextra -Wshadow -Wno-address -Wno-deprecated-declarations \
	-Iinclude -I"$job" -o "$job/blackbox" tests/oracle/*.c \
	tests/lib/fakefs.c tests/lib/files.c -Wl,--no-as-needed "$job/libselinux.so"
mv "$job/blackbox" $program
