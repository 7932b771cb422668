/* SPDX-License-Identifier: MIT */
#ifndef LABEL_SUBSTITUTE_H
#define LABEL_SUBSTITUTE_H

#include "label/digest.h"

struct substitution;

/* Adds the substitutions of a file to the list. A file that does not exist adds none. */
int substitutions_load(
	struct substitution **list, const char *path, struct label_digest *digest) MUST_CHECK;
void substitutions_free(struct substitution *list);
/* 1: *changed is the new path, to be freed; 0: no substitution applies. */
int substitute(const struct substitution *list, const char *key, char **changed) MUST_CHECK;

#endif
