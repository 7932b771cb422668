/* SPDX-License-Identifier: MIT */
/*
 * Compiled specifications (*.bin), versions 1 to 6 in either byte order: their patterns, kinds and
 * contexts. The precompiled expressions in them are passed over: they fit one release of one PCRE
 * library on one kind of machine only, and we compile what is needed when it is needed.
 *
 * Every length and count is checked before it is used; nothing read here is trusted. A file is read
 * through a window: most of it are those expressions, and memory that is touched costs more than
 * reading does. (A file that is mapped would end the program when somebody truncates it.)
 */
#include <string.h>
#include <sys/stat.h>

#include "label/file/spec.h"

enum {
	MAGIC = (int)0xf97cff8a,
	VERSION_REGEX_NAMED = 2, /* the library's version is told */
	VERSION_PREFIX = 4,
	VERSION_ARCH = 5, /* and the machine's kind */
	VERSION_TREE = 6,
	NODE_DEPTH = 32,
};

enum {
	WINDOW = 98304, /* more than the longest string */
	FILE_MAX = 64 << 20
};

/* What is left of a file: nothing, after the first thing that does not fit; all is zero then. */
struct reader {
	const uint8_t *at; /* in the window */
	size_t left;
	uint64_t behind;                  /* what the window has not come to yet */
	bool big_endian, swapped, failed; /* swapped: not this machine's byte order */
	int fd, error;                    /* of reading */
	struct file_store *store;
	uint8_t window[WINDOW];
};

static void fail(struct reader *r)
{
	r->left = 0;
	r->behind = 0;
	r->failed = true;
}

static uint64_t left_in_file(const struct reader *r)
{
	return r->left + r->behind;
}

/* Reads on until the window, from `at`, holds so much. */
static bool refill(struct reader *r, size_t len)
{
	if (len > WINDOW || len > left_in_file(r))
		return false;
	memmove(r->window, r->at, r->left);
	r->at = r->window;
	while (r->left < len) {
		size_t room = WINDOW - r->left;
		ssize_t n = io_read(
			r->fd, r->window + r->left, room < r->behind ? room : (size_t)r->behind);

		if (n <= 0) {
			r->error = (int)n;
			return false;
		}
		r->left += (size_t)n;
		r->behind -= (size_t)n;
	}
	return true;
}

/* What is taken is gone when the next thing is. */
static inline const uint8_t *take(struct reader *r, size_t len)
{
	const uint8_t *at;

	if (len > r->left && !refill(r, len)) {
		fail(r);
		return NULL;
	}
	at = r->at;
	r->at += len;
	r->left -= len;
	return at;
}

static void skip(struct reader *r, uint64_t len)
{
	for (; len > r->left && !r->failed; take(r, 1)) {
		len -= r->left + 1;
		r->left = 0;
	}
	take(r, (size_t)len);
}

static inline uint32_t take_u32(struct reader *r)
{
	const uint8_t *p = take(r, 4);
	uint32_t n = 0;

	if (p)
		memcpy(&n, p, sizeof(n));
	return r->swapped ? __builtin_bswap32(n) : n;
}

static inline uint16_t take_u16(struct reader *r)
{
	const uint8_t *p = take(r, 2);
	uint16_t n = 0;

	if (p)
		memcpy(&n, p, sizeof(n));
	return r->swapped ? __builtin_bswap16(n) : n;
}

static inline unsigned take_byte(struct reader *r)
{
	const uint8_t *p = take(r, 1);

	return p ? *p : 0;
}

/* A count of things of at least `size` bytes each. */
static inline uint32_t take_count(struct reader *r, size_t size)
{
	uint32_t n = take_u32(r);

	if (n <= left_in_file(r) / size)
		return n;
	fail(r);
	return 0;
}

/* A string whose length counts its NUL; NULL if it is none. */
static inline const char *take_string(struct reader *r, size_t len)
{
	const uint8_t *s = len && len <= TOKEN_LIMIT ? take(r, len) : NULL;

	if (!s || memchr(s, '\0', len) != s + len - 1) {
		fail(r);
		return NULL;
	}
	return (const char *)s;
}

/* The same, to be kept. */
static const char *keep_string(struct reader *r, size_t len)
{
	const char *s = take_string(r, len);

	if (s && !(s = arena_copy(store_strings(r->store), s, len - 1))) {
		r->error = -ENOMEM;
		fail(r);
	}
	return s;
}

