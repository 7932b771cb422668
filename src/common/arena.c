/* SPDX-License-Identifier: MIT */
/*
 * Blocks of memory, the last one of which is being filled.
 */
#include <string.h>

#include "common/arena.h"

enum {
	BLOCK_SIZE = 16384,
	LARGE = BLOCK_SIZE / 2, /* what is larger has a block of its own */
	SPARE = 15              /* bytes behind a block's end that may be used */
};

struct arena_block {
	struct arena_block *before;
	char bytes[];
};

char *arena_add_block(struct arena *a, size_t size)
{
	size_t block_size = size > LARGE ? size : BLOCK_SIZE;
	struct arena_block *b = malloc(sizeof(*b) + block_size + SPARE);

	if (!b)
		return NULL;
	b->before = a->blocks;
	*a = (struct arena){.at = b->bytes, .end = b->bytes + block_size, .blocks = b};
	return a->at;
}

char *arena_copy(struct arena *a, const char *bytes, size_t len)
{
	char *copy = arena_reserve(a, len + 1);

	if (!copy)
		return NULL;
	memcpy(copy, bytes, len);
	copy[len] = '\0';
	arena_keep(a, len + 1);
	return copy;
}

void arena_free(struct arena *a)
{
	for (struct arena_block *b = a->blocks, *before; b; b = before) {
		before = b->before;
		free(b);
	}
	*a = (struct arena){0};
}
