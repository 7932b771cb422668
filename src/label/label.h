/* SPDX-License-Identifier: MIT */
/*
 * Labels by key: what the other rooms use of selabel_open() and its relatives.
 */
#ifndef LABEL_LABEL_H
#define LABEL_LABEL_H

#include <selinux/label.h>

#include "common/common.h"
#include "common/sha1.h"

/* The attribute in which restorecon stores the digest of a directory. */
#define SEHASH_XATTR "security.sehash"

struct label_options {
	const char *path;   /* NULL: the policy's own */
	const char *subset; /* NULL: all of it */
	bool base_only, validate, digest;
	bool canonicalize; /* contexts are validated by the kernel on first use */
};

/* handle.c. Contexts are raw. */
int label_open_files(
	const struct label_options *options, struct selabel_handle **handle) MUST_CHECK;
void label_close(struct selabel_handle *h);
/* The context is a copy. */
int label_lookup(struct selabel_handle *h, const char *key, int type, char **con) MUST_CHECK;
/* The context is the handle's own and lives as long as the handle. */
int label_lookup_borrowed(
	struct selabel_handle *h, const char *key, int type, const char **con) MUST_CHECK;
/* The digest of all specifications that may match `key` or a path below it. -ENOENT: there are
 * none; -ENOTSUP: the handle is not one of files. */
int label_hash_matches(
	struct selabel_handle *h, const char *key, uint8_t digest[SHA1_SIZE]) MUST_CHECK;
/* Whether the handle was opened with SELABEL_OPT_DIGEST. */
bool label_has_digest(const struct selabel_handle *h);
void label_stats(struct selabel_handle *h);

/* customizable.c. 1 if the context's type is one that relabelling leaves alone, else 0. */
int label_is_customizable(const char *con) MUST_CHECK;

#endif
