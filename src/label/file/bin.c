/* SPDX-License-Identifier: MIT */
/*
 * Compiled specifications (*.bin), versions 1 to 6 in either byte order: their patterns, kinds and
 * contexts (docs/FORMATS.md has the layout). The precompiled expressions are skipped: they fit one
 * release of PCRE on one architecture only, and expressions are compiled on first use.
 *
 * The file is not trusted: every length and count is checked before it is used. It is read through
 * a window, because most of it are precompiled expressions, and touching memory costs more than
 * reading. It is not mapped, because truncating a mapped file would kill the program.
 */
#include <string.h>
#include <sys/stat.h>

#include "label/file/spec.h"

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
	WINDOW = 98304, /* more than the longest string */
	FILE_MAX = 64 << 20
};

/* What is left of a file. After the first error it is empty, and everything read is zero. */
struct reader {
	const uint8_t *at; /* in the window */
	size_t available;
	uint64_t unread;                  /* bytes after the window */
	bool big_endian, swapped, failed; /* swapped: the other byte order than this machine's */
	int fd, error;                    /* error: of reading */
	struct file_store *store;
	uint8_t window[WINDOW];
};

static void reader_fail(struct reader *r)
{
	r->available = 0;
	r->unread = 0;
	r->failed = true;
}

static uint64_t bytes_left(const struct reader *r)
{
	return r->available + r->unread;
}

/* Reads until the window holds `len` bytes from `at` on. */
static bool refill(struct reader *r, size_t len)
{
	if (len > WINDOW || len > bytes_left(r))
		return false;
	memmove(r->window, r->at, r->available);
	r->at = r->window;
	while (r->available < len) {
		size_t capacity = WINDOW - r->available;
		ssize_t n = io_read(r->fd, r->window + r->available,
			capacity < r->unread ? capacity : (size_t)r->unread);

		if (n <= 0) {
			r->error = (int)n;
			return false;
		}
		r->available += (size_t)n;
		r->unread -= (size_t)n;
	}
	return true;
}

/* The bytes are valid until the next call. */
static inline const uint8_t *read_bytes(struct reader *r, size_t len)
{
	const uint8_t *at;

	if (len > r->available && !refill(r, len)) {
		reader_fail(r);
		return NULL;
	}
	at = r->at;
	r->at += len;
	r->available -= len;
	return at;
}

static void skip_bytes(struct reader *r, uint64_t len)
{
	for (; len > r->available && !r->failed; read_bytes(r, 1)) {
		len -= r->available + 1;
		r->available = 0;
	}
	read_bytes(r, (size_t)len);
}

static inline uint32_t get_u32(const struct reader *r, const uint8_t *at)
{
	uint32_t n;

	memcpy(&n, at, sizeof(n));
	return r->swapped ? __builtin_bswap32(n) : n;
}

static inline uint16_t get_u16(const struct reader *r, const uint8_t *at)
{
	uint16_t n;

	memcpy(&n, at, sizeof(n));
	return r->swapped ? __builtin_bswap16(n) : n;
}

static inline uint32_t read_u32(struct reader *r)
{
	const uint8_t *p = read_bytes(r, 4);

	return p ? get_u32(r, p) : 0;
}

static inline uint16_t read_u16(struct reader *r)
{
	const uint8_t *p = read_bytes(r, 2);

	return p ? get_u16(r, p) : 0;
}

/* A count of elements of at least `size` bytes each. */
static inline uint32_t read_count(struct reader *r, size_t size)
{
	uint32_t n = read_u32(r);

	if (n <= bytes_left(r) / size)
		return n;
	reader_fail(r);
	return 0;
}

/* A string whose length includes its NUL; NULL if it is malformed. */
static inline const char *read_string(struct reader *r, size_t len)
{
	const uint8_t *s = len && len <= TOKEN_LIMIT ? read_bytes(r, len) : NULL;

	if (!s || memchr(s, '\0', len) != s + len - 1) {
		reader_fail(r);
		return NULL;
	}
	return (const char *)s;
}

