/* SPDX-License-Identifier: MIT */
#ifndef LABEL_DIGEST_H
#define LABEL_DIGEST_H

#include "common/sha1.h"

/* SHA-1 over the specification files, in the order in which they were read. */
struct label_digest {
	struct sha1 sum;
	uint8_t value[SHA1_SIZE];
	char **files;
	size_t count, capacity;
};

/* Adds a file; `digest` may be NULL. */
int label_digest_add(
	struct label_digest *digest, const char *path, const void *data, size_t size) MUST_CHECK;
void label_digest_free(struct label_digest *digest); /* which may be NULL */

#endif
