# What cannot be read or labelled.

case unprivileged
spec /mnt(/.*)? u:r:t:s0
open
file f x:y:z:s0
dir closed x:y:z:s0
file closed/f x:y:z:s0
dir open x:y:z:s0
file open/f x:y:z:s0
file open/g u:r:t:s0
chmod closed 0700
user
run verbose /mnt/f
    = -1 EPERM
    log 0 Could not set context for /mnt/f:  Operation not permitted|
run recurse+verbose /mnt
    = -1 EPERM
    log 0 Could not open /mnt/closed: Permission denied.|
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
    log 0 Could not set context for /mnt/f:  Operation not permitted|
    log 0 Could not set context for /mnt/open/f:  Operation not permitted|
    log 0 Could not set context for /mnt/open:  Operation not permitted|
    log 0 Could not set context for /mnt:  Operation not permitted|
  3.4: RESTORE-1, V311-16
    = -1 -
    log 0 Could not read /mnt/closed: Permission denied.|
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
    log 0 Could not set context for /mnt/f:  Operation not permitted|
    log 0 Could not set context for /mnt/open/f:  Operation not permitted|
    log 0 Could not set context for /mnt/open:  Operation not permitted|
    log 0 Could not set context for /mnt:  Operation not permitted|
  3.11: RESTORE-1
    = -1 -
    log 0 Could not open /mnt/closed: Permission denied.|
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
    log 0 Could not set context for /mnt/f:  Operation not permitted|
    log 0 Could not set context for /mnt/open/f:  Operation not permitted|
    log 0 Could not set context for /mnt/open:  Operation not permitted|
    log 0 Could not set context for /mnt:  Operation not permitted|
counts
    skipped errors 0
    relabeled files 0
run recurse+verbose+count /mnt
    = 0
    log 0 Could not open /mnt/closed: Permission denied.|
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
    log 0 Could not set context for /mnt/f:  Operation not permitted|
    log 0 Could not set context for /mnt/open/f:  Operation not permitted|
    log 0 Could not set context for /mnt/open:  Operation not permitted|
    log 0 Could not set context for /mnt:  Operation not permitted|
  3.4: V311-16
    = 0
    log 0 Could not read /mnt/closed: Permission denied.|
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
    log 0 Could not set context for /mnt/f:  Operation not permitted|
    log 0 Could not set context for /mnt/open/f:  Operation not permitted|
    log 0 Could not set context for /mnt/open:  Operation not permitted|
    log 0 Could not set context for /mnt:  Operation not permitted|
counts
    skipped errors 6
    relabeled files 0
  3.4: V311-19
    skipped errors 5
run recurse+verbose+abort /mnt/closed
    = -1 EACCES
    log 0 Could not read /mnt/closed: Permission denied|
  3.4: V311-19
    = -1 EPERM
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
  3.11: RESTORE-1
    = -1 -
    log 0 Could not read /mnt/closed: Permission denied|
counts
    skipped errors 0
    relabeled files 0
  3.4: V311-19
    skipped errors 5
run recurse+verbose+nochange /mnt
    = -1 EACCES
    log 0 Could not open /mnt/closed: Permission denied.|
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/closed from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/f from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/open from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/open/f from x:y:z:s0 to x:y:t:s0|
  3.4: V311-19
    = 0
    log 0 Could not read /mnt/closed: Permission denied.|
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/closed from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/f from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/open from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/open/f from x:y:z:s0 to x:y:t:s0|
  3.11: RESTORE-1
    = -1 -
    log 0 Could not open /mnt/closed: Permission denied.|
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/closed from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/f from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/open from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/open/f from x:y:z:s0 to x:y:t:s0|
counts
    skipped errors 0
    relabeled files 0
run recurse+verbose+nochange+abort /mnt
    = -1 EACCES
    log 0 Could not open /mnt/closed: Permission denied.|
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/f from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/open from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/open/f from x:y:z:s0 to x:y:t:s0|
  3.4: V311-19
    = 0
    log 0 Could not read /mnt/closed: Permission denied.|
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/closed from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/f from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/open from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/open/f from x:y:z:s0 to x:y:t:s0|
  3.11: RESTORE-1, RESTORE-8
    = -1 -
    log 0 Could not open /mnt/closed: Permission denied.|
    log 2 Would relabel /mnt from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/open from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/open/f from x:y:z:s0 to x:y:t:s0|
