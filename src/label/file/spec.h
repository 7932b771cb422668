/* SPDX-License-Identifier: MIT */
/*
 * What the readers of text and of compiled files see of the store that they fill.
 */
#ifndef LABEL_FILE_SPEC_H
#define LABEL_FILE_SPEC_H

#include "common/arena.h"
#include "label/file/kind.h"
#include "label/digest.h"
#include "label/report.h"

enum {
	TOKEN_LIMIT = 65535 /* bytes of a pattern or a context */
};

struct file_store;
struct selabel_handle;

int store_new(struct file_store **store, const struct selabel_handle *h) MUST_CHECK;
void store_free(struct file_store *s);
/* The file that the following specifications are from; `name` is for messages. */
int store_begin_input(struct file_store *s, const char *name) MUST_CHECK;
/* Adds a specification, whose strings stay where they are; SUBSET may leave it out. -EINVAL after a
 * message: pattern or context is bad (they are looked at only with VALIDATE). */
int store_add(struct file_store *s, const char *pattern, enum file_kind kind, const char *context,
	uint32_t lineno) MUST_CHECK;
void store_truncate(struct file_store *s, uint32_t spec_count);
/* All is in. */
int store_close(struct file_store *s) MUST_CHECK;

/* While it is filled: where strings go that are in no text, a text that strings are in (it becomes
 * the store's), and the digest, or NULL. */
struct arena *store_strings(struct file_store *s);
void store_keep_text(struct file_store *s, char *text);
struct label_digest *store_digest(const struct file_store *s);

/* text.c, bin.c: a file into the store. -EINVAL: what is wrong with a specification was
 * told. The latter has -EBADMSG for what is no compiled file, or a damaged one. */
int file_text_load(struct file_store *s, const char *path) MUST_CHECK;
int file_bin_load(struct file_store *s, const char *path) MUST_CHECK;
bool file_is_compiled(const void *data, size_t size);

#endif
