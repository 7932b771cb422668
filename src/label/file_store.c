/* SPDX-License-Identifier: MIT */
/*
 * The specifications in memory: strings in one block, contexts and stems once each, and indexes
 * made when all files are in. Takes no lock: nobody else has the store while it is filled.
 */
#define _GNU_SOURCE
#include <string.h>

#include "label/file.h"

static const char *const kind_names[KIND_COUNT] = {
	[KIND_ANY] = "wildcard",
	[KIND_DIR] = "directory",
	[KIND_CHR] = "character-device",
	[KIND_BLK] = "block-device",
	[KIND_SOCK] = "sock-file",
	[KIND_FIFO] = "fifo-file",
	[KIND_LNK] = "symlink",
	[KIND_REG] = "regular-file",
};

const char *kind_name(enum file_kind kind)
{
	return kind_names[kind];
}

/* Room for one more element in an array that grows by half. */
static int grow(void *array, uint32_t count, uint32_t *room, size_t size)
{
	void **p = array;
	uint32_t more = *room + *room / 2 + 64;
	void *bigger;

	if (count < *room)
		return 0;
	bigger = realloc(*p, more * size);
	if (!bigger)
		return -ENOMEM;
	*p = bigger;
	*room = more;
	return 0;
}

static int text_reserve(struct file_store *s, size_t len)
{
	size_t room = s->text_len + len;
	char *bigger;

	if (room <= s->text_room)
		return 0;
	room += room / 2;
	if (room > UINT32_MAX)
		return -EFBIG;
	bigger = realloc(s->text, room);
	if (!bigger)
		return -ENOMEM;
	s->text = bigger;
	s->text_room = room;
	return 0;
}

static int text_add(struct file_store *s, const char *bytes, size_t len, uint32_t *offset)
{
	int r = text_reserve(s, len + 1);

	if (r < 0)
		return r;
	*offset = (uint32_t)s->text_len;
	memcpy(s->text + s->text_len, bytes, len);
	s->text[s->text_len + len] = '\0';
	s->text_len += len + 1;
	return 0;
}

/* Four bytes at a time; the tables are private, so the byte order may show. */
static uint32_t hash_bytes(uint32_t h, const char *bytes, size_t len)
{
	uint32_t word;

	for (; len >= sizeof(word); len -= sizeof(word), bytes += sizeof(word)) {
		memcpy(&word, bytes, sizeof(word));
		h = (h ^ word) * 0x9e3779b1;
		h ^= h >> 15;
	}
	for (; len; len--)
		h = (h ^ (uint8_t)*bytes++) * 0x9e3779b1;
	return h ^ h >> 15;
}

static void hash_insert(struct hash_index *index, uint32_t hash, uint32_t entry)
{
	uint32_t i = hash & index->mask;

	while (index->slots[i])
		i = (i + 1) & index->mask;
	index->slots[i] = entry + 1;
	index->used++;
}

static int hash_make(struct hash_index *index, uint32_t entries)
{
	uint32_t size = 64;

	while (size < entries * 2)
		size *= 2;
	free(index->slots);
	*index = (struct hash_index){.slots = calloc(size, sizeof(uint32_t)), .mask = size - 1};
	return index->slots ? 0 : -ENOMEM;
}

static uint32_t context_hash(const char *raw)
{
	return hash_bytes(0, raw, strlen(raw));
}

static uint32_t node_hash(uint32_t parent, const char *name, size_t len)
{
	return hash_bytes(parent * 2654435761u, name, len);
}

static uint32_t literal_hash(const char *path, size_t len)
{
	return hash_bytes(0, path, len);
}

static int find_context(struct file_store *s, const char *raw, uint32_t *found)
{
	struct hash_index *index = &s->context_index;
	uint32_t hash = context_hash(raw);
	char *copy;
	int r;

	if (index->used * 2 >= index->mask) {
		r = hash_make(index, s->context_count * 2 + 64);
		if (r < 0)
			return r;
		for (uint32_t i = 0; i < s->context_count; i++)
			hash_insert(index, context_hash(s->contexts[i].raw), i);
	}
	for (uint32_t i = hash & index->mask; index->slots[i]; i = (i + 1) & index->mask) {
		*found = index->slots[i] - 1;
		if (!strcmp(s->contexts[*found].raw, raw))
			return 0;
	}
	r = grow(&s->contexts, s->context_count, &s->context_room, sizeof(*s->contexts));
	copy = r < 0 ? NULL : string_copy(raw);
	if (!copy)
		return -ENOMEM;
	*found = s->context_count++;
	s->contexts[*found] = (struct label_context){.raw = copy};
	hash_insert(index, hash, *found);
	return 0;
}