/* A string that is copied to the store. */
static const char *read_string_copy(struct reader *r, size_t len)
{
	const char *s = read_string(r, len);

	if (s && !(s = arena_copy(store_strings(r->store), s, len - 1))) {
		r->error = -ENOMEM;
		reader_fail(r);
	}
	return s;
}

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
	while (result == 0 && n--) {
		uint32_t context_size = read_u32(r), size;
		const char *context = read_string_copy(r, context_size), *pattern;
		unsigned kind;

		size = read_u32(r);
		pattern = read_string_copy(r, size);
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
	const char **contexts; /* strings of the store */
	uint32_t context_count;
	uint64_t specs;
};

/* NULL: there is no such context. */
static const char *context_of_number(const struct tree *tree, uint32_t n)
{
	return n >= 1 && n <= tree->context_count ? tree->contexts[n - 1] : NULL;
}

/* A literal: number of the context, pattern, the pattern unescaped, kind. */
static int read_literals(struct reader *r, struct tree *tree)
{
	uint32_t n = read_count(r, LITERAL_MIN);
	int result = 0;

	tree->specs += n;
	while (result == 0 && n--) {
		const uint8_t *p = read_bytes(r, 6);
		const char *context = p ? context_of_number(tree, get_u32(r, p)) : NULL;
		size_t size = p ? get_u16(r, p + 4) : 0;
		const char *pattern = read_string_copy(r, size);

		if (!read_string(r, read_u16(r)) || !(p = read_bytes(r, 1)) || !context ||
			!pattern || size < 2 || *p >= KIND_COUNT)
			return -EBADMSG;
		result = store_add(r->store, pattern, (enum file_kind)p[0], context, 0);
	}
	return result;
}

/* An expression: number of the context, line, pattern, the length of its prefix, kind, the
 * precompiled expression. */
static int read_regexes(struct reader *r, struct tree *tree)
{
	uint32_t n = read_count(r, REGEX_MIN);
	int result = 0;

	tree->specs += n;
	while (result == 0 && n--) {
		const uint8_t *p = read_bytes(r, 10);
		const char *context = p ? context_of_number(tree, get_u32(r, p)) : NULL;
		uint32_t lineno = p ? get_u32(r, p + 4) : 0;
		size_t size = p ? get_u16(r, p + 8) : 0;
		const char *pattern = read_string_copy(r, size);
		unsigned kind;

		p = read_bytes(r, 7);
		if (!context || !pattern || !p || size < 2 || p[2] >= KIND_COUNT || !lineno)
			return -EBADMSG;
		kind = p[2];
		skip_bytes(r, get_u32(r, p + 3));
		if (r->failed)
			return -EBADMSG;
		result = store_add(r->store, pattern, (enum file_kind)kind, context, lineno);
	}
	return result;
}

static int read_node(struct reader *r, struct tree *tree, unsigned depth)
{
	const char *name, *previous = "";
	int result = 0;
	uint32_t n;

	result = read_literals(r, tree);
	if (result == 0)
		result = read_regexes(r, tree);
	n = read_count(r, NODE_MIN);
	if (n && depth == NODE_DEPTH)
		return -EBADMSG;
	while (result == 0 && n--) {
		name = read_string_copy(r, read_u16(r));
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
	while (tree->context_count < n) {
		size_t len = read_u16(r);
		const char *text = (const char *)read_bytes(r, len);

		if (!text || len == 0 || len >= TOKEN_LIMIT || memchr(text, '\0', len))
			return -EBADMSG;
		text = arena_copy(store_strings(r->store), text, len);
		if (!text)
			return -ENOMEM;
		tree->contexts[tree->context_count++] = text;
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
	result = read_contexts(r, &tree);
	if (result == 0 && !read_string(r, read_u16(r)))
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
	r->swapped = r->big_endian != (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
	r->at--, r->available++;
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
	r->at = r->window;
	r->available = 0;
	r->unread = (uint64_t)st.st_size;
	r->failed = false;
	r->fd = fd;
	r->error = 0;
	r->store = s;
	result = read_file(r);
	if (result == 0 && store_digest(s))
		result = add_digest(store_digest(s), path);
	return result;
}
