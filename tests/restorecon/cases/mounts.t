# Mounts in a tree.

case mounts
spec /mnt(/.*)? u:r:t:s0
open
dir m
file m/under
mount m tmpfs
file m/f
dir m/d
dir n
mount n ramfs
file n/f
run recurse+verbose+xdev /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/m -
    /mnt/m/d -
    /mnt/m/f -
    /mnt/n -
    /mnt/n/f -
run recurse+verbose /mnt
    = -1 EOPNOTSUPP
    log 0 Could not set context for /mnt/n/f:  Operation not supported|
    log 0 Could not set context for /mnt/n:  Operation not supported|
    log 2 Relabeled /mnt/m from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/m/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/m/f from <no context> to u:r:t:s0|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 Could not set context for /mnt/n/f:  Operation not supported|
    log 0 Could not set context for /mnt/n:  Operation not supported|
    log 2 Relabeled /mnt/m from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/m/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/m/f from <no context> to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/m u:r:t:s0
    /mnt/m/d u:r:t:s0
    /mnt/m/f u:r:t:s0
    /mnt/n -
    /mnt/n/f -
label m/f x:y:z:s0
run recurse+verbose+ignore-mounts /mnt
    = -1 EOPNOTSUPP
    log 0 Could not set context for /mnt/n/f:  Operation not supported|
    log 0 Could not set context for /mnt/n:  Operation not supported|
    log 2 Relabeled /mnt/m/f from x:y:z:s0 to x:y:t:s0|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 Could not set context for /mnt/n/f:  Operation not supported|
    log 0 Could not set context for /mnt/n:  Operation not supported|
    log 2 Relabeled /mnt/m/f from x:y:z:s0 to x:y:t:s0|
run recurse+verbose+xdev /mnt/m
    = 0
show /mnt
    /mnt u:r:t:s0
    /mnt/m u:r:t:s0
    /mnt/m/d u:r:t:s0
    /mnt/m/f x:y:t:s0
    /mnt/n -
    /mnt/n/f -

case file-mounts
spec /mnt(/.*)? u:r:t:s0
open
dir d
dir e
mount e tmpfs
file e/f x:y:z:s0
file d/f
bind e/f d/f
symlink d/l f
run recurse+verbose+xdev /mnt/d
    = 0
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/l from <no context> to u:r:t:s0|
run recurse+verbose+xdev+add-assoc+skip-multilink /mnt/d
    = 0
show /mnt
    /mnt -
    /mnt/d u:r:t:s0
    /mnt/d/f x:y:z:s0
    /mnt/d/l u:r:t:s0
    /mnt/e -
    /mnt/e/f x:y:z:s0
run recurse+verbose /mnt/d
    = 0
    log 2 Relabeled /mnt/d/f from x:y:z:s0 to x:y:t:s0|