static int add_node(struct file_store *s, uint32_t parent, const char *name, size_t len)
{
	uint32_t offset;
	int r = grow(&s->nodes, s->node_count, &s->node_room, sizeof(*s->nodes));

	if (r == 0)
		r = text_add(s, name, len, &offset);
	if (r < 0)
		return r;
	s->nodes[s->node_count] = (struct node){
		.parent = parent,
		.name = offset,
		.name_len = (uint16_t)len,
		.depth = s->node_count ? (uint8_t)(s->nodes[parent].depth + 1) : 0,
	};
	s->node_count++;
	return 0;
}

static int find_node(
	struct file_store *s, uint32_t parent, const char *name, size_t len, uint32_t *found)
{
	struct hash_index *index = &s->node_index;
	uint32_t hash = node_hash(parent, name, len);
	int r;

	if (index->used * 2 >= index->mask) {
		r = hash_make(index, s->node_count * 2 + 64);
		if (r < 0)
			return r;
		for (uint32_t i = 1; i < s->node_count; i++)
			hash_insert(index,
				node_hash(s->nodes[i].parent, s->text + s->nodes[i].name,
					s->nodes[i].name_len),
				i);
	}
	for (uint32_t i = hash & index->mask; index->slots[i]; i = (i + 1) & index->mask) {
		const struct node *n = &s->nodes[ *found = index->slots[i] - 1];

		if (n->parent == parent && n->name_len == len &&
			!memcmp(s->text + n->name, name, len))
			return 0;
	}
	r = add_node(s, parent, name, len);
	if (r < 0)
		return r;
	*found = s->node_count - 1;
	hash_insert(index, hash, *found);
	return 0;
}

int store_new(struct file_store **store, const struct selabel_handle *h)
{
	struct file_store *s = calloc(1, sizeof(*s));
	int r = -ENOMEM;

	if (s) {
		s->handle = h;
		r = add_node(s, NONE, "", 0);
	}
	if (r < 0)
		store_free(s);
	else
		*store = s;
	return r;
}

static void free_filling(struct file_store *s)
{
	free(s->context_index.slots);
	free(s->node_index.slots);
	s->context_index = s->node_index = (struct hash_index){0};
}

void store_free(struct file_store *s)
{
	if (!s)
		return;
	store_truncate(s, 0);
	for (uint32_t i = 0; i < s->context_count; i++) {
		label_context_free(&s->contexts[i]);
		free((char *)s->contexts[i].raw);
	}
	for (uint32_t i = 0; i < s->input_count; i++)
		free(s->inputs[i]);
	for (size_t i = 0; i < ARRAY_SIZE(s->scratch); i++)
		regex_scratch_free(s->scratch[i]);
	free_filling(s);
	free(s->literal_index.slots);
	free(s->text);
	free(s->specs);
	free(s->compiled);
	free(s->signatures);
	free(s->contexts);
	free(s->nodes);
	free(s->inputs);
	free(s->literals);
	free(s->regexes);
	free(s->children);
	free(s);
}

int store_begin_input(struct file_store *s, const char *name)
{
	char **inputs = realloc(s->inputs, (s->input_count + 1) * sizeof(*inputs));

	if (!inputs)
		return -ENOMEM;
	s->inputs = inputs;
	inputs[s->input_count] = string_copy(name);
	if (!inputs[s->input_count])
		return -ENOMEM;
	s->input_count++;
	return 0;
}

/* Finds the node of a pattern, and adds it; *wanted is false if SUBSET leaves the pattern out. */
static int find_stem(
	struct file_store *s, const char *pattern, uint32_t lineno, uint32_t *node, bool *wanted)
{
	AUTO_FREE char *name = malloc(strlen(pattern) + 1);
	const char *cursor = pattern;
	bool dangling = false;
	size_t len;
	int r = 0;

