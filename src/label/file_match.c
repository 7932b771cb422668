/* SPDX-License-Identifier: MIT */
/*
 * Which specification a path has. Literal paths are looked up. Of the expressions, those are put to
 * PCRE2, from the last to the first, whose stem the path is below, of whose necessary pairs of
 * bytes it lacks none, with whose fixed beginning it begins, and whose longest run of plain bytes
 * it has. Everything above regex_says() only leaves out what cannot match.
 *
 * Takes no lock: expressions are compiled on first use and published atomically.
 */
#define _GNU_SOURCE
#include <string.h>

#include "label/file.h"

struct subject {
	const char *key;
	size_t len;
	bool partial;
	struct regex_scratch *scratch;
};

/* A scratch is lent out of the handle's few; with more threads than those, some make their own. */
static struct regex_scratch *scratch_borrow(struct file_store *s)
{
	for (size_t i = 0; i < ARRAY_SIZE(s->scratch); i++) {
		struct regex_scratch *scratch = NULL;

		if (__atomic_load_n(&s->scratch[i], __ATOMIC_RELAXED))
			scratch = __atomic_exchange_n(&s->scratch[i], NULL, __ATOMIC_ACQUIRE);
		if (scratch)
			return scratch;
	}
	return NULL;
}

static void scratch_return(struct file_store *s, struct regex_scratch *scratch)
{
	for (size_t i = 0; scratch && i < ARRAY_SIZE(s->scratch); i++) {
		struct regex_scratch *none = NULL;

		if (__atomic_compare_exchange_n(&s->scratch[i], &none, scratch, false,
			    __ATOMIC_RELEASE, __ATOMIC_RELAXED))
			return;
	}
	regex_scratch_free(scratch);
}

static void complain(
	const struct file_store *s, struct spec *spec, const char *what, const char *reason)
{
	if (!(__atomic_fetch_or(&spec->used, USED_TOLD, __ATOMIC_RELAXED) & USED_TOLD))
		label_report(SELINUX_ERROR, "%s:  line %u has %s regex %s:  %s\n",
			s->inputs[spec->input], spec->lineno, what, spec_pattern(s, spec), reason);
}

