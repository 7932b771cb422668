/* SPDX-License-Identifier: MIT */
/*
 * Compiled specifications (*.bin), versions 1 to 6 in either byte order: their patterns, kinds and
 * contexts. The precompiled expressions in them are passed over: they fit one release of one PCRE
 * library on one kind of machine only, and we compile what is needed when it is needed.
 *
 * Every length and count is checked before it is used; nothing read here is trusted.
 */
#include <string.h>
#include <sys/stat.h>

#include "label/file.h"

enum {
	MAGIC = (int)0xf97cff8a,
	VERSION_REGEX_NAMED = 2, /* the library's version is told */
	VERSION_PREFIX = 4,
	VERSION_ARCH = 5, /* and the machine's kind */
	VERSION_TREE = 6,
	NODE_DEPTH = 32,
};

/* What is left of a file. After the first thing that does not fit everything is zero. */
struct reader {
	const uint8_t *at;
	size_t left;
	bool big_endian, failed;
	struct file_store *store;
};

static const uint8_t *take(struct reader *r, size_t len)
{
	const uint8_t *at = r->at;

	if (r->failed || len > r->left) {
		r->failed = true;
		return NULL;
	}
	r->at += len;
	r->left -= len;
	return at;
}

static uint64_t take_number(struct reader *r, unsigned size)
{
	const uint8_t *p = take(r, size);
	uint64_t n = 0;

	for (unsigned i = 0; p && i < size; i++)
		n = n << 8 | p[r->big_endian ? i : size - 1 - i];
	return n;
}

static uint32_t take_u32(struct reader *r)
{
	return (uint32_t)take_number(r, 4);
}

/* A count of things of at least `size` bytes each. */
static uint32_t take_count(struct reader *r, size_t size)
{
	uint32_t n = take_u32(r);

	if (n > r->left / size)
		r->failed = true;
	return r->failed ? 0 : n;
}

/* A string whose length counts its NUL; NULL if it is none. */
static const char *take_string(struct reader *r, size_t len)
{
	const uint8_t *s = len && len <= TOKEN_LIMIT ? take(r, len) : NULL;

	if (!s || memchr(s, '\0', len) != s + len - 1) {
		r->failed = true;
		return NULL;
	}
	return (const char *)s;
}

static int add(
	struct reader *r, const char *pattern, unsigned kind, const char *context, uint32_t lineno)
{
	if (r->failed || !pattern || !*pattern || !context || !*context || kind >= KIND_COUNT)
		return -EINVAL;
	return store_add(r->store, pattern, (enum file_kind)kind, context, lineno);
}

static unsigned kind_of(uint32_t mode)
{
	static const struct {
		uint32_t mode;
		unsigned kind;
	} kinds[] = {{0, KIND_ANY}, {S_IFDIR, KIND_DIR}, {S_IFCHR, KIND_CHR}, {S_IFBLK, KIND_BLK},
		{S_IFSOCK, KIND_SOCK}, {S_IFIFO, KIND_FIFO}, {S_IFLNK, KIND_LNK},
		{S_IFREG, KIND_REG}};

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (kinds[i].mode == mode)
			return kinds[i].kind;
	return KIND_COUNT;
}

/* Of PCRE, the first, an expression is two blobs; PCRE2's versions begin with 10. */
static bool is_pcre2(const uint8_t *version, size_t len)
{
	return version && len > 2 && version[0] >= '1' && version[0] <= '9' && version[1] != '.';
}

/* Versions 1 to 5: a list of stems, which we find ourselves, and a list of specifications. */
static int read_list(struct reader *r, uint32_t version)
{
	unsigned blobs = 2;
	int result = 0;
	uint32_t n;

	if (version >= VERSION_REGEX_NAMED) {
		n = take_u32(r);
		if (is_pcre2(take(r, n), n))
			blobs = 1;
	}
	if (version >= VERSION_ARCH)
		take(r, take_u32(r));
	n = take_count(r, 5);
	while (n--)
		take(r, (size_t)take_u32(r) + 1);
	n = take_count(r, 20);
	while (result == 0 && n--) {
		const char *context = take_string(r, take_u32(r));
		const char *pattern = take_string(r, take_u32(r));
		uint32_t mode = take_u32(r);

		take_u32(r); /* the stem */
		take_u32(r); /* whether it is a regular expression */
		if (version >= VERSION_PREFIX)
			take_u32(r);
		for (unsigned i = 0; i < blobs; i++)
			take(r, take_u32(r));
		result = add(r, pattern, kind_of(mode), context, 0);
	}
	return result;
}

