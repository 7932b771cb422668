/* SPDX-License-Identifier: MIT */
#ifndef RESTORECON_RELABEL_H
#define RESTORECON_RELABEL_H

#include <selinux/restorecon.h>

#include "restorecon/settings.h"
#include "restorecon/walk.h"

#define FLAG(name) SELINUX_RESTORECON_##name

/* One run of selinux_restorecon(). */
struct run {
	unsigned flags;
	struct settings settings;
	struct walk walk;
	bool verbose, digests;
	void (*log_change)(int priority, const char *fmt, ...) PRINTF_LIKE(2, 3); /* syslog(3) */
	const char *path;                                                         /* the top */
	struct hardlinks *hardlinks;
	int error;                              /* atomic: the first */
	int log_busy;                           /* atomic: a thread is calling the log callback */
	unsigned long count, errors, relabeled; /* atomic */
};

/* The callbacks of the walk, whose `arg` is the run. */
int run_enter(struct walk *w, struct object *o, struct directory *d);
int run_file(struct walk *w, struct object *o);
void run_leave(struct walk *w, struct directory *d);
int run_walk_error(
	struct walk *w, enum walk_error what, const char *path, struct directory *d, int error);
/* Gives one object its label if it has another one. */
int relabel_object(struct run *run, struct object *o) MUST_CHECK;

#endif
