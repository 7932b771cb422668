/* SPDX-License-Identifier: MIT */
/*
 * The specifications of the file back end in memory. Opening reads and checks the files whole
 * (text.c, bin.c) and keeps a list of their lines (store.c). Everything else is done by the first
 * lookup that needs it.
 *
 * A specification is a literal path, or a regular expression with a stem: up to STEM_DEPTH leading
 * path components that are literal. Stems form a tree of nodes. A node is an unsorted range of
 * specifications until a lookup reaches it; then it is expanded (tree.c): specifications with a
 * longer stem move to ranges of nodes below it, and its own expressions get filters. So the list
 * is sorted by stems from left to right, where lookups need it. PCRE2 compiles an expression when
 * no filter can tell whether it matches (match.c).
 *
 * COMPAT: an expression is tried only on paths below its stem, even where PCRE2 would find it
 * elsewhere: /a/b|/c on /c, /a/? on /a (tests/label stems_of_alternatives; tests/label
 * stems_end_before_optional_slashes).
 */
#ifndef LABEL_FILE_STORE_H
#define LABEL_FILE_STORE_H

#include "common/arena.h"
#include "common/hash.h"
#include "label/backend.h"
#include "label/digest.h"
#include "label/file/kind.h"
#include "label/regex.h"
#include "label/report.h"
#include "label/validate.h"

enum {
	STEM_DEPTH = 3,
	TOKEN_LIMIT = 65535 /* of a pattern or a context, in bytes */
};

/* Strings live as long as the store, in its texts or its arena. `path` and `literal` are set when
 * the specification's node is expanded. */
struct spec {
	const char *pattern;
	union {
		const char *path;       /* of a literal: the pattern unescaped */
		struct regex *compiled; /* of an expression: atomic, NULL until first used */
	};
	const char *context;
	struct label_context *checked; /* atomic; NULL until first validated */
	uint32_t lineno;               /* 0: not known */
	uint16_t stem;                 /* how many bytes of the pattern name its node */
	uint16_t path_len;
	uint8_t input; /* index of its file; later ones go first */
	uint8_t kind;
	bool literal;
	uint8_t used; /* atomic; SPEC_* */
};
enum {
	SPEC_MATCHED = 1,  /* by a lookup */
	SPEC_REPORTED = 2, /* an error in it was reported */
	SPEC_INVALID = 4,  /* PCRE2 cannot compile it */
};

struct node {
	const char *name;      /* its last component */
	uint32_t first, count; /* in store->order: the specifications of it and of nodes below */
	uint16_t name_len, path_len;
	uint8_t depth;
	bool sorted;              /* atomic: whether its literals are */
	struct node_index *index; /* atomic; NULL until expanded */
};

/* Where the bytes of a filter's head are in a path. */
enum head_kind {
	HEAD_UNKNOWN,
	HEAD_HERE, /* after the node's path and a slash */
	HEAD_NEXT, /* after that, one component and a slash */
	HEAD_KINDS
};

/* Does not change once it is published, except that literals are sorted when their order is
 * needed. The arrays of specifications are parts of store->order. */
struct node_index {
	const uint32_t *literals;
	uint32_t literal_count;
	const uint32_t *regexes; /* the last goes first */
	uint32_t regex_count;
	struct filter *filters;         /* of the regexes */
	struct head *heads;             /* of the filters, sorted by kind, `first` and filter */
	uint32_t heads_end[HEAD_KINDS]; /* where those of each kind end */
	uint32_t head_count;
	size_t head_capacity;
	struct node *children; /* sorted by name */
	uint32_t child_count;
	size_t child_capacity;
	struct hash_index by_path, by_name; /* literals; children */
};

struct file_store {
	const struct selabel_handle *handle;
	const char
		*subset; /* the component that paths must begin with, or NULL; used while filling */
	size_t subset_len;
	bool checking; /* while filling: what is added is looked at */

	struct spec *specs; /* in the order of the files */
	uint32_t spec_count;
	size_t spec_capacity;
	uint32_t *order; /* indexes of all specifications, sorted as far as nodes are expanded */
	struct node root;
	struct input {
		char *name, *text; /* text: NULL for compiled files */
	} * inputs;
	uint32_t input_count;
	size_t input_capacity;
	struct arena strings; /* that are in no text; LOCK_LABEL once the store is filled */
	struct checked {      /* the validated contexts; LOCK_LABEL */
		struct label_context **contexts;
		uint32_t count;
		size_t capacity;
		struct hash_index index;
	} checked;

	struct regex_pool scratches;
};

/* Whether x goes before y, of two expressions that match. */
static inline bool spec_is_later(const struct spec *x, const struct spec *y)
{
	if (x->input != y->input)
		return x->input > y->input;
	return x->lineno != y->lineno ? x->lineno > y->lineno : x > y;
}

/* The entry for the specification's context, which all specifications with that context share. */
int store_context(
	struct file_store *s, struct spec *spec, struct label_context **context) MUST_CHECK;

int store_new(struct file_store **store, const struct selabel_handle *h) MUST_CHECK;
void store_free(struct file_store *s);
/* Begins the file that the following specifications are from; `name` is for messages. */
int store_begin_input(struct file_store *s, const char *name) MUST_CHECK;
/* A text that strings are in, which the store will free. */
void store_keep_text(struct file_store *s, char *text);
/* So many specifications are likely to follow. */
void store_expect(struct file_store *s, uint32_t count);
void store_truncate(struct file_store *s, uint32_t spec_count);
/* Ends filling. */
int store_close(struct file_store *s) MUST_CHECK;

/* What is rare in store_add(): with SUBSET or a full array; with VALIDATE or in a text. */
int store_add_slowly(struct file_store *s, const char *pattern, enum file_kind kind,
	const char *context, uint32_t lineno) MUST_CHECK;
int store_check_spec(struct file_store *s, struct spec *spec) MUST_CHECK;

static inline MUST_CHECK int store_append(struct file_store *s, const char *pattern,
	enum file_kind kind, const char *context, uint32_t lineno)
{
	struct spec *spec = &s->specs[s->spec_count++];

	*spec = (struct spec){
		.pattern = pattern,
		.context = context,
		.lineno = lineno,
		.input = (uint8_t)(s->input_count - 1),
		.kind = (uint8_t)kind,
	};
	return s->checking ? store_check_spec(s, spec) : 0;
}

/* Adds a specification, whose strings must live as long as the store; does nothing if SUBSET
 * excludes it. -EINVAL after a message: the pattern or context is bad, which is checked with
 * VALIDATE only. Called for each line, so inline. */
static inline MUST_CHECK int store_add(struct file_store *s, const char *pattern,
	enum file_kind kind, const char *context, uint32_t lineno)
{
	if (s->subset || s->spec_count == s->spec_capacity)
		return store_add_slowly(s, pattern, kind, context, lineno);
	return store_append(s, pattern, kind, context, lineno);
}

/* text.c, bin.c: read a file into the store. -EINVAL: a specification is bad, and was reported.
 * file_bin_load() returns -EBADMSG if the file is not compiled, or damaged. */
int file_text_load(struct file_store *s, const char *path) MUST_CHECK;
int file_bin_load(struct file_store *s, const char *path) MUST_CHECK;
bool file_is_compiled(const void *data, size_t size);

#endif
