/* SPDX-License-Identifier: MIT */
/*
 * Which specification a path has: the literal that it is, if there is one; else, of the expressions
 * whose stem it is below, the last that matches. Everything but regex_says() only leaves out what
 * cannot match, or says what PCRE2 would say; that function is the fallback, and the truth.
 *
 * Invariants. Whatever an expression matches begins with its filter's `fixed` (so, below its node,
 * with the byte `next`), has all its `pairs` of bytes, and `needed` somewhere behind `fixed`; and if
 * the filter's tail is no TAIL_REGEX, what begins with `fixed` and ends as the tail says matches.
 * A node's filters stand in the order of its expressions, the last of which goes first. Once made,
 * filters and compiled expressions do not change, and are published atomically: a lookup that finds
 * them takes no lock, and writes to no memory that other threads look at.
 */
#define _GNU_SOURCE
#include "label/file.h"

static void complain(
	const struct file_store *s, struct spec *spec, const char *what, const char *reason)
{
	if (!(__atomic_fetch_or(&spec->used, USED_TOLD, __ATOMIC_RELAXED) & USED_TOLD))
		label_report(SELINUX_ERROR, "%s:  line %u has %s regex %s:  %s\n",
			s->inputs[spec->input].name, spec->lineno, what, spec->pattern, reason);
}

