# Walks and single files: what is relabelled, and what is said of it.

case tree
spec /mnt(/.*)? u:r:t:s0
spec /mnt/none(/.*)? <<none>>
spec /mnt/.* -d u:r:dir:s0
spec /mnt/.* -l u:r:link:s0
spec /mnt/.* -p u:r:fifo:s0
spec /mnt/.* -s u:r:sock:s0
spec /mnt/.* -c u:r:chr:s0
spec /mnt/.* -b u:r:blk:s0
open
dir dir x:y:z:s0
file dir/f u2:r2:t:s1
file dir/g u2:r2:u:s1
file dir/h
symlink dir/l /mnt/dir/f
symlink dir/broken /nowhere
symlink dir/loop loop
node dir/p p x:y:z:s0
node dir/s s x:y:z:s0
node dir/c c x:y:z:s0
node dir/b b x:y:z:s0
file dir/new\nline
file dir/\xff\x01
dir none
file none/x u:r:old:s0
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/dir from x:y:z:s0 to x:y:dir:s0|
    log 2 Relabeled /mnt/dir/b from x:y:z:s0 to x:y:blk:s0|
    log 2 Relabeled /mnt/dir/broken from <no context> to u:r:link:s0|
    log 2 Relabeled /mnt/dir/c from x:y:z:s0 to x:y:chr:s0|
    log 2 Relabeled /mnt/dir/g from u2:r2:u:s1 to u2:r2:t:s1|
    log 2 Relabeled /mnt/dir/h from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/dir/l from <no context> to u:r:link:s0|
    log 2 Relabeled /mnt/dir/loop from <no context> to u:r:link:s0|
    log 2 Relabeled /mnt/dir/new|line from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/dir/p from x:y:z:s0 to x:y:fifo:s0|
    log 2 Relabeled /mnt/dir/s from x:y:z:s0 to x:y:sock:s0|
    log 2 Relabeled /mnt/dir/\xff\x01 from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/none from <no context> to u:r:dir:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/dir x:y:dir:s0
    /mnt/dir/b x:y:blk:s0
    /mnt/dir/broken u:r:link:s0
    /mnt/dir/c x:y:chr:s0
    /mnt/dir/f u2:r2:t:s1
    /mnt/dir/g u2:r2:t:s1
    /mnt/dir/h u:r:t:s0
    /mnt/dir/l u:r:link:s0
    /mnt/dir/loop u:r:link:s0
    /mnt/dir/new|line u:r:t:s0
    /mnt/dir/p x:y:fifo:s0
    /mnt/dir/s x:y:sock:s0
    /mnt/dir/\xff\x01 u:r:t:s0
    /mnt/none u:r:dir:s0
    /mnt/none/x u:r:old:s0
run recurse+verbose+force /mnt
    = 0
    log 2 Relabeled /mnt/dir from x:y:dir:s0 to u:r:dir:s0|
    log 2 Relabeled /mnt/dir/b from x:y:blk:s0 to u:r:blk:s0|
    log 2 Relabeled /mnt/dir/c from x:y:chr:s0 to u:r:chr:s0|
    log 2 Relabeled /mnt/dir/f from u2:r2:t:s1 to u:r:t:s0|
    log 2 Relabeled /mnt/dir/g from u2:r2:t:s1 to u:r:t:s0|
    log 2 Relabeled /mnt/dir/p from x:y:fifo:s0 to u:r:fifo:s0|
    log 2 Relabeled /mnt/dir/s from x:y:sock:s0 to u:r:sock:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/dir u:r:dir:s0
    /mnt/dir/b u:r:blk:s0
    /mnt/dir/broken u:r:link:s0
    /mnt/dir/c u:r:chr:s0
    /mnt/dir/f u:r:t:s0
    /mnt/dir/g u:r:t:s0
    /mnt/dir/h u:r:t:s0
    /mnt/dir/l u:r:link:s0
    /mnt/dir/loop u:r:link:s0
    /mnt/dir/new|line u:r:t:s0
    /mnt/dir/p u:r:fifo:s0
    /mnt/dir/s u:r:sock:s0
    /mnt/dir/\xff\x01 u:r:t:s0
    /mnt/none u:r:dir:s0
    /mnt/none/x u:r:old:s0
counts
    skipped errors 0
    relabeled files 0

case one-file
spec /mnt(/.*)? u:r:t:s0
open
file f x:y:z:s0
dir d x:y:z:s0
file d/f x:y:z:s0
run verbose /mnt/f
    = 0
    log 2 Relabeled /mnt/f from x:y:z:s0 to x:y:t:s0|
