# On a kernel with SELinux, in the policy of the test bed: in permissive mode, and in enforcing mode where that differs.

case labels
spec /mnt(/.*)? system_u:object_r:etc_t:s0
spec /mnt/bin(/.*)? system_u:object_r:bin_t:s0
spec /mnt/bad system_u:object_r:no_such_type_t:s0
open
dir bin
file bin/f
file f
file bad
symlink l f
node p p
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
    log 2 Relabeled /mnt/bad from system_u:object_r:tmpfs_t:s0 to system_u:object_r:no_such_type_t:s0|
    log 2 Relabeled /mnt/bin from system_u:object_r:tmpfs_t:s0 to system_u:object_r:bin_t:s0|
    log 2 Relabeled /mnt/bin/f from system_u:object_r:tmpfs_t:s0 to system_u:object_r:bin_t:s0|
    log 2 Relabeled /mnt/f from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
    log 2 Relabeled /mnt/l from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
    log 2 Relabeled /mnt/p from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
  enforcing: -
    = -1 EINVAL
    log 0 Could not set context for /mnt/bad:  Invalid argument|
    log 2 Relabeled /mnt from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
    log 2 Relabeled /mnt/bin from system_u:object_r:tmpfs_t:s0 to system_u:object_r:bin_t:s0|
    log 2 Relabeled /mnt/bin/f from system_u:object_r:tmpfs_t:s0 to system_u:object_r:bin_t:s0|
    log 2 Relabeled /mnt/f from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
    log 2 Relabeled /mnt/l from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
    log 2 Relabeled /mnt/p from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
  3.4-enforcing: RESTORE-1
    = -1 -
    log 0 Could not set context for /mnt/bad:  Invalid argument|
    log 2 Relabeled /mnt from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
    log 2 Relabeled /mnt/bin from system_u:object_r:tmpfs_t:s0 to system_u:object_r:bin_t:s0|
    log 2 Relabeled /mnt/bin/f from system_u:object_r:tmpfs_t:s0 to system_u:object_r:bin_t:s0|
    log 2 Relabeled /mnt/f from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
    log 2 Relabeled /mnt/l from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
    log 2 Relabeled /mnt/p from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
show /mnt
    /mnt system_u:object_r:etc_t:s0
    /mnt/bad system_u:object_r:no_such_type_t:s0
    /mnt/bin system_u:object_r:bin_t:s0
    /mnt/bin/f system_u:object_r:bin_t:s0
    /mnt/f system_u:object_r:etc_t:s0
    /mnt/l system_u:object_r:etc_t:s0
    /mnt/p system_u:object_r:etc_t:s0
  enforcing, 3.4-enforcing: -
    /mnt system_u:object_r:etc_t:s0
    /mnt/bad system_u:object_r:tmpfs_t:s0
    /mnt/bin system_u:object_r:bin_t:s0
    /mnt/bin/f system_u:object_r:bin_t:s0
    /mnt/f system_u:object_r:etc_t:s0
    /mnt/l system_u:object_r:etc_t:s0
    /mnt/p system_u:object_r:etc_t:s0
run recurse+verbose /mnt
    = 0
  enforcing: -
    = -1 EINVAL
    log 0 Could not set context for /mnt/bad:  Invalid argument|
  3.4-enforcing: RESTORE-1
    = -1 -
    log 0 Could not set context for /mnt/bad:  Invalid argument|
run recurse+verbose+force /mnt 2
    = 0
  enforcing: -
    = -1 EINVAL
    log 0 Could not set context for /mnt/bad:  Invalid argument|
  3.4-enforcing: RESTORE-1
    = -1 -
    log 0 Could not set context for /mnt/bad:  Invalid argument|

case validated
spec /mnt(/.*)? system_u:object_r:no_such_type_t:s0
open validate
    = -1 EINVAL
