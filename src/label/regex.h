/* SPDX-License-Identifier: MIT */
/*
 * Regular expressions as the file back end needs them; regex.c alone knows whose they are.
 */
#ifndef LABEL_REGEX_H
#define LABEL_REGEX_H

#include "common/common.h"

struct regex;

enum {
	REGEX_REASON = 256,
	REGEX_LIMIT = 4096
};

/* Compiles ^pattern$. On failure `reason` says why, and the result is -EINVAL or -ENOMEM. */
int regex_compile(const char *pattern, struct regex **regex, char reason[REGEX_REASON]) MUST_CHECK;
void regex_free(struct regex *regex);

/* Working memory of one match at a time; a scratch of NULL is made on first use. */
struct regex_scratch;
void regex_scratch_free(struct regex_scratch *scratch);

/* 1: matches; 0: does not. With `partial`, also 1 if some longer subject that begins with this one
 * might. -ELOOP: gave up, the pattern needs more steps or memory than a label is worth. */
int regex_match(const struct regex *regex, struct regex_scratch **scratch, const char *subject,
	size_t len, bool partial) MUST_CHECK;

#endif
