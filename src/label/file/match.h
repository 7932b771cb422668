/* SPDX-License-Identifier: MIT */
#ifndef LABEL_FILE_MATCH_H
#define LABEL_FILE_MATCH_H

#include "label/file/filter.h"
#include "label/file/tree.h"

/* A normalized path that is being matched. */
struct subject {
	const char *key;
	size_t len;
	bool partial; /* longer paths that begin with it count, too */
};
/* The nodes from the root to the deepest one that a path leads to. */
struct descent {
	struct node *nodes[STEM_DEPTH + 1];
	const struct node_index *index[STEM_DEPTH + 1];
	/* What the path has after each node and a slash, and after the next component and a slash;
	 * NULL if there is none. */
	const char *here[STEM_DEPTH + 1], *next[STEM_DEPTH + 1];
	unsigned count;
	const char *rest; /* NULL if no node has the path's next component */
};
/* Finds the specification that applies to a normalized path; -ENOENT if none does. */
int store_match(struct file_store *s, const char *key, enum file_kind kind,
	const struct spec **found) MUST_CHECK;
int store_descend(struct file_store *s, const char *key, struct descent *d) MUST_CHECK;
/* 1 if the expression matches, by its filter or else by PCRE2; 0 if not. -EINVAL: PCRE2 cannot
 * compile it; -ELOOP: PCRE2 gave up. Both are reported once. */
int store_regex_matches(struct file_store *s, uint32_t which, const struct filter *f,
	const struct subject *subject) MUST_CHECK;

#endif
