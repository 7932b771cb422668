/* SPDX-License-Identifier: MIT */
/*
 * Specifications against each other: one said twice in a file, and the sets of two handles.
 */
#define _GNU_SOURCE
#include <string.h>

#include "label/file.h"

static int by_pattern(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	int r = strcmp(spec_pattern(s, &s->specs[i]), spec_pattern(s, &s->specs[j]));

	return r ? r : i < j ? -1 : i > j;
}

static bool tell_duplicate(const struct file_store *s, const struct spec *x, const struct spec *y)
{
	const char *path = s->handle->path;

	if (x->kind != y->kind && x->kind != KIND_ANY && y->kind != KIND_ANY)
		return false;
	if (x->context == y->context)
		label_report(SELINUX_ERROR, "%s: Multiple same specifications for %s %s.\n", path,
			kind_name(x->kind), spec_pattern(s, x));
	else
		label_report(SELINUX_ERROR,
			"%s: Multiple different specifications for %s %s  (%s and %s).\n", path,
			kind_name(x->kind), spec_pattern(s, x), spec_context(s, x),
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

			if (strcmp(spec_pattern(s, x), spec_pattern(s, y)) != 0)
				break;
			found |= tell_duplicate(s, x, y);
		}
	}
	return found ? -EINVAL : 0;
}

static bool same_spec(const struct file_store *s, const struct spec *x, const struct file_store *t,
	const struct spec *y)
{
	return x->kind == y->kind && !strcmp(spec_pattern(s, x), spec_pattern(t, y)) &&
	       !strcmp(spec_context(s, x), spec_context(t, y));
}

/* What is seen so far of two sets: has either something that the other has not? */
struct difference {
	bool left, right, conflict;
};

/* Literals stand in order of their paths, so equal ones meet. */
static void compare_literals(const struct file_store *s, const struct node *n,
	const struct file_store *t, const struct node *m, struct difference *d)
{
	uint32_t i = 0, j = 0;

	while (i < n->literal_count && j < m->literal_count) {
		const struct spec *x = &s->specs[s->literals[n->literals + i]];
		const struct spec *y = &t->specs[t->literals[m->literals + j]];
		size_t len = x->fixed_len < y->fixed_len ? x->fixed_len : y->fixed_len;
		int r = memcmp(s->text + x->fixed, t->text + y->fixed, len);

		if (!r)
			r = (x->fixed_len > len) - (y->fixed_len > len);
		d->left |= r < 0;
		d->right |= r > 0;
		d->conflict |= r == 0 && !same_spec(s, x, t, y);
		i += r <= 0;
		j += r >= 0;
	}
	d->left |= i < n->literal_count;
	d->right |= j < m->literal_count;
}

/* The order of expressions matters: the fewer ones must be among the others in the same order. */
static void compare_regexes(const struct file_store *s, const struct node *n,
	const struct file_store *t, const struct node *m, struct difference *d)
{
	uint32_t i = 0, j = 0;

	while (i < n->regex_count && j < m->regex_count) {
		const struct spec *x = &s->specs[s->regexes[n->regexes + i]];
		const struct spec *y = &t->specs[t->regexes[m->regexes + j]];
		bool same = same_spec(s, x, t, y);

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

static void compare_nodes(const struct file_store *s, const struct node *n,
	const struct file_store *t, const struct node *m, struct difference *d)
{
	uint32_t i = 0, j = 0;

	compare_literals(s, n, t, m, d);
	compare_regexes(s, n, t, m, d);
	while (i < n->child_count && j < m->child_count) {
		const struct node *x = &s->nodes[s->children[n->children + i]];
		const struct node *y = &t->nodes[t->children[m->children + j]];
		int r = strcmp(s->text + x->name, t->text + y->name);

		if (r == 0)
			compare_nodes(s, x, t, y, d);
		d->left |= r < 0;
		d->right |= r > 0;
		i += r <= 0;
		j += r >= 0;
	}
	d->left |= i < n->child_count;
	d->right |= j < m->child_count;
}

enum selabel_cmp_result store_compare(const struct file_store *s, const struct file_store *t)
{
	struct difference d = {false, false, false};

	compare_nodes(s, s->nodes, t, t->nodes, &d);
	if (d.conflict || (d.left && d.right))
		return SELABEL_INCOMPARABLE;
	if (d.left)
		return SELABEL_SUPERSET;
	return d.right ? SELABEL_SUBSET : SELABEL_EQUAL;
}
