/* SPDX-License-Identifier: MIT */
#ifndef LABEL_FILE_PARTIAL_H
#define LABEL_FILE_PARTIAL_H

#include "label/file/store.h"

/* Calls `visit` for all specifications that match this path or may match one that begins with it,
 * in the order of the digests; stops when it returns nonzero. */
typedef int match_visitor(const struct file_store *s, const struct spec *spec, void *arg);
int match_partial(
	struct file_store *s, const char *key, match_visitor *visit, void *arg) MUST_CHECK;

#endif
