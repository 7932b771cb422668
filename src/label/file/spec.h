/* SPDX-License-Identifier: MIT */
/*
 * The store as the readers of text and compiled files see it.
 */
#ifndef LABEL_FILE_SPEC_H
#define LABEL_FILE_SPEC_H

#include "common/arena.h"
#include "label/file/kind.h"
#include "label/digest.h"
#include "label/report.h"

enum {
	TOKEN_LIMIT = 65535 /* of a pattern or a context, in bytes */
};

struct file_store;
struct selabel_handle;

int store_new(struct file_store **store, const struct selabel_handle *h) MUST_CHECK;
void store_free(struct file_store *s);
/* Begins the file that the following specifications are from; `name` is for messages. */
int store_begin_input(struct file_store *s, const char *name) MUST_CHECK;
/* So many specifications are likely to follow. */
void store_expect(struct file_store *s, uint32_t count);
/* Adds a specification, whose strings must live as long as the store; does nothing if SUBSET
 * excludes it. -EINVAL after a message: the pattern or context is bad, which is checked with
 * VALIDATE only. */
int store_add(struct file_store *s, const char *pattern, enum file_kind kind, const char *context,
	uint32_t lineno) MUST_CHECK;
void store_truncate(struct file_store *s, uint32_t spec_count);
/* Ends filling. */
int store_close(struct file_store *s) MUST_CHECK;

/* For filling: the arena for strings that are in no text; a text that strings are in, which the
 * store will free; and the digest, or NULL. */
struct arena *store_strings(struct file_store *s);
void store_keep_text(struct file_store *s, char *text);
struct label_digest *store_digest(const struct file_store *s);

/* text.c, bin.c: read a file into the store. -EINVAL: a specification is bad, and was reported.
 * file_bin_load() returns -EBADMSG if the file is not compiled, or damaged. */
int file_text_load(struct file_store *s, const char *path) MUST_CHECK;
int file_bin_load(struct file_store *s, const char *path) MUST_CHECK;
bool file_is_compiled(const void *data, size_t size);

#endif
