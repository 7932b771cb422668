/* SPDX-License-Identifier: MIT */
/*
 * Looking into a node: its specifications are dealt out to literals, expressions and nodes below,
 * by the next component of their stems, and of the expressions it is found out what can be told
 * without PCRE2. Done once, by the first who comes, under LOCK_LABEL; then published atomically.
 */
#define _GNU_SOURCE
#include "label/file.h"

enum {
	HOME_LITERALS,
	HOME_REGEXES,
	HOME_CHILDREN /* and so on */
};

/* Where a specification of the node goes, how far its pattern was read for that, and what a literal
 * is unescaped. The specifications themselves change only when all else is done. */
struct deal {
	const char *path; /* NULL: no literal */
	uint32_t spec, home;
	uint16_t stem, path_len;
};

static void inside_free(struct inside *in)
{
	if (!in)
		return;
	for (uint32_t i = 0; i < in->child_count; i++)
		node_free(&in->children[i]);
	free(in->children);
	free(in->filters);
	free(in->by_next);
	hash_clear(&in->by_path);
	hash_clear(&in->by_name);
	free(in);
}

void node_free(struct node *node)
{
	inside_free(node->inside);
}

/* What stands from `begin` to `end`, unescaped: those very bytes if they are so long already, else
 * in room that is not kept. NULL: no memory. */
static const char *unescaped(struct file_store *s, const char *begin, const char *end, size_t len)
{
	char *plain;

	if (len == (size_t)(end - begin))
		return begin;
	plain = arena_reserve(&s->strings, len + 1);
	if (plain)
		plain[pattern_unescape(begin, end, plain)] = '\0';
	return plain;
}

static uint32_t find_child(const struct inside *in, const char *name, size_t len, uint32_t hash)
{
	uint32_t place = hash_place(&in->by_name, hash), at;

	while ((at = hash_next(&in->by_name, hash, &place)) != HASH_END)
		if (in->children[at].name_len == len && !memcmp(in->children[at].name, name, len))
			break;
	return at;
}

struct node *node_child(const struct inside *in, const char *name, size_t len)
{
	uint32_t at = find_child(in, name, len, hash_bytes(name, len));

	return at == HASH_END ? NULL : &in->children[at];
}

static int add_child(struct file_store *s, const struct node *node, struct inside *in,
	const char *name, size_t len, uint32_t hash)
{
	uint32_t count = in->child_count;
	const char *copy = arena_copy(&s->strings, name, len);
	int r = copy ? hash_reserve(&in->by_name) : -ENOMEM;

	if (r == 0 && !(count & (count + 1))) {
		struct node *children =
			realloc(in->children, (count + (size_t)1) * 2 * sizeof(*children));

		if (children)
			in->children = children;
		else
			r = -ENOMEM;
	}
	if (r < 0)
		return r;
	in->children[count] = (struct node){
		.name = copy,
		.name_len = (uint16_t)len,
		.path_len = (uint16_t)(node->path_len + 1 + len),
		.depth = (uint8_t)(node->depth + 1),
	};
	hash_insert(&in->by_name, hash, in->child_count++);
	return 0;
}

static int to_child(struct file_store *s, const struct node *node, struct inside *in,
	const struct stem *stem, uint32_t *home)
{
	const char *name = unescaped(s, stem->name, stem->end, stem->len);
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
	*home = HOME_CHILDREN + child;
	return r;
}

/* Next to each other stand, more often than not, specifications with the same stem: does this one
 * go where the one before it went, whose component was the bytes from `again` to `end`? */
static bool goes_along(const char *again, const char *end, const char *s)
{
	if (*s != '/')
		return false;
	while (again < end && *again == *s)
		again++, s++;
	return again == end && *s == '/';
}

/* COMPAT: a literal like x/y is found by this key, which names no node (tests/label). */
static bool is_relative_path(const struct spec *spec)
{
	const char *s = spec->pattern;

	return *s != '/' && s[1] == '/' && !*pattern_literal_end(s, s);
}

static int deal(struct file_store *s, const struct node *node, struct inside *in, struct deal *d)
{
	const struct spec *spec = &s->specs[d->spec];
	struct stem stem = {.end = spec->pattern + spec->stem};
	const char *end;
	size_t len;

	if (node->depth < STEM_DEPTH && !is_relative_path(spec) && pattern_stem(&stem)) {
		d->stem = (uint16_t)(stem.end - spec->pattern);
		return to_child(s, node, in, &stem, &d->home);
	}
	d->stem = spec->stem;
	d->home = HOME_REGEXES;
	end = pattern_literal_end(spec->pattern, stem.end);
	if (*end) {
		in->regex_count++;
		return 0;
	}
	d->home = HOME_LITERALS;
	in->literal_count++;
	len = pattern_unescaped_len(spec->pattern, end);
	d->path = unescaped(s, spec->pattern, end, len);
	if (!d->path)
		return -ENOMEM;
	if (d->path != spec->pattern)
		arena_keep(&s->strings, len + 1);
	d->path_len = (uint16_t)len;
	return 0;
}

