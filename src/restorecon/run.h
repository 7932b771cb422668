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
	struct hardlinks *hardlinks;
	int error;    /* the first */
	int log_busy; /* a thread of the run does */
	unsigned long count, errors, relabeled;
};

/* relabel.c: the walk's functions, of which `arg` is the run; and the work on a single object. */
int run_enter(struct walk *w, struct object *o, struct directory *d);
int run_file(struct walk *w, struct object *o);
void run_leave(struct walk *w, struct directory *d);
int run_walk_error(
	struct walk *w, enum walk_error what, const char *path, struct directory *d, int error);
int relabel_object(struct run *run, struct object *o) MUST_CHECK;

#endif
