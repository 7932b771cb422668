/* SPDX-License-Identifier: MIT */
/*
 * Tables from strings to numbers, by open addressing. The strings are the caller's: of the numbers
 * that have a string's hash he finds the right one.
 */
#ifndef COMMON_HASH_H
#define COMMON_HASH_H

#include "common/common.h"

struct hash_index {
	struct hash_slot {
		uint32_t hash, entry; /* number + 1, or 0 */
	} * slots;
	uint32_t mask, used;
};

enum {
	HASH_END = UINT32_MAX
};

uint32_t hash_bytes(const char *s, size_t len);
/* Makes room for so many more. */
int hash_reserve(struct hash_index *index, uint32_t more) MUST_CHECK;
void hash_insert(struct hash_index *index, uint32_t hash, uint32_t number);
void hash_clear(struct hash_index *index);

static inline uint32_t hash_place(const struct hash_index *index, uint32_t hash)
{
	return hash & index->mask;
}

/* The next number of this hash, from *place = hash_place() on. The table may be empty. */
static inline uint32_t hash_next(const struct hash_index *index, uint32_t hash, uint32_t *place)
{
	while (index->slots) {
		const struct hash_slot *slot = &index->slots[*place];

		if (!slot->entry)
			break;
		*place = (*place + 1) & index->mask;
		if (slot->hash == hash)
			return slot->entry - 1;
	}
	return HASH_END;
}

#endif