	if (!name)
		return -ENOMEM;
	*node = 0;
	*wanted = true;
	for (int depth = 0; r == 0 && depth < STEM_DEPTH; depth++) {
		if (!pattern_stem(&cursor, name, &len, &dangling))
			break;
		if (depth == 0 && s->subset &&
			(len != s->subset_len || memcmp(name, s->subset, len) != 0)) {
			*wanted = false;
			return 0;
		}
		r = find_node(s, *node, name, len, node);
	}
	if (dangling && lineno)
		label_report(SELINUX_WARNING,
			"%s:  line %u has unsupported final escape character\n",
			s->inputs[s->input_count - 1], lineno);
	return r;
}

/* VALIDATE: what is wrong is found now and not when it is needed. */
static int validate(struct file_store *s, uint32_t which)
{
	struct spec *spec = &s->specs[which];
	const char *input = s->inputs[spec->input];
	char reason[REGEX_REASON];
	int r = 0;

	if (!spec->literal)
		r = regex_compile(spec_pattern(s, spec), &s->compiled[which], reason);
	if (r == -EINVAL)
		label_report(SELINUX_ERROR, "%s:  line %u has invalid regex %s:  %s\n", input,
			spec->lineno, spec_pattern(s, spec), reason);
	if (r == 0)
		r = label_context_check(
			s->handle, &s->contexts[spec->context], input, spec->lineno);
	return r;
}

int store_add(struct file_store *s, const char *pattern, enum file_kind kind, const char *context,
	uint32_t lineno)
{
	size_t len = strlen(pattern);
	uint32_t room = s->spec_room, room_too = room;
	struct spec *spec;
	struct pattern p;
	uint32_t node, con;
	bool wanted;
	int r;

	r = find_stem(s, pattern, lineno, &node, &wanted);
	if (r < 0 || !wanted)
		return r;
	r = find_context(s, context, &con);
	if (r == 0)
		r = grow(&s->specs, s->spec_count, &s->spec_room, sizeof(*s->specs));
	if (r == 0)
		r = grow(&s->compiled, s->spec_count, &room, sizeof(struct regex *));
	if (r == 0)
		r = grow(&s->signatures, s->spec_count, &room_too, sizeof(*s->signatures));
	if (r == 0)
		r = text_reserve(s, 2 * (len + 1));
	if (r < 0)
		return r;
	spec = &s->specs[s->spec_count];
	*spec = (struct spec){
		.context = con,
		.node = node,
		.lineno = lineno,
		.input = (uint8_t)(s->input_count - 1),
		.kind = (uint8_t)kind,
	};
	s->compiled[s->spec_count] = NULL;
	/* The unescaped beginning is kept apart only if it is not also that of the pattern. */
	r = text_add(s, pattern, len, &spec->pattern);
	if (r < 0)
		return r;
	pattern_read(pattern, s->text + s->text_len, &p);
	spec->literal = p.literal;
	spec->prefix_len = (uint16_t)p.prefix_len;
	spec->fixed_len = (uint16_t)p.fixed_len;
	spec->fixed = spec->pattern;
	spec->needed = spec->pattern + (uint32_t)(p.needed - pattern);
	spec->needed_len = (uint16_t)p.needed_len;
	s->signatures[s->spec_count] = p.signature;
	if (memcmp(pattern, s->text + s->text_len, p.fixed_len) != 0) {
		spec->fixed = (uint32_t)s->text_len;
		s->text_len += p.fixed_len;
	}
	s->spec_count++;
	return s->handle->validate ? validate(s, s->spec_count - 1) : 0;
}

void store_truncate(struct file_store *s, uint32_t spec_count)
{
	while (s->spec_count > spec_count)
		regex_free(s->compiled[--s->spec_count]);
}

/* By node, then path; of one path, the last file's first, and in a file the first line's. */
static int by_path(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	const struct spec *x = &s->specs[i], *y = &s->specs[j];
	size_t len = x->fixed_len < y->fixed_len ? x->fixed_len : y->fixed_len;
	int r;

	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	r = memcmp(s->text + x->fixed, s->text + y->fixed, len);
	if (r)
		return r;
	if (x->fixed_len != y->fixed_len)
		return x->fixed_len < y->fixed_len ? -1 : 1;
	if (x->input != y->input)
		return x->input > y->input ? -1 : 1;
	return i < j ? -1 : i > j;
}

