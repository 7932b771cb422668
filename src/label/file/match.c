/* SPDX-License-Identifier: MIT */
/*
 * Finds the specification of a path: the literal, if there is one; else, of the expressions whose
 * stem the path is below, the last that matches. The filters only rule out what cannot match or
 * answer as PCRE2 would; match_regex(), the fallback, decides.
 *
 * Invariants. Whatever an expression matches begins with its filter's `prefix` (so, below its
 * node, with the byte `first_byte`), contains all its `bigrams`, and contains `required` after
 * `prefix`. If the filter's tail is not TAIL_REGEX, whatever begins with `prefix` and ends as the
 * tail says matches. A node's filters are in the order of its expressions, the last of which goes
 * first. Indexes of nodes and compiled expressions are published atomically and do not change: a
 * lookup that finds them takes no lock, and writes no memory that other threads read.
 */
#define _GNU_SOURCE
#include <string.h>

#include "label/file/match.h"

static void report_regex(
	const struct file_store *s, struct spec *spec, const char *what, const char *reason)
{
	if (__atomic_fetch_or(&spec->used, SPEC_REPORTED, __ATOMIC_RELAXED) & SPEC_REPORTED)
		return;
	if (!label_report(SELINUX_ERROR, "%s:  line %u has %s regex %s:  %s\n",
		    s->inputs[spec->input].name, spec->lineno, what, spec->pattern, reason))
		__atomic_fetch_and(&spec->used, (uint8_t)~SPEC_REPORTED, __ATOMIC_RELAXED);
}

