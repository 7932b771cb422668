/* SPDX-License-Identifier: MIT */
/*
 * SHA-1 as FIPS 180-4 gives it: no tables, no tricks.
 */
#include <string.h>

#include "common/sha1.h"

static uint32_t rotate(uint32_t x, unsigned n)
{
	return x << n | x >> (32 - n);
}

static uint32_t big_endian(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void take_block(uint32_t state[5], const uint8_t *block)
{
	uint32_t w[80], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];

	for (size_t t = 0; t < 16; t++)
		w[t] = big_endian(block + 4 * t);
	for (unsigned t = 16; t < 80; t++)
		w[t] = rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
	for (unsigned t = 0; t < 80; t++) {
		uint32_t f, k, next;

		if (t < 20)
			f = (b & c) | (~b & d), k = 0x5a827999;
		else if (t < 40)
			f = b ^ c ^ d, k = 0x6ed9eba1;
		else if (t < 60)
			f = (b & c) | (b & d) | (c & d), k = 0x8f1bbcdc;
		else
			f = b ^ c ^ d, k = 0xca62c1d6;
		next = rotate(a, 5) + f + e + k + w[t];
		e = d;
		d = c;
		c = rotate(b, 30);
		b = a;
		a = next;
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
}

void sha1_start(struct sha1 *s)
{
	*s = (struct sha1){
		.state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0},
	};
}

void sha1_add(struct sha1 *s, const void *data, size_t len)
{
	const uint8_t *p = data;
	size_t held = s->length % SHA1_BLOCK;

	s->length += len;
	while (len) {
		size_t n = SHA1_BLOCK - held < len ? SHA1_BLOCK - held : len;

		memcpy(s->block + held, p, n);
		p += n;
		len -= n;
		held = (held + n) % SHA1_BLOCK;
		if (held == 0)
			take_block(s->state, s->block);
	}
}

void sha1_finish(struct sha1 *s, uint8_t digest[SHA1_SIZE])
{
	static const uint8_t padding[SHA1_BLOCK] = {0x80};
	uint64_t bits = s->length * 8;
	size_t held = s->length % SHA1_BLOCK;
	uint8_t length[8];

	for (unsigned i = 0; i < 8; i++)
		length[i] = (uint8_t)(bits >> (56 - 8 * i));
	sha1_add(s, padding, (held < 56 ? 56 : 120) - held);
	sha1_add(s, length, sizeof(length));
	for (unsigned i = 0; i < SHA1_SIZE; i++)
		digest[i] = (uint8_t)(s->state[i / 4] >> (24 - 8 * (i % 4)));
}
