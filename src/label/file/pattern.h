/* SPDX-License-Identifier: MIT */
/*
 * Analysis of patterns without PCRE2.
 */
#ifndef LABEL_FILE_PATTERN_H
#define LABEL_FILE_PATTERN_H

#include <string.h>
#include "label/beginning.h"

/* Reads the next component of a stem; false when the stem ends. COMPAT: the first character is
 * taken for a slash, whatever it is, so that (/a/b|/c) has the stem /a (tests/label
 * a_stem_may_begin_with_any_character). */
struct stem {
	const char *end; /* how far the pattern was read; at first its beginning */
	const char *
		name; /* the component as it is in the pattern, `size` bytes, and `len` unescaped */
	size_t size, len;
};
bool pattern_stem(struct stem *stem);
/* Whether the component, unescaped, is this name. */
bool pattern_is(const struct stem *stem, const char *name, size_t len);
/* The first thing in the pattern that is not literal; of a path, its end. The stem was read up to
 * s. */
const char *pattern_literal_end(const char *pattern, const char *s);
size_t pattern_unescaped_len(const char *s, const char *end);
/* Writes the literal characters from s to `end` to `out`, which is as large; returns how many. */
size_t pattern_unescape(const char *s, const char *end, char *out);

/* Hashes two adjacent bytes to one. */
static inline uint8_t bigram_hash(const char *s)
{
	uint16_t pair;

	memcpy(&pair, s, sizeof(pair));
	return (uint8_t)(pair * 0x9e37u >> 8);
}

/* The bigrams of a path. The first element is always set. */
struct bigram_set {
	uint8_t has[256];
};
enum {
	BIGRAMS = 4
};

static inline void bigram_set_fill(struct bigram_set *set, const char *s, size_t len)
{
	memset(set, 0, sizeof(*set));
	set->has[0] = 1;
	for (size_t i = 1; i < len; i++)
		set->has[bigram_hash(s + i - 1)] = 1;
}

static inline bool bigram_set_lacks(const struct bigram_set *set, const uint8_t bigrams[BIGRAMS])
{
	return !(set->has[bigrams[0]] & set->has[bigrams[1]] & set->has[bigrams[2]] &
		 set->has[bigrams[3]]);
}

/* What follows the prefix that all matches of an expression share. */
enum tail {
	TAIL_REGEX, /* matched by PCRE2 */
	TAIL_END,   /* nothing */
	TAIL_ANY,   /* .* */
	TAIL_SOME,  /* .+ */
	TAIL_BELOW, /* (/.*)? */
	TAIL_INSIDE /* (/.+)? */
};
/* What may come between the prefix and `after`: a part of one path component. */
enum gap {
	GAP_NONE,
	GAP_ANY, /* [^/]* */
	GAP_SOME /* [^/]+ */
};
struct pattern {
	size_t prefix_len; /* of the bytes that every match begins with */
	enum gap gap;
	size_t after_len;     /* of the bytes, a slash first, that every match has after the gap */
	const char *rest;     /* what follows these bytes in the pattern */
	const char *required; /* bytes in the pattern that every match has after the prefix */
	size_t required_len;
	uint8_t bigrams[BIGRAMS]; /* of `required` */
	enum tail tail;
	bool floats; /* any directories, or none, and `required` come before the tail */
};
/* Analyses an expression. `prefix` has the size of the whole pattern; after the prefix it gets the
 * `after_len` bytes. */
void pattern_read(const char *pattern, char *prefix, struct pattern *p);
/* The bytes that the alternatives of the group at s begin with, one of which every match has there,
 * and returns how many, or 0 if they are not known. */
enum {
	BEGINNINGS = 8
};
size_t pattern_beginnings(const char *s, struct beginning beginnings[BEGINNINGS]);

/* Where the gap at the beginning of `rest` ends and a slash stands; NULL if it cannot. */
const char *pattern_skip_gap(enum gap gap, const char *rest);
/* Whether the tail, which is not TAIL_REGEX, matches the rest of a path, or of a longer path if
 * `partial`. */
bool pattern_tail_matches(enum tail tail, const char *rest, bool partial);

#endif
