/* SPDX-License-Identifier: MIT */
/*
 * The specifications of the file back end in memory. Opening does what every lookup needs: the files
 * are read and checked whole (file_text.c, file_bin.c), and their lines sorted in by what their
 * paths begin with (file_store.c). What only some lookups need is done when the first of them comes:
 * reading the expressions of a node and compiling one (file_match.c), and putting everything in
 * order for those who ask about all (file_order.c).
 *
 * A specification is a literal path, or a regular expression with a stem: up to STEM_DEPTH leading
 * path components that are literal. Stems form a tree of nodes. COMPAT: an expression is tried only
 * on paths below its stem, even where PCRE2 would find it elsewhere: /a/b|/c on /c, /a/? on /a.
 */
#ifndef LABEL_FILE_H
#define LABEL_FILE_H

#include <string.h>

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

/* Strings live as long as the store: in the text as it was read, or in blocks of the store's. */
struct spec {
	const char *pattern;
	union {
		const char *path;       /* of a literal: the pattern unescaped */
		struct regex *compiled; /* of an expression: atomic, NULL until first tried */
	};
	uint32_t context, node;
	uint32_t lineno;   /* 0: not known */
	uint16_t path_len; /* of a literal */
	uint8_t input;     /* which file: later ones go first */
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
	const char *name; /* its last component */
	uint32_t parent, hash;
	uint16_t name_len;
	uint8_t depth;
	bool has_children;
	uint32_t regexes, regex_count; /* in store->regexes; the last goes first */
	struct filters *filters;       /* of these; atomic, NULL until first needed */
};

struct hash_index { /* open addressing */
	struct hash_slot {
		uint32_t hash, entry; /* entry + 1, or 0 */
	} *slots;
	uint32_t mask, used;
};

enum {
	SCRATCHES = 8
};

struct file_store {
	const struct selabel_handle *handle;
	const char *subset; /* the component that paths must begin with, or NULL; while filling */
	size_t subset_len;

	struct spec *specs; /* in the order of the files */
	uint32_t spec_count, spec_room;
	struct label_context *contexts;
	uint32_t context_count, context_room;
	struct node *nodes; /* the first is the root */
	uint32_t node_count, node_room;
	struct input {
		char *name, *text; /* text: of compiled files NULL */
	} *inputs;
	uint32_t input_count;
	struct block *blocks; /* of strings; LOCK_LABEL once the store is filled */

	struct hash_index context_index; /* while filling */
	struct hash_index node_index, literal_index;
	uint32_t *regexes;
	struct order *order; /* atomic; NULL until first needed */

	struct lent { /* atomic: lent to one lookup at a time; each in a cache line of its own */
		struct regex_scratch *scratch;
		char apart[56];
	} lent[SCRATCHES];
};

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

/* A component's hash goes on from that of the node above it. */
static inline uint32_t component_hash(uint32_t hash, char c)
{
	return hash * 33 + (uint8_t)c;
}

/* file_store.c */
int store_new(struct file_store **store, const struct selabel_handle *h) MUST_CHECK;
void store_free(struct file_store *s);
/* The file that the following specifications are from; `name` is for messages. */
int store_begin_input(struct file_store *s, const char *name) MUST_CHECK;
/* Room for a string, of which store_keep() keeps the beginning; NULL: no memory. */
char *store_room(struct file_store *s, size_t size) MUST_CHECK;
void store_keep(struct file_store *s, size_t size);
char *store_copy(struct file_store *s, const char *bytes, size_t len) MUST_CHECK;
int store_context(struct file_store *s, const char *raw, size_t len, uint32_t *found) MUST_CHECK;
/* The node below `parent`, which is added if there is none. */
int store_node(struct file_store *s, uint32_t parent, const char *name, size_t len, uint32_t hash,
	uint32_t *found) MUST_CHECK;
/* Adds a specification, whose pattern stays where it is; SUBSET may leave it out. -EINVAL after a
 * message: pattern or context is bad (they are looked at only with VALIDATE). */
int store_add(struct file_store *s, const char *pattern, enum file_kind kind, uint32_t context,
	uint32_t lineno) MUST_CHECK;
/* The same where its node is known, and of a literal the path; of expressions that is NULL. */
int store_add_to(struct file_store *s, uint32_t node, const char *pattern, const char *path,
	size_t path_len, enum file_kind kind, uint32_t context, uint32_t lineno) MUST_CHECK;
void store_truncate(struct file_store *s, uint32_t spec_count);
int store_index(struct file_store *s) MUST_CHECK;
/* A node's child, or NULL. `hash`: of its name, see component_hash(). */
const struct node *store_find_child(const struct file_store *s, const struct node *node,
	const char *name, size_t len, uint32_t hash);
/* The literal that is this path and of this kind, or NULL. */
const struct spec *store_find_literal(
	const struct file_store *s, const char *key, size_t len, enum file_kind kind);
const char *kind_name(enum file_kind kind);

/* file_order.c: literals and nodes in an order that does not depend on that of the lines. */
struct order {
	struct node_order {
		uint32_t literals, literal_count; /* in order->literals, by path */
		uint32_t children, child_count;   /* in order->children, by name */
	} *nodes;                                 /* as store->nodes */
	uint32_t *literals, *children;
};
int store_order(struct file_store *s, const struct order **order) MUST_CHECK;
void order_free(struct order *order);

