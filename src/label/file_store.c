/* SPDX-License-Identifier: MIT */
/*
 * The specifications in memory: contexts and stems once each, and indexes made when all files are
 * in. Takes no lock: nobody else has the store while it is filled.
 */
#define _GNU_SOURCE
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

/* Strings that are in no text. */
struct block {
	struct block *before;
	size_t used, room;
	char bytes[];
};

char *store_room(struct file_store *s, size_t size)
{
	struct block *b = s->blocks;
	size_t room = size > 8192 ? size : 16384;

	if (b && b->room - b->used >= size)
		return b->bytes + b->used;
	b = malloc(sizeof(*b) + room);
	if (!b)
		return NULL;
	*b = (struct block){.before = s->blocks, .room = room};
	s->blocks = b;
	return b->bytes;
}

void store_keep(struct file_store *s, size_t size)
{
	s->blocks->used += size;
}

char *store_copy(struct file_store *s, const char *bytes, size_t len)
{
	char *copy = store_room(s, len + 1);

	if (!copy)
		return NULL;
	memcpy(copy, bytes, len);
	copy[len] = '\0';
	store_keep(s, len + 1);
	return copy;
}

/* The tables are private, so the byte order may show. */
static uint32_t hash_bytes(const char *s, size_t len)
{
	uint64_t h = len, word = 0;

	if (len < sizeof(word)) {
		while (len)
			word = word << 8 | (uint8_t)s[--len];
	} else {
		for (; len > sizeof(word); len -= sizeof(word), s += sizeof(word)) {
			memcpy(&word, s, sizeof(word));
			h = (h ^ word) * 0x9e3779b97f4a7c15;
			h ^= h >> 32;
		}
		memcpy(&word, s - (sizeof(word) - len), sizeof(word));
	}
	return (uint32_t)((h ^ word) * 0x9e3779b97f4a7c15 >> 32);
}

static uint32_t hash_place(const struct hash_index *index, uint32_t hash)
{
	return (uint32_t)(hash * 0x9e3779b97f4a7c15 >> 32) & index->mask;
}

static void hash_insert(struct hash_index *index, uint32_t hash, uint32_t entry)
{
	uint32_t i = hash_place(index, hash);

	while (index->slots[i].entry)
		i = (i + 1) & index->mask;
	index->slots[i] = (struct hash_slot){hash, entry + 1};
	index->used++;
}

/* A table that is half full at most when it has so many entries; what is in it stays. */
static int hash_reserve(struct hash_index *index, uint32_t entries)
{
	struct hash_index old = *index;
	uint32_t size = 2048;

	if (old.slots && entries * 2 <= old.mask)
		return 0;
	while (size <= entries * 2)
		size *= 2;
	*index = (struct hash_index){calloc(size, sizeof(*index->slots)), size - 1, 0};
	if (!index->slots) {
		*index = old;
		return -ENOMEM;
	}
	for (uint32_t i = 0; old.slots && i <= old.mask; i++)
		if (old.slots[i].entry)
			hash_insert(index, old.slots[i].hash, old.slots[i].entry - 1);
	free(old.slots);
	return 0;
}

/* Goes through the entries of one hash, from *i = hash_place() on; NONE at the end. */
static uint32_t hash_next(const struct hash_index *index, uint32_t hash, uint32_t *i)
{
	for (;;) {
		const struct hash_slot *slot = &index->slots[*i];

		if (!slot->entry)
			return NONE;
		*i = (*i + 1) & index->mask;
		if (slot->hash == hash)
			return slot->entry - 1;
	}
}

int store_context(struct file_store *s, const char *raw, size_t len, uint32_t *found)
{
	struct hash_index *index = &s->context_index;
	uint32_t hash = hash_bytes(raw, len), i, at;
	int r = hash_reserve(index, s->context_count + 1);
	char *copy;

	if (r < 0)
		return r;
	for (i = hash_place(index, hash); (at = hash_next(index, hash, &i)) != NONE;) {
		const char *known = s->contexts[at].raw;

		if (!strncmp(known, raw, len) && !known[len]) {
			*found = at;
			return 0;
		}
	}
	r = grow(&s->contexts, s->context_count, &s->context_room, sizeof(*s->contexts));
	copy = r < 0 ? NULL : store_copy(s, raw, len);
	if (!copy)
		return -ENOMEM;
	s->contexts[s->context_count] = (struct label_context){.raw = copy};
	hash_insert(index, hash, s->context_count);
	*found = s->context_count++;
	return 0;
}

/* `name` has no escapes. */
static int add_node(
	struct file_store *s, uint32_t parent, const char *name, size_t len, uint32_t hash)
{
	int r = grow(&s->nodes, s->node_count, &s->node_room, sizeof(*s->nodes));
	const char *copy = r < 0 ? NULL : store_copy(s, name, len);
	struct node *node;

