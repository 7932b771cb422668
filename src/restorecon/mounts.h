/* SPDX-License-Identifier: MIT */
#ifndef RESTORECON_MOUNTS_H
#define RESTORECON_MOUNTS_H

#include "common/common.h"

struct mounts {
	char **paths; /* mountpoints of file systems without labels, sorted */
	size_t count, capacity;
	uint64_t files; /* on the file systems with labels */
};

enum {
	MOUNTS_UNLABELED = 1,  /* `paths` is wanted */
	MOUNTS_COUNT_FILES = 2 /* `files` is wanted */
};

/* Reads /proc/mounts; nothing where SELinux is disabled. After a failure, too, mounts_free() is
 * needed. */
int mounts_read(struct mounts *m, unsigned which) MUST_CHECK;
void mounts_free(struct mounts *m);
/* Only mountpoints in `paths` count. */
bool is_mountpoint(const struct mounts *m, const char *path);
bool is_below_mountpoint(const struct mounts *m, const char *path);
/* Whether a path is below a directory, whose path has `len` bytes. False for the root. */
bool path_is_below(const char *path, const char *directory, size_t len);

#endif
