/* SPDX-License-Identifier: MIT */
/*
 * Compiled specifications (*.bin), versions 1 to 6 in either byte order: their patterns, kinds and
 * contexts (docs/FORMATS.md has the layout). The precompiled expressions are skipped: they fit one
 * release of PCRE on one architecture only, and expressions are compiled on first use.
 */
#include <string.h>
#include <sys/stat.h>

#include "label/file/reader.h"

enum {
	MAGIC = (int)0xf97cff8a,
	VERSION_REGEX_NAMED = 2, /* has the version of PCRE */
	VERSION_PREFIX = 4,
	VERSION_ARCH = 5, /* has the architecture */
	VERSION_TREE = 6,
	NODE_DEPTH = 32,
};

/* The least bytes that one element of a list has, against which counts are checked. */
enum {
	STEM_MIN = 5,
	SPEC_MIN = 20,
	CONTEXT_MIN = 3,
	LITERAL_MIN = 11,
	REGEX_MIN = 19,
	NODE_MIN = 14
};

enum {
	FILE_MAX = 64 << 20
};

/* KIND_COUNT: the mode is invalid. */
static unsigned kind_of_stored_mode(uint32_t mode)
{
	enum file_kind kind = kind_of_mode(mode);

	return (mode & ~(uint32_t)S_IFMT) || (kind == KIND_ANY && mode) ? KIND_COUNT : kind;
}

/* The versions of PCRE2 begin with 10. With the first PCRE an expression is two blobs. */
static bool is_pcre2(const uint8_t *version, size_t len)
{
	return version && len > 2 && version[0] >= '1' && version[0] <= '9' && version[1] != '.';
}

/* Versions 1 to 5: a list of stems, which is not used, and a list of specifications. */
static int read_list(struct reader *r, uint32_t version)
{
	unsigned blobs = 2;
	int result = 0;
	uint32_t n;

	if (version >= VERSION_REGEX_NAMED) {
		n = read_u32(r);
		if (is_pcre2(read_bytes(r, n), n))
			blobs = 1;
	}
	if (version >= VERSION_ARCH)
		skip_bytes(r, read_u32(r));
	n = read_count(r, STEM_MIN);
	while (n-- && !r->failed)
		skip_bytes(r, (uint64_t)read_u32(r) + 1);
	n = read_count(r, SPEC_MIN);
	store_expect(r->store, n);
	while (result == 0 && n--) {
		uint32_t context_size = read_u32(r), size;
		const char *context = reader_string(r, context_size), *pattern;
		unsigned kind;

		size = read_u32(r);
		pattern = reader_string(r, size);
		kind = kind_of_stored_mode(read_u32(r));
		read_u32(r); /* the stem */
		read_u32(r); /* whether it is a regular expression */
		if (version >= VERSION_PREFIX)
			read_u32(r);
		for (unsigned i = 0; i < blobs; i++)
			skip_bytes(r, read_u32(r));
		if (r->failed || size < 2 || context_size < 2 || kind >= KIND_COUNT)
			return -EBADMSG;
		result = store_add(r->store, pattern, (enum file_kind)kind, context, 0);
	}
	return result;
}

/* Version 6: contexts, and nested nodes, one for each component of a stem. Their names must be
 * sorted, but are not used. */
struct tree {
	const char **contexts; /* strings of the store, numbered from 1; before them NULL */
	uint32_t context_count;
	uint64_t specs;
};

/* NULL: there is no such context. */
static const char *context_of_number(const struct tree *tree, uint32_t n)
{
	return n <= tree->context_count ? tree->contexts[n] : NULL;
}

/* A literal: number of the context, pattern, the pattern unescaped, kind. */
static int read_literal(struct reader *r, const struct tree *tree)
{
	const uint8_t *p = read_bytes(r, 6);
	size_t size = p ? be16(p + 4) : 0, unescaped;
	const char *context = p ? context_of_number(tree, be32(p)) : NULL, *pattern;

	p = read_bytes(r, size + 2);
	if (!context || size < 2 || !p || !(pattern = reader_copy_string(r, p, size)))
		return -EBADMSG;
	unescaped = be16(p + size);
	p = read_bytes(r, unescaped + 1);
	if (!p || !unescaped || p[unescaped - 1] || p[unescaped] >= KIND_COUNT)
		return -EBADMSG; /* that string is not used, so NULs before its end do not matter */
	return store_add(r->store, pattern, (enum file_kind)p[unescaped], context, 0);
}

/* An expression: number of the context, line, pattern, the length of its prefix, kind, the
 * precompiled expression. */
static int read_regex(struct reader *r, const struct tree *tree)
{
	const uint8_t *p = read_bytes(r, 10);
	size_t size = p ? be16(p + 8) : 0;
	const char *context = p ? context_of_number(tree, be32(p)) : NULL, *pattern;
	uint32_t lineno = p ? be32(p + 4) : 0;
	unsigned kind;

	p = read_bytes(r, size + 7);
	if (!context || size < 2 || !lineno || !p || !(pattern = reader_copy_string(r, p, size)))
		return -EBADMSG;
	kind = p[size + 2];
	skip_bytes(r, be32(p + size + 3));
	if (kind >= KIND_COUNT || r->failed)
		return -EBADMSG;
	return store_add(r->store, pattern, (enum file_kind)kind, context, lineno);
}

