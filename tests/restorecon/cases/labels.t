# Labels that are there already.

case odd-labels
spec /mnt/a u:r:t:s0
spec /mnt/b u:r:t
spec /mnt/c short
spec /mnt/d u:r:t:s0
spec /mnt/e u:r:t:s0:c0.c1023
spec /mnt/f u:r:t
open
file a garbage
file b x:y:z
file c x:y:z:s0
file d a:b
file e x:y:t:s0
file f x:y:z:s0
run verbose /mnt/a
    = -1 EINVAL
    log 0 Could not set context for /mnt/a:  Invalid argument|
run verbose /mnt/b
    = 0
    log 2 Relabeled /mnt/b from x:y:z to x:y:t|
run verbose /mnt/c
    = -1 EINVAL
    log 0 Could not set context for /mnt/c:  Invalid argument|
run verbose /mnt/d
    = -1 EINVAL
    log 0 Could not set context for /mnt/d:  Invalid argument|
run verbose /mnt/e
    = 0
run verbose /mnt/f
    = 0
    log 2 Relabeled /mnt/f from x:y:z:s0 to x:y:t:s0|
show /mnt
    /mnt -
    /mnt/a garbage
    /mnt/b x:y:t
    /mnt/c x:y:z:s0
    /mnt/d a:b
    /mnt/e x:y:t:s0
    /mnt/f x:y:t:s0
run verbose+force /mnt/a
    = 0
    log 2 Relabeled /mnt/a from garbage to u:r:t:s0|
run verbose+force /mnt/b
    = 0
    log 2 Relabeled /mnt/b from x:y:t to u:r:t|
run verbose+force /mnt/c
    = 0
    log 2 Relabeled /mnt/c from x:y:z:s0 to short|
run verbose+force /mnt/d
    = 0
    log 2 Relabeled /mnt/d from a:b to u:r:t:s0|
run verbose+force /mnt/e
    = 0
    log 2 Relabeled /mnt/e from x:y:t:s0 to u:r:t:s0:c0.c1023|
run verbose+force /mnt/f
    = 0
    log 2 Relabeled /mnt/f from x:y:t:s0 to u:r:t|
show /mnt
    /mnt -
    /mnt/a u:r:t:s0
    /mnt/b u:r:t
    /mnt/c short
    /mnt/d u:r:t:s0
    /mnt/e u:r:t:s0:c0.c1023
    /mnt/f u:r:t

case odd-labels-recurse
spec /mnt(/.*)? u:r:t:s0
open
file a garbage
file b x:y:z
file c x:y:z:s0
file d a:b
file e \e
label e \e
run verbose+recurse /mnt
    = -1 EINVAL
    log 0 Could not set context for /mnt/a:  Invalid argument|
    log 0 Could not set context for /mnt/d:  Invalid argument|
    log 0 Could not set context for /mnt/e:  Invalid argument|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/b from x:y:z to x:y:t|
    log 2 Relabeled /mnt/c from x:y:z:s0 to x:y:t:s0|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 Could not set context for /mnt/a:  Invalid argument|
    log 0 Could not set context for /mnt/d:  Invalid argument|
    log 0 Could not set context for /mnt/e:  Invalid argument|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/b from x:y:z to x:y:t|
    log 2 Relabeled /mnt/c from x:y:z:s0 to x:y:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/a garbage
    /mnt/b x:y:t
    /mnt/c x:y:t:s0
    /mnt/d a:b
    /mnt/e 
counts
    skipped errors 0
    relabeled files 0

case user-role
spec /mnt(/.*)? u:r:t:s0
open
file a x:y:z:s1
file b x:r:t:s1
file c u:y:t:s1
file d u:r:t:s1
file e
run verbose+recurse+user-role /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a from x:y:z:s1 to u:r:t:s1|
    log 2 Relabeled /mnt/b from x:r:t:s1 to u:r:t:s1|
    log 2 Relabeled /mnt/c from u:y:t:s1 to u:r:t:s1|
    log 2 Relabeled /mnt/e from <no context> to u:r:t:s0|
  3.4: V311-17
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a from x:y:z:s1 to x:y:t:s1|
    log 2 Relabeled /mnt/e from <no context> to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:t:s1
    /mnt/b u:r:t:s1
    /mnt/c u:r:t:s1
    /mnt/d u:r:t:s1
    /mnt/e u:r:t:s0
  3.4: V311-17
    /mnt u:r:t:s0
    /mnt/a x:y:t:s1
    /mnt/b x:r:t:s1
    /mnt/c u:y:t:s1
    /mnt/d u:r:t:s1
    /mnt/e u:r:t:s0
label a x:y:z:s1
run verbose+user-role+force /mnt/a
    = 0
    log 2 Relabeled /mnt/a from x:y:z:s1 to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0
    /mnt/b u:r:t:s1
    /mnt/c u:r:t:s1
    /mnt/d u:r:t:s1
    /mnt/e u:r:t:s0
  3.4: V311-17
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0
    /mnt/b x:r:t:s1
    /mnt/c u:y:t:s1
    /mnt/d u:r:t:s1
    /mnt/e u:r:t:s0

