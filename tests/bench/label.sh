#!/bin/sh
# SPDX-License-Identifier: MIT
# What labels cost: ours against Debian's 3.11, under its loader both, and 3.4, under the machine's own; they take turns, on
# the policy of the test bed and on the paths of this machine. No ratio is printed of libraries that gave different
# answers. Times are processor time, the best of three runs, but of one of 3.4, whose lookups take most of the time; only
# real time tells what threads are worth, and only on a machine that does nothing else.
# Usage: label.sh [PATHS]        (default: 150000)
set -eu

count=${1:-150000}
job=$(mktemp -d)
trap 'rm -rf "$job"' EXIT
younger=$(tests/worlds/bed.sh stock-3.11)
tools=$(tests/worlds/bed.sh tools-3.11)
policy=$(tests/worlds/bed.sh host)/etc/selinux/default/contexts/files
loader=$younger/ld-linux-x86-64.so.2

mkdir "$job/text" "$job/bin" "$job/ours" "$job/3.11" "$job/3.4"
cp build/libselinux.so.1 "$job/ours"
cp "$younger/libselinux.so.1" "$job/3.11"
cp -L "$(tests/bench/stock.sh)/libselinux.so.1" "$(tests/bench/stock.sh)/libpcre2-8.so.0" "$job/3.4"
for file in file_contexts file_contexts.homedirs file_contexts.subs_dist; do
	cp -p "$policy/$file" "$job/text"
	cp -p "$policy/$file" "$job/bin"
done
for file in file_contexts file_contexts.homedirs; do
	"$loader" --library-path "$younger" "$tools/sefcontext_compile" "$job/bin/$file"
done
${CC:-cc} -std=gnu11 -O2 -Iinclude -o "$job/label" tests/bench/label.c "$job/ours/libselinux.so.1" -pthread

# As they come from the disk, and if they are too few, once more with other names.
find / -xdev \( -path "$job" -o -path /tmp -o -path /root -o -path "$PWD" \) -prune -o -printf '%m %y %p\n' 2>/dev/null |
	awk -v count="$count" '
		BEGIN { split("f 100000 d 040000 l 120000 c 020000 b 060000 s 140000 p 010000", k); for (i = 1; i < 14; i += 2) mode[k[i]] = k[i + 1] }
		($2 in mode) && $3 !~ /[^!-~]/ && NF == 3 { path[n++] = mode[$2] " " $3 }
		END { srand(1); for (i = 0; i < count && n; i++) print path[i % n] (i < n ? "" : "." int(i / n)) }' >"$job/paths"

# The same in a user's home directory.
sed 's, /, /home/ann/,' "$job/paths" | head -n 30000 >"$job/home-paths"

# What runs the program on a library, as words.
on() {
	case $1 in
	3.4) echo "env LD_LIBRARY_PATH=$job/3.4 $job/label" ;;
	*) echo "$loader --library-path $job/$1:$younger $job/label" ;;
	esac
}

instructions() { # LIBRARY FOLDER
	# shellcheck disable=SC2046 # words
	valgrind --tool=callgrind --trace-children=yes --callgrind-out-file=/dev/null $(on "$1") once "$job/$2/file_contexts" \
		/usr/bin/ls 2>&1 | sed -n 's/.*Collected : //p' | tail -n 1
}

# A line of the output: KIND LIBRARY ANSWERS NUMBER...
for libraries in 'ours 3.11 3.4' 'ours 3.11' 'ours 3.11'; do
	for library in $libraries; do
		for from in text bin; do
			[ "$library.$from" != 3.4.bin ] || continue # it does not know this .bin
			# shellcheck disable=SC2046 # five numbers
			set -- $($(on "$library") paths "$job/$from/file_contexts" "$job/paths")
			echo "$from $library $5 $1 $2 $3 $4" >>"$job/output"
		done
	done
	for library in ours 3.11; do
		# shellcheck disable=SC2046 # five numbers
		set -- $($(on "$library") paths "$job/text/file_contexts" "$job/home-paths")
		echo "home $library $5 $3" >>"$job/output"
	done
	for threads in 1 8; do
		# shellcheck disable=SC2046 # three numbers
		set -- $($(on ours) threads "$job/text/file_contexts" "$job/paths" $threads)
		echo "threads $threads $3 $1 $2" >>"$job/output"
	done
done
for library in ours 3.11 3.4; do
	for from in text bin; do
		[ "$library.$from" != 3.4.bin ] || continue
		# shellcheck disable=SC2046 # a label and a number
		set -- $($(on $library) once "$job/$from/file_contexts" /usr/bin/ls)
		echo "once-$from $library $1 $(instructions $library $from) $2" >>"$job/output"
	done
done

mkdir -p build/bench
awk -v paths="$(wc -l <"$job/paths")" -v home_paths="$(wc -l <"$job/home-paths")" '
	function best(kind, library, field, value) {
		value += 0
		if (!((kind, library, field) in found) || value < found[kind, library, field])
			found[kind, library, field] = value
	}
	function ratio(kind, field, other) {
		if (!((kind, other) in answers))
			return ""
		if (answers[kind, "ours"] != answers[kind, other])
			return "  other answers"
		return sprintf("  %.2f of %s", found[kind, "ours", field] / found[kind, other, field], other)
	}
	function picture(name) {
		sub(/, (ns|us)$/, ", time", name)
		sub(/, KiB$/, ", memory", name)
		return name
	}
	function row(name, kind, field, divisor, aim) {
		printf "%-40s", name
		for (i = 1; i <= 3; i++)
			printf " %10s", (kind, library[i]) in answers ? int(found[kind, library[i], field] / divisor + 0.5) : "-"
		print ratio(kind, field, "3.11") ratio(kind, field, "3.4") "  (aim: " aim " of 3.11)"
		if (answers[kind, "ours"] == answers[kind, "3.11"])
			printf "%s\t%.3f\t%s\n", picture(name), found[kind, "ours", field] / found[kind, "3.11", field], aim >"build/bench/label.tsv"
	}
	{
		answers[$1, $2] = $3
		for (i = 4; i <= NF; i++)
			best($1, $2, i, $1 == "threads" ? -$i : $i)
	}
	END {
		split("ours 3.11 3.4", library)
		printf "%-40s %10s %10s %10s\n", "labels, " paths " paths", "ours", "3.11", "3.4"
		row("a warm lookup, ns", "text", 6, paths / 1000, "0.05")
		row("the same in a home directory", "home", 4, home_paths / 1000, "0.05")
		row("a lookup of the first pass, ns", "text", 5, paths / 1000, "0.25")
		row("open text and 1 lookup, instructions", "once-text", 4, 1, "0.20")
		row("open .bin and 1 lookup, instructions", "once-bin", 4, 1, "0.25")
		row("open text and 1 lookup, page faults", "once-text", 5, 1, "0.25")
		row("open text, us", "text", 4, 1, "0.30")
		row("open .bin, us", "bin", 4, 1, "0.50")
		row("resident with text, KiB", "text", 7, 1, "0.50")
		row("resident with .bin, KiB", "bin", 7, 1, "0.50")
		printf "8 threads on one handle, against 1: %.2f times the lookups in a second (aim: 1.8 on 2 processors), " \
			"%.2f times in one of processor time\n", found["threads", 8, 4] / found["threads", 1, 4],
			found["threads", 8, 5] / found["threads", 1, 5]
	}' "$job/output"
echo
tests/restorecon/bench.sh -3 "$younger"
