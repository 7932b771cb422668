/* SPDX-License-Identifier: MIT */
/*
 * The specifications of the file back end in memory, and the three things done with them: filling
 * them (file_text.c, file_bin.c), indexing them (file_store.c) and matching paths (file_match.c).
 *
 * A specification is a literal path, or a regular expression with a stem: up to STEM_DEPTH leading
 * path components that are literal. Stems form a tree of nodes. COMPAT: an expression is tried only
 * on paths below its stem, even where PCRE2 would find it elsewhere: /a/b|/c on /c, /a/? on /a.
 */
#ifndef LABEL_FILE_H
#define LABEL_FILE_H

#include "label/label.h"
#include "label/regex.h"

enum {
	STEM_DEPTH = 3,
	TOKEN_LIMIT = 65535,
	NONE = UINT32_MAX
};

/* As in compiled specifications and in digests. */
enum file_kind {
	KIND_ANY,
	KIND_DIR,
	KIND_CHR,
	KIND_BLK,
	KIND_SOCK,
	KIND_FIFO,
	KIND_LNK,
	KIND_REG
};
enum {
	KIND_COUNT = KIND_REG + 1
};

/* The pairs of bytes that stand next to each other somewhere in a path, hashed into a few bits; or
 * those that every match of an expression has. What lacks a pair does not match. */
struct signature {
	uint64_t bits[2];
};

static inline void signature_add(struct signature *signature, const char *s, size_t len)
{
	for (size_t i = 1; i < len; i++) {
		uint32_t pair = (uint32_t)(uint8_t)s[i - 1] << 8 | (uint8_t)s[i];
		uint32_t bit = pair * 2654435761u >> 25;

		signature->bits[bit >> 6] |= (uint64_t)1 << (bit & 63);
	}
}

static inline bool signature_lacks(const struct signature *path, const struct signature *needed)
{
	return (needed->bits[0] & ~path->bits[0]) | (needed->bits[1] & ~path->bits[1]);
}

/* Strings are offsets into the store's text. */
struct spec {
	uint32_t pattern;
	uint32_t fixed;  /* what every match begins with; a literal's whole path */
	uint32_t needed; /* what every match has behind that */
	uint16_t fixed_len, needed_len;
	uint16_t prefix_len; /* COMPAT: what stock takes for it, to rank best matches */
	uint32_t context;
	uint32_t node;
	uint32_t lineno; /* 0: not known */
	uint8_t input;   /* which file: later ones go first */
	uint8_t kind;
	bool literal;
	uint8_t used; /* atomic; what happened so far */
};
enum {
	USED_CHOSEN = 1,  /* by some lookup */
	USED_TOLD = 2,    /* what is wrong with it was told */
	USED_REFUSED = 4, /* by PCRE2's compiler */
};

struct node {
	uint32_t parent, name; /* its last component */
	uint16_t name_len;
	uint8_t depth;
	uint32_t children, child_count;   /* in store->children, by name */
	uint32_t literals, literal_count; /* in store->literals, by path */
	uint32_t regexes, regex_count;    /* in store->regexes, in order */
};

struct file_store {
	const struct selabel_handle *handle;
	const char *subset; /* the component that paths must begin with, or NULL; while filling */
	size_t subset_len;

	char *text;
	size_t text_len, text_room;
	struct spec *specs;           /* in the order of the files */
	struct signature *signatures; /* of each spec while filling, then in the order of regexes */
	struct regex **compiled;      /* of each spec; atomic; NULL until first tried */
	uint32_t spec_count, spec_room;
	struct label_context *contexts;
	uint32_t context_count, context_room;
	struct node *nodes; /* the first is the root */
	uint32_t node_count, node_room;
	char **inputs;
	uint32_t input_count;

	struct hash_index { /* open addressing; entry + 1, or 0 */
		uint32_t *slots;
		uint32_t mask, used;
	} context_index, node_index, literal_index; /* the first two while filling */

	uint32_t *literals, *regexes, *children;
	struct regex_scratch *scratch[4]; /* atomic: lent to one lookup at a time */
};

static inline const char *spec_pattern(const struct file_store *s, const struct spec *spec)
{
	return s->text + spec->pattern;
}

static inline const char *spec_context(const struct file_store *s, const struct spec *spec)
{
	return s->contexts[spec->context].raw;
}

/* Does x go before y, of two expressions that match? */
static inline bool spec_is_later(const struct spec *x, const struct spec *y)
{
	if (x->input != y->input)
		return x->input > y->input;
	return x->lineno != y->lineno ? x->lineno > y->lineno : x > y;
}

/* file_store.c */
int store_new(struct file_store **store, const struct selabel_handle *h) MUST_CHECK;
void store_free(struct file_store *s);
/* The file that the following specifications are from; `name` is for messages. */
int store_begin_input(struct file_store *s, const char *name) MUST_CHECK;
/* -EINVAL after a message: pattern or context is bad (they are looked at only with VALIDATE). */
int store_add(struct file_store *s, const char *pattern, enum file_kind kind, const char *context,
	uint32_t lineno) MUST_CHECK;
void store_truncate(struct file_store *s, uint32_t spec_count);
int store_index(struct file_store *s) MUST_CHECK;
/* The first in store->literals that is this path, or NONE; others of the same path follow it. */
uint32_t store_find_literal(const struct file_store *s, const char *key, size_t len);
const char *kind_name(enum file_kind kind);

/* file_compare.c. Two specifications of one path: says which; -EINVAL if there are any. */
int store_refuse_duplicates(const struct file_store *s) MUST_CHECK;
enum selabel_cmp_result store_compare(const struct file_store *s, const struct file_store *t);

/* file_pattern.c: reading a pattern without PCRE2. */
struct pattern {
	bool literal;
	size_t prefix_len, fixed_len; /* see struct spec */
	struct signature signature;
	const char *needed; /* a run of bytes in the pattern that every match has, too */
	size_t needed_len;
};
/* `fixed` gets the unescaped bytes and has room for the whole pattern. */
void pattern_read(const char *pattern, char *fixed, struct pattern *p);
/* The next component of a stem, unescaped into `name`, which has room for the whole pattern; false
 * when the stem ends. COMPAT: the first character is taken for a slash, whatever it is, so that
 * (/a/b|/c) has the stem /a. *dangling: because a backslash stands before a slash. */
bool pattern_stem(const char **cursor, char *name, size_t *len, bool *dangling);

/* file_text.c, file_bin.c: a file into the store. */
int file_text_load(struct file_store *s, const char *path) MUST_CHECK;
int file_bin_load(struct file_store *s, const char *path) MUST_CHECK;

/* file_match.c: the spec that a clean path of this kind has, or NULL; or a negative errno. */
int store_match(struct file_store *s, const char *key, enum file_kind kind,
	const struct spec **found) MUST_CHECK;
/* Calls `visit` on all specs that match this path or might match one that begins with it, in the
 * order of the digests; stops when it returns nonzero. */
typedef int match_visitor(const struct file_store *s, const struct spec *spec, void *arg);
int store_match_partly(
	struct file_store *s, const char *key, match_visitor *visit, void *arg) MUST_CHECK;

#endif