static int compiled(struct file_store *s, uint32_t which, const struct regex **regex)
{
	struct regex **slot = &s->compiled[which];
	struct regex *now = __atomic_load_n(slot, __ATOMIC_ACQUIRE), *made = NULL;
	struct spec *spec = &s->specs[which];
	char reason[REGEX_REASON];
	int r;

	if (!now) {
		if (__atomic_load_n(&spec->used, __ATOMIC_RELAXED) & USED_REFUSED)
			return -EINVAL;
		r = regex_compile(spec_pattern(s, spec), &made, reason);
		if (r == -EINVAL) {
			complain(s, spec, "invalid", reason);
			__atomic_fetch_or(&spec->used, USED_REFUSED, __ATOMIC_RELAXED);
		}
		if (r < 0)
			return r;
		/* Another thread may have been faster. */
		if (__atomic_compare_exchange_n(
			    slot, &now, made, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
			now = made;
		else
			regex_free(made);
	}
	*regex = now;
	return 0;
}

static int regex_says(struct file_store *s, uint32_t which, struct subject *subject)
{
	const struct regex *regex;
	int r = compiled(s, which, &regex);

	if (r == 0)
		r = regex_match(
			regex, &subject->scratch, subject->key, subject->len, subject->partial);
	if (r == -ELOOP)
		complain(s, &s->specs[which], "costly", "gave up matching");
	return r == -ELOOP ? -EINVAL : r;
}

/* May this expression match, judged by the bytes that it begins with and needs? */
static bool is_candidate(const struct file_store *s, const struct spec *spec,
	const struct subject *subject, enum file_kind kind)
{
	size_t len = spec->fixed_len;

	if (kind && spec->kind && spec->kind != kind)
		return false;
	if (subject->len < len) {
		if (!subject->partial)
			return false;
		len = subject->len;
	}
	if (memcmp(s->text + spec->fixed, subject->key, len) != 0)
		return false;
	return subject->partial || !spec->needed_len ||
	       memmem(subject->key + len, subject->len - len, s->text + spec->needed,
		       spec->needed_len);
}

static int compare_name(
	const struct file_store *s, const struct node *node, const char *name, size_t len)
{
	size_t shorter = node->name_len < len ? node->name_len : len;
	int r = memcmp(s->text + node->name, name, shorter);

	return r ? r : (node->name_len > len) - (node->name_len < len);
}

/* The first child whose name is not less than this one. */
static uint32_t first_child(
	const struct file_store *s, const struct node *node, const char *name, size_t len)
{
	uint32_t low = 0, high = node->child_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct node *child = &s->nodes[s->children[node->children + middle]];

		if (compare_name(s, child, name, len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct node *find_child(
	const struct file_store *s, const struct node *node, const char *name, size_t len)
{
	uint32_t i = first_child(s, node, name, len);
	const struct node *child;

	if (i == node->child_count)
		return NULL;
	child = &s->nodes[s->children[node->children + i]];
	return compare_name(s, child, name, len) == 0 ? child : NULL;
}

/* The way from the root down to the deepest node that the path's components name. A last component
 * that no slash ends is left in `rest`. */
struct descent {
	const struct node *nodes[STEM_DEPTH + 1];
	unsigned count;
	const char *rest; /* NULL if the path went where no node is */
};

static void descend(const struct file_store *s, const char *key, struct descent *d)
{
	const struct node *node = s->nodes;

	d->count = 0;
	d->rest = NULL;
	while (node) {
		const char *slash;

		d->nodes[d->count++] = node;
		if (!*key || !node->child_count)
			return;
		slash = strchr(++key, '/');
		if (!slash) {
			d->rest = key;
			return;
		}
		node = find_child(s, node, key, (size_t)(slash - key));
		key = slash;
	}
}

/* The last expression of a node that matches, if it is later than *found. */
static int match_node(struct file_store *s, const struct node *node, struct subject *subject,
	const struct signature *signature, enum file_kind kind, const struct spec **found)
{
	for (uint32_t at = node->regexes + node->regex_count; at-- > node->regexes;) {
		const struct spec *spec;
		uint32_t which;
		int r;

		if (signature_lacks(signature, &s->signatures[at]))
			continue;
		which = s->regexes[at];
		spec = &s->specs[which];
		if (*found && spec_is_later(*found, spec))
			return 0;
		if (!is_candidate(s, spec, subject, kind))
			continue;
		r = regex_says(s, which, subject);
		if (r < 0)
			return r;
		if (r > 0) {
			*found = spec;
			return 0;
		}
	}
	return 0;
}

static int match_regexes(struct file_store *s, struct subject *subject, enum file_kind kind,
	const struct spec **found)
{
	struct signature signature = {{0, 0}};
	struct descent d;
	int r = 0;

	signature_add(&signature, subject->key, subject->len);
	descend(s, subject->key, &d);
	while (r == 0 && d.count)
		r = match_node(s, d.nodes[--d.count], subject, &signature, kind, found);
	return r == 0 && !*found ? -ENOENT : r;
}

static bool match_literal(const struct file_store *s, const struct subject *subject,
	enum file_kind kind, const struct spec **found)
{
	uint32_t at = store_find_literal(s, subject->key, subject->len);
	const struct spec *first, *spec;

	if (at == NONE)
		return false;
	spec = first = &s->specs[s->literals[at]];
	/* The others of the same path are next to it, in the same node. */
	for (uint32_t end = s->nodes[first->node].literals + s->nodes[first->node].literal_count;;
		spec = &s->specs[s->literals[at]]) {
		if (spec->fixed_len != first->fixed_len ||
			memcmp(s->text + spec->fixed, s->text + first->fixed, first->fixed_len) !=
				0)
			return false;
		if (!kind || !spec->kind || spec->kind == kind) {
			*found = spec;
			return true;
		}
		if (++at == end)
			return false;
	}
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

	*found = NULL;
	if (!match_literal(s, &subject, kind, found)) {
		subject.scratch = scratch_borrow(s);
		r = match_regexes(s, &subject, kind, found);
		scratch_return(s, subject.scratch);
	}
	if (r == 0)
		mark_chosen(&s->specs[*found - s->specs]);
	return r;
}

/* The visits of store_match_partly(). The order is that of stock 3.8 and later, for digests of it
 * are on disks: first what hangs below the path, node by node, and then what is on the way to it,
 * from the bottom up; literals before expressions; expressions below in their order, those on the
 * way from the last to the first. */
struct visits {
	struct file_store *s;
	struct subject subject;
	match_visitor *visit;
	void *arg;
};

static int visit_spec(struct visits *v, uint32_t which)
{
	const struct spec *spec = &v->s->specs[which];

	/* COMPAT: entries that say <<none>> count as no match. */
	return strcmp(spec_context(v->s, spec), NO_CONTEXT) ? v->visit(v->s, spec, v->arg) : 0;
}

static int visit_literals(struct visits *v, const struct node *node)
{
	for (uint32_t i = 0; i < node->literal_count; i++) {
		uint32_t which = v->s->literals[node->literals + i];
		const struct spec *spec = &v->s->specs[which];
		int r = 0;

		if (spec->fixed_len >= v->subject.len &&
			is_candidate(v->s, spec, &v->subject, KIND_ANY))
			r = visit_spec(v, which);
		if (r)
			return r;
	}
	return 0;
}

static int visit_regex(struct visits *v, uint32_t which)
{
	int r = 0;

	if (is_candidate(v->s, &v->s->specs[which], &v->subject, KIND_ANY))
		r = regex_says(v->s, which, &v->subject);
	return r > 0 ? visit_spec(v, which) : r;
}

static int visit_below(struct visits *v, const struct node *node)
{
	int r = visit_literals(v, node);

	for (uint32_t i = 0; r == 0 && i < node->regex_count; i++)
		r = visit_regex(v, v->s->regexes[node->regexes + i]);
	for (uint32_t i = 0; r == 0 && i < node->child_count; i++)
		r = visit_below(v, &v->s->nodes[v->s->children[node->children + i]]);
	return r;
}

static int visit_on_the_way(struct visits *v, const struct node *node)
{
	int r = visit_literals(v, node);

	for (uint32_t i = node->regex_count; r == 0 && i-- > 0;)
		r = visit_regex(v, v->s->regexes[node->regexes + i]);
	return r;
}

/* The children whose names begin with `rest`, from the last to the first. */
static int visit_children(struct visits *v, const struct node *node, const char *rest)
{
	size_t len = strlen(rest);
	uint32_t first = first_child(v->s, node, rest, len), end = first;
	const struct node *child;
	int r = 0;

	for (; end < node->child_count; end++) {
		child = &v->s->nodes[v->s->children[node->children + end]];
		if (child->name_len < len || memcmp(v->s->text + child->name, rest, len) != 0)
			break;
	}
	while (r == 0 && end-- > first)
		r = visit_below(v, &v->s->nodes[v->s->children[node->children + end]]);
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
	int r = 0;

	descend(s, key, &d);
	v.subject.scratch = scratch_borrow(s);
	if (d.rest)
		r = visit_children(&v, d.nodes[d.count - 1], d.rest);
	while (r == 0 && d.count)
		r = visit_on_the_way(&v, d.nodes[--d.count]);
	scratch_return(s, v.subject.scratch);
	return r;
}
