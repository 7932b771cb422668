/* SPDX-License-Identifier: MIT */
/*
 * The specifications of the file back end in memory. Opening reads and checks the files whole
 * (file_text.c, file_bin.c) and keeps a list of their lines (file_store.c). All else is done where
 * a lookup comes by.
 *
 * A specification is a literal path, or a regular expression with a stem: up to STEM_DEPTH leading
 * path components that are literal. Stems form a tree of nodes. A node is a bag of specifications
 * until a lookup comes to it; then it is looked into (file_node.c): those with a longer stem are
 * dealt out to bags below it, and of its own it is found out what they begin with. The list is so
 * sorted by stems from the left to the right, and only where somebody looks. PCRE2 compiles an
 * expression when nothing else can tell whether it matches (file_match.c).
 *
 * COMPAT: an expression is tried only on paths below its stem, even where PCRE2 would find it
 * elsewhere: /a/b|/c on /c, /a/? on /a (tests/label).
 */
#ifndef LABEL_FILE_H
#define LABEL_FILE_H

#include <string.h>

#include "common/arena.h"
#include "label/hash.h"
#include "label/label.h"
#include "label/regex.h"

enum {
	STEM_DEPTH = 3,
	TOKEN_LIMIT = 65535
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

/* Strings live as long as the store: in the text as it was read, or in blocks of the store's. Path
 * and literal are known once the specification's node was looked into. */
struct spec {
	const char *pattern;
	union {
		const char *path;       /* of a literal: the pattern unescaped */
		struct regex *compiled; /* of an expression: atomic, NULL until first tried */
	};
	const char *context;
	struct label_context *checked; /* atomic; NULL until somebody wants it checked */
	uint32_t lineno;               /* 0: not known */
	uint16_t stem; /* so many bytes of the pattern name the node that it is in */
	uint16_t path_len;
	uint8_t input; /* which file: later ones go first */
	uint8_t kind;
	bool literal;
	uint8_t used; /* atomic; what happened so far */
};
enum {
	SPEC_MATCHED = 1,  /* by some lookup */
	SPEC_REPORTED = 2, /* what is wrong with it was told */
	SPEC_INVALID = 4,  /* by PCRE2's compiler */
};

struct node {
	const char *name;      /* its last component */
	uint32_t first, count; /* in store->order: all specifications of it and of nodes below */
	uint16_t name_len, path_len;
	uint8_t depth;
	bool sorted;              /* atomic: its literals are */
	struct node_index *index; /* atomic; NULL until first looked into */
};

/* Once made it does not change, but that literals are sorted when somebody asks for their order.
 * The numbers of specifications are part of store->order. */
struct node_index {
	const uint32_t *literals;
	uint32_t literal_count;
	const uint32_t *regexes; /* the last goes first */
	uint32_t regex_count;
	struct filter *filters;  /* of these */
	uint32_t *by_first_byte; /* numbers of filters, by `first_byte` and then by themselves */
	uint32_t no_first_byte;  /* so many have no `first_byte` */
	struct node *children;   /* by name */
	uint32_t child_count;
	struct hash_index by_path, by_name; /* literals; into children */
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
	uint32_t *order; /* numbers of all, sorted so far as nodes were looked into */
	struct node root;
	struct input {
		char *name, *text; /* text: of compiled files NULL */
	} * inputs;
	uint32_t input_count;
	struct arena strings; /* that are in no text; LOCK_LABEL once the store is filled */
	struct checked {      /* contexts that were; LOCK_LABEL */
		struct label_context **contexts;
		uint32_t count, room;
		struct hash_index index;
	} checked;