	if (!copy)
		return -ENOMEM;
	node = &s->nodes[s->node_count++];
	*node = (struct node){
		.name = copy, .name_len = (uint16_t)len, .parent = parent, .hash = hash};
	if (parent != NONE) {
		node->depth = (uint8_t)(s->nodes[parent].depth + 1);
		s->nodes[parent].has_children = true;
	}
	return 0;
}

static uint32_t find_node(
	const struct file_store *s, uint32_t parent, const char *name, size_t len, uint32_t hash)
{
	const struct hash_index *index = &s->node_index;
	uint32_t i = hash_place(index, hash), at;

	while ((at = hash_next(index, hash, &i)) != NONE) {
		const struct node *n = &s->nodes[at];

		if (n->parent == parent && n->name_len == len && !memcmp(n->name, name, len))
			break;
	}
	return at;
}

int store_node(struct file_store *s, uint32_t parent, const char *name, size_t len, uint32_t hash,
	uint32_t *found)
{
	int r;

	*found = find_node(s, parent, name, len, hash);
	if (*found != NONE)
		return 0;
	r = hash_reserve(&s->node_index, s->node_count + 1);
	if (r == 0)
		r = add_node(s, parent, name, len, hash);
	if (r < 0)
		return r;
	*found = s->node_count - 1;
	hash_insert(&s->node_index, hash, *found);
	return 0;
}

const struct node *store_find_child(const struct file_store *s, const struct node *node,
	const char *name, size_t len, uint32_t hash)
{
	uint32_t at = find_node(s, (uint32_t)(node - s->nodes), name, len, hash);

	return at == NONE ? NULL : &s->nodes[at];
}

int store_new(struct file_store **store, const struct selabel_handle *h)
{
	struct file_store *s = calloc(1, sizeof(*s));
	int r = -ENOMEM;

	if (s) {
		s->handle = h;
		r = hash_reserve(&s->node_index, 0);
		if (r == 0)
			r = add_node(s, NONE, "", 0, 0);
	}
	if (r < 0)
		store_free(s);
	else
		*store = s;
	return r;
}

void store_free(struct file_store *s)
{
	if (!s)
		return;
	store_truncate(s, 0);
	for (uint32_t i = 0; i < s->context_count; i++)
		label_context_free(&s->contexts[i]);
	for (uint32_t i = 0; i < s->node_count; i++)
		free(s->nodes[i].filters);
	for (uint32_t i = 0; i < s->input_count; i++) {
		free(s->inputs[i].name);
		free(s->inputs[i].text);
	}
	for (size_t i = 0; i < ARRAY_SIZE(s->lent); i++)
		regex_scratch_free(s->lent[i].scratch);
	for (struct block *b = s->blocks, *before; b; b = before) {
		before = b->before;
		free(b);
	}
	order_free(s->order);
	free(s->context_index.slots);
	free(s->node_index.slots);
	free(s->literal_index.slots);
	free(s->specs);
	free(s->contexts);
	free(s->nodes);
	free(s->inputs);
	free(s->regexes);
	free(s);
}

int store_begin_input(struct file_store *s, const char *name)
{
	struct input *inputs = realloc(s->inputs, (s->input_count + 1) * sizeof(*inputs));

	if (!inputs)
		return -ENOMEM;
	s->inputs = inputs;
	inputs[s->input_count] = (struct input){.name = string_copy(name)};
	if (!inputs[s->input_count].name)
		return -ENOMEM;
	s->input_count++;
	return 0;
}

/* VALIDATE: what is wrong is found now and not when it is needed. */
static int validate(struct file_store *s, struct spec *spec)
{
	const char *input = s->inputs[spec->input].name;
	char reason[REGEX_REASON];
	int r = 0;

	if (!spec->literal)
		r = regex_compile(spec->pattern, &spec->compiled, reason);
	if (r == -EINVAL)
		label_report(SELINUX_ERROR, "%s:  line %u has invalid regex %s:  %s\n", input,
			spec->lineno, spec->pattern, reason);
	if (r == 0)
		r = label_context_check(
			s->handle, &s->contexts[spec->context], input, spec->lineno);
	return r;
}

int store_add_to(struct file_store *s, uint32_t node, const char *pattern, const char *path,
	size_t path_len, enum file_kind kind, uint32_t context, uint32_t lineno)
{
	int r = grow(&s->specs, s->spec_count, &s->spec_room, sizeof(*s->specs));
	struct spec *spec;

	if (r < 0)
		return r;
	spec = &s->specs[s->spec_count++];
	*spec = (struct spec){
		.pattern = pattern,
		.path = path,
		.path_len = (uint16_t)path_len,
		.literal = path != NULL,
		.context = context,
		.node = node,
		.lineno = lineno,
		.input = (uint8_t)(s->input_count - 1),
		.kind = (uint8_t)kind,
	};
	return s->handle->validate ? validate(s, spec) : 0;
}

/* What stands from `begin` to `end`, unescaped: the very bytes if they are so long already, else in
 * room that is not kept. NULL: no memory. */
static const char *unescaped(
	struct file_store *s, const char *begin, const char *end, size_t len)
{
	char *plain;

