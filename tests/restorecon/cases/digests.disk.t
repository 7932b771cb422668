# Digests of specifications, kept on directories: on a file system that keeps them.

case digest
spec /mnt(/.*)? u:r:t:s0
spec /mnt/a u:r:a:s0
spec /mnt/.* -- u:r:f:s0
spec /mnt/a/[0-9]+ -l u:r:l:s0
open digest
dir a
dir a/b
file a/f
file a/b/f
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a from <no context> to u:r:a:s0|
    log 2 Relabeled /mnt/a/b from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a/b/f from <no context> to u:r:f:s0|
    log 2 Relabeled /mnt/a/f from <no context> to u:r:f:s0|
show /mnt
    /mnt u:r:t:s0 <top>
    /mnt/a u:r:a:s0 <a>
    /mnt/a/b u:r:t:s0 <b>
    /mnt/a/b/f u:r:f:s0
    /mnt/a/f u:r:f:s0
  3.4: V311-14
    /mnt u:r:t:s0 <top of 3.4>
    /mnt/a u:r:a:s0 <top of 3.4>
    /mnt/a/b u:r:t:s0 <b of 3.4>
    /mnt/a/b/f u:r:f:s0
    /mnt/a/f u:r:f:s0
label a/f x:y:z:s0
run recurse+verbose /mnt
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
run recurse+verbose+nochange /mnt
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
xattr x-recurse /mnt
    = 0
    entry /mnt <top> match
    entry /mnt/a <a> match
    entry /mnt/a/b <b> match
  3.4: V311-14
    = 0
    entry /mnt <top of 3.4> match
    entry /mnt/a <top of 3.4> match
    entry /mnt/a/b <b of 3.4> match
xattr - /mnt
    = 0
    entry /mnt <top> match
  3.4: V311-14
    = 0
    entry /mnt <top of 3.4> match
xattr - /mnt/a
    = 0
    entry /mnt/a <a> match
  3.4: V311-14
    = 0
    entry /mnt/a <top of 3.4> match
run recurse+verbose+skip-digest /mnt
    = 0
    log 2 Relabeled /mnt/a/f from x:y:z:s0 to x:y:f:s0|
label a/f x:y:z:s0
run recurse+verbose+ignore-digest /mnt
    = 0
    log 2 Relabeled /mnt/a/f from x:y:z:s0 to x:y:f:s0|
label a/f x:y:z:s0
label a/b/f x:y:z:s0
digest a 01234567890123456789
run recurse+verbose /mnt
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
show /mnt
    /mnt u:r:t:s0 <top>
    /mnt/a u:r:a:s0 <0123>
    /mnt/a/b u:r:t:s0 <b>
    /mnt/a/b/f x:y:z:s0
    /mnt/a/f x:y:z:s0
  3.4: V311-14
    /mnt u:r:t:s0 <top of 3.4>
    /mnt/a u:r:a:s0 <0123>
    /mnt/a/b u:r:t:s0 <b of 3.4>
    /mnt/a/b/f x:y:z:s0
    /mnt/a/f x:y:z:s0
label a/f x:y:z:s0
digest /mnt 01234567890123456789
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt/a/f from x:y:z:s0 to x:y:f:s0|
    log 2 Skipping restorecon on directory(/mnt/a/b)|
show /mnt
    /mnt u:r:t:s0 <top>
    /mnt/a u:r:a:s0 <a>
    /mnt/a/b u:r:t:s0 <b>
    /mnt/a/b/f x:y:z:s0
    /mnt/a/f x:y:f:s0
  3.4: V311-14
    /mnt u:r:t:s0 <top of 3.4>
    /mnt/a u:r:a:s0 <top of 3.4>
    /mnt/a/b u:r:t:s0 <b of 3.4>
    /mnt/a/b/f x:y:z:s0
    /mnt/a/f x:y:f:s0
