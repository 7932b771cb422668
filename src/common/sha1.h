/* SPDX-License-Identifier: MIT */
/*
 * SHA-1 (FIPS 180-4): the digests of specification files and of what they say about a directory
 * have used it since they were first stored on disks, so it names things here and protects nothing.
 */
#ifndef COMMON_SHA1_H
#define COMMON_SHA1_H

#include "common/common.h"

enum {
	SHA1_SIZE = 20,
	SHA1_BLOCK = 64
};

struct sha1 {
	uint32_t state[5];
	uint64_t length; /* bytes taken so far */
	uint8_t block[SHA1_BLOCK];
};

void sha1_start(struct sha1 *s);
void sha1_add(struct sha1 *s, const void *data, size_t len);
void sha1_finish(struct sha1 *s, uint8_t digest[SHA1_SIZE]);

#endif
