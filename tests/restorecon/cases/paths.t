# Paths, in whatever form they are given.

case path-forms
spec /mnt(/.*)? u:r:t:s0
open
dir d
dir d/e
file d/e/f
label d/e/f x:y:z1:s0
run verbose d/e/f
    = 0
    log 2 Warning no default label for d/e/f|
label d/e/f x:y:z2:s0
run verbose /mnt//d///e/f
    = 0
    log 2 Relabeled /mnt//d///e/f from x:y:z2:s0 to x:y:t:s0|
label d/e/f x:y:z3:s0
run verbose /mnt/./d/./e/f
    = 0
    log 2 Relabeled /mnt/./d/./e/f from x:y:z3:s0 to x:y:t:s0|
label d/e/f x:y:z4:s0
run verbose /mnt/d/../d/e/f
    = 0
    log 2 Relabeled /mnt/d/../d/e/f from x:y:z4:s0 to x:y:t:s0|
label d/e/f x:y:z5:s0
run verbose+recurse d/
    = 0
    log 2 Warning no default label for d/|
label d/e/f x:y:z6:s0
run verbose+recurse /mnt/d/e//
    = 0
    log 2 Relabeled /mnt/d/e// from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/e//f from x:y:z6:s0 to x:y:t:s0|
label d/e/f x:y:z7:s0
run verbose+recurse .
    = 0
    log 2 Warning no default label for .|
label d/e/f x:y:z8:s0
chdir d/e
run verbose+recurse ../e
    = 0
    log 2 Warning no default label for ../e|
label f x:y:z9:s0
run verbose+recurse .
    = 0
    log 2 Warning no default label for .|
label f x:y:za:s0
run verbose f
    = 0
    log 2 Warning no default label for f|
label f x:y:zb:s0
run verbose ./f
    = 0
    log 2 Warning no default label for ./f|
label f x:y:zc:s0
run verbose ..
    = 0
    log 2 Warning no default label for ..|
run verbose+recurse ..
    = 0
    log 2 Warning no default label for ..|
label f x:y:zd:s0
run verbose /mnt/d/e/f/
    = 0
    log 2 Relabeled /mnt/d/e/f/ from x:y:zd:s0 to x:y:t:s0|
  3.4: V311-23
    = -1 ENOTDIR
    log 0 open(/mnt/d/e/f/) failed: Not a directory|
show /mnt
    /mnt -
    /mnt/d -
    /mnt/d/e u:r:t:s0
    /mnt/d/e/f x:y:t:s0
  3.4: V311-23
    /mnt -
    /mnt/d -
    /mnt/d/e u:r:t:s0
    /mnt/d/e/f x:y:zd:s0

case path-forms-realpath
spec /mnt(/.*)? u:r:t:s0
open
dir d
dir d/e
file d/e/f
label d/e/f x:y:z1:s0
run verbose+realpath d/e/f
    = 0
    log 2 Relabeled /mnt/d/e/f from x:y:z1:s0 to x:y:t:s0|
label d/e/f x:y:z2:s0
run verbose+realpath /mnt//d///e/f
    = 0
    log 2 Relabeled /mnt/d/e/f from x:y:z2:s0 to x:y:t:s0|
label d/e/f x:y:z3:s0
run verbose+realpath /mnt/./d/./e/f
    = 0
    log 2 Relabeled /mnt/d/e/f from x:y:z3:s0 to x:y:t:s0|
label d/e/f x:y:z4:s0
run verbose+realpath /mnt/d/../d/e/f
    = 0
    log 2 Relabeled /mnt/d/e/f from x:y:z4:s0 to x:y:t:s0|
label d/e/f x:y:z5:s0
run verbose+recurse+realpath d/
    = 0
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/e from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/e/f from x:y:z5:s0 to x:y:t:s0|
chdir d/e
label f x:y:z9:s0
run verbose+recurse+realpath .
    = 0
    log 2 Relabeled /mnt/d/e/f from x:y:z9:s0 to x:y:t:s0|