case user-role-odd
spec /mnt/a u:r:t
open
file a x:y:z
run verbose+user-role /mnt/a
    = 0
    log 2 Relabeled /mnt/a from x:y:z to u:r:t|
  3.4: V311-17
    = 0
    log 2 Relabeled /mnt/a from x:y:z to x:y:t|
label a x:y:z:s0:c1
run verbose+user-role /mnt/a
    = 0
    log 2 Relabeled /mnt/a from x:y:z:s0:c1 to u:r:t:s0:c1|
  3.4: V311-17
    = 0
    log 2 Relabeled /mnt/a from x:y:z:s0:c1 to x:y:t:s0:c1|
label a garbage
run verbose+user-role /mnt/a
    = -1 EINVAL
    log 0 Could not set context for /mnt/a:  Invalid argument|
run verbose+user-role+count-relabeled /mnt/a
    = -1 EINVAL
    log 0 Could not set context for /mnt/a:  Invalid argument|
label a x:r:t:s0
run verbose+user-role /mnt/a
    = 0
    log 2 Relabeled /mnt/a from x:r:t:s0 to u:r:t:s0|
  3.4: V311-17
    = 0

case customizable
root policy/contexts/files
root policy
write /media/policy/contexts/customizable_types custom other_t
spec /mnt(/.*)? u:r:t:s0
open
file a x:y:custom:s1
file b x:y:other_t:s1
file c x:y:third_t:s1
run recurse /mnt
    = 0
run recurse+verbose /mnt
    = 0
    log 2 /mnt/a not reset as customized by admin to x:y:custom:s1|
    log 2 /mnt/b not reset as customized by admin to x:y:other_t:s1|
show /mnt
    /mnt u:r:t:s0
    /mnt/a x:y:custom:s1
    /mnt/b x:y:other_t:s1
    /mnt/c x:y:t:s1
run recurse+verbose+user-role /mnt
    = 0
    log 2 /mnt/a not reset as customized by admin to x:y:custom:s1|
    log 2 /mnt/b not reset as customized by admin to x:y:other_t:s1|
    log 2 Relabeled /mnt/c from x:y:t:s1 to u:r:t:s1|
  3.4: V311-17
    = 0
    log 2 /mnt/a not reset as customized by admin to x:y:custom:s1|
    log 2 /mnt/b not reset as customized by admin to x:y:other_t:s1|
show /mnt
    /mnt u:r:t:s0
    /mnt/a x:y:custom:s1
    /mnt/b x:y:other_t:s1
    /mnt/c u:r:t:s1
  3.4: V311-17
    /mnt u:r:t:s0
    /mnt/a x:y:custom:s1
    /mnt/b x:y:other_t:s1
    /mnt/c x:y:t:s1
run recurse+verbose+force /mnt
    = 0
    log 2 Relabeled /mnt/a from x:y:custom:s1 to u:r:t:s0|
    log 2 Relabeled /mnt/b from x:y:other_t:s1 to u:r:t:s0|
    log 2 Relabeled /mnt/c from u:r:t:s1 to u:r:t:s0|
  3.4: V311-17
    = 0
    log 2 Relabeled /mnt/a from x:y:custom:s1 to u:r:t:s0|
    log 2 Relabeled /mnt/b from x:y:other_t:s1 to u:r:t:s0|
    log 2 Relabeled /mnt/c from x:y:t:s1 to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/a u:r:t:s0
    /mnt/b u:r:t:s0
    /mnt/c u:r:t:s0

case customizable-nofile
root policy
spec /mnt(/.*)? u:r:t:s0
open
file a x:y:custom:s1
run verbose /mnt/a
    = 0
    log 2 Relabeled /mnt/a from x:y:custom:s1 to x:y:t:s1|

case newline-label
spec /mnt/a u:r:t:s0
open
file a u:r:old\nx:s0
run verbose /mnt/a
    = -1 EINVAL
    log 0 Could not set context for /mnt/a:  Invalid argument|
label a u\sx:r:old:s0
run verbose /mnt/a
    = -1 EINVAL
    log 0 Could not set context for /mnt/a:  Invalid argument|
label a u:r:old:s0\sx
run verbose /mnt/a
    = 0
    log 2 Relabeled /mnt/a from u:r:old:s0 x to u:r:t:s0 x|
label a u:r:old:s0:c0:c1:c2
run verbose /mnt/a
    = -1 EINVAL
    log 0 Could not set context for /mnt/a:  Invalid argument|
label a :::
run verbose /mnt/a
    = 0
    log 2 Relabeled /mnt/a from ::: to ::t|
label a u::old:s0
run verbose /mnt/a
    = 0
    log 2 Relabeled /mnt/a from u::old:s0 to u::t:s0|
show /mnt
    /mnt -
    /mnt/a u::t:s0
