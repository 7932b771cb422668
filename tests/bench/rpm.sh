#!/bin/sh
# SPDX-License-Identifier: MIT
# What rpm costs that installs a package, its plugin labelling each file: user instructions (callgrind) of sid's rpm on a
# SELinux kernel, permissive, on our library, on sid's own, 3.11, and without the plugin. Takes some six minutes, so it is
# run by its name only; where it was, its row is in the picture.
# Usage: rpm.sh [FILES]		(default: 5000)
set -eu

files=${1:-5000}
tool=/usr/libexec/valgrind
[ -d $tool ] || { echo "$0: no $tool: install valgrind" >&2; exit 1; }
job=$(mktemp -d)
trap 'rm -rf "$job"' EXIT
cp build/libselinux.so.1 "$job"
cat >"$job/many.spec" <<'END'
Name: many
Version: 1
Release: 1
Summary: Many small files
License: none
BuildArch: noarch
%description
Many small files.
%install
for n in $(seq %{files_wanted}); do
	echo "$n" | install -D /dev/stdin "%{buildroot}/usr/share/many/$((n % 100))/$n"
done
%files
/usr/share/many
END
rpmbuild -bb --quiet --define "_topdir $job" --define "_rpmdir $job" --define "_rpmfilename many.rpm" \
	--define "files_wanted $files" "$job/many.spec"
cat >"$job/in-guest.sh" <<'END'
set -e
rpm=$(command -v rpm)
# install NAME OPTION...: a line, NAME<tab>INSTRUCTIONS<tab>how many files have which label.
install() {
	name=$1
	shift
	VALGRIND_LAUNCHER=/usr/bin/valgrind /usr/libexec/valgrind/callgrind-"$(uname -m | sed 's/x86_64/amd64/')"-linux \
		--tool=callgrind --log-file=/tmp/log --callgrind-out-file=/dev/null \
		"$rpm" -i --dbpath /tmp/db --nodeps --nosignature "$@" /bench/many.rpm >&2
	printf '%s\t%s\t%s\n' "$name" "$(sed -n 's/.*Collected : //p' /tmp/log)" \
		"$(find /usr/share/many -printf '%Z\n' | sort | uniq -c | tr -s ' \n' ' ')"
	rm -rf /usr/share/many /tmp/db
}

export LD_LIBRARY_PATH=/bench
install ours
unset LD_LIBRARY_PATH
install 3.11
install none --define '__transaction_selinux %{nil}'
END
tests/worlds/run.sh -q -m 2G -t 3600 -r programs-sid -b $tool -b "$job:/bench" -- world permissive sh /bench/in-guest.sh |
	tr -d '\r' >"$job/output"
mkdir -p build/bench
awk -F'\t' -v files="$files" '
	{ cost[$1] = $2 }
	NR == 1 { labels = $3 }
	NR < 3 && $3 != labels { print "rpm.sh: the labels differ" >"/dev/stderr"; exit 1 }
	END {
		if (NR != 3)
			exit 1
		printf "%-40s %10s %10s\n", "rpm -i, thousand instructions", "ours", "3.11"
		printf "%-40s %10.0f %10.0f  %.2f of 3.11\n", "a package of " files " files", cost["ours"] / 1000, cost["3.11"] / 1000,
			cost["ours"] / cost["3.11"]
		printf "%-40s %10.0f %10.0f  %.2f of 3.11\n", "what the plugin adds", (cost["ours"] - cost["none"]) / 1000,
			(cost["3.11"] - cost["none"]) / 1000, (cost["ours"] - cost["none"]) / (cost["3.11"] - cost["none"])
		printf "rpm -i of %d files, instructions\t%.3f\t1\n", files, cost["ours"] / cost["3.11"] >"build/bench/rpm.tsv"
	}' "$job/output"
