/* SPDX-License-Identifier: MIT */
/*
 * The client: call families, each on what client_prepare() opened, and the surroundings that it
 * can make for itself. What a family found is text, a line for each call: its name, then its result
 * or its errno.
 */
#ifndef SURROUNDINGS_CLIENT_H
#define SURROUNDINGS_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum {
	ANSWERS = 9 /* the descriptor that all answers are written to; run.sh opens it */
};

struct family {
	const char *name;
	void (*run)(void);
	bool mounted; /* the library has been told of plain files for selinuxfs */
};

/* families.c */
extern const struct family families[]; /* ended by one without a name */
void run_family(const struct family *f);
extern char text[65536]; /* what families found */
void forget(void);
void add(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void integer(const char *what, int r);

/* The directory that run.sh made, and a path in it; static buffers, several alive at a time. */
extern const char *place;
const char *in_place(const char *name);

/* Handles are opened, and a directory of plain files stands ready for selinuxfs. */
void client_prepare(void);

/* table.c: prints what each opener of the store says to each thing in a file's place. */
int store_table(void);
/* In a child, which is not waited for longer than our patience: the end of it, or 124. */
int in_child(int (*function)(void *), void *argument);

#endif