label f x:y:za:s0
run verbose+realpath f
    = 0
    log 2 Relabeled /mnt/d/e/f from x:y:za:s0 to x:y:t:s0|
label f x:y:zb:s0
run verbose+recurse+realpath ..
    = 0
    log 2 Relabeled /mnt/d/e/f from x:y:zb:s0 to x:y:t:s0|
run verbose+realpath nothing
    = -1 ENOENT
    log 0 open(/mnt/d/e/nothing) failed: No such file or directory|
run verbose+realpath /mnt/nothing/below
    = -1 ENOENT
    log 0 SELinux: Could not get canonical path for /mnt/nothing/below restorecon: No such file or directory.|
run verbose+realpath \e
    = -1 ENOENT
    log 0 SELinux: Could not get canonical path for  restorecon: No such file or directory.|
show /mnt
    /mnt -
    /mnt/d u:r:t:s0
    /mnt/d/e u:r:t:s0
    /mnt/d/e/f x:y:t:s0

case bad-paths
spec /mnt(/.*)? u:r:t:s0
open
run - \e
    = -1 ENOENT
    log 0 open() failed: No such file or directory|
run verbose nothing
    = -1 ENOENT
    log 0 open(nothing) failed: No such file or directory|
run verbose /mnt/nothing
    = -1 ENOENT
    log 0 open(/mnt/nothing) failed: No such file or directory|
run recurse+verbose /mnt/nothing
    = -1 ENOENT
    log 0 open(/mnt/nothing) failed: No such file or directory|
run recurse+verbose /mnt/nothing/below
    = -1 ENOENT
    log 0 open(/mnt/nothing/below) failed: No such file or directory|
run ignore-noent /mnt/nothing
    = 0
run ignore-noent+recurse /mnt/nothing
    = 0
run ignore-noent+recurse /mnt/nothing/below
    = 0
run ignore-noent+realpath /mnt/nothing
    = 0
run ignore-noent+realpath /mnt/nothing/below
    = 0
  3.4: V311-23
    = -1 ENOENT
    log 0 SELinux: Could not get canonical path for /mnt/nothing/below restorecon: No such file or directory.|
run count /mnt/nothing
    = -1 ENOENT
    log 0 open(/mnt/nothing) failed: No such file or directory|
counts
    skipped errors 0
    relabeled files 0
file f
run verbose /mnt/f/g
    = -1 ENOTDIR
    log 0 open(/mnt/f/g) failed: Not a directory|
run verbose+ignore-noent /mnt/f/g
    = -1 ENOTDIR
    log 0 open(/mnt/f/g) failed: Not a directory|

case null-path
spec /mnt(/.*)? u:r:t:s0
open
run - @
    = -1 EINVAL
  3.4, 3.11: RESTORE-2
    killed by signal 11

case null-path-realpath
spec /mnt(/.*)? u:r:t:s0
open
run realpath @
    = -1 EINVAL
  3.4, 3.11: RESTORE-2
    killed by signal 11

case dots
spec /mnt(/.*)? u:r:t:s0
open
dir d
dir d/e
symlink l d/e
run nochange+verbose+realpath d/.
    = 0
    log 2 Would relabel /mnt/d from <no context> to u:r:t:s0|
run nochange+verbose+realpath d/e/..
    = 0
    log 2 Would relabel /mnt/d from <no context> to u:r:t:s0|
run nochange+verbose+realpath l/.
    = 0
    log 2 Would relabel /mnt/d/e from <no context> to u:r:t:s0|
run nochange+verbose+realpath l/..
    = 0
    log 2 Would relabel /mnt/d from <no context> to u:r:t:s0|
run nochange+verbose+realpath /
    = 0
    log 2 Warning no default label for /|
run nochange+verbose+realpath //mnt
    = 0
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
run nochange+verbose+realpath l/
    = 0
    log 2 Would relabel /mnt/l from <no context> to u:r:t:s0|
