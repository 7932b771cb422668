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

#include "label/file/store.h"

enum {
	WINDOW = 98304,   /* more than the longest string */
	WINDOW_SPARE = 15 /* bytes behind it that may be read */
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

typedef uint8_t block __attribute__((vector_size(16)));

/* Copies bytes in blocks, so that 15 more may be read and written. Whether one is NUL. */
static inline bool copy_and_look(char *out, const uint8_t *in, size_t len)
{
	const block index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
	const size_t last = len < sizeof(block) ? 0 : len - sizeof(block);
	block b, nul = {0};
	uint64_t halves[2];

	for (size_t i = 0; i < last; i += sizeof(b)) {
		memcpy(&b, in + i, sizeof(b));
		memcpy(out + i, &b, sizeof(b));
		nul |= (block)(b == 0);
	}
	memcpy(&b, in + last, sizeof(b)); /* overlaps the one before, or is longer than len */
	memcpy(out + last, &b, sizeof(b));
	nul |= (block)(b == 0);
	if (len < sizeof(b))
		nul &= (block)(index < (uint8_t)len);
	memcpy(halves, &nul, sizeof(halves));
	return halves[0] | halves[1];
}

/* Such a copy, with a NUL behind it, of bytes that are in the window. NULL: one of them is NUL,
 * they are too many, or there is no memory. */
static inline const char *reader_copy(struct reader *r, const uint8_t *bytes, size_t len)
{
	char *copy;

	if (len >= TOKEN_LIMIT)
		return NULL;
	copy = arena_reserve(r->strings, len + 1);
	if (!copy) {
		r->error = -ENOMEM;
		return NULL;
	}
	arena_keep(r->strings, len + 1);
	if (copy_and_look(copy, bytes, len))
		return NULL;
	copy[len] = '\0';
	return copy;
}

/* The same of a string of this size, its NUL included. */
static inline const char *reader_copy_string(struct reader *r, const uint8_t *s, size_t size)
{
	return size && !s[size - 1] ? reader_copy(r, s, size - 1) : NULL;
}

#endif
