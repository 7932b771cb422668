#!/bin/sh
# Runs in the guest, on labelled files: other people's tests of SELinux, with one library. One line for each test:
# SUITE<tab>TEST<tab>PASS, SKIP or FAIL, and for the crate's tests what they said when they failed. The logs of tests that
# failed go to standard error.
# Usage: in-guest.sh PARTS LIBRARY [SUITE...]        (PARTS has sources, rust, younger and genfile; LIBRARY - is the root's own)
set -u

parts=$1 library=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tab=$(printf '\t')
mkdir -p "$work/lib"
[ "$library" = - ] || cp "$library" "$work/lib"/libselinux.so.1

# result SUITE TEST STATUS [TEXT]: 77 is a test that was skipped.
result() {
	case $3 in
	0) word=PASS ;;
	77) word=SKIP ;;
	*) word=FAIL ;;
	esac
	printf '%s\t%s\t%s\n' "$1" "$2" "$word${4:+ $4}"
	if [ $word != PASS ]; then
		echo "== $1 $2: $word"
		tail -n 15 "$work/log"
	fi >&2
}

# gnu PACKAGE TEST...: scripts that begin with gnulib's init.sh, on the programs of this root. They run in a folder such as
# the build leaves, with a configuration that says what Debian's says.
gnu() {
	gnu_package=$1
	shift
	cp -r "$parts/sources/$gnu_package" "$work/"
	cd "$work/$gnu_package" || exit
	mkdir -p src sed lib
	ln -s /usr/bin/install src/ginstall # as coreutils builds it
	echo '#define HAVE_SELINUX_SELINUX_H 1' >lib/config.h
	programs=" ginstall $(dpkg -L coreutils | sed -n 's,.*bin/,,p' | tr '\n' ' ')"
	for test; do
		env -i PATH="$PATH" HOME=/root LC_ALL=C LD_LIBRARY_PATH="$work/lib" srcdir=. top_srcdir=. TMPDIR=/tmp SHELL=/bin/sh \
			abs_srcdir="$PWD" abs_top_srcdir="$PWD" abs_top_builddir="$PWD" CONFIG_HEADER="$PWD/lib/config.h" AWK=awk \
			PERL=perl built_programs="$programs" \
			VERSION="$(cp --version | sed -n '1s/.* //p')" sh "$test" >"$work/log" 2>&1 9>&2 </dev/null
		result "$gnu_package" "$test" $?
	done
}

coreutils() {
	cd "$parts/sources/coreutils" || exit
	# shellcheck disable=SC2046 # names of files
	gnu coreutils $(grep -lE 'require_selinux|chcon |runcon ' tests/*/*.sh)
}

# tar's tests are those of its autotest script that know the word; on the disk, for they want attributes of users, too.
tar_tests() {
	folder=$(mktemp -d -p /var/tmp)
	cp -r "$parts/sources/tar" "$folder/"
	cd "$folder/tar/tests" || exit
	cat >atconfig <<-END
		at_testdir=tests
		abs_builddir='$PWD'
		at_srcdir=.
		abs_srcdir='$PWD'
		at_top_srcdir=..
		abs_top_srcdir='$folder/tar'
		at_top_build_prefix=../
		abs_top_builddir='$folder/tar'
		EXEEXT=
		AUTOTEST_PATH=/bin
		SHELL=\${CONFIG_SHELL-/bin/sh}
	END
	sed "s,@abs_builddir@,$PWD,g; s,@[a-z_]*@,/nonexistent,g" atlocal.in >atlocal
	mkdir -p ../bin
	cp "$parts/genfile" .
	LD_LIBRARY_PATH="$work/lib" sh ./testsuite -k selinux >"$work/said" 2>&1
	cp testsuite.log "$work/log"
	sed -n 's/^ *[0-9]*: \(.*[^ ]\)  *\(ok\|skipped\|FAILED\).*/\1\t\2/p' "$work/said" | while IFS=$tab read -r name word; do
		case $word in
		ok) result tar "$name" 0 ;;
		skipped) result tar "$name" 77 ;;
		*) result tar "$name" 1 ;;
		esac
	done
}

systemd() {
	cd "$work" || exit
	LD_LIBRARY_PATH="$work/lib" /usr/lib/systemd/tests/test-selinux >"$work/log" 2>&1
	result systemd test-selinux $?
}

# On sid's C library. Numbers of processes are not compared. What a library prints may stand between a test's name and its
# verdict.
crate() {
	cd "$work" || exit
	path=$parts/younger:$parts/rust
	[ "$library" = - ] || path="$work/lib":$path
	"$parts/younger/ld-linux-x86-64.so.2" --library-path "$path" "$parts/rust/selinux-tests" --test-threads=1 \
		>"$work/log" 2>"$work/said" </dev/null
	awk -F'\t' -v OFS='\t' '
		/^test .* \.\.\. / { name = $0; sub(/^test /, "", name); sub(/ \.\.\. .*/, "", name); names[++count] = name }
		/(^|\.\.\. )(ok|FAILED)$/ && name { verdict[name] = /ok$/ ? "PASS" : "FAIL"; name = "" }
		/^---- .* stdout ----$/ { failed = $0; gsub(/^---- | stdout ----$/, "", failed) }
		/^(called|assertion|  left:| right:)/ && failed { sub(/process_id: [0-9]+/, "process_id: N"); text[failed] = text[failed] " " $0 }
		END {
			for (i = 1; i <= count; i++)
				print "crate", names[i], (names[i] in verdict ? verdict[names[i]] : "FAIL ended") text[names[i]]
		}' "$work/log"
	cat "$work/said" "$work/log" >&2
}

sed_tests() {
	gnu sed testsuite/inplace-selinux.sh
}

[ $# -gt 0 ] || set -- coreutils sed_tests systemd tar_tests crate
for suite; do
	($suite)
done
