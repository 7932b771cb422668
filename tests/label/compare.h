/* SPDX-License-Identifier: MIT */
/*
 * The commands of compare.c and compare_matchpathcon.c: a command's arguments, and its answer.
 */
#ifndef COMPARE_H
#define COMPARE_H

#include <stdbool.h>

#include <selinux/label.h>
#include <selinux/selinux.h>

enum {
	MAX_ARGS = 32
};

struct command {
	const char *name;
	void (*run)(void);
	int least; /* arguments, the command itself included */
	bool needs_handle;
};
extern const struct command matchpathcon_commands[];

extern char **args;
extern int nargs;
const char *arg(int i); /* NULL: there is none, or it is @ */
int mode_arg(int i);

const char *why(int r);
void answer(int r, char **con);

#endif