static int compile_once(struct file_store *s, struct spec *spec, const struct regex **regex)
{
	struct regex *current = __atomic_load_n(&spec->compiled, __ATOMIC_ACQUIRE), *fresh = NULL;
	char reason[REGEX_REASON];
	int r;

	if (!current) {
		if (__atomic_load_n(&spec->used, __ATOMIC_RELAXED) & SPEC_INVALID)
			return -EINVAL;
		r = regex_compile(spec->pattern, &fresh, reason);
		if (r == -EINVAL) {
			report_regex(s, spec, "invalid", reason);
			__atomic_fetch_or(&spec->used, SPEC_INVALID, __ATOMIC_RELAXED);
		}
		if (r < 0)
			return r;
		/* Another thread may have published one meanwhile. */
		if (__atomic_compare_exchange_n(&spec->compiled, &current, fresh, false,
			    __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
			current = fresh;
		else
			regex_free(fresh);
	}
	*regex = current;
	return 0;
}

static int match_regex(struct file_store *s, struct spec *spec, const struct subject *subject)
{
	const struct regex *regex;
	int r = compile_once(s, spec, &regex);

	if (r < 0)
		return r;
	r = regex_pool_match(&s->scratches, regex, subject->key, subject->len, subject->partial);
	if (r == -ELOOP)
		report_regex(s, spec, "costly", "gave up matching");
	return r;
}

/* memmem() for short needles. */
static const char *bytes_find(const char *s, size_t len, const char *bytes, size_t count)
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

/* Whether the rest of a path is any directories, or none, then `required` and the tail. */
static bool floating_matches(const struct filter *f, const char *rest, size_t len)
{
	const char *end = rest + len;

	for (const char *s = rest;
		(s = bytes_find(s, (size_t)(end - s), f->required, f->required_len)); s++)
		if ((s == rest || s[-1] == '/') &&
			pattern_tail_matches(f->tail, s + f->required_len))
			return true;
	return false;
}

int store_regex_matches(
	struct file_store *s, uint32_t which, const struct filter *f, const struct subject *subject)
{
	size_t len = f->prefix_len;

	if (subject->len < len) {
		if (!subject->partial)
			return 0;
		len = subject->len;
	}
	if (memcmp(f->prefix, subject->key, len) != 0)
		return 0;
	if (f->tail != TAIL_REGEX && !f->floats)
		return len < f->prefix_len || pattern_tail_matches(f->tail, subject->key + len);
	if (!subject->partial && f->floats)
		return floating_matches(f, subject->key + len, subject->len - len);
	if (!subject->partial && f->required_len &&
		!bytes_find(subject->key + len, subject->len - len, f->required, f->required_len))
		return 0;
	return match_regex(s, &s->specs[which], subject);
}

/* Descends from the root to the deepest node that the path's components name. A last component
 * without a slash after it is left in `rest`. The first character counts as a slash. */
int store_descend(struct file_store *s, const char *key, struct descent *d)
{
	struct node *node = &s->root;

	d->count = 0;
	d->rest = NULL;
	while (node) {
		const struct node_index *in;
		const char *name = *key ? key + 1 : key, *slash;
		int r = node_expand(s, node, &in);

		if (r < 0)
			return r;
		d->nodes[d->count] = node;
		d->index[d->count] = in;
		d->first_byte[d->count++] = (uint8_t)*name;
		/* COMPAT: a substitution may leave doubled slashes (tests/label
		 * substitutions_leave_doubled_slashes). */
		while (*key == '/' && *name == '/')
			name++;
		if (!*key || !in->child_count)
			return 0;
		slash = strchr(name, '/');
		if (!slash) {
			d->rest = name;
			return 0;
		}
		node = node_child(in, name, (size_t)(slash - name));
		key = slash;
	}
	return 0;
}

/* COMPAT: of lines for one path the one in the last file counts, and in a file the first
 * (tests/unit/test_label_file.c later_files_win; tests/label the_first_of_equal_literals_wins). */
static const struct spec *find_literal(const struct file_store *s, const struct node_index *in,
	const struct subject *subject, enum file_kind kind)
{
	const struct spec *found = NULL;
	uint32_t hash, slot, at;

	if (!in->literal_count)
		return NULL;
	hash = hash_bytes(subject->key, subject->len);
	slot = hash_place(&in->by_path, hash);
	while ((at = hash_next(&in->by_path, hash, &slot)) != HASH_END) {
		const struct spec *spec = &s->specs[at];

		if (spec->path_len != subject->len ||
			memcmp(spec->path, subject->key, subject->len) != 0 ||
			(kind && spec->kind && spec->kind != kind))
			continue;
		if (!found || spec->input > found->input ||
			(spec->input == found->input && spec < found))
			found = spec;
	}
	return found;
}

/* The first index in by_first_byte of a filter with this `first_byte` or a greater one. */
static uint32_t first_filter(const struct node_index *in, unsigned first_byte)
{
	uint32_t low = in->no_first_byte, high = in->regex_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (in->filters[in->by_first_byte[middle]].first_byte < first_byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Finds the last expression of a node that matches, if it is later than *found. The filters with
 * this `first_byte` and those without one are merged in order. COMPAT: an expression that PCRE2
 * gives up ends the search, as it is not known which one applies (tests/unit/test_label_hostile.c
 * costly_expressions_are_given_up). */
static int match_node(struct file_store *s, const struct node_index *in, uint8_t first_byte,
	const struct subject *subject, const struct bigram_set *bigrams, enum file_kind kind,
	const struct spec **found)
{
	uint32_t i = in->no_first_byte, begin = first_filter(in, first_byte), j = begin;

	while (first_byte && j < in->regex_count &&
		in->filters[in->by_first_byte[j]].first_byte == first_byte)
		j++;
	while (i || j > begin) {
		bool first =
			j == begin || (i && in->by_first_byte[i - 1] > in->by_first_byte[j - 1]);
		uint32_t at = in->by_first_byte[first ? --i : --j];
		const struct filter *f = &in->filters[at];
		int r;

		if (bigram_set_lacks(bigrams, f->bigrams) || (kind && f->kind && f->kind != kind))
			continue;
		if (*found && spec_is_later(*found, &s->specs[in->regexes[at]]))
			return 0;
		r = store_regex_matches(s, in->regexes[at], f, subject);
		if (r < 0)
			return r == -ELOOP ? -ENOENT : r;
		if (r > 0) {
			*found = &s->specs[in->regexes[at]];
			return 0;
		}
	}
	return 0;
}

static int match_expressions(struct file_store *s, const struct descent *d,
	const struct subject *subject, enum file_kind kind, const struct spec **found)
{
	struct bigram_set bigrams;
	int r = 0;

	bigram_set_fill(&bigrams, subject->key, subject->len);
	for (unsigned i = d->count; r == 0 && i-- > 0;)
		r = match_node(s, d->index[i], d->first_byte[i], subject, &bigrams, kind, found);
	return r == 0 && !*found ? -ENOENT : r;
}

static void mark_matched(struct spec *spec)
{
	if (!(__atomic_load_n(&spec->used, __ATOMIC_RELAXED) & SPEC_MATCHED))
		__atomic_fetch_or(&spec->used, SPEC_MATCHED, __ATOMIC_RELAXED);
}

int store_match(
	struct file_store *s, const char *key, enum file_kind kind, const struct spec **found)
{
	struct subject subject = {.key = key, .len = strlen(key)};
	struct descent d;
	int r = store_descend(s, key, &d);

	if (r < 0)
		return r;
	*found = find_literal(s, d.index[d.count - 1], &subject, kind);
	if (!*found)
		r = match_expressions(s, &d, &subject, kind, found);
	if (r == 0)
		mark_matched(&s->specs[*found - s->specs]);
	return r;
}