static int compiled(struct file_store *s, struct spec *spec, const struct regex **regex)
{
	struct regex *now = __atomic_load_n(&spec->compiled, __ATOMIC_ACQUIRE), *made = NULL;
	char reason[REGEX_REASON];
	int r;

	if (!now) {
		if (__atomic_load_n(&spec->used, __ATOMIC_RELAXED) & USED_REFUSED)
			return -EINVAL;
		r = regex_compile(spec->pattern, &made, reason);
		if (r == -EINVAL) {
			complain(s, spec, "invalid", reason);
			__atomic_fetch_or(&spec->used, USED_REFUSED, __ATOMIC_RELAXED);
		}
		if (r < 0)
			return r;
		/* Another thread may have been faster. */
		if (__atomic_compare_exchange_n(&spec->compiled, &now, made, false,
			    __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
			now = made;
		else
			regex_free(made);
	}
	*regex = now;
	return 0;
}

/* Working memory is lent out of the store's. Each thread begins at a place of its own, told by
 * where its stack is, so that threads do not get into each other's way. */
static unsigned scratch_place(void)
{
	uintptr_t stack = (uintptr_t)__builtin_frame_address(0);

	return (unsigned)((stack >> 16) * 0x9e3779b1u >> 16) % SCRATCHES;
}

static struct regex_scratch *scratch_borrow(struct file_store *s, unsigned place)
{
	for (unsigned i = 0; i < SCRATCHES; i++) {
		struct lent *lent = &s->lent[(place + i) % SCRATCHES];
		struct regex_scratch *scratch = NULL;

		if (__atomic_load_n(&lent->scratch, __ATOMIC_RELAXED))
			scratch = __atomic_exchange_n(&lent->scratch, NULL, __ATOMIC_ACQUIRE);
		if (scratch)
			return scratch;
	}
	return NULL;
}

static void scratch_return(struct file_store *s, unsigned place, struct regex_scratch *scratch)
{
	for (unsigned i = 0; scratch && i < SCRATCHES; i++) {
		struct regex_scratch *none = NULL;

		if (__atomic_compare_exchange_n(&s->lent[(place + i) % SCRATCHES].scratch, &none,
			    scratch, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
			return;
	}
	regex_scratch_free(scratch);
}

static int regex_says(struct file_store *s, struct spec *spec, const struct subject *subject)
{
	unsigned place = scratch_place();
	struct regex_scratch *scratch;
	const struct regex *regex;
	int r = compiled(s, spec, &regex);

	if (r < 0)
		return r;
	scratch = scratch_borrow(s, place);
	r = regex_match(regex, &scratch, subject->key, subject->len, subject->partial);
	scratch_return(s, place, scratch);
	if (r == -ELOOP)
		complain(s, spec, "costly", "gave up matching");
	return r == -ELOOP ? -EINVAL : r;
}

/* memmem() for a few bytes. */
static const char *find_bytes(const char *s, size_t len, const char *bytes, size_t count)
{
	const char *end = s + len;

	while ((size_t)(end - s) >= count) {
		s = memchr(s, *bytes, (size_t)(end - s) - count + 1);
		if (!s || !memcmp(s, bytes, count))
			return s;
		s++;
	}
	return NULL;
}

/* Any folders, or none, then `needed` and the tail: is the rest of a path so? */
static bool floating_matches(const struct filter *f, const char *rest, size_t len)
{
	const char *end = rest + len;

	for (const char *s = rest; (s = find_bytes(s, (size_t)(end - s), f->needed, f->needed_len));
		s++)
		if ((s == rest || s[-1] == '/') &&
			pattern_tail_matches(f->tail, s + f->needed_len))
			return true;
	return false;
}

int store_expression_matches(struct file_store *s, uint32_t which, const struct filter *f,
	const struct subject *subject)
{
	size_t len = f->fixed_len;

	if (subject->len < len) {
		if (!subject->partial)
			return 0;
		len = subject->len;
	}
	if (memcmp(f->fixed, subject->key, len) != 0)
		return 0;
	if (f->tail != TAIL_REGEX && !f->floats)
		return len < f->fixed_len || pattern_tail_matches(f->tail, subject->key + len);
	if (!subject->partial && f->floats)
		return floating_matches(f, subject->key + len, subject->len - len);
	if (!subject->partial && f->needed_len &&
		!find_bytes(subject->key + len, subject->len - len, f->needed, f->needed_len))
		return 0;
	return regex_says(s, &s->specs[which], subject);
}

/* The components down to a node, each with a slash in front. NULL: no memory. */
static char *path_of(const struct file_store *s, const struct node *node, size_t *len)
{
	const struct node *chain[STEM_DEPTH];
	unsigned n = 0;
	char *path;

	for (*len = 0; node->depth; node = &s->nodes[node->parent]) {
		chain[n++] = node;
		*len += node->name_len + 1u;
	}
	path = malloc(*len + 1);
	for (size_t at = 0; path && n--; at += chain[n]->name_len) {
		path[at++] = '/';
		memcpy(path + at, chain[n]->name, chain[n]->name_len);
	}
	return path;
}

/* `path` is the node's. Strings that are in no pattern go into the store's blocks. */
static int make_filter(struct file_store *s, const struct spec *spec, const char *path,
	size_t path_len, struct filter *f)
{
	const char *pattern = spec->pattern;
	char *fixed = store_room(s, strlen(pattern) + 1);
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
		store_keep(s, p.fixed_len);
	}
	if (p.fixed_len > path_len + 1 && !memcmp(fixed, path, path_len) && fixed[path_len] == '/')
		f->next = (uint8_t)fixed[path_len + 1];
	return 0;
}

static int by_next(const void *a, const void *b, void *arg)
{
	const struct filters *f = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;

	if (f->of[i].next != f->of[j].next)
		return f->of[i].next < f->of[j].next ? -1 : 1;
	return i < j ? -1 : i > j;
}

static struct filters *make_filters(struct file_store *s, const struct node *node)
{
	uint32_t count = node->regex_count;
	struct filters *f =
		calloc(1, sizeof(*f) + count * (sizeof(struct filter) + sizeof(uint32_t)));
	size_t path_len;
	AUTO_FREE char *path = path_of(s, node, &path_len);
	int r = f && path ? 0 : -ENOMEM;

	for (uint32_t i = 0; r == 0 && i < count; i++)
		r = make_filter(s, &s->specs[s->regexes[node->regexes + i]], path, path_len,
			&f->of[i]);
	if (r < 0) {
		free(f);
		return NULL;
	}
	f->by_next = (uint32_t *)(f->of + count);
	for (uint32_t i = 0; i < count; i++) {
		f->by_next[i] = i;
		f->floating += !f->of[i].next;
	}
	qsort_r(f->by_next, count, sizeof(uint32_t), by_next, f);
	return f;
}

int node_filters(struct file_store *s, const struct node *node, const struct filters **filters)
{
	struct filters **slot = &s->nodes[node - s->nodes].filters, *f;

	f = __atomic_load_n(slot, __ATOMIC_ACQUIRE);
	if (!f) {
		lock_take(LOCK_LABEL);
		f = *slot;
		if (!f && (f = make_filters(s, node)))
			__atomic_store_n(slot, f, __ATOMIC_RELEASE);
		lock_drop(LOCK_LABEL);
	}
	*filters = f;
	return f ? 0 : -ENOMEM;
}

/* From the root down to the deepest node that the path's components name. A last component that no
 * slash ends is left in `rest`. */
void store_descend(const struct file_store *s, const char *key, struct descent *d)
{
	const struct node *node = s->nodes;

	d->count = 0;
	d->rest = NULL;
	while (node) {
		const char *name = key + 1;
		uint32_t hash = component_hash(node->hash, '/');

		d->nodes[d->count] = node;
		d->next[d->count++] = *key ? (uint8_t)*name : 0;
		if (!*key || !node->has_children)
			return;
		for (key = name; *key && *key != '/'; key++)
			hash = component_hash(hash, *key);
		if (!*key) {
			d->rest = name;
			return;
		}
		node = store_find_child(s, node, name, (size_t)(key - name), hash);
	}
}

/* Where in by_next the filters begin that have this `next`, or a greater one. */
static uint32_t first_with(const struct filters *f, uint32_t count, unsigned next)
{
	uint32_t low = f->floating, high = count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (f->of[f->by_next[middle]].next < next)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The last expression of a node that matches, if it is later than *found. Those that have `next`
 * and those that have none are gone through together. */
static int match_node(struct file_store *s, const struct node *node, uint8_t next,
	const struct subject *subject, const struct pair_set *pairs, enum file_kind kind,
	const struct spec **found)
{
	const struct filters *filters;
	uint32_t i, j, end;
	int r;

	if (!node->regex_count)
		return 0;
	r = node_filters(s, node, &filters);
	if (r < 0)
		return r;
	i = filters->floating;
	end = next ? first_with(filters, node->regex_count, next) : i;
	j = next ? first_with(filters, node->regex_count, next + 1u) : i;
	while (i || j > end) {
		bool first = j == end || (i && filters->by_next[i - 1] > filters->by_next[j - 1]);
		uint32_t at = filters->by_next[first ? --i : --j], which;
		const struct filter *f = &filters->of[at];

		if (pair_set_lacks(pairs, f->pairs) || (kind && f->kind && f->kind != kind))
			continue;
		which = s->regexes[node->regexes + at];
		if (*found && spec_is_later(*found, &s->specs[which]))
			return 0;
		r = store_expression_matches(s, which, f, subject);
		if (r < 0)
			return r;
		if (r > 0) {
			*found = &s->specs[which];
			return 0;
		}
	}
	return 0;
}

static int match_expressions(struct file_store *s, const struct subject *subject,
	enum file_kind kind, const struct spec **found)
{
	struct pair_set pairs;
	struct descent d;
	int r = 0;

	pair_set_fill(&pairs, subject->key, subject->len);
	store_descend(s, subject->key, &d);
	while (r == 0 && d.count--)
		r = match_node(s, d.nodes[d.count], d.next[d.count], subject, &pairs, kind, found);
	return r == 0 && !*found ? -ENOENT : r;
}

static void mark_chosen(struct spec *spec)
{
	if (!(__atomic_load_n(&spec->used, __ATOMIC_RELAXED) & USED_CHOSEN))
		__atomic_fetch_or(&spec->used, USED_CHOSEN, __ATOMIC_RELAXED);
}

int store_match(
	struct file_store *s, const char *key, enum file_kind kind, const struct spec **found)
{
	struct subject subject = {.key = key, .len = strlen(key)};
	int r = 0;

	*found = store_find_literal(s, key, subject.len, kind);
	if (!*found)
		r = match_expressions(s, &subject, kind, found);
	if (r == 0)
		mark_chosen(&s->specs[*found - s->specs]);
	return r;
}
