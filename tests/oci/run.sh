#!/bin/sh
# The OCI test: the layout of `make oci` read by skopeo and umoci, and the Containerfiles executed by buildah, on images
# laid out as Debian's and as CentOS 6's: the images' programs work, the library is ours, and the way back is there.
# No registry, no network, nothing outside build/.
# Usage: run.sh
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
group=layout

is() {
	[ "$1" = "$2" ] || { echo "'$1' is not '$2'"; return 1; }
}

# ---- the layout

named_by_digest() {
	(cd "$layout/blobs/sha256" && for blob in *; do echo "$blob  $blob"; done | sha256sum -c --quiet)
}

# Whatever umask, time zone and folder.
same_twice() {
	(umask 077 && cd / && TZ=Pacific/Auckland make -C "$tree" -s B="$tree/build" oci) && diff -r "$layout" "$tree/build/oci"
}

inspected() {
	skopeo inspect "oci:$layout:$version" >"$work/inspected" && cat "$work/inspected" &&
		grep -q "\"org.opencontainers.image.version\": \"$version\"" "$work/inspected" &&
		skopeo copy -q "oci:$layout:$version" "oci-archive:$work/copy.tar:$version"
}

# The same stripped file under each name, executable, and libraries alone: nobody loads what else is in there.
unpacked() {
	umoci unpack --image "$layout:$version" "$work/bundle" || return
	for name in /libselinux-strict $places; do
		cmp "$ours" "$work/bundle/rootfs$name/libselinux.so.1" &&
			is "$(stat -c '%a %u %g %F' "$work/bundle/rootfs$name/libselinux.so.1")" '755 0 0 regular file' || return
	done
	(cd "$work/bundle/rootfs" && find . -type f ! -path './libselinux-strict/*' ! -name libselinux.so.1) >"$work/else"
	is "$(cat "$work/else")" ''
}

notices() {
	own=$work/bundle/rootfs/libselinux-strict
	cmp "$tree/LICENSE" "$own/LICENSE" && grep -q 'University of Cambridge' "$own/NOTICE" &&
		grep -q "\"name\":\"libselinux-strict\",\"versionInfo\":\"$version\"" "$own/libselinux-strict.spdx.json" &&
		umoci stat --image "$layout:$version" --json >/dev/null
}

# refused MESSAGE LIBRARY MACHINE: it is not packed, and nothing is written.
refused() {
	said=$(SOURCE_DATE_EPOCH=0 "$tree/packaging/oci/build" "$version" "$3" "$2" "$work/refused" 2>&1) && { echo 'it was packed'; return 1; }
	echo "$said"
	[ ! -e "$work/refused" ] && printf '%s\n' "$said" | grep -q "^oci: .*$1"
}

# A program that fails is not passed over: NAME, and what it does instead.
fails_with() {
	mkdir -p "$work/bin"
	printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"
	chmod 755 "$work/bin/$1"
	if SOURCE_DATE_EPOCH=0 PATH="$work/bin:$PATH" "$tree/packaging/oci/build" "$version" "$(uname -m)" "$ours" "$work/refused"; then
		echo 'it was packed'
		return 1
	fi
	rm "$work/bin/$1"
	[ ! -e "$work/refused" ]
}

# ---- images

# Storage of its own; chroot isolation wants neither user namespaces nor a runtime.
bah() {
	command=$1
	shift
	case $command in
	bud | run) set -- --isolation chroot "$@" ;;
	esac
	buildah --root "$work/store" --runroot "$work/run" --storage-driver vfs "$command" "$@"
}

# import ROOT NAME
import() {
	mkdir -p "$work/import"
	tar -C "$1" --one-file-system --exclude='./usr/share/[dlmz][oao]*' --exclude='./usr/lib/python*' \
		--exclude='./usr/lib/*/gconv' --exclude='./usr/lib/*/perl*' --exclude='./dev/*' -cf "$work/import/root.tar" .
	printf 'FROM scratch\nADD root.tar /\nCMD ["/bin/sh"]\n' >"$work/import/Containerfile"
	bah bud -q -t "$2" "$work/import" >"$work/log" 2>&1 || { cat "$work/log"; die "$2 could not be made"; }
	rm -r "$work/import"
}

# built CONTAINERFILE RESULT BASE ARGUMENT...: as the file's head says.
built() {
	file=$1 result=$2 from=$3
	shift 3
	bah bud --pull=never --build-arg BASE="localhost/$from" "$@" \
		-f "$tree/packaging/oci/$file" -t "$result" "$work/empty"
}