run verbose /mnt/d
    = 0
    log 2 Relabeled /mnt/d from x:y:z:s0 to x:y:t:s0|
run recurse+verbose /mnt/f
    = 0
show /mnt
    /mnt -
    /mnt/d x:y:t:s0
    /mnt/d/f x:y:z:s0
    /mnt/f x:y:t:s0

case no-flags
spec /mnt(/.*)? u:r:t:s0
open
file f x:y:z:s0
run - /mnt/f
    = 0
show /mnt
    /mnt -
    /mnt/f x:y:t:s0

case nochange
spec /mnt(/.*)? u:r:t:s0
open
file f x:y:z:s0
file g
run recurse+nochange /mnt
    = 0
run recurse+nochange+verbose /mnt
    = 0
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/f from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/g from <no context> to u:r:t:s0|
run recurse+nochange+verbose+count-relabeled /mnt
    = 0
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/f from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/g from <no context> to u:r:t:s0|
counts
    skipped errors 0
    relabeled files 0
show /mnt
    /mnt -
    /mnt/f x:y:z:s0
    /mnt/g -

case log-matches
spec /mnt(/.*)? u:r:t:s0
spec /mnt/g u:r:g:s0
open
file f x:y:z:s0
file g u:r:g:s0
dir d
run matches /mnt/f
    = 0
    log 2 /mnt/f matched by u:r:t:s0|
run matches+recurse /mnt
    = 0
    log 2 /mnt matched by u:r:t:s0|
    log 2 /mnt/d matched by u:r:t:s0|
    log 2 /mnt/f matched by u:r:t:s0|
    log 2 /mnt/g matched by u:r:g:s0|
run matches+recurse+nochange /mnt
    = 0
    log 2 /mnt matched by u:r:t:s0|
    log 2 /mnt/d matched by u:r:t:s0|
    log 2 /mnt/f matched by u:r:t:s0|
    log 2 /mnt/g matched by u:r:g:s0|
run matches+recurse+verbose /mnt
    = 0
    log 2 /mnt matched by u:r:t:s0|
    log 2 /mnt/d matched by u:r:t:s0|
    log 2 /mnt/f matched by u:r:t:s0|
    log 2 /mnt/g matched by u:r:g:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/d u:r:t:s0
    /mnt/f x:y:t:s0
    /mnt/g u:r:g:s0

case syslog-changes
spec /mnt(/.*)? u:r:t:s0
open
file f x:y:z:s0
file g
run syslog+recurse /mnt
    = 0
label f x:y:z:s0
run syslog+verbose /mnt/f
    = 0
    log 2 Relabeled /mnt/f from x:y:z:s0 to x:y:t:s0|
label f x:y:z:s0
run syslog+nochange /mnt/f
    = 0
run syslog+nochange+verbose /mnt/f
    = 0
    log 2 Would relabel /mnt/f from x:y:z:s0 to x:y:t:s0|

case unknown-flags
spec /mnt(/.*)? u:r:t:s0
open
file f x:y:z:s0
run 0x80000000 /mnt/f
    = 0
run 0xffc00000+recurse /mnt
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/f x:y:t:s0
xattr 0x80 /mnt
    = 0

case no-match
spec /mnt/only u:r:t:s0
open
file f x:y:z:s0
file only
run - /mnt/f
    = 0
    log 2 Warning no default label for /mnt/f|
run verbose /mnt/f
    = 0
    log 2 Warning no default label for /mnt/f|
run verbose+recurse /mnt
    = 0
    log 2 Relabeled /mnt/only from <no context> to u:r:t:s0|
    log 2 Warning no default label for /mnt|
run recurse /mnt
    = 0
    log 2 Warning no default label for /mnt|
run matches+recurse /mnt
    = 0
    log 2 /mnt/only matched by u:r:t:s0|
    log 2 Warning no default label for /mnt|
show /mnt
    /mnt -
    /mnt/f x:y:z:s0
    /mnt/only u:r:t:s0

case no-match-none
spec /mnt/.* <<none>>
open
file f x:y:z:s0
run verbose /mnt/f
    = 0
    log 2 Warning no default label for /mnt/f|
run matches /mnt/f
    = 0
    log 2 Warning no default label for /mnt/f|

case matches-assoc
spec /mnt(/.*)? u:r:t:s0
spec /mnt/b u:r:b:s0
open
file a x:y:z:s0
hard b a
run recurse+add-assoc+matches+verbose /mnt
    = 0
    log 0 conflicting specifications for /mnt/a and /mnt/b, using u:r:b:s0.|
    log 2 /mnt matched by u:r:t:s0|
    log 2 /mnt/b matched by u:r:b:s0|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/b from x:y:z:s0 to x:y:b:s0|
