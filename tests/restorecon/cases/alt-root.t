# An alternative root.

case alt-root
spec /etc(/.*)? u:r:etc:s0
spec / u:r:root:s0
spec /mnt(/.*)? u:r:mnt:s0
open
dir alt
dir alt/etc
file alt/etc/f
dir other
alt /mnt/alt
    = 0
run recurse+verbose /mnt/alt
    = 0
    log 2 Relabeled /mnt/alt from <no context> to u:r:root:s0|
    log 2 Relabeled /mnt/alt/etc from <no context> to u:r:etc:s0|
    log 2 Relabeled /mnt/alt/etc/f from <no context> to u:r:etc:s0|
show /mnt
    /mnt -
    /mnt/alt u:r:root:s0
    /mnt/alt/etc u:r:etc:s0
    /mnt/alt/etc/f u:r:etc:s0
    /mnt/other -
label alt/etc/f x:y:z:s0
run verbose /mnt/alt/etc/f
    = 0
    log 2 Relabeled /mnt/alt/etc/f from x:y:z:s0 to x:y:etc:s0|
run verbose /mnt/other
    = -1 EINVAL
    log 0 /mnt/other is not located in alt_rootpath /mnt/alt|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 /mnt/other is not located in alt_rootpath /mnt/alt|
run recurse+verbose /mnt/other
    = -1 EINVAL
    log 0 /mnt/other is not located in alt_rootpath /mnt/alt|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 /mnt/other is not located in alt_rootpath /mnt/alt|
alt /mnt/alt/
    = 0
label alt/etc/f x:y:z:s0
run verbose /mnt/alt/etc/f
    = 0
    log 2 Relabeled /mnt/alt/etc/f from x:y:z:s0 to x:y:etc:s0|
run verbose /mnt/alt
    = 0
alt @
    = -1 EINVAL
  3.4, 3.11: RESTORE-2
    killed by signal 11
alt \e
    = 0
alt relative
    = 0
label alt/etc/f x:y:z:s0
run verbose /mnt/alt/etc/f
    = -1 EINVAL
    log 0 /mnt/alt/etc/f is not located in alt_rootpath relative|
alt /
    = 0
run verbose /mnt/alt/etc/f
    = 0
    log 2 Relabeled /mnt/alt/etc/f from x:y:z:s0 to x:y:mnt:s0|
alt /mnt/nothing
    = 0
run verbose /mnt/alt/etc/f
    = -1 EINVAL
    log 0 /mnt/alt/etc/f is not located in alt_rootpath /mnt/nothing|
show /mnt
    /mnt -
    /mnt/alt u:r:root:s0
    /mnt/alt/etc u:r:etc:s0
    /mnt/alt/etc/f x:y:mnt:s0
    /mnt/other -

case alt-root-prefix
spec /etc(/.*)? u:r:etc:s0
spec /mnt(/.*)? u:r:mnt:s0
open
dir alt
dir alternative
file alternative/f
alt /mnt/alt
    = 0
run recurse+verbose /mnt/alternative
    = -1 EINVAL
    log 0 /mnt/alternative is not located in alt_rootpath /mnt/alt|
  3.4, 3.11: RESTORE-3
    = 0
    log 2 Warning no default label for ernative|
run recurse+verbose /mnt
    = -1 EINVAL
    log 0 /mnt is not located in alt_rootpath /mnt/alt|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 /mnt is not located in alt_rootpath /mnt/alt|
counts
    skipped errors 0
    relabeled files 0
show /mnt
    /mnt -
    /mnt/alt -
    /mnt/alternative -
    /mnt/alternative/f -

case alt-root-relative
spec /etc(/.*)? u:r:etc:s0
spec / u:r:root:s0
open
dir alt
dir alt/etc
alt /mnt/alt
    = 0
chdir alt
run recurse+verbose+realpath .
    = 0
    log 2 Relabeled /mnt/alt from <no context> to u:r:root:s0|
    log 2 Relabeled /mnt/alt/etc from <no context> to u:r:etc:s0|
run recurse+verbose+realpath etc
    = 0
label etc x:y:z:s0
run recurse+verbose .
    = -1 EINVAL
    log 0 . is not located in alt_rootpath /mnt/alt|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 . is not located in alt_rootpath /mnt/alt|
    log 0 ./etc is not located in alt_rootpath /mnt/alt|
run recurse+verbose etc
    = -1 EINVAL
    log 0 etc is not located in alt_rootpath /mnt/alt|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 etc is not located in alt_rootpath /mnt/alt|
run recurse+verbose+realpath ..
    = -1 EINVAL
    log 0 /mnt is not located in alt_rootpath /mnt/alt|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 /mnt is not located in alt_rootpath /mnt/alt|
    log 2 Relabeled /mnt/alt/etc from x:y:z:s0 to x:y:etc:s0|
show /mnt
    /mnt -
    /mnt/alt u:r:root:s0
    /mnt/alt/etc x:y:z:s0
  3.4, 3.11: RESTORE-1
    /mnt -
    /mnt/alt u:r:root:s0
    /mnt/alt/etc x:y:etc:s0

case alt-odd
spec /etc(/.*)? u:r:etc:s0
spec / u:r:root:s0
spec /mnt(/.*)? u:r:mnt:s0
open
dir alt
dir alt/etc
file alt/etc/f
alt \e
    = 0
run verbose /mnt/alt/etc/f
    = 0
    log 2 Relabeled /mnt/alt/etc/f from <no context> to u:r:mnt:s0|
alt relative
    = 0
run verbose /mnt/alt/etc/f
    = -1 EINVAL
    log 0 /mnt/alt/etc/f is not located in alt_rootpath relative|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 /mnt/alt/etc/f is not located in alt_rootpath relative|
alt /
    = 0
run verbose+nochange /mnt/alt/etc/f
    = 0
alt /mnt/nothing
    = 0
run verbose+nochange /mnt/alt/etc/f
    = -1 EINVAL
    log 0 /mnt/alt/etc/f is not located in alt_rootpath /mnt/nothing|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 /mnt/alt/etc/f is not located in alt_rootpath /mnt/nothing|
alt /mnt/alt//
    = 0
run verbose+nochange /mnt/alt/etc/f
    = 0
    log 2 Would relabel /mnt/alt/etc/f from u:r:mnt:s0 to u:r:etc:s0|
run verbose+nochange /mnt//alt/etc/f
    = -1 EINVAL
    log 0 /mnt//alt/etc/f is not located in alt_rootpath /mnt/alt|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 /mnt//alt/etc/f is not located in alt_rootpath /mnt/alt|
run verbose+nochange /mnt/alt//etc/f
    = 0
    log 2 Would relabel /mnt/alt//etc/f from u:r:mnt:s0 to u:r:etc:s0|
run verbose+nochange /mnt/alt/
    = 0
    log 2 Would relabel /mnt/alt/ from <no context> to u:r:root:s0|
run verbose+nochange+recurse /mnt/alt/
    = 0
    log 2 Would relabel /mnt/alt/ from <no context> to u:r:root:s0|
    log 2 Would relabel /mnt/alt/etc from <no context> to u:r:etc:s0|
    log 2 Would relabel /mnt/alt/etc/f from u:r:mnt:s0 to u:r:etc:s0|