# enter IMAGE: a container of it, for the checks that follow.
enter() {
	if container=$(bah from --pull=never "localhost/$1") && mounted=$(bah mount "$container"); then
		return
	fi
	container='' mounted=/nowhere
}

leave() {
	[ -z "$container" ] || bah rm "$container" >/dev/null
}

# What the image's programs print, most of them linked to the library.
work_in() {
	# shellcheck disable=SC2016 # expanded in the image
	bah run "$container" -- sh -c '
		cd /tmp && echo text >one && cp -a one two && mv two three && sed -i s/text/TEXT/ three && cat three &&
		tar -cf four one three && mkdir five && tar -C five -xf four && ls -Z five && id -u &&
		if [ -x /usr/bin/dpkg ]; then
			dpkg -l libselinux1 | tail -n 1 && find . -name three && useradd -M someone && id someone && passwd -S someone
		else
			rpm --version && rpm -qa
		fi' 2>&1
}

# To the letter what they print in the base.
works() {
	work_in >"$work/after"
	diff "$work/before" "$work/after"
}

works_before() {
	work_in >"$work/before" && [ "$(wc -l <"$work/before")" -gt 4 ]
}

# holds LIBRARY: at the one place, and a merged /lib is so still.
holds() {
	(cd "$mounted" && find . -xdev -path ./var/lib/libselinux-strict -prune -o -name 'libselinux.so.1*' -print) >"$work/found"
	cmp "$1" "$mounted$place" && is "$(wc -l <"$work/found")" 1 &&
		is "$(readlink "$mounted/lib" || echo a folder)" "$lib_was" &&
		is "$(stat -c '%u %g %F' "$mounted$place")" '0 0 regular file' && [ -r "$mounted$place" ]
}

# The installer keeps the mode of the image's file, and Debian's cannot be executed but by the loader.
tells_why() {
	set -- "$place"
	[ -x "$mounted$place" ] || set -- "$loader" "$place"
	bah run "$container" -- "$@" >"$work/why" 2>&1
	is $? 1 && cat "$work/why" && grep -qx "libselinux-strict $version" "$work/why" && grep -qx 'enabled: no' "$work/why"
}

listed() {
	bah run "$container" -- ldconfig -p | grep 'libselinux.so.1 ' | grep "=> .*${place#/lib}$"
}

replaced() {
	enter "$1"
	check 'the library is ours, and the only one' holds "$ours"
	check 'the library, run, tells why' tells_why
	check 'the loader finds it' listed
	check 'programs print what they print on stock' works
	leave
}

# recipes BASE PLACE ROOT
recipes() {
	base=$1 place=$2 stock=$3$2
	lib_was=$(readlink "$3/lib" || echo a folder)
	group="$base, Containerfile"
	check 'is built' built Containerfile "$base-copy" "$base" --build-arg LIBRARY="$place"
	enter "$base"
	check 'the base is as it was, to go back to' holds "$stock"
	check 'programs work on stock' works_before
	leave
	replaced "$base-copy"

	group="$base, Containerfile.install"
	if ! [ -x "$tree/packaging/install-into-image" ]; then
		skip "there is no packaging/install-into-image"
		return
	fi
	check 'is built' built Containerfile.install "$base-install" "$base"
	replaced "$base-install"
	check 'is built with --revert on that' built Containerfile.install "$base-back" "$base-install" \
		--build-arg OPTIONS=--revert
	enter "$base-back"
	check 'the library is the image'\''s own again' holds "$stock"
	leave
}

# ---- README.md's blocks for a release's files

# block N: as somebody copies it into a shell, in the directory of the release.
block() {
	awk -v wanted="$1" -f "$here/readme.awk" "$tree/README.md" >"$work/block"
	[ -s "$work/block" ]
}

pasted() {
	block "$1" && (cd "$work/release" && PATH="$work/bin:$PATH" sh -ex "$work/block")
}

# The answer, and then what ls makes of it.
one_container() {
	pasted 1 >"$work/said" 2>&1 || { cat "$work/said"; return 1; }
	cat "$work/said"
	grep -qx 'enabled: no' "$work/said" && grep -qx '? /etc/passwd' "$work/said"
}

built_of_release() {
	block 3 && cp "$work/block" "$work/release/Containerfile" && bah bud --pull=never -t centos-built "$work/release"
}

# docs/INSTALL.md's line of a Containerfile, with what it says is in the folder.
built_of_folder() {
	mkdir "$work/release/strict"
	cp "$tree/packaging/install-into-image" "$work/release/strict"
	cp "$ours" "$work/release/strict/libselinux.so.1"
	{
		echo 'FROM centos:6'
		sed -n 's/^	RUN --mount/RUN --mount/p' "$tree/docs/INSTALL.md"
	} >"$work/release/Containerfile"
	grep -c . "$work/release/Containerfile" | grep -x 2 &&
		bah bud --pull=never -t centos-folder "$work/release"
}