/* A node: its literals, its expressions, and the nodes below it with their names. */
static int read_node(struct reader *r, struct tree *tree, unsigned depth)
{
	const char *name, *previous = "";
	int result = 0;
	uint32_t n = read_count(r, LITERAL_MIN);

	for (tree->specs += n; result == 0 && n; n--)
		result = read_literal(r, tree);
	n = result == 0 ? read_count(r, REGEX_MIN) : 0;
	for (tree->specs += n; result == 0 && n; n--)
		result = read_regex(r, tree);
	n = read_count(r, NODE_MIN);
	if (n && depth == NODE_DEPTH)
		return -EBADMSG;
	while (result == 0 && n--) {
		name = reader_string(r, read_u16(r));
		if (!name || strcmp(name, previous) <= 0)
			return -EBADMSG;
		previous = name;
		result = read_node(r, tree, depth + 1);
	}
	return result;
}

static int read_contexts(struct reader *r, struct tree *tree)
{
	uint32_t n = read_count(r, CONTEXT_MIN);

	tree->contexts = malloc((n + (size_t)1) * sizeof(*tree->contexts));
	if (!tree->contexts)
		return -ENOMEM;
	tree->contexts[0] = NULL;
	while (tree->context_count < n) {
		size_t len = read_u16(r);
		const uint8_t *p = read_bytes(r, len);
		const char *context = p && len ? reader_copy(r, p, len) : NULL;

		if (!context)
			return -EBADMSG;
		tree->contexts[++tree->context_count] = context;
	}
	return 0;
}

static int read_tree(struct reader *r)
{
	struct tree tree = {NULL, 0, 0};
	uint64_t specs;
	int result;

	skip_bytes(r, read_u32(r)); /* version of PCRE2 */
	skip_bytes(r, read_u32(r)); /* kind of machine */
	specs = (uint64_t)read_u32(r) << 32;
	specs |= read_u32(r);
	if (specs <= bytes_left(r) / LITERAL_MIN)
		store_expect(r->store, (uint32_t)specs);
	result = read_contexts(r, &tree);
	if (result == 0 && !reader_string(r, read_u16(r))) /* the name of the root */
		result = -EBADMSG;
	if (result == 0)
		result = read_node(r, &tree, 0);
	if (result == 0 && tree.specs != specs)
		result = -EBADMSG;
	free(tree.contexts);
	return result;
}

static int read_file(struct reader *r)
{
	const uint8_t *first = read_bytes(r, 1);
	uint32_t magic, version;
	int result;

	if (!first)
		return r->error < 0 ? r->error : -EBADMSG;
	r->big_endian = *first == 0xf9;
	r->at--;
	magic = read_u32(r);
	version = read_u32(r);
	if (magic != (uint32_t)MAGIC || version < 1 || version > VERSION_TREE ||
		(version == VERSION_TREE && !r->big_endian))
		return -EBADMSG;
	result = version == VERSION_TREE ? read_tree(r) : read_list(r, version);
	if (result == 0 && (r->failed || bytes_left(r)))
		result = -EBADMSG;
	return r->error < 0 ? r->error : result;
}

bool file_is_compiled(const void *data, size_t size)
{
	static const uint8_t magic[] = {0xf9, 0x7c, 0xff, 0x8a},
			     swapped[] = {0x8a, 0xff, 0x7c, 0xf9};

	return size >= 4 && (!memcmp(data, magic, 4) || !memcmp(data, swapped, 4));
}

/* The digest is over the whole file, which is read again for it. */
static int add_digest(struct label_digest *digest, const char *path)
{
	struct text t;
	int r = text_open(&t, path);

	if (r < 0)
		return r;
	r = label_digest_add(digest, path, t.data, t.size);
	text_close(&t);
	return r;
}

int file_bin_load(struct file_store *s, const char *path)
{
	struct stat st;
	AUTO_CLOSE int fd = io_open_regular(path, &st);
	AUTO_FREE struct reader *r = NULL;
	int result;

	if (fd < 0)
		return fd == -EINVAL ? -EBADMSG : fd; /* no regular file */
	if (st.st_size > FILE_MAX)
		return -EFBIG;
	r = malloc(sizeof(*r));
	if (!r)
		return -ENOMEM;
	r->at = r->end = r->window;
	r->unread = (uint64_t)st.st_size;
	r->failed = false;
	r->fd = fd;
	r->error = 0;
	r->store = s;
	r->strings = &s->strings;
	result = read_file(r);
	if (result == 0 && s->handle->digest)
		result = add_digest(s->handle->digest, path);
	return result;
}
