/* SPDX-License-Identifier: MIT */
/*
 * The commands of drive.c, drive_tree.c and drive_calls.c: a command's words, and what is told.
 */
#ifndef DRIVE_H
#define DRIVE_H

#include <stddef.h>

enum {
	MAX_WORDS = 32,
	MAX_MESSAGES = 512
};

struct command {
	const char *name;
	int least; /* words that must follow */
	void (*run)(void);
};
extern const struct command tree_commands[], call_commands[];

extern char *words[MAX_WORDS];
extern int count;
const char *word(int i); /* NULL: there is none, or it is @ */
extern char specs[];     /* the path of the specifications */

void die(const char *what);
void print_bytes(const char *s, size_t len);
int compare_strings(const void *a, const void *b);
void tell_messages(void); /* those of the library since the last time */

#endif
