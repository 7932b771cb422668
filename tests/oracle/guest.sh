#!/bin/sh
# Runs in the guest: the program with one library in each world, on a tmpfs because in enforcing mode nothing else can
# be written to. Gives back a tar archive of WORLD.txt files.
# Usage: guest.sh [-l FOLDER] [-n KEY] PROGRAM LIBRARY "WORLD..." [FAMILY...]          (LIBRARY - is the root's own)
#	-l  on the loader and C library in FOLDER, where LIBRARY - is then looked for     -n  the program's
# Exit status: 124 if a call was out of time.
set -eu

younger='' endless=''
while getopts l:n: option; do
	case $option in
	l) younger=$OPTARG ;;
	n) endless=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
program=$1 library=$2 worlds=$3
shift 3
work=/tmp/oracle
mkdir -p $work/lib $work/out
cp "$program" $work/blackbox
if [ "$library" = - ]; then
	path=$younger
else
	cp "$library" $work/lib/
	path=$work/lib
fi
loader=
if [ -n "$younger" ]; then # not by a variable, which the program's children on the root's C library would inherit
	loader="$younger/ld-linux-x86-64.so.2 --library-path $path:$younger"
	path=
fi

# shellcheck disable=SC2086 # no loader, or words
loaded=$(LD_LIBRARY_PATH=$path LD_TRACE_LOADED_OBJECTS=1 $loader $work/blackbox)
case $younger$library:$loaded in
-:*"=> /lib/"*libselinux* | -:*"=> /usr/lib/"*libselinux* | "$younger-:"*"=> $younger/libselinux.so.1"* | \
	*[!-]:*"=> $work/lib/libselinux.so.1"*) ;;
*)
	printf 'the wrong library would be loaded:\n%s\n' "$loaded" >&2
	exit 1
	;;
esac

# shellcheck disable=SC2086 # no loader, or words
for world in $worlds; do
	world "$world" env LD_LIBRARY_PATH=$path $loader $work/blackbox -n "$endless" -d $work "$@" >$work/out/"$world".txt || {
		status=$?
		sed -n "s/: OUT OF TIME\$/: out of time in $world/p" $work/out/"$world".txt >&2
		exit $status
	}
done
tar -c -C $work/out .
