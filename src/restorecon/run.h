/* SPDX-License-Identifier: MIT */
/*
 * One run of selinux_restorecon(), between restorecon.c, which begins it, and relabel.c, which
 * labels what it meets.
 */
#ifndef RESTORECON_RUN_H
#define RESTORECON_RUN_H

#include "restorecon/restorecon.h"

#define FLAG(name) SELINUX_RESTORECON_##name

struct run {
	unsigned flags;
	struct settings settings;
	struct walk walk;
	bool verbose, digests;
	void (*log_change)(int priority, const char *fmt, ...) PRINTF_LIKE(2, 3); /* syslog(3) */
	const char *path;                                                         /* the top */
	struct associations *associations;
	int error;   /* the first */
	int telling; /* a thread of the run does */
	unsigned long count, errors, relabeled;
};

/* relabel.c: the walk's functions, of which `arg` is the run; and the work on a single object. */
int run_enter(struct walk *w, struct object *o, struct folder *f);
int run_file(struct walk *w, struct object *o);
void run_leave(struct walk *w, struct folder *f);
int run_trouble(struct walk *w, enum trouble what, const char *path, struct folder *f, int error);
int run_label(struct run *run, struct object *o) MUST_CHECK;

#endif
