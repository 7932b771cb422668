#!/bin/sh
# SPDX-License-Identifier: MIT
# Which lines and branches of src/ do the suites execute? A copy of this tree, build/cover/tree, is built with gcc's
# --coverage and the suites run there, those in guests beside the others; what a guest counted comes back from it
# (tests/worlds/run.sh).
# Prints each file's figures, draws build/cover/index.html by gcovr, and compares the figures with those of figures.tsv: one
# that has fallen by more than a point is wrong. Suites' own verdicts are not of interest here: some look at the library's
# file, which differs.
# Usage: run.sh [-u] [-k] [-m] [SUITE...]	those of figures.tsv's head by default, and only then figures are compared
#	-u  writes figures.tsv anew, with the reasons that it has     -k  goes on from what the last run has counted
#	-m  runs nothing, and measures what that has counted
set -u

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
update='' keep='' measure=''
while getopts ukm option; do
	case $option in
	u) update=yes ;;
	k) keep=yes ;;
	m) keep=yes measure=yes ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
become_root "$@"
make_work
cd "$tree" || exit
out=$tree/build/cover copy=$tree/build/cover/tree table=$tree/tests/cover/figures.tsv
whole=''
[ $# -gt 0 ] || whole=yes

# Without copies of inline functions, whose branches would count once for each.
COVER_FLAGS='-O0 -g --coverage -fprofile-abs-path -fprofile-update=atomic -Dalways_inline=unused'
COVER_LINK="$(sed -n 's/^ \* WRAP: //p' tests/cover/dump.c | tr ' ' '\n' | sed 's/^/-Wl,--wrap=/' | tr '\n' ' ')$out/dump.o"
COVER_DATA=$out/guests
COVER_PRELOAD=$copy/build/preload.so
export COVER_FLAGS COVER_LINK COVER_DATA COVER_PRELOAD

# make_there TARGET...: in the copy.
make_there() {
	make --no-print-directory -C "$copy" CI= GLIBC_FLOOR= CFLAGS="$COVER_FLAGS" CPPFLAGS=-U_FORTIFY_SOURCE \
		LDFLAGS="$COVER_LINK" "$@"
}

build() {
	mkdir -p "$out" "$COVER_DATA" && ${CC:-gcc} -O1 -fPIC -c -o "$out/dump.o" tests/cover/dump.c || return
	packaging/dist tree "$work/tree.tar.gz" && tar -xzf "$work/tree.tar.gz" -C "$out" && mkdir "$copy/build" &&
		${CC:-gcc} -O1 -shared -fPIC -o "$COVER_PRELOAD" tests/cover/preload.c && make_there all
}

# run_suite SUITE: its target in the copy; of what compares with Debian's library, our half.
run_suite() (
	cd "$copy" || exit
	export LD_PRELOAD="$COVER_PRELOAD"
	case $1 in
	abi) # as a program; the others look at the file
		for script in program evidence; do
			"tests/abi/$script.sh" build/libselinux.so.1 || exit
		done
		;;
	oracle)
		tests/oracle/build.sh && tests/worlds/run.sh -t 7200 -- sh tests/oracle/guest.sh build/tests/blackbox \
			build/libselinux.so.1 'not-mounted permissive enforcing' | tar -xC "$work" &&
			echo "$(cat "$work"/not-mounted.txt "$work"/permissive.txt "$work"/enforcing.txt | wc -l) lines"
		;;
	restorecon) tests/restorecon/run.sh -g -o ;;
	*) make_there "check-$1" ;;
	esac
)

run_suites() {
	for suite; do
		run_suite "$suite" >"$out/$suite.log" 2>&1
		echo "$suite: $(grep -E '^[0-9]+ ' "$out/$suite.log" | tail -n 1)"
	done
}

# What guests counted, added to what was counted here.
add_guests() {
	for archive in "$COVER_DATA"/*.tar; do
		[ -e "$archive" ] || continue
		guest=${archive%.tar}
		mkdir "$guest" && tar -xf "$archive" -C "$guest" &&
			gcov-tool merge -o "$guest.sum" "$copy/build/src" "$guest" &&
			cp -r "$guest.sum/." "$copy/build/src/" && rm -r "$archive" "$guest" "$guest.sum" || return
	done
}

# figures.csv: file, lines, branches, each "covered total".
measure() {
	add_guests || return
	gcovr -r "$copy" -f "$copy/src/" --exclude-unreachable-branches --exclude-throw-branches \
			-j "$(nproc)" --csv "$work/all.csv" --html-details "$out/index.html" \
			--html-title libselinux-strict "$out" >"$out/gcovr.log" 2>&1 || { cat "$out/gcovr.log"; return 1; }
	awk -F, 'NR > 1 { printf "%s\t%d %d\t%d %d\n", $1, $3, $2, $6, $5 }' "$work/all.csv" |
		LC_ALL=C sort >"$out/figures"
	[ "$(wc -l <"$out/figures")" -gt 100 ] || { echo "no figures of the sources"; return 1; }
}

# Each file and all of them: percent of lines, percent of branches.
percents() {
	awk -F'\t' '
		function percent(s, p) { split(s, p, " "); return p[2] ? 100 * p[1] / p[2] : 100 }
		{
			printf "%s\t%.1f\t%.1f\n", $1, percent($2), percent($3)
			split($2, l, " "); split($3, b, " ")
			lc += l[1]; lt += l[2]; bc += b[1]; bt += b[2]
		}
		END { printf "all\t%.1f\t%.1f\n", percent(lc " " lt), percent(bc " " bt) }' "$out/figures"
}

compare() {
	awk -F'\t' '
		/^#/ { next }
		FNR == NR { lines[$1] = $2; branches[$1] = $3; reason[$1] = $4; next }
		{ seen[$1] = 1 }
		!($1 in lines) { print $1 ": has no row"; bad = 1; next }
		$2 < lines[$1] - 1 { print $1 ": lines fell from " lines[$1] " to " $2; bad = 1 }
		$3 < branches[$1] - 1 { print $1 ": branches fell from " branches[$1] " to " $3; bad = 1 }
		$1 != "all" && ($2 < 95 || $3 < 85) && reason[$1] == "" { print $1 ": no reason for what is missing"; bad = 1 }
		END {
			for (file in lines)
				if (!(file in seen)) {
					print file ": a row without a file"
					bad = 1
				}
			exit bad
		}' "$table" "$work/percents"
}

write_table() {
	{
		grep '^#' "$table"
		awk -F'\t' '
			FNR == NR { if (!/^#/) reason[$1] = $4; next }
			{ print $0 "\t" reason[$1] }' "$table" "$work/percents"
	} >"$work/table" && cp "$work/table" "$table"
}

[ -n "$keep" ] || { rm -rf "$out" && build; } >"$work/log" 2>&1 || {
	details "$work/log"
	die "the tree does not build with --coverage"
}
# shellcheck disable=SC2046 # words
if [ -n "$measure" ]; then
	:
elif [ -n "$whole" ]; then
	run_suites $(sed -n 's/^# suites: //p' "$table") &
	run_suites $(sed -n 's/^# suites in guests: //p' "$table")
	wait
else
	run_suites "$@"
fi
measure || die "nothing could be measured"
percents >"$work/percents"
awk -F'\t' '{ printf "%-32s lines %5.1f %%  branches %5.1f %%\n", $1, $2, $3 }' "$work/percents"
[ -z "$update" ] || write_table
if [ -n "$whole" ]; then
	check 'no figure has fallen by more than a point' compare
else
	ok 'measured'
fi
finish
