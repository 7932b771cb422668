# Files with several names.

case hard-links
spec /mnt(/.*)? u:r:t:s0
spec /mnt/b u:r:b:s0
open
file a x:y:z:s0
hard b a
hard c a
run recurse+verbose+skip-multilink /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Skipping /mnt/a: file has multiple links|
    log 2 Skipping /mnt/b: file has multiple links|
    log 2 Skipping /mnt/c: file has multiple links|
  3.4: V311-17
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/a from x:y:b:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b from x:y:t:s0 to x:y:b:s0|
    log 2 Relabeled /mnt/c from x:y:z:s0 to x:y:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/a x:y:z:s0
    /mnt/b x:y:z:s0
    /mnt/c x:y:z:s0
  3.4: V311-17
    /mnt u:r:t:s0
    /mnt/a x:y:t:s0
    /mnt/b x:y:t:s0
    /mnt/c x:y:t:s0
run verbose+skip-multilink /mnt/a
    = 0
    log 2 Skipping /mnt/a: file has multiple links|
  3.4: V311-17
    = 0
run recurse+verbose+skip-multilink+count-relabeled /mnt
    = 0
    log 2 Skipping /mnt/a: file has multiple links|
    log 2 Skipping /mnt/b: file has multiple links|
    log 2 Skipping /mnt/c: file has multiple links|
  3.4: V311-17
    = 0
    log 2 Relabeled /mnt/a from x:y:b:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/b from x:y:t:s0 to x:y:b:s0|
counts
    skipped errors 0
    relabeled files 0

case hard-links-assoc
spec /mnt(/.*)? u:r:t:s0
spec /mnt/b u:r:b:s0
open
file a x:y:z:s0
hard b a
run recurse+add-assoc /mnt
    = 0
    log 0 conflicting specifications for /mnt/a and /mnt/b, using u:r:b:s0.|
run add-assoc /mnt/a
    = 0
run add-assoc /mnt/b
    = 0
run recurse+add-assoc+conflict /mnt
    = -1 EINVAL
    log 0 conflicting specifications for /mnt/a and /mnt/b, using u:r:b:s0.|
    log 0 filespec_add error: /mnt/a|
    log 0 treating conflicting specifications as an error.|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 conflicting specifications for /mnt/a and /mnt/b, using u:r:b:s0.|
    log 0 filespec_add error: /mnt/a|
    log 0 treating conflicting specifications as an error.|
counts
    skipped errors 0
    relabeled files 0
run recurse+add-assoc+conflict+abort /mnt
    = -1 EINVAL
    log 0 conflicting specifications for /mnt/a and /mnt/b, using u:r:b:s0.|
    log 0 filespec_add error: /mnt/a|
    log 0 treating conflicting specifications as an error.|
  3.4, 3.11: RESTORE-1
    = -1 -
    log 0 conflicting specifications for /mnt/a and /mnt/b, using u:r:b:s0.|
    log 0 filespec_add error: /mnt/a|
    log 0 treating conflicting specifications as an error.|
run add-assoc+conflict /mnt/a
    = 0
run recurse+add-assoc+conflict+count /mnt
    = 0
    log 0 conflicting specifications for /mnt/a and /mnt/b, using u:r:b:s0.|
    log 0 filespec_add error: /mnt/a|
    log 0 treating conflicting specifications as an error.|
counts
    skipped errors 1
    relabeled files 0
run recurse+conflict /mnt
    = 0
run recurse+add-assoc+verbose+force /mnt
    = 0
    log 0 conflicting specifications for /mnt/a and /mnt/b, using u:r:b:s0.|
    log 2 Relabeled /mnt/b from x:y:t:s0 to u:r:b:s0|

case hard-links-same
spec /mnt(/.*)? u:r:t:s0
open
file a x:y:z:s0
hard b a
run recurse+verbose+add-assoc /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/b from x:y:z:s0 to x:y:t:s0|
run recurse+verbose+add-assoc+conflict /mnt
    = 0
counts
    skipped errors 0
    relabeled files 0

# A name that brings no conflict is passed over, with or without a label of its own.
case hard-links-nested
spec /mnt(/.*)? u:r:t:s0
spec /mnt/a/b/n <<none>>
open
dir a
dir a/b
dir a/b/c
file a/1 x:y:z:s0
hard a/b/n a/1
hard a/b/c/2 a/1
run recurse+nochange+verbose+add-assoc+matches /mnt/a
    = 0
    log 2 /mnt/a matched by u:r:t:s0|
    log 2 /mnt/a/1 matched by u:r:t:s0|
    log 2 /mnt/a/b matched by u:r:t:s0|
    log 2 /mnt/a/b/c matched by u:r:t:s0|
    log 2 Would relabel /mnt/a from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/a/1 from x:y:z:s0 to x:y:t:s0|
    log 2 Would relabel /mnt/a/b from <no context> to u:r:t:s0|
    log 2 Would relabel /mnt/a/b/c from <no context> to u:r:t:s0|
