# Directories that are left out.

case exclude
spec /mnt(/.*)? u:r:t:s0
open
dir a
dir ab
dir b
dir c
dir c/d
file a/f
file ab/f
file b/f
file c/d/f
file f
exclude /mnt/a /mnt/b/ /mnt/c/d /mnt/f
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/ab from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/ab/f from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/c from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/f from <no context> to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/a -
    /mnt/a/f -
    /mnt/ab u:r:t:s0
    /mnt/ab/f u:r:t:s0
    /mnt/b -
    /mnt/b/f -
    /mnt/c u:r:t:s0
    /mnt/c/d -
    /mnt/c/d/f -
    /mnt/f u:r:t:s0
run verbose /mnt/a/f
    = 0
run verbose+recurse /mnt/a
    = 0
run verbose /mnt/f
    = 0
run verbose /mnt/b/f
    = 0
run verbose+recurse /mnt/b
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a -
    /mnt/a/f -
    /mnt/ab u:r:t:s0
    /mnt/ab/f u:r:t:s0
    /mnt/b -
    /mnt/b/f -
    /mnt/c u:r:t:s0
    /mnt/c/d -
    /mnt/c/d/f -
    /mnt/f u:r:t:s0
exclude @
  3.4, 3.11: RESTORE-2
    killed by signal 11
run recurse+verbose /mnt
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a -
    /mnt/a/f -
    /mnt/ab u:r:t:s0
    /mnt/ab/f u:r:t:s0
    /mnt/b -
    /mnt/b/f -
    /mnt/c u:r:t:s0
    /mnt/c/d -
    /mnt/c/d/f -
    /mnt/f u:r:t:s0

case exclude-bad
spec /mnt(/.*)? u:r:t:s0
open
dir a
exclude a
run recurse+verbose /mnt
    = 0
    log 0 Full path required for exclude: a.|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a from <no context> to u:r:t:s0|
exclude /mnt/nothing
run recurse+verbose /mnt
    = 0
    log 0 lstat error on exclude path "/mnt/nothing", No such file or directory - ignoring.|
label a x:y:z:s0
exclude \e
run recurse+verbose /mnt
    = 0
    log 0 lstat error on exclude path "", No such file or directory - ignoring.|
    log 2 Relabeled /mnt/a from x:y:z:s0 to x:y:t:s0|
label a x:y:z:s0
exclude /mnt/a a
run recurse+verbose /mnt
    = 0
    log 0 Full path required for exclude: a.|

case exclude-root
spec /mnt(/.*)? u:r:t:s0
open
dir a
exclude /
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a from <no context> to u:r:t:s0|
run verbose /mnt/a
    = 0
exclude /mnt
run recurse+verbose /mnt
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0

case exclude-again
spec /mnt(/.*)? u:r:t:s0
open
dir a
dir b
file a/f
file f
file b/f
exclude /mnt/a
exclude /mnt/b /mnt/f
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/f from <no context> to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/a -
    /mnt/a/f -
    /mnt/b -
    /mnt/b/f -
    /mnt/f u:r:t:s0

case exclude-file
spec /mnt(/.*)? u:r:t:s0
open
file f
dir d
dir d/e
file d/f
file d/e/f
exclude /mnt/f /mnt/d/e
run verbose /mnt/f
    = 0
run recurse+verbose /mnt/f
    = 0
    log 2 Relabeled /mnt/f from <no context> to u:r:t:s0|
run recurse+verbose /mnt/d
    = 0
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/f from <no context> to u:r:t:s0|
run recurse+verbose /mnt/d/e
    = 0
run recurse+verbose /mnt/d/e/f
    = 0
    log 2 Relabeled /mnt/d/e/f from <no context> to u:r:t:s0|
run recurse+verbose /mnt//d/e/f
    = 0
run recurse+verbose+realpath d/e/f
    = 0

case exclude-slash
spec /.* u:r:t:s0
open
exclude /
run nochange+verbose /
    = 0
run nochange+verbose /mnt
    = 0
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|

case exclude-symlink
spec /mnt(/.*)? u:r:t:s0
open
dir d
symlink l d
file d/f
exclude /mnt/l
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/f from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/l from <no context> to u:r:t:s0|

case exclude-slashes
spec /mnt(/.*)? u:r:t:s0
open
dir d
file d/f
exclude //mnt//d
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/f from <no context> to u:r:t:s0|

case exclude-dots
spec /mnt(/.*)? u:r:t:s0
open
dir d
file d/f
exclude /mnt/./d
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/f from <no context> to u:r:t:s0|

case exclude-denied
spec /mnt(/.*)? u:r:t:s0
open
dir d
dir d/e
chmod d 0
user
exclude /mnt/d/e
run recurse+nochange+verbose /mnt
    = -1 EACCES
    log 0 Could not open /mnt/d: Permission denied.|
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/d from <no context> to u:r:t:s0|
  3.4: V311-19
    = 0
    log 0 Could not read /mnt/d: Permission denied.|
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/d from <no context> to u:r:t:s0|
  3.11: RESTORE-1
    = -1 -
    log 0 Could not open /mnt/d: Permission denied.|
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/d from <no context> to u:r:t:s0|
