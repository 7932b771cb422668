/* SPDX-License-Identifier: MIT */
#ifndef RESTORECON_WALK_H
#define RESTORECON_WALK_H

#include "common/sha1.h"
#include "restorecon/object.h"
#include "restorecon/queue.h"

/* A directory that is being walked over. Directories that wait below it hold a reference. */
struct directory {
	struct directory *parent, *next;
	int fd; /* -1: closed at the moment */
	unsigned refs, depth;
	uint64_t device, inode;
	bool failed;     /* something below it has failed */
	bool has_digest; /* `digest` is to be stored when the directory is left */
	uint8_t digest[SHA1_SIZE];
	char *path; /* for messages and lookups; NULL before it is entered */
	size_t path_len;
	char name[];
};

enum walk_error {
	WALK_ERROR_OPEN, /* a directory or a file */
	WALK_ERROR_READ, /* a directory */
	WALK_ERROR_CYCLE,
	WALK_ERROR_TOO_LONG /* names in this directory */
};

struct walk {
	/* Each returns a negative errno to stop the walk. enter_dir() may return 1: what is below
	 * the directory is not visited. It is called before all below, leave_dir() after all below,
	 * when the directory may be closed (walk_dirfd()). */
	int (*enter_dir)(struct walk *w, struct object *o, struct directory *d);
	int (*visit_file)(struct walk *w, struct object *o);
	void (*leave_dir)(struct walk *w, struct directory *d); /* may be NULL */
	int (*report_error)(struct walk *w, enum walk_error what, const char *path,
		struct directory *d, int error);
	bool (*excluded)(struct walk *w, const char *path);
	void *arg;
	bool one_device;
	unsigned threads;

	/* private */
	int base;
	const char *path; /* of the top */
	struct queue queue;
};

/* Walks over the directory called `name` in `base`; `path` is what it is called in messages. */
int walk_run(struct walk *w, int base, const char *name, const char *path) MUST_CHECK;
/* A descriptor of a directory, to be closed only if *opened. */
int walk_dirfd(struct directory *d, bool *opened) MUST_CHECK;

#endif