run nochange+verbose+realpath l//
    = 0
    log 2 Would relabel /mnt/l from <no context> to u:r:t:s0|
run nochange+verbose /mnt/d/.
    = 0
    log 2 Would relabel /mnt/d/. from <no context> to u:r:t:s0|
run nochange+verbose /mnt/l/..
    = -1 ENOTDIR
    log 0 /mnt/l/..: the symbolic link /mnt/l is not followed, others may have made it|
    log 0 open(/mnt/l/..) failed: Not a directory|
  3.4: RESTORE-13
    = 0
    log 2 Would relabel /mnt/l/.. from <no context> to u:r:t:s0|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/..) failed: Not a directory|
run nochange+verbose /mnt/l/.
    = -1 ENOTDIR
    log 0 /mnt/l/.: the symbolic link /mnt/l is not followed, others may have made it|
    log 0 open(/mnt/l/.) failed: Not a directory|
  3.4: RESTORE-13
    = 0
    log 2 Would relabel /mnt/l/. from <no context> to u:r:t:s0|
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/.) failed: Not a directory|
run nochange+verbose ..
    = 0
    log 2 Warning no default label for ..|
run nochange+verbose /mnt/
    = 0
    log 2 Would relabel /mnt/ from <no context> to u:r:t:s0|
run nochange+verbose /mnt/d/e/../..
    = 0
    log 2 Would relabel /mnt/d/e/../.. from <no context> to u:r:t:s0|

case symlinks
spec /mnt(/.*)? u:r:t:s0
open
dir d
file d/f x:y:z:s0
symlink l d x:y:z:s0
symlink lf d/f x:y:z:s0
run verbose /mnt/lf
    = 0
    log 2 Relabeled /mnt/lf from x:y:z:s0 to x:y:t:s0|
run verbose /mnt/l
    = 0
    log 2 Relabeled /mnt/l from x:y:z:s0 to x:y:t:s0|
run verbose+recurse /mnt/l
    = 0
label l x:y:z:s0
run verbose+recurse /mnt/l/
    = 0
    log 2 Relabeled /mnt/l/ from x:y:z:s0 to x:y:t:s0|
  3.4: V311-23
    = 0
    log 2 Relabeled /mnt/l/ from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/l/f from x:y:z:s0 to x:y:t:s0|
run verbose /mnt/l/f
    = -1 ENOTDIR
    log 0 /mnt/l/f: the symbolic link /mnt/l is not followed, others may have made it|
    log 0 open(/mnt/l/f) failed: Not a directory|
  3.4: RESTORE-13
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/f) failed: Not a directory|
run verbose+recurse /mnt/l/f
    = -1 ENOTDIR
    log 0 /mnt/l/f: the symbolic link /mnt/l is not followed, others may have made it|
    log 0 open(/mnt/l/f) failed: Not a directory|
  3.4: RESTORE-13
    = 0
  3.11: RESTORE-13
    = -1 ENOTDIR
    log 0 open(/mnt/l/f) failed: Not a directory|
label d/f x:y:z:s0
run verbose+realpath /mnt/l/f
    = 0
    log 2 Relabeled /mnt/d/f from x:y:z:s0 to x:y:t:s0|
label lf x:y:z:s0
run verbose+realpath /mnt/lf
    = 0
    log 2 Relabeled /mnt/lf from x:y:z:s0 to x:y:t:s0|
label l x:y:z:s0
label d/f x:y:z:s0
run verbose+realpath+recurse /mnt/l
    = 0
    log 2 Relabeled /mnt/l from x:y:z:s0 to x:y:t:s0|
run verbose+realpath+recurse /mnt/l/
    = 0
show /mnt
    /mnt -
    /mnt/d -
    /mnt/d/f x:y:z:s0
    /mnt/l x:y:t:s0
    /mnt/lf x:y:t:s0
  3.4: V311-23
    /mnt -
    /mnt/d u:r:t:s0
    /mnt/d/f x:y:z:s0
    /mnt/l x:y:t:s0
    /mnt/lf x:y:t:s0
