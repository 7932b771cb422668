/* SPDX-License-Identifier: MIT */
#ifndef RESTORECON_DIGEST_H
#define RESTORECON_DIGEST_H

#include "common/sha1.h"

struct selabel_handle;

enum digest_state {
	DIGEST_NONE, /* no specification is for the directory or a path below it */
	DIGEST_DIFFERS,
	DIGEST_SAME
};

/* Whether the directory's file system keeps digests: not if it lives in memory. */
bool digest_supported_on(int fd);
/* One of enum digest_state, or a negative errno. */
int digest_compare(
	struct selabel_handle *h, const char *path, int fd, uint8_t computed[SHA1_SIZE]) MUST_CHECK;
/* 1; 0 if no specification is for the directory or a path below it. */
int digest_compute(
	struct selabel_handle *h, const char *path, uint8_t computed[SHA1_SIZE]) MUST_CHECK;
/* False if none is stored, or none of the right size. */
bool digest_read(int fd, uint8_t stored[SHA1_SIZE]);
int digest_store(int fd, const uint8_t digest[SHA1_SIZE]) MUST_CHECK;
int digest_remove(int fd) MUST_CHECK;

#endif
