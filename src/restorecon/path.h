/* SPDX-License-Identifier: MIT */
#ifndef RESTORECON_PATH_H
#define RESTORECON_PATH_H

#include <limits.h>

#include "common/common.h"

/* A descriptor of the directory that a path's last component is in, and this component. No symbolic
 * link on the way is followed. */
int path_open_parent(const char *path, char name[PATH_MAX]) MUST_CHECK;
/* The path without symbolic links on the way to its last component. -ENOTDIR: `link`, which must be
 * empty before, is one that another user may have made. */
int path_resolve(const char *path, char resolved[PATH_MAX], char link[PATH_MAX]) MUST_CHECK;
/* The canonical path (realpath(3)) of the directory that a path is in, and its last component. */
int path_real(const char *path, char **resolved) MUST_CHECK;

#endif