run verbose /mnt/closed/f
    = -1 EACCES
    log 0 open(/mnt/closed/f) failed: Permission denied|
run ignore-noent+verbose /mnt/closed/f
    = -1 EACCES
    log 0 open(/mnt/closed/f) failed: Permission denied|
show /mnt
    /mnt -
    /mnt/closed x:y:z:s0
    /mnt/f x:y:z:s0
    /mnt/open x:y:z:s0
    /mnt/open/f x:y:z:s0
    /mnt/open/g u:r:t:s0

case abort
spec /mnt(/.*)? u:r:t:s0
open
file f x:y:z:s0
file g x:y:z:s0
user
run recurse+abort /mnt
    = -1 EPERM
    log 0 Could not set context for /mnt:  Operation not permitted|
counts
    skipped errors 0
    relabeled files 0
run recurse+count+abort /mnt
    = -1 EPERM
    log 0 Could not set context for /mnt:  Operation not permitted|
counts
    skipped errors 0
    relabeled files 0
run recurse+count /mnt
    = 0
    log 0 Could not set context for /mnt/f:  Operation not permitted|
    log 0 Could not set context for /mnt/g:  Operation not permitted|
    log 0 Could not set context for /mnt:  Operation not permitted|
counts
    skipped errors 3
    relabeled files 0
run recurse /mnt
    = -1 EPERM
    log 0 Could not set context for /mnt/f:  Operation not permitted|
    log 0 Could not set context for /mnt/g:  Operation not permitted|
    log 0 Could not set context for /mnt:  Operation not permitted|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 Could not set context for /mnt/f:  Operation not permitted|
    log 0 Could not set context for /mnt/g:  Operation not permitted|
    log 0 Could not set context for /mnt:  Operation not permitted|
counts
    skipped errors 0
    relabeled files 0
run recurse+count /mnt 4
    = 0
    log 0 Could not set context for /mnt/f:  Operation not permitted|
    log 0 Could not set context for /mnt/g:  Operation not permitted|
    log 0 Could not set context for /mnt:  Operation not permitted|
counts threads
    skipped errors of threads 3
    relabeled files 0

case read-only
spec /mnt(/.*)? u:r:t:s0
open
dir ro
file ro/f x:y:z:s0
bind ro ro
readonly ro
run recurse+verbose /mnt
    = 0
    log 2 Read only filesystem, relabel not possible: /mnt/ro|
    log 2 Read only filesystem, relabel not possible: /mnt/ro/f|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
  3.4: V311-18
    = -1 -
    log 0 Could not set context for /mnt/ro/f:  Read-only file system|
    log 0 Could not set context for /mnt/ro:  Read-only file system|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
run verbose /mnt/ro/f
    = 0
    log 2 Read only filesystem, relabel not possible: /mnt/ro/f|
  3.4: V311-18
    = -1 EROFS
    log 0 Could not set context for /mnt/ro/f:  Read-only file system|
run - /mnt/ro/f
    = 0
    log 2 Read only filesystem, relabel not possible: /mnt/ro/f|
  3.4: V311-18
    = -1 EROFS
    log 0 Could not set context for /mnt/ro/f:  Read-only file system|
run recurse+verbose+count+count-relabeled /mnt
    = 0
    log 2 Read only filesystem, relabel not possible: /mnt/ro|
    log 2 Read only filesystem, relabel not possible: /mnt/ro/f|
  3.4: V311-18
    = 0
    log 0 Could not set context for /mnt/ro/f:  Read-only file system|
    log 0 Could not set context for /mnt/ro:  Read-only file system|
counts
    skipped errors 0
    relabeled files 0
  3.4: V311-18
    skipped errors 2
show /mnt
    /mnt u:r:t:s0
    /mnt/ro -
    /mnt/ro/f x:y:z:s0

case no-labels
spec /proc(/.*)? u:r:t:s0
open
run verbose /proc/version
    = -1 EOPNOTSUPP
    log 0 Could not set context for /proc/version:  Operation not supported|
