/* SPDX-License-Identifier: MIT */
/*
 * The first bytes of a string, eight at most, which are compared at once.
 */
#ifndef LABEL_BEGINNING_H
#define LABEL_BEGINNING_H

#include <string.h>
#include "common/common.h"

struct beginning {
	uint64_t bytes, mask; /* the first byte is the lowest; mask: which are known */
};

/* The first bytes of a string of this length, which a beginning can fit. */
static inline uint64_t first_bytes(const char *s, size_t len)
{
	uint64_t bytes = 0;

	if (len < sizeof(bytes)) {
		for (unsigned i = 0; i < len; i++)
			bytes |= (uint64_t)(uint8_t)s[i] << 8 * i;
		return bytes;
	}
	memcpy(&bytes, s, sizeof(bytes));
	return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? bytes : __builtin_bswap64(bytes);
}

static inline bool beginning_fits(const struct beginning *b, uint64_t bytes)
{
	return !((b->bytes ^ bytes) & b->mask);
}

/* Adds what follows the bytes that it has. */
static inline void beginning_add(struct beginning *b, const char *s, size_t len)
{
	for (unsigned shift = 0; len && shift < 64; shift += 8) {
		if (b->mask >> shift & UINT8_MAX)
			continue;
		b->bytes |= (uint64_t)(uint8_t)*s++ << shift;
		b->mask |= (uint64_t)UINT8_MAX << shift;
		len--;
	}
}

#endif
