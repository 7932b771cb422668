/* SPDX-License-Identifier: MIT */
/*
 * Blocks of memory, the last one of which is being filled.
 */
#include <string.h>

#include "common/arena.h"

enum {
	BLOCK_SIZE = 16384,
	LARGE = BLOCK_SIZE / 2 /* what is larger has a block of its own */
};

struct arena_block {
	struct arena_block *before;
	size_t used, size;
	char bytes[];
};

char *arena_reserve(struct arena *a, size_t size)
{
	struct arena_block *b = a->blocks;
	size_t block_size = size > LARGE ? size : BLOCK_SIZE;

	if (b && b->size - b->used >= size)
		return b->bytes + b->used;
	b = malloc(sizeof(*b) + block_size);
	if (!b)
		return NULL;
	*b = (struct arena_block){.before = a->blocks, .size = block_size};
	a->blocks = b;
	return b->bytes;
}

void arena_keep(struct arena *a, size_t size)
{
	a->blocks->used += size;
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
	a->blocks = NULL;
}
