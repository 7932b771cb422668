/* SPDX-License-Identifier: MIT */
/*
 * Expanding a node: its specifications are partitioned into literals, expressions and nodes below,
 * by the next component of their stems, and its expressions get filters that need no PCRE2. This
 * is done once, under LOCK_LABEL, and published atomically.
 */
#define _GNU_SOURCE
#include <string.h>

#include "common/array.h"
#include "label/file/filter.h"
#include "label/file/tree.h"

enum {
	BUCKET_LITERALS,
	BUCKET_REGEXES,
	BUCKET_CHILDREN /* one for each child */
};

/* Neighbours in a node's part of the order that have the same bucket. */
struct run {
	uint32_t bucket, count;
};

struct runs {
	struct run *runs;
	uint32_t count;
	size_t capacity;
};

static void node_index_free(struct node_index *in)
{
	if (!in)
		return;
	for (uint32_t i = 0; i < in->child_count; i++)
		node_free(&in->children[i]);
	free(in->children);
	free(in->filters);
	free(in->heads);
	hash_clear(&in->by_path);
	hash_clear(&in->by_name);
	free(in);
}

void node_free(struct node *node)
{
	node_index_free(node->index);
}

/* The bytes from `begin` to `end`, unescaped: the pattern's own if nothing is escaped, else space
 * of the arena that is not kept yet. NULL: no memory. */
static const char *unescape_range(
	struct file_store *s, const char *begin, const char *end, size_t len)
{
	char *plain;

	if (len == (size_t)(end - begin))
		return begin;
	plain = arena_reserve(&s->strings, len + 1);
	if (plain)
		plain[pattern_unescape(begin, end, plain)] = '\0';
	return plain;
}

static uint32_t find_child(const struct node_index *in, const char *name, size_t len, uint32_t hash)
{
	uint32_t slot = hash_place(&in->by_name, hash), at;

	while ((at = hash_next(&in->by_name, hash, &slot)) != HASH_END)
		if (in->children[at].name_len == len && !memcmp(in->children[at].name, name, len))
			break;
	return at;
}

struct node *node_child(const struct node_index *in, const char *name, size_t len)
{
	uint32_t at = find_child(in, name, len, hash_bytes(name, len));

	return at == HASH_END ? NULL : &in->children[at];
}

static int add_child(struct file_store *s, const struct node *node, struct node_index *in,
	const char *name, size_t len, uint32_t hash)
{
	uint32_t count = in->child_count;
	const char *copy = arena_copy(&s->strings, name, len);
	struct node *children =
		array_grow(in->children, count, &in->child_capacity, sizeof(*children));
	int r = copy && children ? hash_reserve(&in->by_name, 1) : -ENOMEM;

	if (children)
		in->children = children;
	if (r < 0)
		return r;
	children[count] = (struct node){
		.name = copy,
		.name_len = (uint16_t)len,
		.path_len = (uint16_t)(node->path_len + 1 + len),
		.depth = (uint8_t)(node->depth + 1),
	};
	hash_insert(&in->by_name, hash, in->child_count++);
	return 0;
}

static int assign_child(struct file_store *s, const struct node *node, struct node_index *in,
	const struct stem *stem, uint32_t *bucket)
{
	const char *name = unescape_range(s, stem->name, stem->end, stem->len);
	uint32_t hash, child;
	int r = 0;

	if (!name)
		return -ENOMEM;
	hash = hash_bytes(name, stem->len);
	child = find_child(in, name, stem->len, hash);
	if (child == HASH_END) {
		child = in->child_count;
		r = add_child(s, node, in, name, stem->len, hash);
	}
	*bucket = BUCKET_CHILDREN + child;
	return r;
}

/* A component with the slashes before it and one behind it, as a pattern spells it. */
struct component {
	const char *text;
	size_t len;           /* 0: there is none */
	uint64_t bytes, mask; /* the first bytes of the text, and which of them count */
};

/* Adjacent specifications often have the same stem. Whether this one, at s, has the component of
 * the previous one. Eight bytes are read at once, perhaps from beyond the string's end: the store's
 * texts and its arena allow that. */
static inline bool has_component(const struct component *previous, const char *s)
{
	uint64_t bytes;

	memcpy(&bytes, s, sizeof(bytes));
	if (!previous->len || (bytes ^ previous->bytes) & previous->mask)
		return false;
	return previous->len <= sizeof(bytes) ||
	       str_same_start(previous->text + sizeof(bytes), s + sizeof(bytes),
		       previous->len - sizeof(bytes));
}

static void set_component(struct component *c, const char *text, size_t len)
{
	*c = (struct component){.text = text, .len = len};
	memcpy(&c->bytes, text, sizeof(c->bytes));
	c->mask = len < sizeof(c->mask) ? (UINT64_C(1) << 8 * len) - 1 : UINT64_MAX;
	if (__BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__)
		c->mask = __builtin_bswap64(c->mask);
}

/* COMPAT: a literal like x/y is found by this key, which names no node (tests/label
 * literals_without_a_slash; tests/label keys_without_a_slash_and_expressions). */