digest a 01234567890123456789
digest a/b short
xattr x-recurse /mnt
    = 0
    entry /mnt <top> match
    entry /mnt/a <0123> nomatch
  3.4: V311-14
    = 0
    entry /mnt <top of 3.4> match
    entry /mnt/a <0123> nomatch
xattr x-recurse+x-delete-nonmatch /mnt
    = 0
    entry /mnt <top> match
    entry /mnt/a <0123> deleted-nomatch
  3.4: V311-14
    = 0
    entry /mnt <top of 3.4> match
    entry /mnt/a <0123> deleted-nomatch
show /mnt
    /mnt u:r:t:s0 <top>
    /mnt/a u:r:a:s0
    /mnt/a/b u:r:t:s0 73686f7274
    /mnt/a/b/f x:y:z:s0
    /mnt/a/f x:y:f:s0
  3.4: V311-14
    /mnt u:r:t:s0 <top of 3.4>
    /mnt/a u:r:a:s0
    /mnt/a/b u:r:t:s0 73686f7274
    /mnt/a/b/f x:y:z:s0
    /mnt/a/f x:y:f:s0
xattr x-recurse+x-delete-all /mnt
    = 0
    entry /mnt <top> deleted-match
  3.4: V311-14
    = 0
    entry /mnt <top of 3.4> deleted-match
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:a:s0
    /mnt/a/b u:r:t:s0 73686f7274
    /mnt/a/b/f x:y:z:s0
    /mnt/a/f x:y:f:s0
run verbose /mnt
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:a:s0
    /mnt/a/b u:r:t:s0 73686f7274
    /mnt/a/b/f x:y:z:s0
    /mnt/a/f x:y:f:s0
run recurse+verbose /mnt/a/b
    = 0
    log 2 Relabeled /mnt/a/b/f from x:y:z:s0 to x:y:f:s0|
run recurse+verbose /mnt/a/f
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:a:s0
    /mnt/a/b u:r:t:s0 <b>
    /mnt/a/b/f x:y:f:s0
    /mnt/a/f x:y:f:s0
  3.4: V311-14
    /mnt u:r:t:s0
    /mnt/a u:r:a:s0
    /mnt/a/b u:r:t:s0 <b of 3.4>
    /mnt/a/b/f x:y:f:s0
    /mnt/a/f x:y:f:s0

case digest-flags
spec /mnt(/.*)? u:r:t:s0
open digest
dir a
file a/f x:y:z:s0
run recurse+nochange /mnt
    = 0
show /mnt
    /mnt -
    /mnt/a -
    /mnt/a/f x:y:z:s0
run recurse+skip-digest /mnt
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0
    /mnt/a/f x:y:t:s0
run recurse+ignore-digest+skip-digest /mnt
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0
    /mnt/a/f x:y:t:s0
run recurse+ignore-digest+nochange /mnt
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0
    /mnt/a/f x:y:t:s0
run recurse+force /mnt
    = 0
show /mnt
    /mnt u:r:t:s0 <all>
    /mnt/a u:r:t:s0 <all>
    /mnt/a/f u:r:t:s0
  3.4: V311-14
    /mnt u:r:t:s0 <all of 3.4>
    /mnt/a u:r:t:s0 <all of 3.4>
    /mnt/a/f u:r:t:s0
label a/f x:y:t:s0
run recurse+force+verbose /mnt
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
run recurse+force+verbose+ignore-digest /mnt
    = 0
    log 2 Relabeled /mnt/a/f from x:y:t:s0 to u:r:t:s0|
run recurse+verbose+matches /mnt
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
run recurse+verbose+progress /mnt
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
run recurse+count-relabeled /mnt 2
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
digest a 01234567890123456789
run recurse+verbose /mnt 2
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
show /mnt
    /mnt u:r:t:s0 <all>
    /mnt/a u:r:t:s0 <0123>
    /mnt/a/f u:r:t:s0
  3.4: V311-14
    /mnt u:r:t:s0 <all of 3.4>
    /mnt/a u:r:t:s0 <0123>
    /mnt/a/f u:r:t:s0
