/* SPDX-License-Identifier: MIT */
#ifndef LABEL_FILE_MATCH_H
#define LABEL_FILE_MATCH_H

#include "label/file/tree.h"

/* The spec that a clean path of this kind has, or NULL; or a negative errno. */
struct subject {
	const char *key;
	size_t len;
	bool partial; /* longer paths that begin with it count, too */
};
struct descent {
	struct node *nodes[STEM_DEPTH + 1];
	const struct node_index *index[STEM_DEPTH + 1];
	uint8_t first_byte[STEM_DEPTH + 1]; /* what the path has behind each node and a slash */
	unsigned count;
	const char *rest; /* NULL if the path went where no node is */
};
int store_match(struct file_store *s, const char *key, enum file_kind kind,
	const struct spec **found) MUST_CHECK;
int store_descend(struct file_store *s, const char *key, struct descent *d) MUST_CHECK;
/* 1 or 0: does the expression, judged by this filter or in the end by PCRE2, match? -EINVAL, and
 * -ELOOP: after a message, the first time; PCRE2 takes it for none, or gave up. */
int store_regex_matches(struct file_store *s, uint32_t which, const struct filter *f,
	const struct subject *subject) MUST_CHECK;

#endif
