/* SPDX-License-Identifier: MIT */
#ifndef LABEL_FILE_TREE_H
#define LABEL_FILE_TREE_H

#include "label/file/pattern.h"
#include "label/file/store.h"

struct filter {
	const char *prefix;   /* what every match begins with */
	const char *required; /* what every match contains after that */
	uint16_t prefix_len, required_len;
	uint8_t bigrams[BIGRAMS]; /* of `required` */
	uint8_t kind, tail;
	bool floats;        /* any directories, or none, and `required` come before the tail */
	uint8_t first_byte; /* what every match has after the node's path and a slash; 0: not known
			     */
};

/* The node's index, made on first use. */
int node_expand(
	struct file_store *s, struct node *node, const struct node_index **index) MUST_CHECK;
/* Also sorts its literals by path. */
int node_expand_sorted(
	struct file_store *s, struct node *node, const struct node_index **index) MUST_CHECK;
void node_free(struct node *node);
struct node *node_child(const struct node_index *in, const char *name, size_t len);

#endif
