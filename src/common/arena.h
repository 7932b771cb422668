/* SPDX-License-Identifier: MIT */
/*
 * Strings and small tables that are freed together. Fifteen bytes behind any may be read,
 * and behind the last one written. No lock: callers see to that.
 */
#ifndef COMMON_ARENA_H
#define COMMON_ARENA_H

#include "common/common.h"

struct arena {
	char *at, *end; /* what is free of the last block */
	struct arena_block *blocks;
};

char *arena_add_block(struct arena *a, size_t size) MUST_CHECK;

/* Space for so many bytes, of which arena_keep() keeps the first; until then the next call may give
 * out the same. NULL: no memory. */
static inline MUST_CHECK char *arena_reserve(struct arena *a, size_t size)
{
	return (size_t)(a->end - a->at) >= size ? a->at : arena_add_block(a, size);
}

static inline void arena_keep(struct arena *a, size_t size)
{
	a->at += size;
}

/* A copy, with a NUL behind it. */
char *arena_copy(struct arena *a, const char *bytes, size_t len) MUST_CHECK;
void arena_free(struct arena *a);

#endif