static bool is_relative_path(const struct spec *spec)
{
	return *spec->pattern != '/' && !*pattern_literal_end(spec->pattern, spec->pattern);
}

/* `plain`: nothing is escaped. */
static int set_literal(struct file_store *s, struct spec *spec, const char *end, bool plain)
{
	size_t len =
		plain ? (size_t)(end - spec->pattern) : pattern_unescaped_len(spec->pattern, end);
	const char *path = unescape_range(s, spec->pattern, end, len);

	if (!path)
		return -ENOMEM;
	if (path != spec->pattern)
		arena_keep(&s->strings, len + 1);
	spec->path = path;
	spec->path_len = (uint16_t)len;
	spec->literal = true;
	return 0;
}

static int assign_bucket(struct file_store *s, const struct node *node, struct node_index *in,
	struct spec *spec, uint32_t *bucket)
{
	struct stem stem = {.end = spec->pattern + spec->stem};
	const char *end;

	if (node->depth < STEM_DEPTH && !is_relative_path(spec) && pattern_stem(&stem)) {
		spec->stem = (uint16_t)(stem.end - spec->pattern);
		return assign_child(s, node, in, &stem, bucket);
	}
	end = pattern_literal_end(spec->pattern, stem.end);
	if (*end) {
		in->regex_count++;
		*bucket = BUCKET_REGEXES;
		return 0;
	}
	in->literal_count++;
	*bucket = BUCKET_LITERALS;
	if (spec->literal)
		return 0;
	/* The last component, and the node's before it, as long as they are unescaped. */
	return set_literal(s, spec, end,
		end == stem.end && stem.size == stem.len && spec->stem == node->path_len);
}

/* NULL: no memory. */
static struct run *begin_run(struct runs *runs, uint32_t bucket)
{
	struct run *grown = array_grow(runs->runs, runs->count, &runs->capacity, sizeof(*grown));

	if (!grown)
		return NULL;
	runs->runs = grown;
	grown[runs->count] = (struct run){bucket, 0};
	return &grown[runs->count++];
}

/* Finds the bucket of each specification, and moves its stem on to that of the node below. */
static int assign_all(
	struct file_store *s, const struct node *node, struct node_index *in, struct runs *runs)
{
	const uint32_t *order = s->order + node->first, *last = order + node->count;
	struct component previous = {0};
	struct run *run = NULL;

	for (; order < last; order++) {
		struct spec *spec = &s->specs[*order];
		const char *begin = spec->pattern + spec->stem;
		uint32_t bucket;
		size_t len;
		int r;

		if (run && has_component(&previous, begin)) {
			/* The component is the same, but the bytes before it may be escaped
			 * differently. */
			spec->stem = (uint16_t)(spec->stem + previous.len - 1);
		} else {
			r = assign_bucket(s, node, in, spec, &bucket);
			if (r < 0)
				return r;
			if (!run || run->bucket != bucket)
				run = begin_run(runs, bucket);
			if (!run)
				return -ENOMEM;
			len = (size_t)(spec->pattern + spec->stem - begin);
			/* Without a slash, only expressions have stems, not literals. */
			set_component(&previous, begin, len && *begin == '/' ? len + 1 : 0);
		}
		run->count++;
	}
	return 0;
}

/* Takes the stems back to the node's. */
static void restore_stems(struct file_store *s, const struct node *node)
{
	for (uint32_t i = 0; i < node->count; i++) {
		struct spec *spec = &s->specs[s->order[node->first + i]];
		struct stem stem = {.end = spec->pattern};

		for (unsigned depth = 0; depth < node->depth; depth++)
			pattern_stem(&stem);
		spec->stem = (uint16_t)(stem.end - spec->pattern);
	}
}

/* Sorts the node's part of the order by bucket, keeping the order within a bucket. */
static int sort_by_bucket(struct file_store *s, const struct node *node, struct node_index *in,
	const struct runs *runs)
{
	AUTO_FREE uint32_t *copy = malloc((node->count + (size_t)1) * sizeof(*copy));
	AUTO_FREE uint32_t *next = malloc((in->child_count + BUCKET_CHILDREN) * sizeof(*next));
	uint32_t *order = s->order + node->first, first = in->literal_count + in->regex_count;
	const uint32_t *from;

	if (!copy || !next)
		return -ENOMEM;
	for (uint32_t i = 0; i < runs->count; i++) {
		const struct run *run = &runs->runs[i];

		if (run->bucket >= BUCKET_CHILDREN)
			in->children[run->bucket - BUCKET_CHILDREN].count += run->count;
	}
	next[BUCKET_LITERALS] = 0;
	next[BUCKET_REGEXES] = in->literal_count;
	for (uint32_t i = 0; i < in->child_count; i++) {
		struct node *child = &in->children[i];

		child->first = node->first + first;
		next[BUCKET_CHILDREN + i] = first;
		first += child->count;
	}
	memcpy(copy, order, node->count * sizeof(*copy));
	from = copy;
	for (uint32_t i = 0; i < runs->count; i++) {
		const struct run *run = &runs->runs[i];

		memcpy(order + next[run->bucket], from, run->count * sizeof(*from));
		next[run->bucket] += run->count;
		from += run->count;
	}
	in->literals = order;
	in->regexes = order + in->literal_count;
	return 0;
}