digest a 01234567890123456789
run recurse+verbose /mnt/a
    = 0
show /mnt
    /mnt u:r:t:s0 <all>
    /mnt/a u:r:t:s0 <all>
    /mnt/a/f u:r:t:s0
  3.4: V311-14
    /mnt u:r:t:s0 <all of 3.4>
    /mnt/a u:r:t:s0 <all of 3.4>
    /mnt/a/f u:r:t:s0

case digest-no-option
spec /mnt(/.*)? u:r:t:s0
open
dir a
run recurse /mnt
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0
digest a 01234567890123456789
xattr x-recurse /mnt
    = 0
    entry /mnt/a <0123> nomatch
xattr x-recurse+x-delete-nonmatch /mnt
    = 0
    entry /mnt/a <0123> deleted-nomatch

case digest-errors
spec /mnt(/.*)? u:r:t:s0
spec /mnt/bad short
open digest
dir a
dir b
file a/f x:y:z:s0
file b/f x:y:z:s0
file bad x:y:z:s0
file b/g
label b/g garbage
run recurse+verbose /mnt
    = -1 EINVAL
    log 0 Could not set context for /mnt/b/g:  Invalid argument|
    log 0 Could not set context for /mnt/bad:  Invalid argument|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a/f from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/b/f from x:y:z:s0 to x:y:t:s0|
  3.4, 3.11: RESTORE-1, RESTORE-6
    = -1 -
    log 0 Could not set context for /mnt/b/g:  Invalid argument|
    log 0 Could not set context for /mnt/bad:  Invalid argument|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a/f from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/b/f from x:y:z:s0 to x:y:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0 <all>
    /mnt/a/f x:y:t:s0
    /mnt/b u:r:t:s0
    /mnt/b/f x:y:t:s0
    /mnt/b/g garbage
    /mnt/bad x:y:z:s0
  3.4, 3.11: RESTORE-6
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0
    /mnt/a/f x:y:t:s0
    /mnt/b u:r:t:s0
    /mnt/b/f x:y:t:s0
    /mnt/b/g garbage
    /mnt/bad x:y:z:s0
run recurse+verbose+count /mnt
    = 0
    log 0 Could not set context for /mnt/b/g:  Invalid argument|
    log 0 Could not set context for /mnt/bad:  Invalid argument|
    log 2 Skipping restorecon on directory(/mnt/a)|
  3.4, 3.11: RESTORE-6
    = 0
    log 0 Could not set context for /mnt/b/g:  Invalid argument|
    log 0 Could not set context for /mnt/bad:  Invalid argument|
counts
    skipped errors 2
    relabeled files 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0 <all>
    /mnt/a/f x:y:t:s0
    /mnt/b u:r:t:s0
    /mnt/b/f x:y:t:s0
    /mnt/b/g garbage
    /mnt/bad x:y:z:s0
  3.4, 3.11: RESTORE-6
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0
    /mnt/a/f x:y:t:s0
    /mnt/b u:r:t:s0
    /mnt/b/f x:y:t:s0
    /mnt/b/g garbage
    /mnt/bad x:y:z:s0

# A folder whose own label cannot be set is not done: in the walk, and at its top.
case digest-own-label
spec /mnt(/.*)? u:r:t:s0
open digest
dir a
dir a/b
dir c
label a garbage
run recurse+verbose /mnt
    = -1 EINVAL
    log 0 Could not set context for /mnt/a:  Invalid argument|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a/b from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/c from <no context> to u:r:t:s0|
  3.4, 3.11: RESTORE-1, RESTORE-6
    = -1 -
    log 0 Could not set context for /mnt/a:  Invalid argument|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a/b from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/c from <no context> to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/a garbage
    /mnt/a/b u:r:t:s0 <all>
    /mnt/c u:r:t:s0 <all>
  3.4: RESTORE-6
    /mnt u:r:t:s0
    /mnt/a garbage
    /mnt/a/b u:r:t:s0
    /mnt/c u:r:t:s0
  3.11: RESTORE-6
    /mnt u:r:t:s0
    /mnt/a garbage
    /mnt/a/b u:r:t:s0
    /mnt/c u:r:t:s0 <all>
