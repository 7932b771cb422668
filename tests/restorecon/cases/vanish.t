# Trees that change under a walk.

case vanish
spec /mnt(/.*)? u:r:t:s0
open
dir d
file d/a x:y:z:s0
file d/b x:y:z:s0
file d/c x:y:z:s0
when /d/c remove /mnt/d/a
run recurse+verbose /mnt
    = -1 ENOENT
    log 0 Could not open /mnt/d/a: No such file or directory.|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/b from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
  3.4: RESTORE-1, V311-16
    = -1 -
    log 0 Could not set context for /mnt/d/a:  No such file or directory|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/b from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
  3.11: RESTORE-1
    = -1 -
    log 0 Could not open /mnt/d/a: No such file or directory.|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/b from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
counts
    skipped errors 0
    relabeled files 0

case vanish-ignored
spec /mnt(/.*)? u:r:t:s0
open
dir d
file d/a x:y:z:s0
file d/b x:y:z:s0
file d/c x:y:z:s0
when /d/c remove /mnt/d/a
run recurse+verbose+ignore-noent /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/b from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
  3.4: V311-17
    = -1 -
    log 0 Could not set context for /mnt/d/a:  No such file or directory|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/b from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
counts
    skipped errors 0
    relabeled files 0

case vanish-counted
spec /mnt(/.*)? u:r:t:s0
open
dir d
file d/a x:y:z:s0
file d/c x:y:z:s0
when /d/c remove /mnt/d/a
run recurse+verbose+count /mnt
    = 0
    log 0 Could not open /mnt/d/a: No such file or directory.|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
  3.4: V311-16
    = 0
    log 0 Could not set context for /mnt/d/a:  No such file or directory|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
counts
    skipped errors 1
    relabeled files 0

case vanish-folder
spec /mnt(/.*)? u:r:t:s0
open
dir d
dir d/a x:y:z:s0
file d/c x:y:z:s0
when /d/c remove /mnt/d/a
run recurse+verbose /mnt
    = -1 ENOENT
    log 0 Could not open /mnt/d/a: No such file or directory.|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
  3.4: RESTORE-1, V311-16
    = -1 -
    log 0 Could not read /mnt/d/a: No such file or directory.|
    log 0 Could not set context for /mnt/d/a:  No such file or directory|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
  3.11: RESTORE-1
    = -1 -
    log 0 Could not open /mnt/d/a: No such file or directory.|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
counts
    skipped errors 0
    relabeled files 0

case vanish-folder-ignored
spec /mnt(/.*)? u:r:t:s0
open
dir d
dir d/a x:y:z:s0
file d/c x:y:z:s0
when /d/c remove /mnt/d/a
run recurse+verbose+ignore-noent /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
  3.4: V311-17
    = -1 -
    log 0 Could not read /mnt/d/a: No such file or directory.|
    log 0 Could not set context for /mnt/d/a:  No such file or directory|
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
counts
    skipped errors 0
    relabeled files 0

case swapped
spec /mnt(/.*)? u:r:t:s0
open
dir secret
file secret/f u:r:secret:s0
dir d
dir d/a x:y:z:s0
file d/a/f x:y:z:s0
file d/c x:y:z:s0
symlink l /mnt/secret
exclude /mnt/secret
when /d/c swap /mnt/d/a /mnt/l
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/l from <no context> to u:r:t:s0|
  3.4: V311-22
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/a/f from u:r:secret:s0 to u:r:t:s0|
    log 2 Relabeled /mnt/d/c from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/l from <no context> to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/d u:r:t:s0
    /mnt/d/a u:r:t:s0
    /mnt/d/a.away x:y:z:s0
    /mnt/d/a.away/f x:y:z:s0
    /mnt/d/c x:y:t:s0
    /mnt/secret -
    /mnt/secret/f u:r:secret:s0
  3.4: V311-22
    /mnt u:r:t:s0
    /mnt/d u:r:t:s0
    /mnt/d/a u:r:t:s0
    /mnt/d/a.away x:y:z:s0
    /mnt/d/a.away/f x:y:z:s0
    /mnt/d/c x:y:t:s0
    /mnt/secret -
    /mnt/secret/f u:r:t:s0

case swapped-parent
spec /mnt(/.*)? u:r:t:s0
open
dir secret
file secret/f u:r:secret:s0
dir d
file d/f x:y:z:s0
file d/g x:y:z:s0
symlink l /mnt/secret
exclude /mnt/secret
when /d/g swap /mnt/d /mnt/l
run recurse+verbose /mnt
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/f from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/d/g from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/l from <no context> to u:r:t:s0|
  3.4: V311-22
    = 0
    log 2 Relabeled /mnt from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d from <no context> to u:r:t:s0|
    log 2 Relabeled /mnt/d/f from u:r:secret:s0 to u:r:t:s0|
    log 2 Relabeled /mnt/d/g from x:y:z:s0 to x:y:t:s0|
    log 2 Relabeled /mnt/l from <no context> to u:r:t:s0|
show /mnt
    /mnt u:r:t:s0
    /mnt/d u:r:t:s0
    /mnt/d.away u:r:t:s0
    /mnt/d.away/f x:y:t:s0
    /mnt/d.away/g x:y:t:s0
    /mnt/secret -
    /mnt/secret/f u:r:secret:s0
  3.4: V311-22
    /mnt u:r:t:s0
    /mnt/d u:r:t:s0
    /mnt/d.away u:r:t:s0
    /mnt/d.away/f x:y:z:s0
    /mnt/d.away/g x:y:t:s0
    /mnt/secret -
    /mnt/secret/f u:r:t:s0