	if (len == (size_t)(end - begin))
		return begin;
	plain = store_room(s, len + 1);
	if (plain)
		plain[pattern_unescape(begin, end, plain)] = '\0';
	return plain;
}

/* Follows the pattern's stem, adding what nodes there are not. *node is NONE if SUBSET leaves the
 * pattern out. */
static int follow_stem(struct file_store *s, struct stem *stem, uint32_t *node)
{
	int r = 0;

	*node = 0;
	for (int depth = 0; r == 0 && depth < STEM_DEPTH && pattern_stem(stem); depth++) {
		const char *name = unescaped(s, stem->name, stem->end, stem->len);

		if (!name)
			return -ENOMEM;
		if (depth == 0 && s->subset &&
			(stem->len != s->subset_len || memcmp(name, s->subset, stem->len) != 0)) {
			*node = NONE;
			return 0;
		}
		r = store_node(s, *node, name, stem->len, stem->hash, node);
	}
	return r;
}

int store_add(struct file_store *s, const char *pattern, enum file_kind kind, uint32_t context,
	uint32_t lineno)
{
	struct stem stem = {.end = pattern};
	const char *path = NULL, *end;
	uint32_t node;
	size_t len = 0;
	int r = follow_stem(s, &stem, &node);

	if (r < 0 || node == NONE)
		return r;
	if (lineno && pattern_dangles(stem.end))
		label_report(SELINUX_WARNING,
			"%s:  line %u has unsupported final escape character\n",
			s->inputs[s->input_count - 1].name, lineno);
	end = pattern_literal_end(pattern, stem.end);
	if (!*end) {
		len = pattern_unescaped_len(pattern, end);
		path = unescaped(s, pattern, end, len);
		if (!path)
			return -ENOMEM;
		if (path != pattern)
			store_keep(s, len + 1);
	}
	return store_add_to(s, node, pattern, path, len, kind, context, lineno);
}

void store_truncate(struct file_store *s, uint32_t spec_count)
{
	while (s->spec_count > spec_count) {
		const struct spec *spec = &s->specs[--s->spec_count];

		if (!spec->literal)
			regex_free(spec->compiled);
	}
}

static int by_strength(const void *a, const void *b, void *arg)
{
	const struct file_store *s = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;

	return i == j ? 0 : spec_is_later(&s->specs[i], &s->specs[j]) ? 1 : -1;
}

/* The lines of a text stand in order already; those of a compiled file need not. */
static void sort_regexes(struct file_store *s, const struct node *node)
{
	uint32_t *which = s->regexes + node->regexes;

	for (uint32_t i = 1; i < node->regex_count; i++)
		if (!spec_is_later(&s->specs[which[i]], &s->specs[which[i - 1]])) {
			qsort_r(which, node->regex_count, sizeof(*which), by_strength, s);
			return;
		}
}

int store_index(struct file_store *s)
{
	uint32_t literals = 0, regexes = 0;
	int r;

	free(s->context_index.slots);
	s->context_index = (struct hash_index){0};
	s->subset = NULL;
	for (uint32_t i = 0; i < s->spec_count; i++) {
		if (s->specs[i].literal)
			literals++;
		else
			s->nodes[s->specs[i].node].regex_count++;
	}
	r = hash_reserve(&s->literal_index, literals);
	s->regexes = malloc((s->spec_count - literals + 1) * sizeof(uint32_t));
	if (r < 0 || !s->regexes)
		return -ENOMEM;
	for (uint32_t i = 0; i < s->node_count; i++) {
		s->nodes[i].regexes = regexes;
		regexes += s->nodes[i].regex_count;
		s->nodes[i].regex_count = 0;
	}
	for (uint32_t i = 0; i < s->spec_count; i++) {
		const struct spec *spec = &s->specs[i];
		struct node *node = &s->nodes[spec->node];

		if (spec->literal)
			hash_insert(&s->literal_index, hash_bytes(spec->path, spec->path_len), i);
		else
			s->regexes[node->regexes + node->regex_count++] = i;
	}
	for (uint32_t i = 0; i < s->node_count; i++)
		sort_regexes(s, &s->nodes[i]);
	return 0;
}

/* COMPAT: of lines for one path that of the last file counts, and in a file the first. */
const struct spec *store_find_literal(
	const struct file_store *s, const char *key, size_t len, enum file_kind kind)
{
	const struct hash_index *index = &s->literal_index;
	uint32_t hash = hash_bytes(key, len), i = hash_place(index, hash), at;
	const struct spec *found = NULL;

	while ((at = hash_next(index, hash, &i)) != NONE) {
		const struct spec *spec = &s->specs[at];

		if (spec->path_len != len || memcmp(spec->path, key, len) != 0)
			continue;
		if (kind && spec->kind && spec->kind != kind)
			continue;
		if (!found || spec->input > found->input ||
			(spec->input == found->input && spec < found))
			found = spec;
	}
	return found;
}