run recurse+verbose+count /mnt/a
    = 0
    log 0 Could not set context for /mnt/a:  Invalid argument|
    log 2 Skipping restorecon on directory(/mnt/a/b)|
  3.4, 3.11: RESTORE-6
    = 0
    log 0 Could not set context for /mnt/a:  Invalid argument|
counts
    skipped errors 1
    relabeled files 0
show /mnt
    /mnt u:r:t:s0
    /mnt/a garbage
    /mnt/a/b u:r:t:s0 <all>
    /mnt/c u:r:t:s0 <all>
  3.4: RESTORE-6
    /mnt u:r:t:s0
    /mnt/a garbage
    /mnt/a/b u:r:t:s0
    /mnt/c u:r:t:s0
  3.11: RESTORE-6
    /mnt u:r:t:s0
    /mnt/a garbage
    /mnt/a/b u:r:t:s0
    /mnt/c u:r:t:s0 <all>
label a x:y:z:s0
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt/a from x:y:z:s0 to x:y:t:s0|
    log 2 Skipping restorecon on directory(/mnt/a/b)|
    log 2 Skipping restorecon on directory(/mnt/c)|
  3.4: RESTORE-6
    = 0
    log 2 Relabeled /mnt/a from x:y:z:s0 to x:y:t:s0|
  3.11: RESTORE-6
    = 0
    log 2 Relabeled /mnt/a from x:y:z:s0 to x:y:t:s0|
    log 2 Skipping restorecon on directory(/mnt/c)|
run recurse+verbose /mnt
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
show /mnt
    /mnt u:r:t:s0 <all>
    /mnt/a x:y:t:s0 <all>
    /mnt/a/b u:r:t:s0 <all>
    /mnt/c u:r:t:s0 <all>
  3.4: V311-14
    /mnt u:r:t:s0 <all of 3.4>
    /mnt/a x:y:t:s0 <all of 3.4>
    /mnt/a/b u:r:t:s0 <all of 3.4>
    /mnt/c u:r:t:s0 <all of 3.4>

# Nor is what lies on a mount that is read-only now.
case digest-readonly
spec /mnt(/.*)? u:r:t:s0
open digest
dir a
file a/f x:y:z:s0
bind /mnt/a /mnt/a
readonly /mnt/a
run recurse+verbose /mnt
    = 0
    log 2 Read only filesystem, relabel not possible: /mnt/a|
    log 2 Read only filesystem, relabel not possible: /mnt/a/f|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
  3.4: V311-18
    = -1 -
    log 0 Could not set context for /mnt/a/f:  Read-only file system|
    log 0 Could not set context for /mnt/a:  Read-only file system|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
  3.11: RESTORE-6
    = 0
    log 0 Could not set digest on /mnt/a: Read-only file system|
    log 2 Read only filesystem, relabel not possible: /mnt/a|
    log 2 Read only filesystem, relabel not possible: /mnt/a/f|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
unmount /mnt/a
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt/a from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a/f from x:y:z:s0 to x:y:t:s0|
  3.11: RESTORE-6
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
run recurse+verbose /mnt
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
show /mnt
    /mnt u:r:t:s0 <all>
    /mnt/a u:r:t:s0 <all>
    /mnt/a/f x:y:t:s0
  3.4: V311-14
    /mnt u:r:t:s0 <all of 3.4>
    /mnt/a u:r:t:s0 <all of 3.4>
    /mnt/a/f x:y:t:s0
  3.11: RESTORE-6
    /mnt u:r:t:s0 <all>
    /mnt/a -
    /mnt/a/f x:y:z:s0

