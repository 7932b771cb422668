# Counts, and several threads.

case counts
spec /mnt(/.*)? u:r:t:s0
open
many /mnt 5 x:y:z:s0
run recurse+count-relabeled /mnt
    = 0
counts
    skipped errors 0
    relabeled files 6
run recurse+count-relabeled /mnt
    = 0
counts
    skipped errors 0
    relabeled files 0
label f1 x:y:z:s0
run recurse /mnt
    = 0
counts
    skipped errors 0
    relabeled files 0
label f1 x:y:z:s0
run recurse+count-relabeled /mnt 3
    = 0
counts
    skipped errors 0
    relabeled files 1
label f1 x:y:z:s0
run count-relabeled+nochange /mnt/f1
    = 0
counts
    skipped errors 0
    relabeled files 0
run count-relabeled /mnt/f1
    = 0
counts
    skipped errors 0
    relabeled files 1

case counts-parallel
spec /mnt(/.*)? u:r:t:s0
open
file a x:y:z:s0
file b x:y:z:s0
label a garbage
run recurse+count+count-relabeled /mnt 4
    = 0
    log 0 Could not set context for /mnt/a:  Invalid argument|
counts threads
    skipped errors of threads 1
    relabeled files 2
run recurse+count+count-relabeled /mnt 1
    = 0
    log 0 Could not set context for /mnt/a:  Invalid argument|
counts
    skipped errors 1
    relabeled files 0
run recurse+abort+count-relabeled /mnt 4
    = -1 EINVAL
    log 0 Could not set context for /mnt/a:  Invalid argument|
counts
    skipped errors 0
    relabeled files 0
  3.4: RESTORE-5
    skipped errors 1
  3.11: RESTORE-5
    skipped errors 1
    relabeled files 0
run count /mnt/a
    = -1 EINVAL
    log 0 Could not set context for /mnt/a:  Invalid argument|
counts
    skipped errors 1
    relabeled files 0

case threads
spec /mnt(/.*)? u:r:t:s0
open
dir a
dir b
dir b/c
many a 5 x:y:z:s0
many b 5 x:y:z:s0
many b/c 5 x:y:z:s0
run recurse+verbose /mnt 0
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a/f0 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/a/f1 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/a/f2 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/a/f3 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/a/f4 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/b/c from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/b/c/f0 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b/c/f1 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b/c/f2 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b/c/f3 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b/c/f4 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b/f0 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b/f1 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b/f2 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b/f3 from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b/f4 from x:y:z:s0 to x:y:t:s0|
label a x:y:z:s0
run recurse+verbose /mnt 1
    = 0
    log 2 Relabeled /mnt/a from x:y:z:s0 to x:y:t:s0|
label b x:y:z:s0
run recurse+verbose /mnt 4
    = 0
    log 2 Relabeled /mnt/b from x:y:z:s0 to x:y:t:s0|
label b/c/f3 x:y:z:s0
run recurse+verbose /mnt 200
    = 0
    log 2 Relabeled /mnt/b/c/f3 from x:y:z:s0 to x:y:t:s0|
label b/c/f3 x:y:z:s0
run verbose /mnt/b/c/f3 4
    = 0
    log 2 Relabeled /mnt/b/c/f3 from x:y:z:s0 to x:y:t:s0|
run recurse+verbose /mnt/nothing 4
    = -1 ENOENT
    log 0 open(/mnt/nothing) failed: No such file or directory|
run recurse+nochange /mnt/a 4
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a x:y:t:s0
    /mnt/a/f0 x:y:t:s0
    /mnt/a/f1 x:y:t:s0
    /mnt/a/f2 x:y:t:s0
    /mnt/a/f3 x:y:t:s0
    /mnt/a/f4 x:y:t:s0
    /mnt/b x:y:t:s0
    /mnt/b/c u:r:t:s0
    /mnt/b/c/f0 x:y:t:s0
    /mnt/b/c/f1 x:y:t:s0
    /mnt/b/c/f2 x:y:t:s0
    /mnt/b/c/f3 x:y:t:s0
    /mnt/b/c/f4 x:y:t:s0
    /mnt/b/f0 x:y:t:s0
    /mnt/b/f1 x:y:t:s0
    /mnt/b/f2 x:y:t:s0
    /mnt/b/f3 x:y:t:s0
    /mnt/b/f4 x:y:t:s0
