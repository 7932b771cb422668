# Symbolic links on the way to what is asked for.

# A link on the way is followed if it is root's, in a folder that nobody else can write to, all the way.
case links-followed
spec /mnt/d(/.*)? u:r:d:s0
spec /mnt/l(/.*)? u:r:l:s0
spec /mnt/d/l3 -l u:r:link:s0
open
chmod /mnt 755
dir d
dir d/e
file d/f x:y:z:s0
symlink l d
symlink l2 /mnt/l/e
symlink d/l3 ../l
symlink loop loop
run verbose /mnt/l/f
    = 0
    log 2 Relabeled /mnt/d/f from x:y:z:s0 to x:y:d:s0|
  3.4: RESTORE-13
    = 0
    log 2 Relabeled /mnt/l/f from x:y:z:s0 to x:y:l:s0|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/f) failed: Not a directory|
run verbose /mnt/l
    = 0
    log 2 Relabeled /mnt/l from <no context> to u:r:l:s0|
run verbose /mnt/l/l3
    = 0
    log 2 Relabeled /mnt/d/l3 from <no context> to u:r:link:s0|
  3.4: RESTORE-13
    = 0
    log 2 Relabeled /mnt/l/l3 from <no context> to u:r:l:s0|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/l3) failed: Not a directory|
run verbose /mnt/l/.
    = 0
    log 2 Relabeled /mnt/d from <no context> to u:r:d:s0|
  3.4: RESTORE-13
    = 0
    log 2 Relabeled /mnt/l/. from <no context> to u:r:l:s0|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/.) failed: Not a directory|
run verbose+nochange /mnt/l2/..
    = 0
  3.4: RESTORE-13
    = 0
    log 2 Warning no default label for /mnt/l2/..|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l2/..) failed: Not a directory|
run verbose l/f
    = 0
    log 2 Warning no default label for d/f|
  3.4: RESTORE-13
    = 0
    log 2 Warning no default label for l/f|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(l/f) failed: Not a directory|
run recurse+verbose /mnt/d/l3/e
    = 0
    log 2 Relabeled /mnt/d/e from <no context> to u:r:d:s0|
  3.4: RESTORE-13
    = 0
    log 2 Relabeled /mnt/d/l3/e from <no context> to u:r:d:s0|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/d/l3/e) failed: Not a directory|
run verbose ./l2/../f
    = 0
  3.4: RESTORE-13
    = 0
    log 2 Warning no default label for ./l2/../f|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(./l2/../f) failed: Not a directory|
run verbose /mnt/loop/f
    = -1 ELOOP
    log 0 open(/mnt/loop/f) failed: Too many levels of symbolic links|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/loop/f) failed: Not a directory|
run verbose /mnt/l/nothing
    = -1 ENOENT
    log 0 open(/mnt/d/nothing) failed: No such file or directory|
  3.4: RESTORE-13
    = -1 ENOENT
    log 0 open(/mnt/l/nothing) failed: No such file or directory|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/nothing) failed: Not a directory|
run verbose+ignore-noent /mnt/l/nothing
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/nothing) failed: Not a directory|
run verbose /mnt/l/f/x
    = -1 ENOTDIR
    log 0 open(/mnt/l/f/x) failed: Not a directory|
chdir d
run verbose ../l/f
    = 0
    log 2 Warning no default label for ../d/f|
  3.4: RESTORE-13
    = 0
    log 2 Warning no default label for ../l/f|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(../l/f) failed: Not a directory|
alt /mnt/l
    = 0
run verbose /mnt/l/f
    = -1 EINVAL
    log 0 /mnt/d/f is not located in alt_rootpath /mnt/l|
  3.4: RESTORE-13
    = 0
    log 2 Warning no default label for /f|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/f) failed: Not a directory|
alt /mnt/d
    = 0
run verbose /mnt/l/f
    = -1 EINVAL
    log 0 /mnt/l/f is not located in alt_rootpath /mnt/d|
  3.4: RESTORE-1, RESTORE-13
    = -1 -
    log 0 /mnt/l/f is not located in alt_rootpath /mnt/d|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/f) failed: Not a directory|
alt /
    = 0
show /mnt
    /mnt -
    /mnt/d u:r:d:s0
    /mnt/d/e u:r:d:s0
    /mnt/d/f x:y:d:s0
    /mnt/d/l3 u:r:link:s0
    /mnt/l u:r:l:s0
    /mnt/l2 -
    /mnt/loop -
  3.4: RESTORE-13
    /mnt -
    /mnt/d u:r:l:s0
    /mnt/d/e u:r:d:s0
    /mnt/d/f x:y:l:s0
    /mnt/d/l3 u:r:l:s0
    /mnt/l u:r:l:s0
    /mnt/l2 -
    /mnt/loop -
  3.11: RESTORE-13
    /mnt -
    /mnt/d -
    /mnt/d/e -
    /mnt/d/f x:y:z:s0
    /mnt/d/l3 -
    /mnt/l u:r:l:s0
    /mnt/l2 -
    /mnt/loop -

