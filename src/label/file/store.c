/* SPDX-License-Identifier: MIT */
/*
 * Filling the store, which no other thread has yet; and the contexts that are validated, each
 * once.
 */
#define _GNU_SOURCE
#include <string.h>

#include "common/array.h"
#include "label/file/pattern.h"
#include "label/file/store.h"
#include "label/file/tree.h"

static int add_context(
	struct checked *checked, const char *raw, uint32_t hash, struct label_context **context)
{
	struct label_context *c = calloc(1, sizeof(*c));
	struct label_context **grown =
		array_grow(checked->contexts, checked->count, &checked->capacity, sizeof(*grown));
	int r = c && grown ? hash_reserve(&checked->index, 1) : -ENOMEM;

	if (grown)
		checked->contexts = grown;
	if (r < 0) {
		free(c);
		return r;
	}
	c->raw = raw;
	checked->contexts[checked->count] = *context = c;
	hash_insert(&checked->index, hash, checked->count);
	__atomic_store_n(&checked->count, checked->count + 1, __ATOMIC_RELAXED);
	return 0;
}

int store_context(struct file_store *s, struct spec *spec, struct label_context **context)
{
	struct checked *checked = &s->checked;
	uint32_t hash = hash_bytes(spec->context, strlen(spec->context)), place, at;
	int r = 0;

	place = hash_place(&checked->index, hash);
	while ((at = hash_next(&checked->index, hash, &place)) != HASH_END)
		if (!strcmp(checked->contexts[at]->raw, spec->context))
			break;
	if (at == HASH_END)
		r = add_context(checked, spec->context, hash, context);
	else
		*context = checked->contexts[at];
	if (r == 0)
		__atomic_store_n(&spec->checked, *context, __ATOMIC_RELEASE);
	return r;
}

void store_keep_text(struct file_store *s, char *text)
{
	s->inputs[s->input_count - 1].text = text;
	s->checking = true;
}

int store_new(struct file_store **store, const struct selabel_handle *h)
{
	struct file_store *s = calloc(1, sizeof(*s));

	if (!s)
		return -ENOMEM;
	s->handle = h;
	*store = s;
	return 0;
}

void store_free(struct file_store *s)
{
	if (!s)
		return;
	store_truncate(s, 0);
	node_free(&s->root);
	for (uint32_t i = 0; i < s->checked.count; i++) {
		label_context_free(s->checked.contexts[i]);
		free(s->checked.contexts[i]);
	}
	for (uint32_t i = 0; i < s->input_count; i++) {
		free(s->inputs[i].name);
		free(s->inputs[i].text);
	}
	regex_pool_clear(&s->scratches);
	arena_free(&s->strings);
	hash_clear(&s->checked.index);
	free(s->checked.contexts);
	free(s->specs);
	free(s->order);
	free(s->inputs);
	free(s);
}

int store_begin_input(struct file_store *s, const char *name)
{
	struct input *inputs =
		array_grow(s->inputs, s->input_count, &s->input_capacity, sizeof(*inputs));

	if (!inputs)
		return -ENOMEM;
	s->inputs = inputs;
	inputs[s->input_count] = (struct input){.name = str_dup(name)};
	if (!inputs[s->input_count].name)
		return -ENOMEM;
	s->input_count++;
	s->checking = s->handle->validate;
	return 0;
}

/* With VALIDATE, errors are found now and not on first use. */
static int validate_spec(struct file_store *s, struct spec *spec)
{
	const char *input = s->inputs[spec->input].name;
	struct label_context *context;
	char reason[REGEX_REASON];
	int r = 0;

	if (*pattern_literal_end(spec->pattern, spec->pattern))
		r = regex_compile(spec->pattern, &spec->compiled, reason);
	if (r == -EINVAL)
		label_report(SELINUX_ERROR, "%s:  line %u has invalid regex %s:  %s\n", input,
			spec->lineno, spec->pattern, reason);
	if (r == 0)
		r = store_context(s, spec, &context);
	if (r == 0)
		r = label_context_check(s->handle, context, input, spec->lineno);
	return r;
}

/* COMPAT: a literal path is in the subset if SUBSET begins with its first component
 * (tests/unit/test_label_contract.c subset_is_one_component). */
static bool is_in_subset(const struct file_store *s, const char *pattern)
{
	bool literal = !*pattern_literal_end(pattern, pattern);
	struct stem stem = {.end = pattern};

	return (literal && *pattern != '/') || !pattern_stem(&stem) ||
	       pattern_is(&stem, s->subset,
		       literal && stem.len < s->subset_len ? stem.len : s->subset_len);
}

/* Whether the stem ends at a backslash before a slash. */
static bool ends_in_escape(const char *pattern)
{
	struct stem stem = {.end = pattern};
	const char *s = pattern;

	while ((s = strchr(s, '\\')) && s[1] && s[1] != '/')
		s += 2;
	if (!s || !s[1])
		return false;
	for (int depth = 0; depth < STEM_DEPTH && pattern_stem(&stem); depth++)
		;
	return stem.end[0] == '\\' && stem.end[1] == '/';
}

/* If there is no memory for so many, the array grows step by step. */
void store_expect(struct file_store *s, uint32_t count)
{
	size_t capacity = s->spec_count + (size_t)count;
	struct spec *specs;

	if (s->subset || capacity <= s->spec_capacity)
		return;
	specs = realloc(s->specs, capacity * sizeof(*specs));
	if (specs) {
		s->specs = specs;
		s->spec_capacity = capacity;
	}
}

/* COMPAT: there is no such message for compiled files (tests/unit/test_label_bin.c
 * nothing_is_said_of_compiled_patterns). */
int store_check_spec(struct file_store *s, struct spec *spec)
{
	const struct input *input = &s->inputs[spec->input];

	if (input->text && ends_in_escape(spec->pattern))
		label_report(SELINUX_WARNING,
			"%s:  line %u has unsupported final escape character\n", input->name,
			spec->lineno);
	return s->handle->validate ? validate_spec(s, spec) : 0;
}

int store_add_slowly(struct file_store *s, const char *pattern, enum file_kind kind,
	const char *context, uint32_t lineno)
{
	struct spec *specs;

	if (s->subset && !is_in_subset(s, pattern))
		return 0;
	specs = array_grow(s->specs, s->spec_count, &s->spec_capacity, sizeof(*specs));
	if (!specs)
		return -ENOMEM;
	s->specs = specs;
	return store_append(s, pattern, kind, context, lineno);
}

void store_truncate(struct file_store *s, uint32_t spec_count)
{
	while (s->spec_count > spec_count) {
		const struct spec *spec = &s->specs[--s->spec_count];

		if (!spec->literal)
			regex_free(spec->compiled);
	}
}

typedef uint32_t four __attribute__((vector_size(16), aligned(4), may_alias));

/* 0, 1, 2 and so on, four at once. */
static void number(four *numbers, size_t count)
{
	for (four n = {0, 1, 2, 3}; count--; n += 4)
		*numbers++ = n;
}

int store_close(struct file_store *s)
{
	size_t fours = s->spec_count / 4 + (size_t)1;
	four *order = malloc(fours * sizeof(*order));

	if (!order)
		return -ENOMEM;
	number(order, fours);
	s->order = (uint32_t *)order;
	s->subset = NULL;
	s->root.name = "";
	s->root.count = s->spec_count;
	return 0;
}
