# Mounts, as the walk learns of them.

case mount-symlinks
spec /mnt(/.*)? u:r:t:s0
open digest
dir a
symlink a/l /mnt/a
dir m
dir a/m
bind m a/m
run recurse+verbose+xdev /mnt/a
    = 0
    log 2 Relabeled /mnt/a from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a/l from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a/m from <no context> to u:r:t:s0|
show /mnt
    /mnt -
    /mnt/a u:r:t:s0 <all>
    /mnt/a/l u:r:t:s0
    /mnt/a/m u:r:t:s0 <all>
    /mnt/m u:r:t:s0 <all>
  3.4: V311-14
    /mnt -
    /mnt/a u:r:t:s0 <all of 3.4>
    /mnt/a/l u:r:t:s0
    /mnt/a/m u:r:t:s0 <all of 3.4>
    /mnt/m u:r:t:s0 <all of 3.4>
readonly a/m
digest m 01234567890123456789
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Skipping restorecon on directory(/mnt/a)|
xattr x-recurse+x-delete-all /mnt
    = 0
    entry /mnt <all> deleted-match
    entry /mnt/a <all> deleted-match
    entry /mnt/m <all> deleted-match
  3.4: V311-14
    = 0
    entry /mnt <all of 3.4> deleted-match
    entry /mnt/a <all of 3.4> deleted-match
    entry /mnt/m <all of 3.4> deleted-match

case no-proc
spec /.* u:r:t:s0
spec / u:r:root:s0
open
dir d
file d/f x:y:z:s0
file f
node c c x:y:z:s0
symlink l d
chroot
run recurse+verbose /d
    = 0
    log 2 Relabeled /d from <no context> to u:r:t:s0|
    log 2 Relabeled /d/f from x:y:z:s0 to x:y:t:s0|
  3.4: V311-20
    = -1 -
    log 0 Could not set context for /d/f:  No such file or directory|
    log 0 Could not set context for /d:  No such file or directory|
run verbose /f
    = 0
    log 2 Relabeled /f from <no context> to u:r:t:s0|
  3.4: V311-20
    = -1 ENOENT
    log 0 Could not set context for /f:  No such file or directory|
run verbose /c
    = 0
    log 2 Relabeled /c from x:y:z:s0 to x:y:t:s0|
  3.4: V311-20
    = -1 ENOENT
    log 0 Could not set context for /c:  No such file or directory|
run verbose /l
    = 0
    log 2 Relabeled /l from <no context> to u:r:t:s0|
  3.4: V311-20
    = -1 ENOENT
    log 0 Could not set context for /l:  No such file or directory|
run recurse+verbose+realpath /d/..
    = 0
    log 2 Relabeled / from <no context> to u:r:root:s0|
    log 2 Relabeled /media from <no context> to u:r:t:s0|
    log 2 Relabeled /media/specs from <no context> to u:r:t:s0|
    log 2 Relabeled /media/stdout from <no context> to u:r:t:s0|
  3.4: V311-20
    = -1 -
    log 0 Could not set context for /:  No such file or directory|
    log 0 Could not set context for /c:  No such file or directory|
    log 0 Could not set context for /d/f:  No such file or directory|
    log 0 Could not set context for /d:  No such file or directory|
    log 0 Could not set context for /f:  No such file or directory|
    log 0 Could not set context for /l:  No such file or directory|
    log 0 Could not set context for /media/specs:  No such file or directory|
    log 0 Could not set context for /media/stdout:  No such file or directory|
    log 0 Could not set context for /media:  No such file or directory|
run recurse+progress+mass+force /
    = 0
    stdout \x0d/ 100.0%|
  3.4: V311-20
    = -1 -
    log 0 Could not set context for /:  No such file or directory|
    log 0 Could not set context for /c:  No such file or directory|
    log 0 Could not set context for /d/f:  No such file or directory|
    log 0 Could not set context for /d:  No such file or directory|
    log 0 Could not set context for /f:  No such file or directory|
    log 0 Could not set context for /l:  No such file or directory|
    log 0 Could not set context for /media/specs:  No such file or directory|
    log 0 Could not set context for /media/stdout:  No such file or directory|
    log 0 Could not set context for /media:  No such file or directory|
    stdout \x0d/ 100.0%|
show /
    / u:r:root:s0
    /c u:r:t:s0
    /d u:r:t:s0
    /d/f u:r:t:s0
    /f u:r:t:s0
    /l u:r:t:s0
    /media u:r:t:s0
    /media/specs u:r:t:s0
  3.4: V311-20
    / -
    /c x:y:z:s0
    /d -
    /d/f x:y:z:s0
    /f -
    /l -
    /media -
    /media/specs -