static int deal_all(
	struct file_store *s, const struct node *node, struct inside *in, struct deal *deals)
{
	const char *again = NULL, *end = NULL;
	int r = 0;

	for (uint32_t i = 0; r == 0 && i < node->count; i++) {
		struct deal *d = &deals[i];
		const struct spec *spec;
		const char *begin;

		*d = (struct deal){.spec = s->order[node->first + i]};
		spec = &s->specs[d->spec];
		begin = spec->pattern + spec->stem;
		if (again < end && goes_along(again, end, begin)) {
			/* The same bytes, but those before them may be spelled otherwise. */
			d->home = d[-1].home;
			d->stem = (uint16_t)(spec->stem + (end - again));
		} else {
			r = deal(s, node, in, d);
			again = begin;
			end = spec->pattern + d->stem;
		}
		if (r == 0 && d->home >= HOME_CHILDREN)
			in->children[d->home - HOME_CHILDREN].count++;
	}
	return r;
}

/* Sorts the deals by home; in each home the order stays. */
static int sort_by_home(const struct node *node, struct inside *in, struct deal *deals)
{
	AUTO_FREE struct deal *copy = malloc((node->count + (size_t)1) * sizeof(*copy));
	AUTO_FREE uint32_t *next = malloc((in->child_count + HOME_CHILDREN) * sizeof(*next));
	uint32_t first = in->literal_count + in->regex_count;

	if (!copy || !next)
		return -ENOMEM;
	next[HOME_LITERALS] = 0;
	next[HOME_REGEXES] = in->literal_count;
	for (uint32_t i = 0; i < in->child_count; i++) {
		struct node *child = &in->children[i];

		child->first = node->first + first;
		next[HOME_CHILDREN + i] = first;
		first += child->count;
	}
	memcpy(copy, deals, node->count * sizeof(*copy));
	for (uint32_t i = 0; i < node->count; i++)
		deals[next[copy[i].home]++] = copy[i];
	return 0;
}

static int by_name(const void *a, const void *b, void *arg)
{
	(void)arg;
	return strcmp(((const struct node *)a)->name, ((const struct node *)b)->name);
}

/* The numbers in the index change with the order. */
static void sort_children(struct inside *in)
{
	if (!in->child_count)
		return;
	qsort_r(in->children, in->child_count, sizeof(*in->children), by_name, NULL);
	memset(in->by_name.slots, 0, (in->by_name.mask + (size_t)1) * sizeof(struct hash_slot));
	for (uint32_t i = 0; i < in->child_count; i++)
		hash_insert(&in->by_name,
			hash_bytes(in->children[i].name, in->children[i].name_len), i);
}

static int index_literals(struct inside *in, const struct deal *deals)
{
	int r = 0;

	for (uint32_t i = 0; r == 0 && i < in->literal_count; i++) {
		r = hash_reserve(&in->by_path);
		if (r == 0)
			hash_insert(&in->by_path, hash_bytes(deals[i].path, deals[i].path_len),
				deals[i].spec);
	}
	return r;
}

static int by_strength(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	uint32_t i = ((const struct deal *)a)->spec, j = ((const struct deal *)b)->spec;

	return i == j ? 0 : spec_is_later(&s->specs[i], &s->specs[j]) ? 1 : -1;
}

/* The lines of a text stand in order already; those of a compiled file need not. */
static void sort_regexes(struct file_store *s, const struct inside *in, struct deal *deals)
{
	struct deal *regexes = deals + in->literal_count;

	for (uint32_t i = 1; i < in->regex_count; i++)
		if (!spec_is_later(&s->specs[regexes[i].spec], &s->specs[regexes[i - 1].spec])) {
			qsort_r(regexes, in->regex_count, sizeof(*regexes), by_strength, s);
			return;
		}
}

static int make_filter(
	struct file_store *s, const struct node *node, const struct deal *d, struct filter *f)
{
	const struct spec *spec = &s->specs[d->spec];
	const char *pattern = spec->pattern;
	char *fixed = arena_reserve(&s->strings, strlen(pattern) + 1);
	struct pattern p;

