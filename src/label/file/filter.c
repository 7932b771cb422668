/* SPDX-License-Identifier: MIT */
/*
 * Makes the filters of a node's expressions, and their heads.
 */
#define _GNU_SOURCE
#include <string.h>

#include "common/array.h"
#include "label/file/filter.h"

static int add_head(struct node_index *in, uint32_t filter, enum head_kind kind,
	const struct beginning *beginning)
{
	struct head *heads =
		array_grow(in->heads, in->head_count, &in->head_capacity, sizeof(*heads));

	if (!heads)
		return -ENOMEM;
	in->heads = heads;
	heads[in->head_count++] = (struct head){
		.beginning = *beginning,
		.filter = filter,
		.first = (uint16_t)beginning->bytes,
		.kind = (uint8_t)kind,
	};
	for (unsigned k = kind; k < HEAD_KINDS; k++)
		in->heads_end[k]++;
	return 0;
}

/* The literal bytes, or else those of each alternative. */
static size_t find_beginnings(const struct filter *f, unsigned at, const struct pattern *p,
	enum head_kind kind, struct beginning beginnings[BEGINNINGS])
{
	size_t len = f->prefix_len + (kind == HEAD_NEXT ? f->after_len : 0u) - at;

	beginnings[0] = (struct beginning){0};
	beginning_add(&beginnings[0], f->prefix + at, len);
	return len ? 1 : pattern_beginnings(p->rest, beginnings);
}

/* If the stem is as long as the node's path, it is that path, but for its first character. */
static int add_heads(const struct node *node, struct node_index *in, uint32_t filter,
	const struct pattern *p, bool stem_is_path)
{
	const struct filter *f = &in->filters[filter];
	struct beginning beginnings[BEGINNINGS] = {{0}};
	unsigned at = node->path_len + 1u;
	enum head_kind kind = HEAD_HERE;
	size_t count = 0;
	int r = 0;

	if (f->after_len && f->prefix_len == at) {
		kind = HEAD_NEXT;
		at++; /* the slash */
	}
	if (stem_is_path && f->prefix_len > node->path_len)
		count = find_beginnings(f, at, p, kind, beginnings);
	for (size_t i = 0; i < count; i++)
		if (!(beginnings[i].mask >> 8))
			count = 0; /* less than two bytes */
	if (!count) {
		beginnings[0] = (struct beginning){0};
		return add_head(in, filter, HEAD_UNKNOWN, &beginnings[0]);
	}
	for (size_t i = 0; r == 0 && i < count; i++)
		r = add_head(in, filter, kind, &beginnings[i]);
	return r;
}

int filter_make(struct file_store *s, const struct node *node, struct node_index *in, uint32_t at)
{
	const struct spec *spec = &s->specs[in->regexes[at]];
	const char *pattern = spec->pattern;
	char *prefix = arena_reserve(&s->strings, strlen(pattern) + 1);
	struct filter *f = &in->filters[at];
	struct pattern p;

	if (!prefix)
		return -ENOMEM;
	pattern_read(pattern, prefix, &p);
	*f = (struct filter){
		.prefix = pattern,
		.prefix_len = (uint16_t)p.prefix_len,
		.required = p.required,
		.required_len = (uint16_t)p.required_len,
		.kind = spec->kind,
		.tail = (uint8_t)p.tail,
		.floats = p.floats,
		.gap = (uint8_t)p.gap,
		.after_len = (uint16_t)p.after_len,
	};
	memcpy(f->bigrams, p.bigrams, sizeof(f->bigrams));
	if (p.after_len || memcmp(pattern, prefix, p.prefix_len) != 0) {
		f->prefix = prefix;
		arena_keep(&s->strings, p.prefix_len + p.after_len);
	}
	return add_heads(node, in, at, &p, *pattern == '/' && spec->stem == node->path_len);
}

static int by_kind_and_first(const void *a, const void *b, void *arg)
{
	const struct head *x = a, *y = b;

	(void)arg;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->filter < y->filter ? -1 : x->filter > y->filter;
}

void filters_sort_heads(struct node_index *in)
{
	struct head *heads = in->heads;

	if (in->head_count)
		qsort_r(heads, in->head_count, sizeof(*heads), by_kind_and_first, NULL);
	for (uint32_t i = in->head_count; i-- > 0;) {
		bool same = i + 1 < in->head_count && heads[i].kind == heads[i + 1].kind &&
			    heads[i].first == heads[i + 1].first;

		heads[i].run_end = same ? heads[i + 1].run_end : i + 1;
	}
}
