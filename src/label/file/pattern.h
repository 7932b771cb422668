/* SPDX-License-Identifier: MIT */
/*
 * Reading a pattern without PCRE2.
 */
#ifndef LABEL_FILE_PATTERN_H
#define LABEL_FILE_PATTERN_H

#include <string.h>
#include "common/common.h"

/* The next component of a stem; false when the stem ends. COMPAT: the first character is taken for
 * a slash, whatever it is, so that (/a/b|/c) has the stem /a (tests/label). */
struct stem {
	const char *end;  /* how far it was read; at first the pattern */
	const char *name; /* the component as it stands in the pattern, and unescaped so long: */
	size_t size, len;
};
bool pattern_stem(struct stem *stem);
/* Is the component, unescaped, this name? */
bool pattern_is(const struct stem *stem, const char *name, size_t len);
/* Where the first thing stands that is not literal: in a path, its end. The stem was read to s. */
const char *pattern_literal_end(const char *pattern, const char *s);
size_t pattern_unescaped_len(const char *s, const char *end);
/* The literal characters from s to `end`, of which there is room for as many; returns how many. */
size_t pattern_unescape(const char *s, const char *end, char *out);

/* Two neighbouring bytes, hashed to one. */
static inline uint8_t bigram_hash(const char *s)
{
	uint16_t pair;

	memcpy(&pair, s, sizeof(pair));
	return (uint8_t)(pair * 0x9e37u >> 8);
}

/* The bigrams that a path has; the first of them it always has. */
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

/* What stands behind the beginning that all matches of an expression share. */
enum tail {
	TAIL_REGEX, /* PCRE2 knows */
	TAIL_END,   /* nothing */
	TAIL_ANY,   /* .* */
	TAIL_BELOW, /* (/.*)? */
};
struct pattern {
	size_t prefix_len;    /* what every match begins with */
	const char *required; /* a run of bytes in the pattern that every match has behind that */
	size_t required_len;
	uint8_t bigrams[BIGRAMS]; /* of that run */
	enum tail tail;
	bool floats; /* any directories, or none, and the run stand before the tail */
};
/* Of an expression. `prefix` gets the beginning and has room for the whole pattern. */
void pattern_read(const char *pattern, char *prefix, struct pattern *p);
/* Does the tail, but for TAIL_REGEX, match the rest of a path? */
bool pattern_tail_matches(enum tail tail, const char *rest);

#endif