static int by_node(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;

	if (s->specs[i].node != s->specs[j].node)
		return s->specs[i].node < s->specs[j].node ? -1 : 1;
	return i == j ? 0 : spec_is_later(&s->specs[i], &s->specs[j]) ? 1 : -1;
}

static int by_name(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	const struct node *x = &s->nodes[*(const uint32_t *)a];
	const struct node *y = &s->nodes[*(const uint32_t *)b];

	if (x->parent != y->parent)
		return x->parent < y->parent ? -1 : 1;
	return strcmp(s->text + x->name, s->text + y->name);
}

static bool same_path(const struct file_store *s, const struct spec *x, const struct spec *y)
{
	return x->fixed_len == y->fixed_len &&
	       !memcmp(s->text + x->fixed, s->text + y->fixed, x->fixed_len);
}

static int index_literals(struct file_store *s, uint32_t count)
{
	const struct spec *last = NULL;
	int r = hash_make(&s->literal_index, count);

	if (r < 0)
		return r;
	qsort_r(s->literals, count, sizeof(uint32_t), by_path, s);
	for (uint32_t i = 0; i < count; i++) {
		const struct spec *spec = &s->specs[s->literals[i]];
		struct node *node = &s->nodes[spec->node];

		if (!node->literal_count++)
			node->literals = i;
		if (!last || !same_path(s, last, spec))
			hash_insert(&s->literal_index,
				literal_hash(s->text + spec->fixed, spec->fixed_len), i);
		last = spec;
	}
	return 0;
}

static int index_regexes(struct file_store *s, uint32_t count)
{
	struct signature *signatures = malloc((count + 1) * sizeof(*signatures));

	if (!signatures)
		return -ENOMEM;
	qsort_r(s->regexes, count, sizeof(uint32_t), by_node, s);
	for (uint32_t i = 0; i < count; i++) {
		struct node *node = &s->nodes[s->specs[s->regexes[i]].node];

		signatures[i] = s->signatures[s->regexes[i]];
		if (!node->regex_count++)
			node->regexes = i;
	}
	free(s->signatures);
	s->signatures = signatures;
	return 0;
}

static void index_children(struct file_store *s)
{
	uint32_t count = s->node_count - 1; /* all but the root */

	for (uint32_t i = 0; i < count; i++)
		s->children[i] = i + 1;
	qsort_r(s->children, count, sizeof(uint32_t), by_name, s);
	for (uint32_t i = 0; i < count; i++) {
		struct node *parent = &s->nodes[s->nodes[s->children[i]].parent];

		if (!parent->child_count++)
			parent->children = i;
	}
}

int store_index(struct file_store *s)
{
	uint32_t literals = 0, regexes = 0;
	int r;

	free_filling(s);
	s->subset = NULL;
	for (uint32_t i = 0; i < s->spec_count; i++)
		literals += s->specs[i].literal;
	s->literals = malloc((literals + 1) * sizeof(uint32_t));
	s->regexes = malloc((s->spec_count - literals + 1) * sizeof(uint32_t));
	s->children = malloc(s->node_count * sizeof(uint32_t));
	if (!s->literals || !s->regexes || !s->children)
		return -ENOMEM;
	literals = 0;
	for (uint32_t i = 0; i < s->spec_count; i++) {
		if (s->specs[i].literal)
			s->literals[literals++] = i;
		else
			s->regexes[regexes++] = i;
	}
	index_children(s);
	r = index_literals(s, literals);
	return r < 0 ? r : index_regexes(s, regexes);
}

uint32_t store_find_literal(const struct file_store *s, const char *key, size_t len)
{
	const struct hash_index *index = &s->literal_index;

	for (uint32_t i = literal_hash(key, len) & index->mask; index->slots[i];
		i = (i + 1) & index->mask) {
		uint32_t at = index->slots[i] - 1;
		const struct spec *spec = &s->specs[s->literals[at]];

		if (spec->fixed_len == len && !memcmp(s->text + spec->fixed, key, len))
			return at;
	}
	return NONE;
}
