/* SPDX-License-Identifier: MIT */
/*
 * Finds the specification of a path: the literal, if there is one; else, of the expressions whose
 * stem the path is below, the last that matches. The filters only rule out what cannot match or
 * answer as PCRE2 would; match_regex(), the fallback, decides.
 *
 * Invariants. Whatever an expression matches begins with its filter's `prefix`, the gap
 * and the bytes after it (so the bytes of its head are where its kind says), contains all its
 * `bigrams`, and contains `required` after these. If the filter's tail is not TAIL_REGEX, whatever
 * begins so and ends as the tail says matches. A node's filters are in the order of its
 * expressions, the last of which goes first. Indexes of nodes and compiled expressions are
 * published atomically and do not change: a lookup that finds them takes no lock, and writes no
 * memory that other threads read.
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
			pattern_tail_matches(f->tail, s + f->required_len, false))
			return true;
	return false;
}

int store_regex_matches(
	struct file_store *s, uint32_t which, const struct filter *f, const struct subject *subject)
{
	const char *rest = subject->key, *end = subject->key + subject->len;
	bool decides = f->tail != TAIL_REGEX;

	if (subject->partial) {
		size_t len = subject->len < f->prefix_len ? subject->len : f->prefix_len;

		if (memcmp(f->prefix, subject->key, len) != 0)
			return 0;
		if (!decides || f->floats || f->gap)
			return match_regex(s, &s->specs[which], subject);
		return len < f->prefix_len || pattern_tail_matches(f->tail, rest + len, true);
	}
	if (subject->len < f->prefix_len || memcmp(f->prefix, subject->key, f->prefix_len) != 0)
		return 0;
	rest += f->prefix_len;
	if (f->gap) {
		rest = pattern_skip_gap(f->gap, rest);
		if (!rest || end - rest < f->after_len ||
			memcmp(f->prefix + f->prefix_len, rest, f->after_len) != 0)
			return 0;
		rest += f->after_len;
	}
	if (f->floats)
		return floating_matches(f, rest, (size_t)(end - rest));
	if (decides)
		return pattern_tail_matches(f->tail, rest, false);
	if (f->required_len &&
		!bytes_find(rest, (size_t)(end - rest), f->required, f->required_len))
		return 0;
	return match_regex(s, &s->specs[which], subject);
}

/* Descends from the root to the deepest node that the path's components name. A last component
 * without a slash after it is left in `rest`. COMPAT: a path without a leading slash is below no
 * node (tests/label keys_without_a_slash_and_expressions; tests/label
 * keys_without_a_slash_have_nothing_below). */