run verbose+recurse /proc/tty
    = -1 EOPNOTSUPP
    log 0 Could not set context for /proc/tty/driver/serial:  Operation not supported|
    log 0 Could not set context for /proc/tty/driver:  Operation not supported|
    log 0 Could not set context for /proc/tty/drivers:  Operation not supported|
    log 0 Could not set context for /proc/tty/ldisc:  Operation not supported|
    log 0 Could not set context for /proc/tty/ldiscs:  Operation not supported|
    log 0 Could not set context for /proc/tty:  Operation not supported|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 Could not set context for /proc/tty/driver/serial:  Operation not supported|
    log 0 Could not set context for /proc/tty/driver:  Operation not supported|
    log 0 Could not set context for /proc/tty/drivers:  Operation not supported|
    log 0 Could not set context for /proc/tty/ldisc:  Operation not supported|
    log 0 Could not set context for /proc/tty/ldiscs:  Operation not supported|
    log 0 Could not set context for /proc/tty:  Operation not supported|
counts
    skipped errors 0
    relabeled files 0

case unreadable-top
spec /mnt(/.*)? u:r:t:s0
open
dir closed x:y:z:s0
file closed/f
chmod closed 0700
dir ours u:r:t:s0
file ours/f
chmod ours 0711
user
run recurse+verbose /mnt/closed
    = -1 EACCES
    log 0 Could not read /mnt/closed: Permission denied|
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
  3.4: RESTORE-1, V311-16
    = -1 -
    log 0 Could not read /mnt/closed: Permission denied.|
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
  3.11: RESTORE-1
    = -1 EPERM
    log 0 Could not read /mnt/closed: Permission denied|
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
counts
    skipped errors 0
    relabeled files 0
run recurse+verbose+count /mnt/closed
    = 0
    log 0 Could not read /mnt/closed: Permission denied|
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
  3.4: V311-16
    = 0
    log 0 Could not read /mnt/closed: Permission denied.|
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
counts
    skipped errors 2
    relabeled files 0
  3.4: V311-19
    skipped errors 1
  3.11: RESTORE-5
    skipped errors 0
    relabeled files 0
run verbose /mnt/closed
    = -1 EPERM
    log 0 Could not set context for /mnt/closed:  Operation not permitted|
run recurse+verbose+nochange /mnt/closed
    = -1 EACCES
    log 0 Could not read /mnt/closed: Permission denied|
    log 2 Would relabel /mnt/closed from x:y:z:s0 to x:y:t:s0|
  3.4: V311-19
    = 0
    log 0 Could not read /mnt/closed: Permission denied.|
    log 2 Would relabel /mnt/closed from x:y:z:s0 to x:y:t:s0|
  3.11: RESTORE-1
    = -1 -
    log 0 Could not read /mnt/closed: Permission denied|
    log 2 Would relabel /mnt/closed from x:y:z:s0 to x:y:t:s0|
run recurse+verbose+abort+nochange /mnt/closed
    = -1 EACCES
    log 0 Could not read /mnt/closed: Permission denied|
  3.4: V311-19
    = 0
    log 0 Could not read /mnt/closed: Permission denied.|
    log 2 Would relabel /mnt/closed from x:y:z:s0 to x:y:t:s0|
  3.11: RESTORE-1
    = -1 -
    log 0 Could not read /mnt/closed: Permission denied|
run recurse+verbose /mnt/ours
    = -1 EACCES
    log 0 Could not read /mnt/ours: Permission denied|
  3.4: V311-19
    = 0
    log 0 Could not read /mnt/ours: Permission denied.|
run recurse+verbose /mnt/ours 2
    = -1 EACCES
    log 0 Could not read /mnt/ours: Permission denied|
  3.4: V311-19
    = 0
    log 0 Could not read /mnt/ours: Permission denied.|
run recurse+verbose+count /mnt/ours 2
    = 0
    log 0 Could not read /mnt/ours: Permission denied|
  3.4: V311-16
    = 0
    log 0 Could not read /mnt/ours: Permission denied.|
counts
    skipped errors 1
    relabeled files 0
  3.4: V311-19
    skipped errors 0
  3.11: RESTORE-5
    skipped errors 0
    relabeled files 0

case xattr-tmpfs
spec /mnt(/.*)? u:r:t:s0
open digest
dir d
file d/f
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/f from <no context> to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/d u:r:t:s0
    /mnt/d/f u:r:t:s0
xattr x-recurse /mnt
    = 0
digest d 01234567890123456789
xattr - /mnt/d
    = 0
xattr x-recurse /mnt/d
    = 0
xattr x-delete-all /mnt/d
    = 0
xattr x-ignore-mounts+x-delete-all+x-recurse /mnt
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/d u:r:t:s0 <0123>
    /mnt/d/f u:r:t:s0
