#!/bin/sh
# SPDX-License-Identifier: MIT
# What `make release` gathered: is each sum right, each library one for its machine, each bill of materials of its file;
# does the installer beside them find them; and does another builder, elsewhere and with another umask, time zone and
# language, make the same bytes of the source in it?
# Usage: run.sh        (after make release)
set -eu

# shellcheck source=tests/lib/check.sh
. "$(dirname "$0")/../lib/check.sh"
become_root "$@"
make_work
cd "$tree"
release=$tree/build/release
version=$(sed -n 's/^VERSION *:= //p' Makefile)

summed() {
	(cd "$release" && sha256sum --quiet -c SHA256SUMS) &&
		[ "$(find "$release" -type f | wc -l)" = "$(($(wc -l <"$release/SHA256SUMS") + 1))" ]
}

# of_machine MACHINE "CLASS-AND-NAME OF READELF"
of_machine() {
	[ "$(LC_ALL=C readelf -h "$release/libselinux-$1.so.1" | sed -n 's/^ *Class: *//p; s/^ *Machine: *//p' | tr '\n' ' ')" = "$2 " ] &&
		tests/abi/contract.sh "$release/libselinux-$1.so.1"
}

described() {
	python3 - "$release/libselinux-$1.spdx.json" "$release/libselinux-$1.so.1" <<-'END'
		import hashlib, json, sys
		library = json.load(open(sys.argv[1]))["packages"][0]
		sum = hashlib.sha256(open(sys.argv[2], "rb").read()).hexdigest()
		assert library["checksums"] == [{"algorithm": "SHA256", "checksumValue": sum}], library
	END
}

# The layer of the layout holds the very library.
layout() {
	mkdir -p "$work/layout" "$work/layer"
	tar -C "$work/layout" -xf "$release/libselinux-strict-$version-oci-$1.tar" || return
	[ -f "$work/layout/index.json" ] || return
	for blob in "$work"/layout/blobs/sha256/*; do
		! tar -C "$work/layer" -xf "$blob" 2>/dev/null || found=$blob
	done
	[ -n "${found:-}" ] && cmp "$release/libselinux-$1.so.1" "$work/layer/libselinux-strict/libselinux.so.1"
	status=$?
	rm -rf "$work/layout" "$work/layer"
	return $status
}

# packed MACHINE DEBIAN'S-NAME RPM'S-NAME: there are packages for it, and the rpm's library is the very one.
packed() {
	for package in libselinux1 libselinux1-dev; do
		[ "$(dpkg-deb -f "$release/$package"_*_"$2".deb Architecture)" = "$2" ] || return
	done
	for package in libselinux-[0-9] libselinux-devel-; do
		[ "$(rpm -qp --qf '%{ARCH}' "$release/$package"*."$3.rpm")" = "$3" ] || return
	done
	rpm2cpio "$release"/libselinux-[0-9]*."$3.rpm" | cpio -i --quiet --to-stdout '*/libselinux.so.1' |
		cmp - "$release/libselinux-$1.so.1"
}

installs() {
	root=$(tests/worlds/bed.sh container) || return
	"$release/install-into-image" --dry-run "$root" && "$release/install-into-image" --dry-run "$root" |
		grep -q "would be replaced by $release/libselinux-x86_64.so.1"
}

elsewhere() (
	mkdir "$work/elsewhere"
	tar -C "$work/elsewhere" -xf "$release/libselinux-strict-$version.tar.gz" || exit
	umask 077
	LANG=de_DE.UTF-8 TZ=Asia/Kathmandu DEB_BUILD_OPTIONS=nocheck make -C "$work/elsewhere/libselinux-strict-$version" release || exit
	diff "$release/SHA256SUMS" "$work/elsewhere/libselinux-strict-$version/build/release/SHA256SUMS"
)

# By the command of CONTRIBUTING.md, with a key of its own.
signed() (
	command=$(sed -n 's/^    gpg /gpg /p' CONTRIBUTING.md)
	mkdir -m 700 "$work/keys" && export GNUPGHOME="$work/keys"
	trap 'gpgconf --kill gpg-agent' EXIT
	gpg --batch --passphrase '' --quick-generate-key test@invalid ed25519 sign never &&
		cp "$release/SHA256SUMS" "$work" && eval "$command" && mv "$release/SHA256SUMS.asc" "$work" &&
		gpg --verify "$work/SHA256SUMS.asc" "$work/SHA256SUMS"
)

check 'SHA256SUMS is signed' signed
check 'every file has its sum, and no other is there' summed
while read -r name debian rpm elf; do
	check "$name: the library is that machine's" of_machine "$name" "$elf"
	check "$name: packages" packed "$name" "$debian" "$rpm"
	check "$name: the bill of materials is of it" described "$name"
	check "$name: the layout holds it" layout "$name"
done <<-END
	x86_64	amd64	x86_64	ELF64 Advanced Micro Devices X86-64
	i386	i386	i686	ELF32 Intel 80386
	aarch64	arm64	aarch64	ELF64 AArch64
END
check 'the installer finds the library beside it' installs
check "the news of $version" grep -q "^## $version" "$release/RELEASE-NOTES.md"
check 'the same bytes elsewhere, by another builder' elsewhere
finish