	struct scratch_slot { /* atomic: slots to one lookup at a time; each in a cache line of its
				 own */
		struct regex_scratch *scratch;
		char apart[56];
	} slots[SCRATCHES];
};

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
/* The specification's context, as all that have the same share it, to be checked. */
int store_context(
	struct file_store *s, struct spec *spec, struct label_context **context) MUST_CHECK;
/* Adds a specification, whose strings stay where they are; SUBSET may leave it out. -EINVAL after a
 * message: pattern or context is bad (they are looked at only with VALIDATE). */
int store_add(struct file_store *s, const char *pattern, enum file_kind kind, const char *context,
	uint32_t lineno) MUST_CHECK;
void store_truncate(struct file_store *s, uint32_t spec_count);
/* All is in. */
int store_close(struct file_store *s) MUST_CHECK;
const char *kind_name(enum file_kind kind);

/* file_node.c. Makes it if nobody did. */
int node_expand(
	struct file_store *s, struct node *node, const struct node_index **index) MUST_CHECK;
/* And sorts its literals by path. */
int node_expand_sorted(
	struct file_store *s, struct node *node, const struct node_index **index) MUST_CHECK;
void node_free(struct node *node);
struct node *node_child(const struct node_index *in, const char *name, size_t len);

/* file_compare.c. Two specifications of one path: says which; -EINVAL if there are any. */
int store_refuse_duplicates(const struct file_store *s) MUST_CHECK;
int store_compare(
	struct file_store *s, struct file_store *t, enum selabel_cmp_result *result) MUST_CHECK;

/* file_pattern.c: reading a pattern without PCRE2. */

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
	bool floats; /* any folders, or none, and the run stand before the tail */
};
/* Of an expression. `prefix` gets the beginning and has room for the whole pattern. */
void pattern_read(const char *pattern, char *prefix, struct pattern *p);
/* Does the tail, but for TAIL_REGEX, match the rest of a path? */
bool pattern_tail_matches(enum tail tail, const char *rest);

/* file_text.c, file_bin.c: a file into the store. -EINVAL: what is wrong with a specification was
 * told. The latter has -EBADMSG for what is no compiled file, or a damaged one. */
int file_text_load(struct file_store *s, const char *path) MUST_CHECK;
int file_bin_load(struct file_store *s, const char *path) MUST_CHECK;
bool file_is_compiled(const void *data, size_t size);

/* file_match.c: the spec that a clean path of this kind has, or NULL; or a negative errno. */
struct subject {
	const char *key;
	size_t len;
	bool partial; /* longer paths that begin with it count, too */
};
struct filter {
	const char *prefix;   /* what every match begins with */
	const char *required; /* what every match has behind that */
	uint16_t prefix_len, required_len;
	uint8_t bigrams[BIGRAMS]; /* of `required` */
	uint8_t kind, tail;
	bool floats;        /* any folders, or none, and `required` stand before the tail */
	uint8_t first_byte; /* what every match has behind the node's own path and a slash; 0:
			       nothing */
};
struct descent {
	struct node *nodes[STEM_DEPTH + 1];
	const struct node_index *index[STEM_DEPTH + 1];
	uint8_t first_byte[STEM_DEPTH + 1]; /* what the path has behind each node and a slash */
	unsigned count;
	const char *rest; /* NULL if the path went where no node is */
};
int store_match(struct file_store *s, const char *key, enum file_kind kind,
	const struct spec **found) MUST_CHECK;
int store_descend(struct file_store *s, const char *key, struct descent *d) MUST_CHECK;
/* 1 or 0: does the expression, judged by this filter or in the end by PCRE2, match? -EINVAL, and
 * -ELOOP: after a message, the first time; PCRE2 takes it for none, or gave up. */
int store_expression_matches(struct file_store *s, uint32_t which, const struct filter *f,
	const struct subject *subject) MUST_CHECK;

/* file_partial.c. Calls `visit` on all specs that match this path or might match one that begins
 * with it, in the order of the digests; stops when it returns nonzero. */
typedef int match_visitor(const struct file_store *s, const struct spec *spec, void *arg);
int match_partial(
	struct file_store *s, const char *key, match_visitor *visit, void *arg) MUST_CHECK;

#endif