static int by_name(const void *a, const void *b, void *arg)
{
	(void)arg;
	return strcmp(((const struct node *)a)->name, ((const struct node *)b)->name);
}

static bool children_are_sorted(const struct node_index *in)
{
	for (uint32_t i = 1; i < in->child_count; i++)
		if (by_name(&in->children[i - 1], &in->children[i], NULL) > 0)
			return false;
	return true;
}

/* Sorting changes the children's numbers, so the index is made anew. */
static void sort_children(struct node_index *in)
{
	if (!in->child_count || children_are_sorted(in))
		return;
	qsort_r(in->children, in->child_count, sizeof(*in->children), by_name, NULL);
	memset(in->by_name.slots, 0, (in->by_name.mask + (size_t)1) * sizeof(struct hash_slot));
	for (uint32_t i = 0; i < in->child_count; i++)
		hash_insert(&in->by_name,
			hash_bytes(in->children[i].name, in->children[i].name_len), i);
}

static int index_literals(const struct file_store *s, struct node_index *in)
{
	int r = in->literal_count ? hash_reserve(&in->by_path, in->literal_count) : 0;

	for (uint32_t i = 0; r == 0 && i < in->literal_count; i++) {
		const struct spec *spec = &s->specs[in->literals[i]];

		hash_insert(&in->by_path, hash_bytes(spec->path, spec->path_len), in->literals[i]);
	}
	return r;
}

static int by_strength(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;

	return i == j ? 0 : spec_is_later(&s->specs[i], &s->specs[j]) ? 1 : -1;
}

/* The lines of a text are sorted already; those of a compiled file need not be. */
static void sort_regexes(struct file_store *s, const struct node_index *in, uint32_t *regexes)
{
	for (uint32_t i = 1; i < in->regex_count; i++)
		if (!spec_is_later(&s->specs[regexes[i]], &s->specs[regexes[i - 1]])) {
			qsort_r(regexes, in->regex_count, sizeof(*regexes), by_strength, s);
			return;
		}
}

static int make_filters(struct file_store *s, const struct node *node, struct node_index *in)
{
	int r = 0;

	in->filters = malloc((in->regex_count + (size_t)1) * sizeof(*in->filters));
	if (!in->filters)
		return -ENOMEM;
	for (uint32_t i = 0; r == 0 && i < in->regex_count; i++)
		r = filter_make(s, node, in, i);
	if (r == 0)
		filters_sort_heads(in);
	return r;
}

static int fill_index(struct file_store *s, const struct node *node, struct node_index *in)
{
	struct runs runs = {NULL, 0, 0};
	int r = assign_all(s, node, in, &runs);

	if (r == 0)
		r = sort_by_bucket(s, node, in, &runs);
	free(runs.runs);
	if (r < 0 || (r = index_literals(s, in)) < 0)
		return r;
	sort_children(in);
	sort_regexes(s, in, s->order + node->first + in->literal_count);
	return make_filters(s, node, in);
}

static struct node_index *node_index_new(struct file_store *s, const struct node *node)
{
	struct node_index *in = calloc(1, sizeof(*in));

	if (in && fill_index(s, node, in) < 0) {
		restore_stems(s, node);
		node_index_free(in);
		in = NULL;
	}
	return in;
}

int node_expand(struct file_store *s, struct node *node, const struct node_index **index)
{
	struct node_index *in = __atomic_load_n(&node->index, __ATOMIC_ACQUIRE);

	if (!in) {
		lock_take(LOCK_LABEL);
		in = node->index;
		if (!in && (in = node_index_new(s, node)))
			__atomic_store_n(&node->index, in, __ATOMIC_RELEASE);
		lock_drop(LOCK_LABEL);
	}
	*index = in;
	return in ? 0 : -ENOMEM;
}

/* For one path, the specification in force comes first. */
static int by_path(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	const struct spec *x = &s->specs[i], *y = &s->specs[j];
	int r = strcmp(x->path, y->path);

	if (r)
		return r;
	if (x->input != y->input)
		return x->input > y->input ? -1 : 1;
	return i < j ? -1 : i > j;
}

int node_expand_sorted(struct file_store *s, struct node *node, const struct node_index **index)
{
	int r = node_expand(s, node, index);

	if (r < 0 || __atomic_load_n(&node->sorted, __ATOMIC_ACQUIRE))
		return r;
	lock_take(LOCK_LABEL);
	if (!node->sorted) {
		qsort_r(s->order + node->first, (*index)->literal_count, sizeof(uint32_t), by_path,
			s);
		__atomic_store_n(&node->sorted, true, __ATOMIC_RELEASE);
	}
	lock_drop(LOCK_LABEL);
	return 0;
}
