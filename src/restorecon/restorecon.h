/* SPDX-License-Identifier: MIT */
/*
 * What relabelling is made of: the settings of the process, a walk over a tree, the work on one
 * file, the digests of directories.
 */
#ifndef RESTORECON_RESTORECON_H
#define RESTORECON_RESTORECON_H

#include <limits.h>
#include <sys/stat.h>

#include <selinux/restorecon.h>

#include "common/at.h"
#include "common/common.h"
#include "common/sha1.h"
#include "label/label.h"

/* settings.c: what was set, as a run finds it. */
struct default_handle;
struct excluded;
struct settings {
	struct default_handle *default_handle; /* NULL: the handle is the caller's */
	struct selabel_handle *handle;
	const char *root; /* as if it were /; NULL: none */
	size_t root_len;
	const struct excluded *excluded; /* by the caller */
	char **mounts;                   /* without labels, sorted */
	size_t mount_count;
	uint64_t files; /* on those with labels, if that was asked for */
};
enum {
	SETTINGS_MOUNTS = 1, /* leave out mounts that keep no labels */
	SETTINGS_FILES = 2   /* count files */
};
int settings_get(struct settings *s, unsigned which) MUST_CHECK;
void settings_put(struct settings *s);
int settings_read_mounts(struct settings *s, unsigned which) MUST_CHECK;
bool settings_exclude(const struct settings *s, const char *path); /* just this path */
bool settings_exclude_below(const struct settings *s, const char *path);

/* walk.c */
enum {
	LABEL_SIZE = 256 /* longer ones are read anew */
};

/* A directory on the way; what is waiting below holds on to it. */
struct directory {
	struct directory *parent, *next;
	int fd; /* -1: not open now */
	unsigned refs, depth;
	uint64_t device, inode;
	bool failed, has_digest; /* something below it has failed; to be stored when all is done */
	uint8_t digest[SHA1_SIZE];
	char *path; /* as it is told and looked up; NULL before it is entered */
	size_t path_len;
	char name[];
};

/* One file, while it is looked at. */
struct object {
	const char *path;
	int dirfd; /* it is called `name` in there */
	const char *name;
	int fd;                   /* itself, open for reading or with O_PATH; or -1 */
	mode_t kind;              /* S_IFMT's bits; 0: not known */
	bool owns_fd;             /* fd is the walk's to close */
	const struct stat *st;    /* NULL: not asked for yet */
	struct directory *parent; /* NULL: it is the top */
	struct directory *self;   /* NULL: no directory, or none that is entered */
};

enum walk_error {
	WALK_ERROR_OPEN, /* a directory or a file */
	WALK_ERROR_READ, /* a directory */
	WALK_ERROR_CYCLE,
	WALK_ERROR_TOO_LONG /* names below this directory */
};

struct walk {
	/* Each returns negative to stop the walk. enter_dir() may return 1: not into this one. It
	 * comes before all below, leave_dir() after it, when the directory may be closed
	 * (walk_dirfd()). */
	int (*enter_dir)(struct walk *w, struct object *o, struct directory *d);
	int (*visit_file)(struct walk *w, struct object *o);
	void (*leave_dir)(struct walk *w, struct directory *d);
	int (*report_error)(struct walk *w, enum walk_error what, const char *path,
		struct directory *d, int error);
	bool (*excluded)(struct walk *w, const char *path);
	void *arg;
	bool one_device;
	unsigned threads;

	/* private */
	int base;
	const char *path;        /* of the top */
	struct directory *queue; /* LOCK_RESTORECON, as the next three */
	unsigned busy;
	int error; /* that stopped the walk */
	int wakeups;
};

/* Walks over the directory called `name` in `base`; `path` is what it is called in messages. */
int walk_run(struct walk *w, int base, const char *name, const char *path) MUST_CHECK;
/* A descriptor of a directory, to be closed only if *opened. */
int walk_dirfd(struct directory *d, bool *opened) MUST_CHECK;

/* path.c */
/* The directory that holds a path's last component, and this. No link on the way is followed. */
int walk_open_parent(const char *path, char name[PATH_MAX]) MUST_CHECK;
/* The path without links on the way to its last component. -ENOTDIR: `link` (empty before) is one
 * that others than root and the caller may have made. */
int path_resolve(const char *path, char resolved[PATH_MAX], char link[PATH_MAX]) MUST_CHECK;
/* The real path of the directory that a path is in, by realpath(3), and its last component. */
int path_real(const char *path, char **resolved) MUST_CHECK;

/* label.c: the object itself, held so that it is no other's label that is read and changed. */
int object_pin(struct object *o) MUST_CHECK;
void object_unpin(struct object *o);
ssize_t object_peek_label(const struct object *o, char label[LABEL_SIZE]);
int object_get_label(const struct object *o, char **label) MUST_CHECK;
int object_set_label(const struct object *o, const char *label) MUST_CHECK;

/* Which fields of a label are compared with, and taken from, the one wanted. */
enum label_fields {
	LABEL_TYPE,
	LABEL_USER_ROLE_TYPE,
	LABEL_WHOLE
};
bool label_matches(const char *label, const char *wanted, enum label_fields fields);
/* Not LABEL_WHOLE: there is nothing to be merged then. */
int label_merge(
	const char *label, const char *wanted, enum label_fields fields, char **merged) MUST_CHECK;

/* assoc.c: the files of several names. */
struct hardlinks;
/* 1: seen before, with the context that is now *con; if another one was wanted, *earlier_path is
 * the name seen before, to be freed. The table remembers so many files and no more. */
int hardlink_check(struct hardlinks **table, const struct stat *st, const char *path,
	const char **context, char **earlier_path) MUST_CHECK;
void hardlinks_free(struct hardlinks *table);

/* digest.c */
enum digest_state {
	DIGEST_NONE, /* nothing can have a label there */
	DIGEST_DIFFERS,
	DIGEST_SAME
};
/* One of these, or a negative errno. */
int digest_compare(
	const struct settings *s, const char *path, int fd, uint8_t computed[SHA1_SIZE]) MUST_CHECK;
int digest_store(int fd, const uint8_t digest[SHA1_SIZE]) MUST_CHECK;
bool digest_supported_on(int fd); /* not on file systems that live in memory */

#endif