file f
run verbose /mnt/f
    = 0
    log 1 /media/specs: line 1 has invalid context system_u:object_r:no_such_type_t:s0|
    log 2 Relabeled /mnt/f from system_u:object_r:tmpfs_t:s0 to system_u:object_r:default_t:s0|
  3.4, 3.4-enforcing: LABEL-1
    = 0
    log 1 /media/specs: line 1 has invalid context system_u:object_r:no_such_type_t:s0|
    log 1 /media/specs: line 1 has invalid context system_u:object_r:no_such_type_t:s0|
    log 2 Relabeled /mnt/f from system_u:object_r:tmpfs_t:s0 to system_u:object_r:default_t:s0|

case mounts
spec /mnt(/.*)? system_u:object_r:etc_t:s0
open
dir p
mount p proc
dir n
mount n tmpfs
file n/f
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
    log 2 Relabeled /mnt/n from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
    log 2 Relabeled /mnt/n/f from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
run recurse+verbose /mnt/p
    = 0
run verbose /mnt/p
    = 0
run verbose /mnt/p/version
    = 0
run nochange+verbose /mnt/p/version
    = 0
run verbose+xdev+recurse /mnt
    = 0
xattr x-recurse /mnt
    = 0

case labels-kept-elsewhere
spec /mnt(/.*)? system_u:object_r:etc_t:s0
open
file f
run verbose+count-relabeled /mnt/f
    = 0
    log 2 Relabeled /mnt/f from system_u:object_r:tmpfs_t:s0 to system_u:object_r:etc_t:s0|
counts
    skipped errors 0
    relabeled files 1
label f unconfined_u:object_r:tmp_t:s0:c1,c2
run verbose /mnt/f
    = 0
    log 2 Relabeled /mnt/f from unconfined_u:object_r:tmp_t:s0:c1,c2 to unconfined_u:object_r:etc_t:s0:c1,c2|
run verbose+user-role /mnt/f
    = 0
    log 2 Relabeled /mnt/f from unconfined_u:object_r:etc_t:s0:c1,c2 to system_u:object_r:etc_t:s0:c1,c2|
  3.4, 3.4-enforcing: V311-17
    = 0
run verbose+force /mnt/f
    = 0
    log 2 Relabeled /mnt/f from system_u:object_r:etc_t:s0:c1,c2 to system_u:object_r:etc_t:s0|
  3.4, 3.4-enforcing: V311-17
    = 0
    log 2 Relabeled /mnt/f from unconfined_u:object_r:etc_t:s0:c1,c2 to system_u:object_r:etc_t:s0|

case mounts-ignored
spec /mnt(/.*)? system_u:object_r:etc_t:s0
open
dir p
mount p proc
run verbose+ignore-mounts /mnt/p/version
    = -1 EOPNOTSUPP
    log 0 Could not set context for /mnt/p/version:  Operation not supported|
run recurse+verbose+ignore-mounts /mnt/p/tty
    = -1 EOPNOTSUPP
    log 0 Could not set context for /mnt/p/tty/driver:  Operation not supported|
    log 0 Could not set context for /mnt/p/tty/drivers:  Operation not supported|
    log 0 Could not set context for /mnt/p/tty/ldisc:  Operation not supported|
    log 0 Could not set context for /mnt/p/tty/ldiscs:  Operation not supported|
    log 0 Could not set context for /mnt/p/tty:  Operation not supported|
  3.4, 3.4-enforcing: RESTORE-1
    = -1 -
    log 0 Could not set context for /mnt/p/tty/driver:  Operation not supported|
    log 0 Could not set context for /mnt/p/tty/drivers:  Operation not supported|
    log 0 Could not set context for /mnt/p/tty/ldisc:  Operation not supported|
    log 0 Could not set context for /mnt/p/tty/ldiscs:  Operation not supported|
    log 0 Could not set context for /mnt/p/tty:  Operation not supported|

case customizable
spec /mnt(/.*)? system_u:object_r:etc_t:s0
open
file f
label f system_u:object_r:public_content_t:s0
run verbose /mnt/f
    = 0
    log 2 /mnt/f not reset as customized by admin to system_u:object_r:public_content_t:s0|
run verbose+force /mnt/f
    = 0
    log 2 Relabeled /mnt/f from system_u:object_r:public_content_t:s0 to system_u:object_r:etc_t:s0|
show /mnt
    /mnt system_u:object_r:tmpfs_t:s0
    /mnt/f system_u:object_r:etc_t:s0
