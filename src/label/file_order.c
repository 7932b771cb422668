/* SPDX-License-Identifier: MIT */
/*
 * Literals sorted by path and nodes by name, for those who ask for all that there are: digests,
 * comparisons, statistics. Made when first needed, under LOCK_LABEL, and published atomically.
 */
#define _GNU_SOURCE
#include "label/file.h"

void order_free(struct order *order)
{
	if (!order)
		return;
	free(order->nodes);
	free(order->literals);
	free(order->children);
	free(order);
}

/* By node, then path; of one path, the last file's first, and in a file the first line's. */
static int by_path(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	const struct spec *x = &s->specs[i], *y = &s->specs[j];
	size_t len = x->path_len < y->path_len ? x->path_len : y->path_len;
	int r;

	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	r = memcmp(x->path, y->path, len);
	if (r)
		return r;
	if (x->path_len != y->path_len)
		return x->path_len < y->path_len ? -1 : 1;
	if (x->input != y->input)
		return x->input > y->input ? -1 : 1;
	return i < j ? -1 : i > j;
}

static int by_name(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	const struct node *x = &s->nodes[*(const uint32_t *)a];
	const struct node *y = &s->nodes[*(const uint32_t *)b];

	if (x->parent != y->parent)
		return x->parent < y->parent ? -1 : 1;
	return strcmp(x->name, y->name);
}

static void sort_literals(struct file_store *s, struct order *o)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < s->spec_count; i++)
		if (s->specs[i].literal)
			o->literals[count++] = i;
	qsort_r(o->literals, count, sizeof(uint32_t), by_path, s);
	for (uint32_t i = 0; i < count; i++) {
		struct node_order *node = &o->nodes[s->specs[o->literals[i]].node];

		if (!node->literal_count++)
			node->literals = i;
	}
}

static void sort_children(struct file_store *s, struct order *o)
{
	uint32_t count = s->node_count - 1; /* all but the root */

	for (uint32_t i = 0; i < count; i++)
		o->children[i] = i + 1;
	qsort_r(o->children, count, sizeof(uint32_t), by_name, s);
	for (uint32_t i = 0; i < count; i++) {
		struct node_order *parent = &o->nodes[s->nodes[o->children[i]].parent];

		if (!parent->child_count++)
			parent->children = i;
	}
}

static struct order *order_new(struct file_store *s)
{
	struct order *o = calloc(1, sizeof(*o));

	if (!o)
		return NULL;
	o->nodes = calloc(s->node_count, sizeof(*o->nodes));
	o->literals = malloc((s->spec_count + 1) * sizeof(uint32_t));
	o->children = malloc(s->node_count * sizeof(uint32_t));
	if (!o->nodes || !o->literals || !o->children) {
		order_free(o);
		return NULL;
	}
	sort_literals(s, o);
	sort_children(s, o);
	return o;
}

int store_order(struct file_store *s, const struct order **order)
{
	struct order *o = __atomic_load_n(&s->order, __ATOMIC_ACQUIRE);

	if (!o) {
		lock_take(LOCK_LABEL);
		o = s->order;
		if (!o && (o = order_new(s)))
			__atomic_store_n(&s->order, o, __ATOMIC_RELEASE);
		lock_drop(LOCK_LABEL);
	}
	*order = o;
	return o ? 0 : -ENOMEM;
}
