# selinux_restorecon_xattr(): the digests that directories have.

case digest-unprivileged-delete
spec /mnt(/.*)? u:r:t:s0
open digest
dir a u:r:t:s0
dir b u:r:t:s0
digest a 01234567890123456789
run recurse /mnt/b
    = 0
user
xattr x-recurse /mnt
    = 0
    entry /mnt/a <0123> nomatch
    entry /mnt/b <all> match
  3.4: V311-14
    = 0
    entry /mnt/a <0123> nomatch
    entry /mnt/b <all of 3.4> match
xattr x-recurse+x-delete-all /mnt
    = 0
    log 0 Error: Operation not permitted removing xattr "security.sehash" from: /mnt/a|
    log 0 Error: Operation not permitted removing xattr "security.sehash" from: /mnt/b|
    entry /mnt/a <0123> error
    entry /mnt/b <all> error
  3.4: V311-14
    = 0
    log 0 Error: Operation not permitted removing xattr "security.sehash" from: /mnt/a|
    log 0 Error: Operation not permitted removing xattr "security.sehash" from: /mnt/b|
    entry /mnt/a <0123> error
    entry /mnt/b <all of 3.4> error
xattr x-recurse+x-delete-nonmatch /mnt
    = 0
    log 0 Error: Operation not permitted removing xattr "security.sehash" from: /mnt/a|
    entry /mnt/a <0123> error
    entry /mnt/b <all> match
  3.4: V311-14
    = 0
    log 0 Error: Operation not permitted removing xattr "security.sehash" from: /mnt/a|
    entry /mnt/a <0123> error
    entry /mnt/b <all of 3.4> match
show /mnt
    /mnt -
    /mnt/a u:r:t:s0 <0123>
    /mnt/b u:r:t:s0 <all>
  3.4: V311-14
    /mnt -
    /mnt/a u:r:t:s0 <0123>
    /mnt/b u:r:t:s0 <all of 3.4>

case xattr-bad
spec /mnt(/.*)? u:r:t:s0
open digest
file f
dir d
symlink l d
run recurse /mnt
    = 0
xattr - /mnt/nothing
    = 0
xattr x-recurse /mnt/nothing
    = 0
xattr - nothing
    = 0
xattr - \e
    = 0
xattr - /mnt/f
    = 0
xattr x-recurse /mnt/f
    = 0
xattr x-recurse /mnt/l
    = 0
xattr x-recurse /mnt/l/
    = 0
    entry /mnt/l/ <all> match
  3.4: V311-14
    = 0
    entry /mnt/l/ <all of 3.4> match
xattr - /mnt/l
    = 0
    entry /mnt/l <all> match
  3.4: V311-14
    = 0
    entry /mnt/l <all of 3.4> match
xattr x-recurse d
    = 0
    entry d <all> nomatch
  3.4: V311-14
    = 0
    entry d <all of 3.4> nomatch
xattr x-recurse .
    = 0
    entry . <all> nomatch
    entry ./d <all> nomatch
  3.4: V311-14
    = 0
    entry . <all of 3.4> nomatch
    entry ./d <all of 3.4> nomatch
xattr x-recurse /mnt//d
    = 0
    entry /mnt//d <all> match
  3.4: V311-14
    = 0
    entry /mnt//d <all of 3.4> match
xattr x-recurse /mnt/d/..
    = 0
    entry /mnt/d/.. <all> match
    entry /mnt/d/../d <all> match
  3.4: V311-14
    = 0
    entry /mnt/d/.. <all of 3.4> match
    entry /mnt/d/../d <all of 3.4> match
xattr x-recurse+x-delete-all+x-delete-nonmatch /mnt/d
    = 0
    entry /mnt/d <all> deleted-match
  3.4: V311-14
    = 0
    entry /mnt/d <all of 3.4> deleted-match
show /mnt
    /mnt u:r:t:s0 <all>
    /mnt/d u:r:t:s0
    /mnt/f u:r:t:s0
    /mnt/l u:r:t:s0
  3.4: V311-14
    /mnt u:r:t:s0 <all of 3.4>
    /mnt/d u:r:t:s0
    /mnt/f u:r:t:s0
    /mnt/l u:r:t:s0
chdir /
xattr x-recurse mnt
    = 0
    entry mnt <all> nomatch
  3.4: V311-14
    = 0
    entry mnt <all of 3.4> nomatch

case xattr-null
spec /mnt(/.*)? u:r:t:s0
open digest
xattr - @
    = -1 EINVAL
  3.4: RESTORE-2
    = -1 EFAULT
    log 0 open((null)) failed: Bad address|
  3.11: RESTORE-2
    = -1 EFAULT
    log 0 lstat((null)) failed: Bad address|

case xattr-no-handle
root policy
dir a
digest a 01234567890123456789
xattr x-recurse /mnt
    = -1 ENOENT
    log 0 Error obtaining file context handle: No such file or directory|

case xattr-default-handle
root policy/contexts/files
root policy
write /media/policy/contexts/files/file_contexts /mnt/.*\su:r:t:s0
dir a
dir b
digest a 01234567890123456789
run recurse+verbose /mnt/b
    = 0
    log 2 Relabeled /mnt/b from <no context> to u:r:t:s0|
xattr x-recurse /mnt
    = 0
    entry /mnt/a <0123> nomatch
    entry /mnt/b <default> match
  3.4: V311-14
    = 0
    entry /mnt/a <0123> nomatch
    entry /mnt/b <default of 3.4> match
show /mnt
    /mnt -
    /mnt/a - <0123>
    /mnt/b u:r:t:s0 <default>
  3.4: V311-14
    /mnt -
    /mnt/a - <0123>
    /mnt/b u:r:t:s0 <default of 3.4>