/* KIND_COUNT: it is none. */
static unsigned kind_of(uint32_t mode)
{
	enum file_kind kind = kind_of_mode(mode);

	return (mode & ~(uint32_t)S_IFMT) || (kind == KIND_ANY && mode) ? KIND_COUNT : kind;
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
		skip(r, take_u32(r));
	n = take_count(r, 5);
	while (n-- && !r->failed)
		skip(r, (uint64_t)take_u32(r) + 1);
	n = take_count(r, 20);
	while (result == 0 && n--) {
		uint32_t context_size = take_u32(r), size;
		const char *context = keep_string(r, context_size), *pattern;
		unsigned kind;

		size = take_u32(r);
		pattern = keep_string(r, size);
		kind = kind_of(take_u32(r));
		take_u32(r); /* the stem */
		take_u32(r); /* whether it is a regular expression */
		if (version >= VERSION_PREFIX)
			take_u32(r);
		for (unsigned i = 0; i < blobs; i++)
			skip(r, take_u32(r));
		if (r->failed || size < 2 || context_size < 2 || kind >= KIND_COUNT)
			return -EBADMSG;
		result = store_add(r->store, pattern, (enum file_kind)kind, context, 0);
	}
	return result;
}

/* Version 6: contexts, and then nodes within nodes, one for each component of a stem; these, too,
 * we find ourselves. */
struct tree {
	const char **contexts; /* the store's */
	uint32_t context_count;
	uint64_t specs;
};

static const char *take_context(struct reader *r, const struct tree *tree)
{
	uint32_t n = take_u32(r);

	if (n < 1 || n > tree->context_count) {
		fail(r);
		return NULL;
	}
	return tree->contexts[n - 1];
}

static int read_literals(struct reader *r, struct tree *tree)
{
	uint32_t n = take_count(r, 11);
	int result = 0;

	tree->specs += n;
	while (result == 0 && n--) {
		const char *context = take_context(r, tree);
		size_t size = take_u16(r);
		const char *pattern = keep_string(r, size);
		unsigned kind;

		take_string(r, take_u16(r)); /* unescaped */
		kind = take_byte(r);
		if (r->failed || size < 2 || kind >= KIND_COUNT)
			return -EBADMSG;
		result = store_add(r->store, pattern, (enum file_kind)kind, context, 0);
	}
	return result;
}

static int read_regexes(struct reader *r, struct tree *tree)
{
	uint32_t n = take_count(r, 19);
	int result = 0;

	tree->specs += n;
	while (result == 0 && n--) {
		const char *context = take_context(r, tree);
		uint32_t lineno = take_u32(r);
		size_t size = take_u16(r);
		const char *pattern = keep_string(r, size);
		unsigned kind;

		take_u16(r); /* the length of the prefix */
		kind = take_byte(r);
		skip(r, take_u32(r));
		if (r->failed || size < 2 || kind >= KIND_COUNT || !lineno)
			return -EBADMSG;
		result = store_add(r->store, pattern, (enum file_kind)kind, context, lineno);
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
		return -EBADMSG;
	while (result == 0 && n--) {
		name = keep_string(r, take_u16(r));
		if (!name || strcmp(name, before) <= 0)
			return -EBADMSG;
		before = name;
		result = read_node(r, tree, depth + 1);
	}
	return result;
}

static int read_contexts(struct reader *r, struct tree *tree)
{
	uint32_t n = take_count(r, 3);

	tree->contexts = malloc((n + (size_t)1) * sizeof(*tree->contexts));
	if (!tree->contexts)
		return -ENOMEM;
	while (tree->context_count < n) {
		size_t len = take_u16(r);
		const char *text = (const char *)take(r, len);

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

	skip(r, take_u32(r)); /* version of PCRE2 */
	skip(r, take_u32(r)); /* kind of machine */
	specs = (uint64_t)take_u32(r) << 32;
	specs |= take_u32(r);
	result = read_contexts(r, &tree);
	if (result == 0 && !take_string(r, take_u16(r)))
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
	const uint8_t *first = take(r, 1);
	uint32_t magic, version;
	int result;

	if (!first)
		return r->error < 0 ? r->error : -EBADMSG;
	r->big_endian = *first == 0xf9;
	r->swapped = r->big_endian != (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
	r->at--, r->left++;
	magic = take_u32(r);
	version = take_u32(r);
	if (magic != (uint32_t)MAGIC || version < 1 || version > VERSION_TREE ||
		(version == VERSION_TREE && !r->big_endian))
		return -EBADMSG;
	result = version == VERSION_TREE ? read_tree(r) : read_list(r, version);
	if (result == 0 && (r->failed || left_in_file(r)))
		result = -EBADMSG;
	return r->error < 0 ? r->error : result;
}

bool file_is_compiled(const void *data, size_t size)
{
	static const uint8_t magic[] = {0xf9, 0x7c, 0xff, 0x8a},
			     swapped[] = {0x8a, 0xff, 0x7c, 0xf9};

	return size >= 4 && (!memcmp(data, magic, 4) || !memcmp(data, swapped, 4));
}

/* Asked for rarely, and then the whole file counts. */
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
	r->left = 0;
	r->behind = (uint64_t)st.st_size;
	r->failed = false;
	r->fd = fd;
	r->error = 0;
	r->store = s;
	result = read_file(r);
	if (result == 0 && store_digest(s))
		result = add_digest(store_digest(s), path);
	return result;
}
