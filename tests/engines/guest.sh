#!/bin/sh
# In the guest: makes a host of it on which engines run, and runs in each row of ROWS a container that looks around.
# /engines holds what this needs. Prints for each row "HOST<tab>ENGINE<tab>OPTIONS<tab>MODE<tab>" and what the probe
# said there, or FAILED with the end of what the engine said.
# Usage: guest.sh ROWS
set -eu

containers=/srv/containers
out=$containers/out
tab=$(printf '\t')
# shellcheck source=tests/engines/host.sh
. /engines/host.sh

# A root of the probe, a shell and the two libraries, and the image's other files that these need.
make_small_root() {
	image=$containers/image small=$containers/small
	stock=$(cd $image && echo usr/lib/*-linux-gnu/libselinux.so.1)
	mkdir -p $small/usr/bin $small/usr/lib $small/usr/lib64 $small/etc $small/probe
	for link in bin lib lib64; do
		ln -s usr/$link $small/$link
	done
	for folder in proc sys dev run tmp out etc/selinux; do
		mkdir $small/$folder
	done
	cp /engines/probe /engines/libselinux.so.1 $small/probe
	cp $image/bin/sh $small/bin
	for file in $(chroot $image ldd /bin/sh "/$stock" | sed -n 's/.*[[:space:]]\(\/[^ ]*\) (0x.*/\1/p' | sort -u) "/$stock"; do
		mkdir -p "$small${file%/*}"
		cp -L "$image$file" "$small$file"
	done
	cp $image/etc/os-release $small/etc
	mkdir -m 1777 $out
}

# make_image_root NAME: the image as a container gets it, with changes of its own; $root is its name.
make_image_root() {
	root=$containers/$1
	mkdir "$root" "$root.upper" "$root.work"
	mount -t overlay -o "lowerdir=$containers/image,upperdir=$root.upper,workdir=$root.work" "$1" "$root"
}

# What the container's systemd does once it has started all: it says how it is, and ends.
make_systemd_root() {
	make_image_root "$1"
	cp /engines/report.service "$root/etc/systemd/system"
	ln -s ../report.service "$root/etc/systemd/system/multi-user.target.wants"
}

# What a row's options bind into the container, whatever the engine.
binds_of() {
	echo $out:/out
	for word in $1; do
		case $word in
		etc) echo $containers/etc:/etc/selinux ;;
		config) echo $containers/config:/etc/selinux ;;
		foreign) echo $containers/foreign:/etc/selinux ;;
		marker) echo $containers/marker:/run/.containerenv ;;
		sys) echo /sys:/sys ;;
		sys-ro) echo /sys:/sys:ro ;;
		work) echo $containers/work:/parts ;;
		esac
	done
}

# split_bind FROM:TO[:ro], for an engine: $from, $to and $mode, which is empty or ro.
# shellcheck disable=SC2034 # for the engine
split_bind() {
	from=${1%%:*} to=${1#*:} mode=''
	case $to in
	*:*) mode=${to#*:} to=${to%:*} ;;
	esac
}

# The options that are the engine's own business.
options_of() {
	for word in $1; do
		case $word in
		default | etc | config | foreign | marker | sys | sys-ro | work) ;;
		*) echo "$word" ;;
		esac
	done
}

# In a shell of its own, for the functions of one engine.
# shellcheck disable=SC2034 # for engine_run
run_row() (
	set +e
	binds=$(binds_of "$2") options=$(options_of "$2")
	# shellcheck source=/dev/null
	. "/engines/engines/$1.sh"
	case $2 in
	work)
		make_image_root "$1.$3"
		# shellcheck disable=SC2046 # names of works
		engine_run /bin/sh -c 'exec sh /parts/in-turn.sh /parts/standin.so /parts/libselinux.so.1 "$@" >/out/said' work \
			$(grep -v '^#' $containers/work/work.tsv | cut -f 1)
		;;
	systemd | *' systemd')
		make_systemd_root "$1.$(echo "$2" | tr ' ' .).$3"
		engine_run /sbin/init
		;;
	*)
		root=$containers/small
		engine_run /bin/sh -c "/probe/probe /probe/libselinux.so.1 /$stock >/out/said"
		;;
	esac
)

prepare_engines() {
	cut -f 2 "$1" | sort -u | while read -r engine; do
		(
			engine_start() { :; }
			# shellcheck source=/dev/null
			. "/engines/engines/$engine.sh"
			root=$containers/small
			engine_start
		) </dev/null >/tmp/start.log 2>&1 || {
			echo "guest: $engine does not start:"
			tail -n 5 /tmp/start.log
		} >&2
	done
}

# In unconfined_t, as an administrator's shell.
run_rows() {
	prepare_engines "$1"
	while IFS=$tab read -r host engine options mode _; do
		rm -f $out/said $containers/small/run/.containerenv # the place of a row's mark
		setenforce "$mode"
		began=$(date +%s)
		run_row "$engine" "$options" "$mode" </dev/null >/tmp/row.log 2>&1 || :
		setenforce 0
		[ -s $out/said ] || printf 'FAILED %s\n' "$(tail -n 3 /tmp/row.log | tr '\n\t' '  ')" >$out/said
		sed "s/^/$host$tab$engine$tab$options$tab$mode$tab/" $out/said
		echo "guest: $host $engine $options $mode: $(($(date +%s) - began)) s" >&2
	done <"$1"
}

case $1 in
--rows)
	stock=$(cd $containers/image && echo usr/lib/*-linux-gnu/libselinux.so.1)
	run_rows "$2"
	;;
*)
	make_host
	make_small_root
	cp -r /etc/selinux $containers/etc
	cp -r $containers/etc $containers/foreign
	find $containers/foreign -name '*.bin' -exec rm {} +
	find $containers/foreign -path '*/contexts/*' -type f -exec sed -i 's/_t:/_of_others_t:/g' {} +
	: >$containers/marker
	cp -r /engines/work $containers/work
	mkdir $containers/config
	cp /etc/selinux/config $containers/config
	exec runcon unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023 sh "$0" --rows "$1"
	;;
esac
