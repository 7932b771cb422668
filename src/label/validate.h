/* SPDX-License-Identifier: MIT */
#ifndef LABEL_VALIDATE_H
#define LABEL_VALIDATE_H

#include "common/common.h"

struct selabel_handle;

/* A context of a specification. It is used as the file has it until it is validated: when the file
 * is read (VALIDATE, file back end), or when it is first looked up. */
struct label_context {
	const char *raw;     /* as the file has it */
	const char *checked; /* NULL, or the canonical form; atomic, set once */
};

/* Whether contexts of this handle are validated at all. */
bool label_contexts_are_checked(const struct selabel_handle *h);
/* Gives the form to be used, validating the context if that is required and was not done. `path`
 * and `lineno` (or 0) are for messages. Calls functions of the program: no lock may be held. */
int label_context_use(const struct selabel_handle *h, struct label_context *c, const char *path,
	unsigned lineno, const char **con) MUST_CHECK;
int label_context_check(const struct selabel_handle *h, struct label_context *c, const char *path,
	unsigned lineno) MUST_CHECK;
/* Frees the canonical form, not the raw one. */
void label_context_free(struct label_context *c);

#endif
