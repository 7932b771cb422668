/* SPDX-License-Identifier: MIT */
/*
 * All specifications that say something of a path or of what is below it. The order is that of
 * stock 3.8 and later, for digests of it are on disks: first what hangs below the path, node by
 * node, and then what is on the way to it, from the bottom up; literals before expressions;
 * expressions below in their order, those on the way from the last to the first.
 */
#include "label/file.h"

struct visits {
	struct file_store *s;
	const struct order *order;
	struct subject subject;
	match_visitor *visit;
	void *arg;
};

static int visit_spec(struct visits *v, const struct spec *spec)
{
	/* COMPAT: entries that say <<none>> count as no match. */
	return strcmp(spec_context(v->s, spec), NO_CONTEXT) ? v->visit(v->s, spec, v->arg) : 0;
}

static const struct node_order *order_of(const struct visits *v, const struct node *node)
{
	return &v->order->nodes[node - v->s->nodes];
}

static int visit_literals(struct visits *v, const struct node *node)
{
	const struct node_order *o = order_of(v, node);

	for (uint32_t i = 0; i < o->literal_count; i++) {
		const struct spec *spec = &v->s->specs[v->order->literals[o->literals + i]];
		int r = 0;

		if (spec->path_len >= v->subject.len &&
			!memcmp(spec->path, v->subject.key, v->subject.len))
			r = visit_spec(v, spec);
		if (r)
			return r;
	}
	return 0;
}

static int visit_expressions(struct visits *v, const struct node *node, bool backwards)
{
	const struct filters *filters;
	int r = node_filters(v->s, node, &filters);

	for (uint32_t n = 0; r == 0 && n < node->regex_count; n++) {
		uint32_t i = backwards ? node->regex_count - 1 - n : n;
		uint32_t which = v->s->regexes[node->regexes + i];

		r = store_expression_matches(v->s, which, &filters->of[i], &v->subject);
		if (r > 0)
			r = visit_spec(v, &v->s->specs[which]);
	}
	return r;
}

static int visit_below(struct visits *v, const struct node *node)
{
	const struct node_order *o = order_of(v, node);
	int r = visit_literals(v, node);

	if (r == 0)
		r = visit_expressions(v, node, false);
	for (uint32_t i = 0; r == 0 && i < o->child_count; i++)
		r = visit_below(v, &v->s->nodes[v->order->children[o->children + i]]);
	return r;
}

/* The children whose names begin with `rest`, from the last to the first. */
static int visit_children(struct visits *v, const struct node *node, const char *rest)
{
	const struct node_order *o = order_of(v, node);
	size_t len = strlen(rest);
	int r = 0;

	for (uint32_t i = o->child_count; r == 0 && i-- > 0;) {
		const struct node *child = &v->s->nodes[v->order->children[o->children + i]];

		if (child->name_len >= len && !memcmp(child->name, rest, len))
			r = visit_below(v, child);
	}
	return r;
}

int store_match_partly(struct file_store *s, const char *key, match_visitor *visit, void *arg)
{
	struct visits v = {
		.s = s,
		.subject = {.key = key, .len = strlen(key), .partial = true},
		.visit = visit,
		.arg = arg,
	};
	struct descent d;
	int r = store_order(s, &v.order);

	if (r < 0)
		return r;
	store_descend(s, key, &d);
	if (d.rest)
		r = visit_children(&v, d.nodes[d.count - 1], d.rest);
	while (r == 0 && d.count--) {
		r = visit_literals(&v, d.nodes[d.count]);
		if (r == 0)
			r = visit_expressions(&v, d.nodes[d.count], true);
	}
	return r;
}
