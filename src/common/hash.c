/* SPDX-License-Identifier: MIT */
/*
 * Tables from strings to numbers.
 */
#include <string.h>

#include "common/hash.h"

/* Eight bytes at a time; the tables are private, so the byte order may show. */
uint32_t hash_bytes(const char *s, size_t len)
{
	uint64_t h = len, word = 0;

	if (len < sizeof(word)) {
		while (len)
			word = word << 8 | (uint8_t)s[--len];
	} else {
		for (; len > sizeof(word); len -= sizeof(word), s += sizeof(word)) {
			memcpy(&word, s, sizeof(word));
			h = (h ^ word) * 0x9e3779b97f4a7c15;
			h ^= h >> 32;
		}
		memcpy(&word, s - (sizeof(word) - len), sizeof(word));
	}
	return (uint32_t)((h ^ word) * 0x9e3779b97f4a7c15 >> 32);
}

void hash_insert(struct hash_index *index, uint32_t hash, uint32_t number)
{
	uint32_t i = hash_place(index, hash);

	while (index->slots[i].entry)
		i = (i + 1) & index->mask;
	index->slots[i] = (struct hash_slot){hash, number + 1};
	index->used++;
}

/* A table is half full at most. */
int hash_reserve(struct hash_index *index, uint32_t more)
{
	struct hash_index old = *index, bigger = {.mask = old.slots ? old.mask : 7};
	uint64_t least = ((uint64_t)old.used + more) * 2;

	if (old.slots && least <= old.mask)
		return 0;
	while (least > bigger.mask)
		bigger.mask = bigger.mask * 4 + 3;
	bigger.slots = calloc(bigger.mask + (size_t)1, sizeof(*bigger.slots));
	if (!bigger.slots)
		return -ENOMEM;
	for (uint32_t i = 0; old.slots && i <= old.mask; i++)
		if (old.slots[i].entry)
			hash_insert(&bigger, old.slots[i].hash, old.slots[i].entry - 1);
	free(old.slots);
	*index = bigger;
	return 0;
}

void hash_clear(struct hash_index *index)
{
	free(index->slots);
	*index = (struct hash_index){0};
}
