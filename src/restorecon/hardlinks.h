/* SPDX-License-Identifier: MIT */
#ifndef RESTORECON_HARDLINKS_H
#define RESTORECON_HARDLINKS_H

#include <sys/stat.h>

#include "common/common.h"

struct hardlinks;

/* 0: the file was not seen before, and is added to the table, which is made if it is NULL. 1: it
 * was seen by another name, and *context is now the context that it got; if that differs from the
 * one given, *earlier_path is that name, to be freed. */
int hardlink_check(struct hardlinks **table, const struct stat *st, const char *path,
	const char **context, char **earlier_path) MUST_CHECK;
void hardlinks_free(struct hardlinks *table); /* which may be NULL */

#endif