case links-refused
spec /mnt(/.*)? u:r:d:s0
open
dir d
file d/f x:y:z:s0
symlink l d
dir r
symlink r/l ../d
run verbose /mnt/l/f
    = -1 ENOTDIR
    log 0 /mnt/l/f: the symbolic link /mnt/l is not followed, others may have made it|
    log 0 open(/mnt/l/f) failed: Not a directory|
  3.4: RESTORE-13
    = 0
    log 2 Relabeled /mnt/l/f from x:y:z:s0 to x:y:d:s0|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/f) failed: Not a directory|
chmod /mnt 775
run verbose /mnt/l/f
    = -1 ENOTDIR
    log 0 /mnt/l/f: the symbolic link /mnt/l is not followed, others may have made it|
    log 0 open(/mnt/l/f) failed: Not a directory|
  3.4: RESTORE-13
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/f) failed: Not a directory|
chmod /mnt 755
run verbose+nochange /mnt/l/f
    = 0
    log 2 Would relabel /mnt/d/f from x:y:z:s0 to x:y:d:s0|
  3.4: RESTORE-13
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/f) failed: Not a directory|
run verbose+nochange /mnt/r/l/f
    = 0
    log 2 Would relabel /mnt/d/f from x:y:z:s0 to x:y:d:s0|
  3.4: RESTORE-13
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/r/l/f) failed: Not a directory|
chmod /mnt/r 757
run verbose /mnt/r/l/f
    = -1 ENOTDIR
    log 0 /mnt/r/l/f: the symbolic link /mnt/r/l is not followed, others may have made it|
    log 0 open(/mnt/r/l/f) failed: Not a directory|
  3.4: RESTORE-13
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/r/l/f) failed: Not a directory|
run recurse+verbose /mnt/r/l/f
    = -1 ENOTDIR
    log 0 /mnt/r/l/f: the symbolic link /mnt/r/l is not followed, others may have made it|
    log 0 open(/mnt/r/l/f) failed: Not a directory|
  3.4: RESTORE-13
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/r/l/f) failed: Not a directory|
chmod /mnt/r 755
owner /mnt/r 1000
run verbose /mnt/r/l/f
    = -1 ENOTDIR
    log 0 /mnt/r/l/f: the symbolic link /mnt/r/l is not followed, others may have made it|
    log 0 open(/mnt/r/l/f) failed: Not a directory|
  3.4: RESTORE-13
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/r/l/f) failed: Not a directory|
owner /mnt/r 0
owner /mnt/r/l 1000
run verbose /mnt/r/l/f
    = -1 ENOTDIR
    log 0 /mnt/r/l/f: the symbolic link /mnt/r/l is not followed, others may have made it|
    log 0 open(/mnt/r/l/f) failed: Not a directory|
  3.4: RESTORE-13
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/r/l/f) failed: Not a directory|
owner /mnt/r/l 0
owner /mnt/d 1000
symlink d/back ../d
run verbose+nochange /mnt/r/l/f
    = 0
    log 2 Would relabel /mnt/d/f from x:y:z:s0 to x:y:d:s0|
  3.4: RESTORE-13
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/r/l/f) failed: Not a directory|
run verbose /mnt/r/l/back/f
    = -1 ENOTDIR
    log 0 /mnt/r/l/back/f: the symbolic link /mnt/d/back is not followed, others may have made it|
    log 0 open(/mnt/r/l/back/f) failed: Not a directory|
  3.4: RESTORE-13
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/r/l/back/f) failed: Not a directory|
show /mnt
    /mnt -
    /mnt/d -
    /mnt/d/back -
    /mnt/d/f x:y:z:s0
    /mnt/l -
    /mnt/r -
    /mnt/r/l -
  3.4: RESTORE-13
    /mnt -
    /mnt/d -
    /mnt/d/back -
    /mnt/d/f x:y:d:s0
    /mnt/l -
    /mnt/r -
    /mnt/r/l -

# So too for a user, whose own links and folders are as good as root's.
case links-of-a-user
spec /mnt(/.*)? u:r:d:s0
open
chmod /mnt 755
dir d
file d/f
symlink l d
dir other
symlink other/l ../d
owner d 12345
owner l 12345
owner other 1000
owner other/l 12345
user
run verbose+nochange /mnt/l/f
    = 0
    log 2 Would relabel /mnt/d/f from <no context> to u:r:d:s0|
  3.4: RESTORE-13
    = 0
    log 2 Would relabel /mnt/l/f from <no context> to u:r:d:s0|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/f) failed: Not a directory|
run verbose+nochange /mnt/other/l/f
    = -1 ENOTDIR
    log 0 /mnt/other/l/f: the symbolic link /mnt/other/l is not followed, others may have made it|
    log 0 open(/mnt/other/l/f) failed: Not a directory|
  3.4: RESTORE-13
    = 0
    log 2 Would relabel /mnt/other/l/f from <no context> to u:r:d:s0|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/other/l/f) failed: Not a directory|
