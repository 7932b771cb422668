/* SPDX-License-Identifier: MIT */
/*
 * The commands of compare*.c: a command's arguments, and its answer, which goes to stdout.
 */
#ifndef COMPARE_H
#define COMPARE_H

#include <stdbool.h>
#include <stdio.h>

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
extern const struct command matchpathcon_commands[], context_commands[], login_commands[];

extern char **args;
extern int nargs;
const char *arg(int i); /* NULL: there is none, or it is @ */
int mode_arg(int i);

/* compare_log() is for SELINUX_CB_LOG. */
void compare_script(FILE *script, bool echo);
int compare_log(int type, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

const char *why(int r);
void answer(int r, char **con);

#endif
