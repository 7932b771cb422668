#!/bin/sh
# Prints the folder of each part of the test bed asked for, and makes it first where the cache lacks it. A part is
# made by its recipe and kept under the hash of what the recipe consists of, so that an edited recipe makes it anew.
# Usage: bed.sh PART...        (a PART is made by recipes/PART.sh)
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
# shellcheck source=tests/worlds/common.sh
. "$here/common.sh"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/libselinux-strict
days_unused=14

# A recipe's head names, by "Made of:", the files beside it that it needs more than archive.sh.
key_of() {
	cd "$here/recipes"
	more=$(sed -n 's/^# Made of: //p' "$1.sh")
	# shellcheck disable=SC2086 # names of files
	cat archive.sh "$1.sh" $more | sha256sum | cut -c 1-12
}

# Takes the lock of PART, so that a second caller waits for the first one's result. What a recipe mounts in its folder
# (debootstrap does) goes with its namespace, also if it is killed.
make_part() {
	exec 9>"$cache/$1.lock"
	flock 9
	[ ! -d "$2" ] || return 0
	say "making the $1 part in $cache (once; up to two minutes)"
	rm -rf --one-file-system "$2.new"
	mkdir "$2.new"
	if ! unshare --mount "$here/recipes/$1.sh" "$2.new" >"$2.log" 2>&1 9>&-; then
		tail -n 5 "$2.log" >&2
		die "the $1 part could not be made; the whole log is $2.log"
	fi
	chmod 755 "$2.new"
	touch "$2.new" # unpacking gave it the age of a package
	mv "$2.new" "$2"
	exec 9>&-
}

forget_old_parts() {
	find "$cache" -mindepth 1 -maxdepth 1 -name "$1-*" -mtime +$days_unused -exec rm -rf --one-file-system {} +
}

folder_of() {
	printf '%s/%s-%s\n' "$cache" "$1" "$(key_of "$1")"
}

[ $# -gt 0 ] || die "which part? One of: $(find "$here/recipes" -perm /1 -name '*.sh' -printf '%f\n' | sed 's/[.]sh$//' | tr '\n' ' ')"
become_root "$@"
mkdir -p "$cache"
for part; do
	[ -x "$here/recipes/$part.sh" ] || die "no recipe for a part named $part"
	folder=$(folder_of "$part")
	[ -d "$folder" ] || { make_part "$part" "$folder" && forget_old_parts "$part"; } &
done
wait
for part; do
	folder=$(folder_of "$part")
	[ -d "$folder" ] || exit 1
	touch "$folder" # in use: not to be forgotten
	printf '%s\n' "$folder"
done