case digest-unprivileged
spec /mnt(/.*)? u:r:t:s0
open digest
dir a u:r:t:s0
file a/f u:r:t:s0
label /mnt u:r:t:s0
user
run recurse+verbose /mnt
    = 0
    log 0 Could not set digest on /mnt/a: Operation not permitted|
    log 0 Could not set digest on /mnt: Operation not permitted|
xattr x-recurse /mnt
    = 0
run recurse+verbose+count /mnt
    = 0
    log 0 Could not set digest on /mnt/a: Operation not permitted|
    log 0 Could not set digest on /mnt: Operation not permitted|
counts
    skipped errors 0
    relabeled files 0

case digest-nomatch
spec /other u:r:t:s0
open digest
dir a
dir a/b
run recurse+verbose /mnt
    = 0
    log 2 Warning no default label for /mnt|
show /mnt
    /mnt -
    /mnt/a -
    /mnt/a/b -
digest a 01234567890123456789
xattr x-recurse /mnt
    = 0
    entry /mnt/a <0123> nomatch
xattr - /mnt/a
    = 0
    entry /mnt/a <0123> nomatch
xattr x-recurse+x-delete-nonmatch /mnt
    = 0
    entry /mnt/a <0123> deleted-nomatch
show /mnt
    /mnt -
    /mnt/a -
    /mnt/a/b -

case digest-excluded
spec /mnt(/.*)? u:r:t:s0
open digest
dir a
dir b
run recurse /mnt
    = 0
exclude /mnt/a
digest a 01234567890123456789
digest b 01234567890123456789
run recurse+verbose /mnt
    = 0
    log 2 Skipping restorecon on directory(/mnt)|
xattr x-recurse /mnt
    = 0
    entry /mnt <all> match
    entry /mnt/b <0123> nomatch
  3.4: V311-14
    = 0
    entry /mnt <all of 3.4> match
    entry /mnt/b <0123> nomatch
show /mnt
    /mnt u:r:t:s0 <all>
    /mnt/a u:r:t:s0 <0123>
    /mnt/b u:r:t:s0 <0123>
  3.4: V311-14
    /mnt u:r:t:s0 <all of 3.4>
    /mnt/a u:r:t:s0 <0123>
    /mnt/b u:r:t:s0 <0123>

case digest-alt
spec / u:r:root:s0
spec /etc(/.*)? u:r:etc:s0
open digest
dir alt
dir alt/etc
file alt/etc/f
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
run recurse+verbose /mnt/alt
    = 0
xattr x-recurse /mnt/alt
    = 0
xattr - /mnt
    = 0

case digest-tmpfs
spec /mnt(/.*)? u:r:t:s0
open digest
dir a
dir a/b
mount a tmpfs
dir a/c
run recurse /mnt
    = 0
show /mnt
    /mnt u:r:t:s0 <all>
    /mnt/a u:r:t:s0 <all>
    /mnt/a/c u:r:t:s0 <all>
  3.4: V311-14
    /mnt u:r:t:s0 <all of 3.4>
    /mnt/a u:r:t:s0 <all of 3.4>
    /mnt/a/c u:r:t:s0 <all of 3.4>
xattr x-recurse /mnt
    = 0
    entry /mnt <all> match
  3.4: V311-14
    = 0
    entry /mnt <all of 3.4> match

case digest-exclude
spec /mnt(/.*)? u:r:t:s0
open digest
dir a
dir b
exclude /mnt/a
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/b from <no context> to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0 <all>
    /mnt/a -
    /mnt/b u:r:t:s0 <all>
  3.4: V311-14
    /mnt u:r:t:s0 <all of 3.4>
    /mnt/a -
    /mnt/b u:r:t:s0 <all of 3.4>
