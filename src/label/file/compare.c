/* SPDX-License-Identifier: MIT */
/*
 * Compares specifications: duplicates in a file, and the sets of two handles.
 */
#define _GNU_SOURCE
#include <string.h>

#include "label/file/compare.h"
#include "label/file/tree.h"

static int by_pattern(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	int r = strcmp(s->specs[i].pattern, s->specs[j].pattern);

	return r ? r : i < j ? -1 : i > j;
}

static bool report_duplicate(const struct file_store *s, const struct spec *x, const struct spec *y)
{
	const char *path = s->handle->path;

	if (x->kind != y->kind && x->kind != KIND_ANY && y->kind != KIND_ANY)
		return false;
	if (!strcmp(x->context, y->context))
		label_report(SELINUX_ERROR, "%s: Multiple same specifications for %s %s.\n", path,
			kind_name(x->kind), x->pattern);
	else
		label_report(SELINUX_ERROR,
			"%s: Multiple different specifications for %s %s  (%s and %s).\n", path,
			kind_name(x->kind), x->pattern, x->context, y->context);
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
			found |= report_duplicate(s, x, y);
		}
	}
	return found ? -EINVAL : 0;
}

static bool same_spec(const struct spec *x, const struct spec *y)
{
	return x->kind == y->kind && !strcmp(x->pattern, y->pattern) &&
	       !strcmp(x->context, y->context);
}

/* What a comparison has found so far: something that only the left set has, or only the right. */
struct difference {
	bool left, right, conflict;
};

/* The specifications of one path; they are adjacent. */
struct group {
	const struct file_store *s;
	const uint32_t *first;
	uint32_t count;
};

static struct group group_at(const struct file_store *s, const struct node_index *in, uint32_t i)
{
	struct group g = {s, in->literals + i, 1};
	const char *path = s->specs[*g.first].path;

	while (i + g.count < in->literal_count && !strcmp(s->specs[g.first[g.count]].path, path))
		g.count++;
	return g;
}

/* The specification that applies to a file of this kind. */
static const struct spec *group_find(const struct group *g, unsigned kind)
{
	for (uint32_t i = 0; i < g->count; i++) {
		const struct spec *spec = &g->s->specs[g->first[i]];

		if (spec->kind == KIND_ANY || spec->kind == kind)
			return spec;
	}
	return NULL;
}

/* In compiled files, lines for different kinds may be in another order. */
static void compare_groups(const struct group *g, const struct group *h, struct difference *d)
{
	for (unsigned kind = KIND_ANY + 1; kind < KIND_COUNT; kind++) {
		const struct spec *x = group_find(g, kind), *y = group_find(h, kind);

		d->left |= x && !y;
		d->right |= y && !x;
		d->conflict |= x && y && !same_spec(x, y);
	}
	d->left |= g->count > h->count;
	d->right |= g->count < h->count;
}

/* Literals are sorted by path. */
static void compare_literals(const struct file_store *s, const struct node_index *n,
	const struct file_store *t, const struct node_index *m, struct difference *d)
{
	uint32_t i = 0, j = 0;

	while (i < n->literal_count && j < m->literal_count) {
		const struct group g = group_at(s, n, i), h = group_at(t, m, j);
		int r = strcmp(s->specs[*g.first].path, t->specs[*h.first].path);

		if (r == 0)
			compare_groups(&g, &h, d);
		d->left |= r < 0;
		d->right |= r > 0;
		i += r <= 0 ? g.count : 0;
		j += r >= 0 ? h.count : 0;
	}
	d->left |= i < n->literal_count;
	d->right |= j < m->literal_count;
}

/* The order of expressions matters: the shorter list must be a subsequence of the longer one. */
static void compare_regexes(const struct file_store *s, const struct node_index *n,
	const struct file_store *t, const struct node_index *m, struct difference *d)
{
	uint32_t i = 0, j = 0;

	while (i < n->regex_count && j < m->regex_count) {
		const struct spec *x = &s->specs[n->regexes[i]], *y = &t->specs[m->regexes[j]];
		bool same = same_spec(x, y);

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

static int compare_nodes(struct file_store *s, struct node *x, struct file_store *t, struct node *y,
	struct difference *d)
{
	const struct node_index *n, *m;
	uint32_t i = 0, j = 0;
	int r = node_expand_sorted(s, x, &n);

	if (r == 0)
		r = node_expand_sorted(t, y, &m);
	if (r < 0)
		return r;
	compare_literals(s, n, t, m, d);
	compare_regexes(s, n, t, m, d);
	while (r == 0 && i < n->child_count && j < m->child_count) {
		int order = strcmp(n->children[i].name, m->children[j].name);

		if (order == 0)
			r = compare_nodes(s, &n->children[i], t, &m->children[j], d);
		d->left |= order < 0;
		d->right |= order > 0;
		i += order <= 0;
		j += order >= 0;
	}
	d->left |= i < n->child_count;
	d->right |= j < m->child_count;
	return r;
}

int store_compare(struct file_store *s, struct file_store *t, enum selabel_cmp_result *result)
{
	struct difference d = {false, false, false};
	int r = compare_nodes(s, &s->root, t, &t->root, &d);

	if (d.conflict || (d.left && d.right))
		*result = SELABEL_INCOMPARABLE;
	else if (d.left)
		*result = SELABEL_SUPERSET;
	else
		*result = d.right ? SELABEL_SUBSET : SELABEL_EQUAL;
	return r;
}
