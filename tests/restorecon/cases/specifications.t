# Specifications, and handles on them.

case no-specifications
open
    = -1 ENOENT
file f x:y:z:s0
run verbose /mnt/f
    = -1 ENOENT
    log 0 Error obtaining file context handle: No such file or directory|
run recurse+verbose /mnt
    = -1 ENOENT
    log 0 Error obtaining file context handle: No such file or directory|
  3.4, 3.11: RESTORE-4
    = -1 -

case no-handle
root policy
file f x:y:z:s0
run verbose /mnt/f
    = -1 ENOENT
    log 0 Error obtaining file context handle: No such file or directory|
handle
    = -1 ENOENT
    log 0 Error obtaining file context handle: No such file or directory|

case default-handle
root policy/contexts/files
root policy
write /media/policy/contexts/files/file_contexts /mnt/.*\su:r:t:s0
file f x:y:z:s0
run verbose /mnt/f
    = 0
    log 2 Relabeled /mnt/f from x:y:z:s0 to x:y:t:s0|
label f x:y:z:s0
handle
    = 0
run verbose /mnt/f
    = 0
    log 2 Relabeled /mnt/f from x:y:z:s0 to x:y:t:s0|
handle null
label f x:y:z:s0
run verbose /mnt/f
    = 0
    log 2 Relabeled /mnt/f from x:y:z:s0 to x:y:t:s0|
  3.4, 3.11: RESTORE-4
    = -1 -

case bad-specifications
spec /mnt(/.*)? u:r:t:s0
spec /mnt/f[ u:r:t:s0
open
file f x:y:z:s0
file g x:y:z:s0
run verbose /mnt/f
    = -1 EINVAL
    log 0 /media/specs:  line 2 has invalid regex /mnt/f[:  REGEX back-end error: At offset 9: missing terminating ] for character class|
  3.4: V311-10
    = -1 -
    log 0 Could not set context for /mnt/f:  Success|
  3.11: V311-10
    = -1 EINVAL
    log 0 Failed to compile regular expression '/mnt/f[':  REGEX back-end error: At offset 9: missing terminating ] for character class|
run verbose+recurse /mnt
    = -1 EINVAL
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/g from x:y:z:s0 to x:y:t:s0|
  3.4: LABEL-3
    = -1 -
    log 0 Could not set context for /mnt/f:  Success|
    log 0 Could not set context for /mnt/g:  Success|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
  3.11: LABEL-3
    = -1 -
    log 0 Failed to compile regular expression '/mnt/f[':  REGEX back-end error: At offset 9: missing terminating ] for character class|
    log 0 Failed to compile regular expression '/mnt/f[':  REGEX back-end error: At offset 9: missing terminating ] for character class|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
counts
    skipped errors 0
    relabeled files 0

case handle-null
spec /mnt(/.*)? u:r:t:s0
open
handle null
file f
run verbose /mnt/f
    = -1 ENOENT
    log 0 Error obtaining file context handle: No such file or directory|
