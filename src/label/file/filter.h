/* SPDX-License-Identifier: MIT */
/*
 * The filters of a node's expressions, which tell without PCRE2 that most do not match.
 */
#ifndef LABEL_FILE_FILTER_H
#define LABEL_FILE_FILTER_H

#include "label/file/pattern.h"
#include "label/file/store.h"

struct filter {
	const char *prefix;   /* what every match begins with */
	const char *required; /* what every match contains after that */
	uint16_t prefix_len, required_len;
	uint8_t bigrams[BIGRAMS]; /* of `required` */
	uint8_t kind, tail;
	bool floats; /* any directories, or none, and `required` come before the tail */
	uint8_t gap;
	uint16_t after_len; /* of the bytes that follow the prefix in memory, and the gap in a path
			     */
};

/* Bytes that a match of a filter has where `kind` says; of several heads of a filter one fits. */
struct head {
	struct beginning beginning;
	uint32_t filter;  /* its index */
	uint32_t run_end; /* index of the first head after it with another kind or `first` */
	uint16_t first;   /* the first two bytes; 0 if the kind is HEAD_UNKNOWN */
	uint8_t kind;
};

/* Makes the filter of the index's expression `at`, and its heads. */
int filter_make(struct file_store *s, const struct node *node, struct node_index *in,
	uint32_t at) MUST_CHECK;
/* Once all filters are made. */
void filters_sort_heads(struct node_index *in);

#endif
