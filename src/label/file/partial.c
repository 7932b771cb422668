/* SPDX-License-Identifier: MIT */
/*
 * Visits all specifications that may apply to a path or to paths below it. The order is that of
 * stock 3.8 and later, as digests of it are stored on disks: first the nodes below the path, then
 * those on the way to it, from the bottom up; literals before expressions; below the path
 * expressions in their order, on the way to it from the last to the first.
 */
#include <string.h>

#include "label/file/match.h"
#include "label/file/partial.h"

struct visits {
	struct file_store *s;
	struct subject subject;
	match_visitor *visit;
	void *arg;
};

static int visit_spec(struct visits *v, const struct spec *spec)
{
	/* COMPAT: specifications with <<none>> count as no match (tests/unit/test_label_file.c
	 * partial_matches_and_their_digest). */
	return strcmp(spec->context, NO_CONTEXT) ? v->visit(v->s, spec, v->arg) : 0;
}

/* All specifications below the path may match something there, so none is tested. */
static int visit_below(struct visits *v, struct node *node)
{
	const struct node_index *in;
	int r = node_expand_sorted(v->s, node, &in);

	for (uint32_t i = 0; r == 0 && i < in->literal_count; i++)
		r = visit_spec(v, &v->s->specs[in->literals[i]]);
	for (uint32_t i = 0; r == 0 && i < in->regex_count; i++)
		r = visit_spec(v, &v->s->specs[in->regexes[i]]);
	for (uint32_t i = 0; r == 0 && i < in->child_count; i++)
		r = visit_below(v, &in->children[i]);
	return r;
}

/* Visits the children whose names begin with `rest`, from the last to the first. */
static int visit_children(struct visits *v, const struct node_index *in, const char *rest)
{
	size_t len = strlen(rest);
	int r = 0;

	for (uint32_t i = in->child_count; r == 0 && i-- > 0;) {
		struct node *child = &in->children[i];

		if (child->name_len >= len && !memcmp(child->name, rest, len))
			r = visit_below(v, child);
	}
	return r;
}

static int visit_literals(struct visits *v, const struct node_index *in)
{
	int r = 0;

	for (uint32_t i = 0; r == 0 && i < in->literal_count; i++) {
		const struct spec *spec = &v->s->specs[in->literals[i]];

		if (spec->path_len >= v->subject.len &&
			!memcmp(spec->path, v->subject.key, v->subject.len))
			r = visit_spec(v, spec);
	}
	return r;
}

/* An expression that PCRE2 cannot compile never matches; one that it gives up may. */
static int visit_expressions(struct visits *v, const struct node_index *in)
{
	int r = 0;

	for (uint32_t i = in->regex_count; r == 0 && i-- > 0;) {
		r = store_regex_matches(v->s, in->regexes[i], &in->filters[i], &v->subject);
		if (r > 0 || r == -ELOOP)
			r = visit_spec(v, &v->s->specs[in->regexes[i]]);
		else if (r == -EINVAL)
			r = 0;
	}
	return r;
}

int match_partial(struct file_store *s, const char *key, match_visitor *visit, void *arg)
{
	struct visits v = {
		.s = s,
		.subject = {.key = key, .len = strlen(key), .partial = true},
		.visit = visit,
		.arg = arg,
	};
	struct descent d;
	int r = store_descend(s, key, &d);

	if (r == 0 && d.rest)
		r = visit_children(&v, d.index[d.count - 1], d.rest);
	for (unsigned i = d.count; r == 0 && i-- > 0;) {
		const struct node_index *in;

		r = node_expand_sorted(s, d.nodes[i], &in);
		if (r == 0)
			r = visit_literals(&v, in);
		if (r == 0)
			r = visit_expressions(&v, in);
	}
	return r;
}
