/* SPDX-License-Identifier: MIT */
/*
 * Numbers and strings of a compiled file, which is not trusted: every length and count is checked
 * before it is used. It is read through a window, because most of it are precompiled expressions,
 * and touching memory costs more than reading. It is not mapped, because truncating a mapped file
 * would kill the program.
 */
#ifndef LABEL_FILE_READER_H
#define LABEL_FILE_READER_H

#include <string.h>

#include "label/file/spec.h"

enum {
	WINDOW = 98304,  /* more than the longest string */
	WINDOW_SPARE = 8 /* bytes behind it that may be read */
};

/* What is left of a file. After the first error it is empty, and everything read is zero. */
struct reader {
	const uint8_t *at, *end; /* what the window holds */
	uint64_t unread;         /* bytes after the window */
	bool big_endian, failed;
	int fd, error; /* error: of reading */
	struct file_store *store;
	struct arena *strings; /* the store's */
	uint8_t window[WINDOW + WINDOW_SPARE];
};

/* Reads until the window holds `len` bytes from `at` on. */
bool reader_refill(struct reader *r, size_t len) MUST_CHECK;
void reader_skip_beyond(struct reader *r, uint64_t len);
/* A string of this size, its NUL included, that is copied to the store. NULL: it is malformed, or
 * there is no memory. */
const char *reader_string(struct reader *r, size_t size);

static inline void reader_fail(struct reader *r)
{
	r->end = r->at;
	r->unread = 0;
	r->failed = true;
}

static inline size_t available(const struct reader *r)
{
	return (size_t)(r->end - r->at);
}

static inline uint64_t bytes_left(const struct reader *r)
{
	return available(r) + r->unread;
}

/* The bytes are valid until the next call. */
static inline const uint8_t *read_bytes(struct reader *r, size_t len)
{
	const uint8_t *at;

	if (len > available(r) && !reader_refill(r, len))
		return NULL;
	at = r->at;
	r->at += len;
	return at;
}

static inline void skip_bytes(struct reader *r, uint64_t len)
{
	if (len > available(r))
		reader_skip_beyond(r, len);
	else
		r->at += len;
}

/* Numbers in big-endian order, as all are in version 6. */
static inline uint32_t be32(const uint8_t *at)
{
	uint32_t n;

	memcpy(&n, at, sizeof(n));
	return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_bswap32(n) : n;
}

static inline uint16_t be16(const uint8_t *at)
{
	uint16_t n;

	memcpy(&n, at, sizeof(n));
	return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_bswap16(n) : n;
}

static inline uint32_t read_u32(struct reader *r)
{
	const uint8_t *p = read_bytes(r, 4);

	return !p ? 0 : r->big_endian ? be32(p) : __builtin_bswap32(be32(p));
}

static inline uint16_t read_u16(struct reader *r)
{
	const uint8_t *p = read_bytes(r, 2);

	return !p ? 0 : r->big_endian ? be16(p) : __builtin_bswap16(be16(p));
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

/* Copies bytes, eight at once, so that seven more may be read and written. Whether one is NUL. */
static inline bool copy_and_look(char *out, const uint8_t *in, size_t len)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t eight, nul = 0, rest = UINT64_MAX;

	for (;; in += sizeof(eight), out += sizeof(eight), len -= sizeof(eight)) {
		memcpy(&eight, in, sizeof(eight));
		memcpy(out, &eight, sizeof(eight));
		if (len < sizeof(eight))
			break;
		nul |= (eight - ones) & ~eight;
	}
	if (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
		eight |= rest << 8 * len;
	else
		eight |= rest >> 8 * len;
	nul |= (eight - ones) & ~eight;
	return nul & ones * 0x80;
}

/* Such a copy of a string that is in the window. */
static inline const char *reader_copy(struct reader *r, const uint8_t *s, size_t size)
{
	char *copy;

	if (!size || size > TOKEN_LIMIT || s[size - 1])
		return NULL;
	copy = arena_reserve(r->strings, size);
	if (!copy) {
		r->error = -ENOMEM;
		return NULL;
	}
	arena_keep(r->strings, size);
	/* The NUL is one of the seven. */
	return copy_and_look(copy, s, size - 1) ? NULL : copy;
}

#endif
