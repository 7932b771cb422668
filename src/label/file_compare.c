/* SPDX-License-Identifier: MIT */
/*
 * Specifications against each other: one said twice in a file, and the sets of two handles.
 */
#define _GNU_SOURCE
#include "label/file.h"

static int by_pattern(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	int r = strcmp(s->specs[i].pattern, s->specs[j].pattern);

	return r ? r : i < j ? -1 : i > j;
}

static bool tell_duplicate(const struct file_store *s, const struct spec *x, const struct spec *y)
{
	const char *path = s->handle->path;

	if (x->kind != y->kind && x->kind != KIND_ANY && y->kind != KIND_ANY)
		return false;
	if (x->context == y->context)
		label_report(SELINUX_ERROR, "%s: Multiple same specifications for %s %s.\n", path,
			kind_name(x->kind), x->pattern);
	else
		label_report(SELINUX_ERROR,
			"%s: Multiple different specifications for %s %s  (%s and %s).\n", path,
			kind_name(x->kind), x->pattern, spec_context(s, x),
			spec_context(s, y));
	return true;
}

int store_refuse_duplicates(const struct file_store *s)
{
	AUTO_FREE uint32_t *order = malloc((s->spec_count + 1) * sizeof(*order));
	bool found = false;

	if (!order)
		return -ENOMEM;
	for (uint32_t i = 0; i < s->spec_count; i++)
		order[i] = i;
	qsort_r(order, s->spec_count, sizeof(*order), by_pattern, (void *)s);
	for (uint32_t i = 0; i < s->spec_count; i++) {
		const struct spec *x = &s->specs[order[i]];

		for (uint32_t j = i + 1; j < s->spec_count; j++) {
			const struct spec *y = &s->specs[order[j]];

			if (strcmp(x->pattern, y->pattern) != 0)
				break;
			found |= tell_duplicate(s, x, y);
		}
	}
	return found ? -EINVAL : 0;
}

static bool same_spec(const struct file_store *s, const struct spec *x, const struct file_store *t,
	const struct spec *y)
{
	return x->kind == y->kind && !strcmp(x->pattern, y->pattern) &&
	       !strcmp(spec_context(s, x), spec_context(t, y));
}

/* What is seen so far of two sets: has either something that the other has not? */
struct difference {
	bool left, right, conflict;
};

/* One of the two sets. */
struct side {
	const struct file_store *s;
	const struct order *order;
};

static const struct node_order *order_of(const struct side *side, const struct node *node)
{
	return &side->order->nodes[node - side->s->nodes];
}

/* Literals stand in order of their paths, so equal ones meet. */
static void compare_literals(const struct side *a, const struct node *n, const struct side *b,
	const struct node *m, struct difference *d)
{
	const struct node_order *left = order_of(a, n), *right = order_of(b, m);
	uint32_t i = 0, j = 0;

	while (i < left->literal_count && j < right->literal_count) {
		const struct spec *x = &a->s->specs[a->order->literals[left->literals + i]];
		const struct spec *y = &b->s->specs[b->order->literals[right->literals + j]];
		int r = strcmp(x->path, y->path);

		d->left |= r < 0;
		d->right |= r > 0;
		d->conflict |= r == 0 && !same_spec(a->s, x, b->s, y);
		i += r <= 0;
		j += r >= 0;
	}
	d->left |= i < left->literal_count;
	d->right |= j < right->literal_count;
}

/* The order of expressions matters: the fewer ones must be among the others in the same order. */
static void compare_regexes(const struct side *a, const struct node *n, const struct side *b,
	const struct node *m, struct difference *d)
{
	uint32_t i = 0, j = 0;

	while (i < n->regex_count && j < m->regex_count) {
		const struct spec *x = &a->s->specs[a->s->regexes[n->regexes + i]];
		const struct spec *y = &b->s->specs[b->s->regexes[m->regexes + j]];
		bool same = same_spec(a->s, x, b->s, y);

		if (!same && n->regex_count == m->regex_count)
			d->conflict = true;
		i += same || n->regex_count >= m->regex_count;
		j += same || n->regex_count <= m->regex_count;
		if (!same) {
			d->left |= n->regex_count > m->regex_count;
			d->right |= n->regex_count < m->regex_count;
		}
	}
	d->conflict |= (i < n->regex_count && n->regex_count < m->regex_count) ||
		       (j < m->regex_count && m->regex_count < n->regex_count);
	d->left |= i < n->regex_count;
	d->right |= j < m->regex_count;
}

static void compare_nodes(const struct side *a, const struct node *n, const struct side *b,
	const struct node *m, struct difference *d)
{
	const struct node_order *left = order_of(a, n), *right = order_of(b, m);
	uint32_t i = 0, j = 0;

	compare_literals(a, n, b, m, d);
	compare_regexes(a, n, b, m, d);
	while (i < left->child_count && j < right->child_count) {
		const struct node *x = &a->s->nodes[a->order->children[left->children + i]];
		const struct node *y = &b->s->nodes[b->order->children[right->children + j]];
		int r = strcmp(x->name, y->name);

		if (r == 0)
			compare_nodes(a, x, b, y, d);
		d->left |= r < 0;
		d->right |= r > 0;
		i += r <= 0;
		j += r >= 0;
	}
	d->left |= i < left->child_count;
	d->right |= j < right->child_count;
}

int store_compare(struct file_store *s, struct file_store *t, enum selabel_cmp_result *result)
{
	struct difference d = {false, false, false};
	struct side a = {.s = s}, b = {.s = t};
	int r = store_order(s, &a.order);

	if (r == 0)
		r = store_order(t, &b.order);
	if (r < 0)
		return r;
	compare_nodes(&a, s->nodes, &b, t->nodes, &d);
	if (d.conflict || (d.left && d.right))
		*result = SELABEL_INCOMPARABLE;
	else if (d.left)
		*result = SELABEL_SUPERSET;
	else
		*result = d.right ? SELABEL_SUBSET : SELABEL_EQUAL;
	return 0;
}