/* file_compare.c. Two specifications of one path: says which; -EINVAL if there are any. */
int store_refuse_duplicates(const struct file_store *s) MUST_CHECK;
int store_compare(struct file_store *s, struct file_store *t, enum selabel_cmp_result *result)
	MUST_CHECK;

/* file_pattern.c: reading a pattern without PCRE2. */

/* The next component of a stem; false when the stem ends. COMPAT: the first character is taken for a
 * slash, whatever it is, so that (/a/b|/c) has the stem /a. */
struct stem {
	const char *end;  /* how far it was read; at first the pattern */
	const char *name; /* the component as it stands in the pattern, and unescaped so long: */
	size_t size, len;
	uint32_t hash; /* of the components so far */
};
bool pattern_stem(struct stem *stem);
/* Does a stem end at s because a backslash stands before a slash? */
bool pattern_dangles(const char *s);
/* Where the first thing stands that is not literal: in a path, its end. The stem was read to s. */
const char *pattern_literal_end(const char *pattern, const char *s);
size_t pattern_unescaped_len(const char *s, const char *end);
/* The literal characters from s to `end`, of which there is room for as many; returns how many. */
size_t pattern_unescape(const char *s, const char *end, char *out);

/* Two neighbouring bytes, hashed to one. */
static inline uint8_t pair_hash(const char *s)
{
	uint16_t pair;

	memcpy(&pair, s, sizeof(pair));
	return (uint8_t)(pair * 0x9e37u >> 8);
}

/* The pairs that a path has; the first of them it always has. */
struct pair_set {
	uint8_t has[256];
};
enum {
	PAIRS = 4
};

static inline void pair_set_fill(struct pair_set *set, const char *s, size_t len)
{
	memset(set, 0, sizeof(*set));
	set->has[0] = 1;
	for (size_t i = 1; i < len; i++)
		set->has[pair_hash(s + i - 1)] = 1;
}

static inline bool pair_set_lacks(const struct pair_set *set, const uint8_t pairs[PAIRS])
{
	return !(set->has[pairs[0]] & set->has[pairs[1]] & set->has[pairs[2]] & set->has[pairs[3]]);
}

/* What stands behind the beginning that all matches of an expression share. */
enum tail {
	TAIL_REGEX, /* PCRE2 knows */
	TAIL_END,   /* nothing */
	TAIL_ANY,   /* .* */
	TAIL_BELOW, /* (/.*)? */
};
struct pattern {
	size_t fixed_len; /* what every match begins with */
	const char *needed; /* a run of bytes in the pattern that every match has behind that */
	size_t needed_len;
	uint8_t pairs[PAIRS]; /* of that run */
	enum tail tail;
	bool floats; /* any folders, or none, and the run stand before the tail */
};
/* Of an expression. `fixed` gets the beginning and has room for the whole pattern. */
void pattern_read(const char *pattern, char *fixed, struct pattern *p);
/* Does the tail, but for TAIL_REGEX, match the rest of a path? */
bool pattern_tail_matches(enum tail tail, const char *rest);

/* file_text.c, file_bin.c: a file into the store. */
int file_text_load(struct file_store *s, const char *path) MUST_CHECK;
int file_bin_load(struct file_store *s, const char *path) MUST_CHECK;

/* file_match.c: the spec that a clean path of this kind has, or NULL; or a negative errno. */
struct subject {
	const char *key;
	size_t len;
	bool partial; /* longer paths that begin with it count, too */
};
struct filter {
	const char *fixed;  /* what every match begins with */
	const char *needed; /* what every match has behind that */
	uint16_t fixed_len, needed_len;
	uint8_t pairs[PAIRS]; /* of `needed` */
	uint8_t kind, tail;
	bool floats;  /* any folders, or none, and `needed` stand before the tail */
	uint8_t next; /* what every match has behind the node's own path and a slash; 0: nothing */
};
struct filters {
	uint32_t *by_next; /* numbers of filters, sorted by `next` and then by themselves */
	uint32_t floating; /* so many have no `next` */
	struct filter of[];
};
struct descent {
	const struct node *nodes[STEM_DEPTH + 1];
	uint8_t next[STEM_DEPTH + 1]; /* what the path has behind each node and a slash */
	unsigned count;
	const char *rest; /* NULL if the path went where no node is */
};
int store_match(struct file_store *s, const char *key, enum file_kind kind,
	const struct spec **found) MUST_CHECK;
void store_descend(const struct file_store *s, const char *key, struct descent *d);
int node_filters(struct file_store *s, const struct node *node, const struct filters **filters)
	MUST_CHECK;
/* 1 or 0: does the expression, judged by this filter or in the end by PCRE2, match? */
int store_expression_matches(struct file_store *s, uint32_t which, const struct filter *f,
	const struct subject *subject) MUST_CHECK;

/* file_partial.c. Calls `visit` on all specs that match this path or might match one that begins
 * with it, in the order of the digests; stops when it returns nonzero. */
typedef int match_visitor(const struct file_store *s, const struct spec *spec, void *arg);
int store_match_partly(
	struct file_store *s, const char *key, match_visitor *visit, void *arg) MUST_CHECK;

#endif
