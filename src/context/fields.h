/* SPDX-License-Identifier: MIT */
#ifndef CONTEXT_FIELDS_H
#define CONTEXT_FIELDS_H

#include "common/common.h"

/* The fields of a context that a comparison or a merge is about. The range is never compared
 * alone. */
enum context_fields {
	FIELDS_TYPE,
	FIELDS_USER_ROLE_TYPE,
	FIELDS_ALL
};

/* Whether two contexts are the same string, or have these fields, all of them, in common. */
bool context_fields_match(const char *a, const char *b, enum context_fields fields);
/* A new string: the context with these fields (not FIELDS_ALL) replaced by those of `source`. */
int context_merge_fields(const char *context, const char *source, enum context_fields fields,
	char **merged) MUST_CHECK;
/* As strcmp(), of what follows the user; less than all others is a context without a colon, and
 * less than that NULL. */
int context_compare_without_user(const char *a, const char *b);

#endif
