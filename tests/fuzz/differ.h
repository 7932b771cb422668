/* SPDX-License-Identifier: MIT */
/*
 * Scripts of tests/label/compare.c, run by this process on our library and by another one on
 * Debian's, which $FUZZ_STOCK starts; without that only ours runs.
 */
#ifndef DIFFER_H
#define DIFFER_H

#include <stdbool.h>
#include <stdio.h>

/* differ.c: answers are compared command by command, and it ends in abort() where two differ and
 * no row of excused.tsv ($FUZZ_EXCUSED) says why. For a target's begin() and run(). */
void differ_begin(void);
void differ(const char *script);
void differ_folders(const char *folder); /* those in which a script may have files */
/* The same, with other scripts for the two, whose answers are to be the same. */
void differ_two(const char *ours, const char *stock);
char *ours_answers(const char *script); /* malloc()ed, each command before its answer */

/* stock.c: the same from the other process; NULL: it died, or does not end. */
char *stock_answers(const char *script);
void stock_begin(void);

/* excuse.c */
void excuse_begin(void);
/* Does a row say why the answers to a command differ? *later: so may the handle's statistics. */
bool excuse(
	const char *script, const char *command, const char *stock, const char *ours, bool *later);

#endif
