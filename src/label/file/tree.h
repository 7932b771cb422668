/* SPDX-License-Identifier: MIT */
#ifndef LABEL_FILE_TREE_H
#define LABEL_FILE_TREE_H

#include "label/file/store.h"

/* The node's index, made on first use. */
int node_expand(
	struct file_store *s, struct node *node, const struct node_index **index) MUST_CHECK;
/* Also sorts its literals by path. */
int node_expand_sorted(
	struct file_store *s, struct node *node, const struct node_index **index) MUST_CHECK;
void node_free(struct node *node);
struct node *node_child(const struct node_index *in, const char *name, size_t len);

#endif