int store_descend(struct file_store *s, const char *key, struct descent *d)
{
	struct node *node = &s->root;

	d->count = 0;
	d->rest = NULL;
	while (node) {
		const struct node_index *in;
		const char *name = *key ? key + 1 : key, *slash = strchr(name, '/');
		int r = node_expand(s, node, &in);

		if (r < 0)
			return r;
		d->nodes[d->count] = node;
		d->index[d->count] = in;
		d->here[d->count] = name;
		d->next[d->count++] = slash ? slash + 1 : NULL;
		/* COMPAT: a substitution may leave doubled slashes (tests/label
		 * substitutions_leave_doubled_slashes). */
		if (*key == '/' && slash == name) {
			while (*name == '/')
				name++;
			slash = strchr(name, '/');
		}
		if (*key != '/' || !in->child_count)
			return 0;
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

/* What is left of some heads, of which the last one fits the bytes of a path. */
struct head_range {
	const struct head *begin, *end;
	uint64_t bytes;
};

static inline void drop_misfits(struct head_range *range)
{
	const struct head *end = range->end;

	while (end > range->begin && !beginning_fits(&end[-1].beginning, range->bytes))
		end--;
	range->end = end;
}

/* Of the heads of this kind, those with the first two bytes of this part of a path. */
static inline void set_range(struct head_range *range, const struct node_index *in,
	enum head_kind kind, const char *part, const char *path_end)
{
	uint32_t low = in->heads_end[kind - 1], end = in->heads_end[kind], high = end;
	uint64_t bytes;

	range->begin = range->end = NULL;
	if (low == end || !part)
		return;
	range->bytes = bytes = first_bytes(part, (size_t)(path_end - part));
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (in->heads[middle].first < (uint16_t)bytes)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == end || in->heads[low].first != (uint16_t)bytes)
		return;
	range->begin = in->heads + low;
	range->end = in->heads + in->heads[low].run_end;
	drop_misfits(range);
}

/* The head of the last filter; NULL if none is left. */
static inline const struct head *take_last(struct head_range ranges[HEAD_KINDS])
{
	struct head_range *from = NULL;
	const struct head *last = NULL;

	for (unsigned kind = 0; kind < HEAD_KINDS; kind++) {
		struct head_range *range = &ranges[kind];

		if (range->end == range->begin || (last && last->filter > range->end[-1].filter))
			continue;
		last = range->end - 1;
		from = range;
	}
	if (from) {
		from->end--;
		drop_misfits(from);
	}
	return last;
}

/* A search for the last expression that matches. */
struct search {
	struct file_store *s;
	struct subject subject;
	enum file_kind kind;
	const struct spec *found;
	bool has_bigrams;
	struct bigram_set bigrams; /* filled when a filter wants them */
};

static bool is_ruled_out(struct search *search, const struct filter *f)
{
	if (search->kind && f->kind && f->kind != search->kind)
		return true;
	if (f->required_len < 2)
		return false;
	if (!search->has_bigrams)
		bigram_set_fill(&search->bigrams, search->subject.key, search->subject.len);
	search->has_bigrams = true;
	return bigram_set_lacks(&search->bigrams, f->bigrams);
}

/* Finds the last expression of a node that matches, if it is later than the one found. COMPAT: an
 * expression that PCRE2 gives up ends the search, as it is not known which one applies
 * (tests/unit/test_label_hostile.c costly_expressions_are_given_up). */
static int match_node(struct search *search, const struct descent *d, unsigned level)
{
	const struct node_index *in = d->index[level];
	const char *end = search->subject.key + search->subject.len;
	struct head_range ranges[HEAD_KINDS];
	const struct head *head;

	if (!in->head_count)
		return 0;
	ranges[HEAD_UNKNOWN] =
		(struct head_range){in->heads, in->heads + in->heads_end[HEAD_UNKNOWN], 0};
	set_range(&ranges[HEAD_HERE], in, HEAD_HERE, d->here[level], end);
	set_range(&ranges[HEAD_NEXT], in, HEAD_NEXT, d->next[level], end);
	while ((head = take_last(ranges))) {
		const struct filter *f = &in->filters[head->filter];
		uint32_t which = in->regexes[head->filter];
		const struct spec *spec = &search->s->specs[which];
		int r;

		if (is_ruled_out(search, f))
			continue;
		if (search->found && spec_is_later(search->found, spec))
			return 0;
		r = store_regex_matches(search->s, which, f, &search->subject);
		if (r < 0)
			return r == -ELOOP ? -ENOENT : r;
		if (r > 0) {
			search->found = spec;
			return 0;
		}
	}
	return 0;
}

static void mark_matched(struct spec *spec)
{
	if (!(__atomic_load_n(&spec->used, __ATOMIC_RELAXED) & SPEC_MATCHED))
		__atomic_fetch_or(&spec->used, SPEC_MATCHED, __ATOMIC_RELAXED);
}

int store_match(
	struct file_store *s, const char *key, enum file_kind kind, const struct spec **found)
{
	struct search search;
	struct descent d;
	int r = store_descend(s, key, &d);

	if (r < 0)
		return r;
	search.s = s;
	search.subject = (struct subject){.key = key, .len = strlen(key)};
	search.kind = kind;
	search.has_bigrams = false;
	search.found = find_literal(s, d.index[d.count - 1], &search.subject, kind);
	if (!search.found) {
		for (unsigned i = d.count; r == 0 && i-- > 0;)
			r = match_node(&search, &d, i);
		if (r == 0 && !search.found)
			r = -ENOENT;
	}
	*found = search.found;
	if (r == 0)
		mark_matched(&s->specs[*found - s->specs]);
	return r;
}
