/* SPDX-License-Identifier: MIT */
/*
 * Regular expressions as the file back end needs them.
 */
#ifndef LABEL_REGEX_H
#define LABEL_REGEX_H

#include "common/common.h"

struct regex;

enum {
	REGEX_REASON = 256,
	REGEX_LIMIT = 4096,
	REGEX_SLOTS = 8
};

/* Compiles ^pattern$. -EINVAL: `reason` says why; or -ENOMEM. */
int regex_compile(const char *pattern, struct regex **regex, char reason[REGEX_REASON]) MUST_CHECK;
void regex_free(struct regex *regex);

/* Working memory of one match at a time. regex_match() allocates it if it is NULL. */
struct regex_scratch;
void regex_scratch_free(struct regex_scratch *scratch);

/* 1: the subject matches; 0: it does not. With `partial`, also 1 if a longer subject that begins
 * with this one may match. -ELOOP: the match was given up, as it needs too many steps or too much
 * memory. */
int regex_match(const struct regex *regex, struct regex_scratch **scratch, const char *subject,
	size_t len, bool partial) MUST_CHECK;

/* Scratches for matches by several threads at once. All zeros is an empty pool. */
struct regex_pool {
	struct {
		struct regex_scratch *scratch; /* atomic; NULL while it is in use */
		char padding[56];              /* each slot has a cache line of its own */
	} slots[REGEX_SLOTS];
};
int regex_pool_match(struct regex_pool *pool, const struct regex *regex, const char *subject,
	size_t len, bool partial) MUST_CHECK;
void regex_pool_clear(struct regex_pool *pool);

#endif