run recurse+add-assoc+matches+verbose+nochange /mnt
    = 0
    log 0 conflicting specifications for /mnt/a and /mnt/b, using u:r:b:s0.|
    log 2 /mnt matched by u:r:t:s0|
    log 2 /mnt/b matched by u:r:b:s0|
run recurse+add-assoc+skip-multilink+matches+verbose+nochange /mnt
    = 0
    log 2 /mnt matched by u:r:t:s0|
    log 2 Skipping /mnt/a: file has multiple links|
    log 2 Skipping /mnt/b: file has multiple links|
  3.4: V311-17
    = 0
    log 0 conflicting specifications for /mnt/a and /mnt/b, using u:r:b:s0.|
    log 2 /mnt matched by u:r:t:s0|
    log 2 /mnt/b matched by u:r:b:s0|
run recurse+skip-multilink /mnt
    = 0
    log 2 Skipping /mnt/a: file has multiple links|
    log 2 Skipping /mnt/b: file has multiple links|
  3.4: V311-17
    = 0
symlink s x
hard t s
node c c
hard d c
run recurse+skip-multilink /mnt
    = 0
    log 2 Skipping /mnt/a: file has multiple links|
    log 2 Skipping /mnt/b: file has multiple links|
    log 2 Skipping /mnt/c: file has multiple links|
    log 2 Skipping /mnt/d: file has multiple links|
    log 2 Skipping /mnt/s: file has multiple links|
    log 2 Skipping /mnt/t: file has multiple links|
  3.4: V311-17
    = 0

case matches-none
spec /mnt(/.*)? u:r:t:s0
spec /mnt/a <<none>>
open
file a x:y:z:s0
run matches+recurse /mnt
    = 0
    log 2 /mnt matched by u:r:t:s0|
run verbose+add-assoc /mnt
    = 0

case root
spec / u:r:root:s0
open
run nochange+verbose /
    = 0
    log 2 Would relabel / from <no context> to u:r:root:s0|
run nochange+verbose //
    = 0
    log 2 Would relabel // from <no context> to u:r:root:s0|
run nochange+verbose /.
    = 0
    log 2 Warning no default label for /.|

case deep
spec /mnt(/.*)? u:r:t:s0
open
deep /mnt 300 x:y:z:s0
run recurse+count-relabeled /mnt
    = 0
counts
    skipped errors 0
    relabeled files 301
run recurse+count-relabeled /mnt/d
    = 0
counts
    skipped errors 0
    relabeled files 0

case long
spec /mnt(/.*)? u:r:t:s0
open
deep /mnt 2100 x:y:z:s0
run recurse+count-relabeled+count /mnt
    = 0
    log 0 Path name too long under /mnt/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/...4133.../d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d, skipping.|
  3.4: V311-19
    = 0
    log 0 Could not stat /mnt/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/...4135.../d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d: File name too long.|
counts
    skipped errors 1
    relabeled files 2046
  3.4: V311-19
    skipped errors 0

case cycle
spec /mnt(/.*)? u:r:t:s0
open
dir d
dir d/e
bind /mnt /mnt/d/e
run recurse+verbose /mnt
    = -1 ELOOP
    log 0 Directory cycle on /mnt/d/e.|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
run recurse+verbose+abort /mnt
    = -1 ELOOP
    log 0 Directory cycle on /mnt/d/e.|
run recurse+verbose+count /mnt
    = -1 ELOOP
    log 0 Directory cycle on /mnt/d/e.|
counts
    skipped errors 1
    relabeled files 0
  3.4: RESTORE-5
    skipped errors 0
  3.11: RESTORE-5
    skipped errors 0
    relabeled files 0

case equal-but-odd
spec /mnt/a short
spec /mnt/b a:b
spec /mnt/c ::t
spec /mnt/d u:r:
open
file a short
file b a:b
file c ::t
file d u:r:
run verbose /mnt/a
    = 0
run verbose /mnt/b
    = 0
run verbose /mnt/c
    = 0
run verbose /mnt/d
    = 0
label c x:y:t
label d x:y:t
run verbose /mnt/c
    = 0
run verbose /mnt/d
    = -1 EINVAL
    log 0 Could not set context for /mnt/d:  Invalid argument|
  3.4, 3.11: RESTORE-10
    killed by signal 11
label a u:r:t\nx:s0
run verbose+force /mnt/a
    = 0
    log 2 Relabeled /mnt/a from u:r:t|x:s0 to short|
label a u:r:t\nx:s0
run verbose /mnt/a
    = -1 EINVAL
    log 0 Could not set context for /mnt/a:  Invalid argument|
