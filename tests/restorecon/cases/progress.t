# Progress on standard output.

case progress-few
spec /mnt(/.*)? u:r:t:s0
open
many /mnt 10 x:y:z:s0
run recurse+progress /mnt
    = 0
run recurse+progress+verbose+nochange /mnt
    = 0
run progress /mnt/f1
    = 0

case progress
spec /mnt(/.*)? u:r:t:s0
open
many /mnt 2500 x:y:z:s0
run recurse+progress /mnt
    = 0
    stdout \x0d1k\x0d2k
label /mnt/f77 x:y:z:s0
run recurse+progress+verbose /mnt
    = 0
    stdout \x0d1k\x0d2k
  3.4: V311-21
    = 0
    stdout \x0d3k\x0d4k
run recurse+mass /mnt
    = 0
run recurse+progress+mass+skip-digest /mnt
    = 0
    stdout \x0d1k\x0d2k\x0d/mnt 100.0%|
  3.4: V311-21
    = 0
    stdout \x0d5k\x0d6k\x0d7k\x0d/mnt 100.0%|
run recurse+progress /mnt 2
    = 0
    stdout \x0d1k\x0d2k
  3.4: V311-21
    = 0
    stdout \x0d8k\x0d9k

case progress-error
spec /mnt(/.*)? u:r:t:s0
open
many /mnt 1200 x:y:z:s0
chmod /mnt 0
user
run recurse+progress+count /mnt
    = 0
    log 0 Could not read /mnt: Permission denied|
    log 0 Could not set context for /mnt:  Operation not permitted|
  3.4: V311-16
    = 0
    log 0 Could not read /mnt: Permission denied.|
    log 0 Could not set context for /mnt:  Operation not permitted|
counts
    skipped errors 2
    relabeled files 0
  3.4: V311-19
    skipped errors 1
  3.11: RESTORE-5
    skipped errors 0
    relabeled files 0

case progress-unmatched
spec /mnt/f1 u:r:t:s0
open
many /mnt 1100 x:y:z:s0
run recurse+progress /mnt
    = 0
    log 2 Warning no default label for /mnt|

case progress-1022
spec /mnt(/.*)? u:r:t:s0
open
many /mnt 1022 x:y:z:s0
run recurse+progress /mnt
    = 0
file h
run recurse+progress /mnt
    = 0
    stdout \x0d1k
file i
run recurse+progress /mnt
    = 0
    stdout \x0d1k
  3.4: V311-21
    = 0
    stdout \x0d2k\x0d3k

case mass
spec /mnt(/.*)? u:r:t:s0
open
many /mnt 1 x:y:z:s0
run recurse+progress+mass /mnt
    = 0
    stdout \x0d/mnt 100.0%|
run progress+mass /mnt/f0
    = 0
run progress+mass /mnt
    = 0
many /mnt 2000 x:y:z:s0
run recurse+progress+mass /mnt
    = 0
    stdout \x0d1k\x0d/mnt 100.0%|
run recurse+progress+mass /mnt 3
    = 0
    stdout \x0d1k\x0d/mnt 100.0%|
  3.4: V311-21
    = 0
    stdout \x0d2k\x0d3k\x0d/mnt 100.0%|
run recurse+progress+mass /mnt/nothing
    = -1 ENOENT
    log 0 open(/mnt/nothing) failed: No such file or directory|
run recurse+progress+mass+verbose+nochange /mnt/f5
    = 0
    stdout \x0d/mnt/f5 100.0%|