	if (!fixed)
		return -ENOMEM;
	pattern_read(pattern, fixed, &p);
	*f = (struct filter){
		.fixed = pattern,
		.fixed_len = (uint16_t)p.fixed_len,
		.needed = p.needed,
		.needed_len = (uint16_t)p.needed_len,
		.kind = spec->kind,
		.tail = (uint8_t)p.tail,
		.floats = p.floats,
	};
	memcpy(f->pairs, p.pairs, sizeof(f->pairs));
	if (memcmp(pattern, fixed, p.fixed_len) != 0) {
		f->fixed = fixed;
		arena_keep(&s->strings, p.fixed_len);
	}
	/* If the stem is as long as the path, it is the path, but for its first character. */
	if (*pattern == '/' && d->stem == node->path_len && p.fixed_len > node->path_len + 1u)
		f->next = (uint8_t)f->fixed[node->path_len + 1];
	return 0;
}

static int by_next(const void *a, const void *b, void *arg)
{
	const struct filter *filters = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;

	if (filters[i].next != filters[j].next)
		return filters[i].next < filters[j].next ? -1 : 1;
	return i < j ? -1 : i > j;
}

static int make_filters(struct file_store *s, const struct node *node, struct inside *in,
	const struct deal *regexes)
{
	uint32_t count = in->regex_count;
	int r = 0;

	in->filters = malloc((count + (size_t)1) * sizeof(*in->filters));
	in->by_next = malloc((count + (size_t)1) * sizeof(*in->by_next));
	if (!in->filters || !in->by_next)
		return -ENOMEM;
	for (uint32_t i = 0; r == 0 && i < count; i++) {
		r = make_filter(s, node, &regexes[i], &in->filters[i]);
		in->by_next[i] = i;
		in->floating += !in->filters[i].next;
	}
	if (r == 0)
		qsort_r(in->by_next, count, sizeof(uint32_t), by_next, in->filters);
	return r;
}

/* From here on nothing fails. */
static void settle(
	struct file_store *s, const struct node *node, struct inside *in, const struct deal *deals)
{
	uint32_t *part = s->order + node->first;

	for (uint32_t i = 0; i < node->count; i++) {
		const struct deal *d = &deals[i];
		struct spec *spec = &s->specs[d->spec];

		part[i] = d->spec;
		spec->stem = d->stem;
		if (!d->path)
			continue;
		spec->path = d->path;
		spec->path_len = d->path_len;
		spec->literal = true;
	}
	in->literals = part;
	in->regexes = part + in->literal_count;
}

static struct inside *inside_new(struct file_store *s, const struct node *node)
{
	AUTO_FREE struct deal *deals = malloc((node->count + (size_t)1) * sizeof(*deals));
	struct inside *in = calloc(1, sizeof(*in));
	int r = deals && in ? 0 : -ENOMEM;

	if (r == 0)
		r = deal_all(s, node, in, deals);
	if (r == 0)
		r = sort_by_home(node, in, deals);
	if (r == 0)
		r = index_literals(in, deals);
	if (r == 0) {
		sort_children(in);
		sort_regexes(s, in, deals);
		r = make_filters(s, node, in, deals + in->literal_count);
	}
	if (r < 0) {
		inside_free(in);
		return NULL;
	}
	settle(s, node, in, deals);
	return in;
}

int node_look(struct file_store *s, struct node *node, const struct inside **inside)
{
	struct inside *in = __atomic_load_n(&node->inside, __ATOMIC_ACQUIRE);

	if (!in) {
		lock_take(LOCK_LABEL);
		in = node->inside;
		if (!in && (in = inside_new(s, node)))
			__atomic_store_n(&node->inside, in, __ATOMIC_RELEASE);
		lock_drop(LOCK_LABEL);
	}
	*inside = in;
	return in ? 0 : -ENOMEM;
}

/* Of one path, the one that counts comes first. */
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

int node_look_in_order(struct file_store *s, struct node *node, const struct inside **inside)
{
	int r = node_look(s, node, inside);

	if (r < 0 || __atomic_load_n(&node->sorted, __ATOMIC_ACQUIRE))
		return r;
	lock_take(LOCK_LABEL);
	if (!node->sorted) {
		qsort_r(s->order + node->first, (*inside)->literal_count, sizeof(uint32_t), by_path,
			s);
		__atomic_store_n(&node->sorted, true, __ATOMIC_RELEASE);
	}
	lock_drop(LOCK_LABEL);
	return 0;
}
