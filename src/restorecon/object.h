/* SPDX-License-Identifier: MIT */
#ifndef RESTORECON_OBJECT_H
#define RESTORECON_OBJECT_H

#include <sys/stat.h>

#include "common/common.h"

enum {
	LABEL_SIZE = 256 /* object_peek_label() does not see longer ones */
};

struct directory;

/* One file, while it is visited. */
struct object {
	const char *path;
	int dirfd; /* of the directory in which it is called `name` */
	const char *name;
	int fd;                   /* of the file, open for reading or with O_PATH; or -1 */
	mode_t kind;              /* S_IFMT's bits; 0: not known */
	bool owns_fd;             /* object_unpin() closes fd */
	const struct stat *st;    /* NULL: not read yet */
	struct directory *parent; /* NULL: it is the top */
	struct directory *self;   /* NULL: it is no directory, or one that was not entered */
};

/* Opens the file with O_PATH, if that was not done, and reads its kind anew. From then on the label
 * that is read and changed is that of the same file. */
int object_pin(struct object *o) MUST_CHECK;
void object_unpin(struct object *o);
/* Reads the label by name, before the file is pinned; returns its length. 0: it is to be read by
 * object_get_label(). */
ssize_t object_peek_label(const struct object *o, char label[LABEL_SIZE]);
int object_get_label(const struct object *o, char **label) MUST_CHECK;
int object_set_label(const struct object *o, const char *label) MUST_CHECK;

#endif