/* Version 6: contexts, and then nodes within nodes, one for each component of a stem. */
struct tree {
	const uint8_t **contexts; /* each begins with its length */
	uint32_t context_count;
	char context[TOKEN_LIMIT];
};

static const char *take_context(struct reader *r, struct tree *tree)
{
	uint32_t n = take_u32(r);
	size_t len;

	if (n < 1 || n > tree->context_count) {
		r->failed = true;
		return NULL;
	}
	len = (size_t)tree->contexts[n - 1][0] << 8 | tree->contexts[n - 1][1];
	memcpy(tree->context, tree->contexts[n - 1] + 2, len);
	tree->context[len] = '\0';
	return tree->context;
}

static int read_literals(struct reader *r, struct tree *tree)
{
	uint32_t n = take_count(r, 11);
	int result = 0;

	while (result == 0 && n--) {
		const char *context = take_context(r, tree);
		const char *pattern = take_string(r, take_number(r, 2));

		take_string(r, take_number(r, 2)); /* unescaped */
		result = add(r, pattern, (unsigned)take_number(r, 1), context, 0);
	}
	return result;
}

static int read_regexes(struct reader *r, struct tree *tree)
{
	uint32_t n = take_count(r, 19);
	int result = 0;

	while (result == 0 && n--) {
		const char *context = take_context(r, tree);
		uint32_t lineno = take_u32(r);
		const char *pattern = take_string(r, take_number(r, 2));
		unsigned kind;

		take_number(r, 2); /* the length of the prefix */
		kind = (unsigned)take_number(r, 1);
		take(r, take_u32(r));
		result = lineno ? add(r, pattern, kind, context, lineno) : -EINVAL;
	}
	return result;
}

static int read_node(struct reader *r, struct tree *tree, unsigned depth)
{
	const char *name, *before = "";
	int result = 0;
	uint32_t n;

	result = read_literals(r, tree);
	if (result == 0)
		result = read_regexes(r, tree);
	n = take_count(r, 14);
	if (n && depth == NODE_DEPTH)
		return -EINVAL;
	while (result == 0 && n--) {
		name = take_string(r, take_number(r, 2));
		if (!name || strcmp(name, before) <= 0)
			return -EINVAL;
		before = name;
		result = read_node(r, tree, depth + 1);
	}
	return result;
}

static int read_contexts(struct reader *r, struct tree *tree)
{
	uint32_t n = take_count(r, 3);

	tree->contexts = malloc((n + 1) * sizeof(*tree->contexts));
	if (!tree->contexts)
		return -ENOMEM;
	for (; tree->context_count < n && !r->failed; tree->context_count++) {
		const uint8_t *at = r->at;
		size_t len = take_number(r, 2);
		const uint8_t *text = take(r, len);

		if (!text || len == 0 || len >= TOKEN_LIMIT || memchr(text, '\0', len))
			return -EINVAL;
		tree->contexts[tree->context_count] = at;
	}
	return 0;
}

static int read_tree(struct reader *r)
{
	struct tree *tree = calloc(1, sizeof(*tree));
	uint32_t first = r->store->spec_count;
	uint64_t specs;
	int result;

	if (!tree)
		return -ENOMEM;
	take(r, take_u32(r)); /* version of PCRE2 */
	take(r, take_u32(r)); /* kind of machine */
	specs = take_number(r, 8);
	result = read_contexts(r, tree);
	if (result == 0 && !take_string(r, take_number(r, 2)))
		result = -EINVAL;
	if (result == 0)
		result = read_node(r, tree, 0);
	if (result == 0 && r->store->subset == NULL && r->store->spec_count - first != specs)
		result = -EINVAL;
	free(tree->contexts);
	free(tree);
	return result;
}

static int read_file(struct reader *r)
{
	uint32_t version;
	int result;

	r->big_endian = r->left && r->at[0] == 0xf9;
	if (take_u32(r) != (uint32_t)MAGIC)
		return -EINVAL;
	version = take_u32(r);
	if (version < 1 || version > VERSION_TREE || (version == VERSION_TREE && !r->big_endian))
		return -EINVAL;
	result = version == VERSION_TREE ? read_tree(r) : read_list(r, version);
	if (result == 0 && (r->failed || r->left))
		result = -EINVAL;
	return result;
}

int file_bin_load(struct file_store *s, const char *path)
{
	struct text t;
	int result = text_open(&t, path);

	if (result < 0)
		return result;
	struct reader r = {.at = (const uint8_t *)t.data, .left = t.size, .store = s};

	result = read_file(&r);
	if (result == 0)
		result = label_digest_add(s->handle->digest, path, t.data, t.size);
	text_close(&t);
	return result;
}