readme() {
	mkdir -p "$work/release" "$work/bin"
	cp "$ours" "$work/release/libselinux-x86_64.so.1"
	cp "$tree/packaging/install-into-image" "$tree/packaging/diagnose" "$work/release"
	ln -s "$here/docker-by-buildah.sh" "$work/bin/docker"
	printf '[storage]\ndriver = "vfs"\ngraphroot = "%s"\nrunroot = "%s"\n' "$work/store" "$work/run" >"$work/storage.conf"
	printf '[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "none"\n' >"$work/containers.conf"
	export CONTAINERS_STORAGE_CONF="$work/storage.conf" CONTAINERS_CONF="$work/containers.conf"
	bah tag localhost/el centos:6
	group='README, one container'
	check 'says the answer, and why; ls sees no SELinux' one_container
	enter centos:6
	check 'the image is as it was' holds "$stock"
	leave
	group='README, podman'
	check 'its commands' pasted 2
	replaced centos-strict
	group='README, Containerfile'
	check 'is built' built_of_release
	replaced centos-built
	group='INSTALL.md, Containerfile'
	check 'is built' built_of_folder
	replaced centos-folder
}

cleanup() {
	bah rm --all >/dev/null 2>&1 || true
	rm -rf --one-file-system "$work"
}

become_root "$@"
"$tree/tests/need.sh" build oci worlds rpm
bookworm=$("$tree/tests/worlds/bed.sh" container)
mkdir -p "$tree/build"
work=$(mktemp -d "$tree/build/oci-test.XXXXXX")
trap cleanup EXIT
mkdir "$work/empty"
version=$(make -C "$tree" -s help | sed -n '1s/^libselinux-strict \([^ ]*\)\..*/\1/p')
case $(uname -m) in
x86_64)
	loader=/lib64/ld-linux-x86-64.so.2
	places='/lib64 /usr/lib64 /lib/x86_64-linux-gnu /usr/lib/x86_64-linux-gnu'
	;;
aarch64)
	loader=/lib/ld-linux-aarch64.so.1
	places='/lib64 /usr/lib64 /lib/aarch64-linux-gnu /usr/lib/aarch64-linux-gnu'
	;;
*) die "no places are written down for $(uname -m)" ;;
esac
debian=/lib/$(uname -m)-linux-gnu/libselinux.so.1

make -C "$tree" -s oci >/dev/null
layout=$work/oci ours=$work/ours.so.1
cp -r "$tree/build/oci" "$layout"
strip --strip-unneeded -o "$ours" "$tree/build/libselinux.so.1"
check 'each blob is named by its digest' named_by_digest
check 'the same bytes twice' same_twice
check 'skopeo reads it' inspected
check 'umoci unpacks it: one file under every name' unpacked
check 'licences and a bill of materials' notices
check "refused: stock's library" refused 'is no libselinux-strict' "$bookworm$debian" "$(uname -m)"
check "refused: this machine's library for another machine" refused 'is for another machine than i386' "$ours" i386
cp "$ours" "$work/other.so"
printf '\002' | dd of="$work/other.so" bs=1 seek=18 conv=notrunc status=none # SPARC's number
check "refused: another machine's library" refused "is for another machine than $(uname -m): ELF64 Sparc" "$work/other.so" "$(uname -m)"
check 'refused: no ELF file' refused 'is no ELF file' "$0" "$(uname -m)"
for name in sha256sum pkg-config stat tar strip; do
	check "$name fails: nothing is packed" fails_with $name 'exit 1'
done
check 'sha256sum says nothing: nothing is packed' fails_with sha256sum 'exit 0'
check 'refused: no file' refused 'is no ELF file' "$work/none" "$(uname -m)"

say 'importing two images, and building on them; a minute or two'
"$tree/tests/rpm/el-root.sh" el6 "$work/el"
cp "$debian" "$work/el/lib64/libselinux.so.1"
chroot "$work/el" ldconfig
skopeo copy -q "oci:$layout:$version" "containers-storage:[vfs@$work/store+$work/run]localhost/libselinux-strict"
import "$bookworm" debian
import "$work/el" el
recipes debian "$debian" "$bookworm"
recipes el /lib64/libselinux.so.1 "$work/el"
if [ "$(uname -m)" = x86_64 ]; then
	readme
else
	group='' && skip "README's blocks, which name x86_64's files"
fi
finish