run recurse+add-assoc+conflict+count /mnt/a
    = 0
counts
    skipped errors 0
    relabeled files 0
run recurse+skip-multilink+verbose+matches /mnt/a
    = 0
    log 2 /mnt/a matched by u:r:t:s0|
    log 2 /mnt/a/b matched by u:r:t:s0|
    log 2 /mnt/a/b/c matched by u:r:t:s0|
    log 2 Skipping /mnt/a/1: file has multiple links|
    log 2 Skipping /mnt/a/b/c/2: file has multiple links|
    log 2 Skipping /mnt/a/b/n: file has multiple links|
  3.4: V311-17
    = 0
    log 2 /mnt/a matched by u:r:t:s0|
    log 2 /mnt/a/1 matched by u:r:t:s0|
    log 2 /mnt/a/b matched by u:r:t:s0|
    log 2 /mnt/a/b/c matched by u:r:t:s0|
    log 2 /mnt/a/b/c/2 matched by u:r:t:s0|
run skip-multilink+add-assoc /mnt/a/b/n
    = 0
    log 2 Skipping /mnt/a/b/n: file has multiple links|
  3.4: V311-17
    = 0
    log 2 Warning no default label for /mnt/a/b/n|
show /mnt
    /mnt -
    /mnt/a u:r:t:s0
    /mnt/a/1 x:y:t:s0
    /mnt/a/b u:r:t:s0
    /mnt/a/b/c u:r:t:s0
    /mnt/a/b/c/2 x:y:t:s0
    /mnt/a/b/n x:y:t:s0

# A conflict names the file as the last conflict did.
case hard-links-in-order
spec /mnt/a(/.*)? u:r:a:s0
spec /mnt/a/b(/.*)? u:r:b:s0
spec /mnt/a/b/c(/.*)? u:r:c:s0
spec /mnt/a/b/c/d(/.*)? u:r:c:s0
open
dir a
dir a/b
dir a/b/c
dir a/b/c/d
file a/1 x:y:z:s0
hard a/b/2 a/1
hard a/b/c/3 a/1
hard a/b/c/d/4 a/1
run recurse+verbose+add-assoc /mnt/a
    = 0
    log 0 conflicting specifications for /mnt/a/b/2 and /mnt/a/1, using u:r:a:s0.|
    log 0 conflicting specifications for /mnt/a/b/c/3 and /mnt/a/b/2, using u:r:a:s0.|
    log 0 conflicting specifications for /mnt/a/b/c/d/4 and /mnt/a/b/c/3, using u:r:a:s0.|
    log 2 Relabeled /mnt/a from <no context> to u:r:a:s0|
    log 2 Relabeled /mnt/a/1 from x:y:z:s0 to x:y:a:s0|
    log 2 Relabeled /mnt/a/b from <no context> to u:r:b:s0|
    log 2 Relabeled /mnt/a/b/c from <no context> to u:r:c:s0|
    log 2 Relabeled /mnt/a/b/c/d from <no context> to u:r:c:s0|
run recurse+verbose+add-assoc+nochange+matches /mnt/a
    = 0
    log 0 conflicting specifications for /mnt/a/b/2 and /mnt/a/1, using u:r:a:s0.|
    log 0 conflicting specifications for /mnt/a/b/c/3 and /mnt/a/b/2, using u:r:a:s0.|
    log 0 conflicting specifications for /mnt/a/b/c/d/4 and /mnt/a/b/c/3, using u:r:a:s0.|
    log 2 /mnt/a matched by u:r:a:s0|
    log 2 /mnt/a/1 matched by u:r:a:s0|
    log 2 /mnt/a/b matched by u:r:b:s0|
    log 2 /mnt/a/b/c matched by u:r:c:s0|
    log 2 /mnt/a/b/c/d matched by u:r:c:s0|
show /mnt
    /mnt -
    /mnt/a u:r:a:s0
    /mnt/a/1 x:y:a:s0
    /mnt/a/b u:r:b:s0
    /mnt/a/b/2 x:y:a:s0
    /mnt/a/b/c u:r:c:s0
    /mnt/a/b/c/3 x:y:a:s0
    /mnt/a/b/c/d u:r:c:s0
    /mnt/a/b/c/d/4 x:y:a:s0

case hard-links-reused
spec /mnt(/.*)? u:r:t:s0
spec /mnt/b u:r:b:s0
open
file a x:y:z:s0
run verbose+add-assoc /mnt/a
    = 0
    log 2 Relabeled /mnt/a from x:y:z:s0 to x:y:t:s0|
remove a
file b x:y:z:s0
run verbose+add-assoc /mnt/b
    = 0
    log 2 Relabeled /mnt/b from x:y:z:s0 to x:y:b:s0|
run verbose+add-assoc+conflict /mnt/b
    = 0
