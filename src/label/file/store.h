/* SPDX-License-Identifier: MIT */
/*
 * The specifications of the file back end in memory. Opening reads and checks the files whole
 * (text.c, bin.c) and keeps a list of their lines (store.c). All else is done where
 * a lookup comes by.
 *
 * A specification is a literal path, or a regular expression with a stem: up to STEM_DEPTH leading
 * path components that are literal. Stems form a tree of nodes. A node is a bag of specifications
 * until a lookup comes to it; then it is looked into (tree.c): those with a longer stem are
 * dealt out to bags below it, and of its own it is found out what they begin with. The list is so
 * sorted by stems from the left to the right, and only where somebody looks. PCRE2 compiles an
 * expression when nothing else can tell whether it matches (match.c).
 *
 * COMPAT: an expression is tried only on paths below its stem, even where PCRE2 would find it
 * elsewhere: /a/b|/c on /c, /a/? on /a (tests/label).
 */
#ifndef LABEL_FILE_STORE_H
#define LABEL_FILE_STORE_H

#include "common/hash.h"
#include "label/backend.h"
#include "label/file/spec.h"
#include "label/regex.h"
#include "label/validate.h"

enum {
	STEM_DEPTH = 3
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
	size_t child_capacity;
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
	uint32_t spec_count;
	size_t spec_capacity;
	uint32_t *order; /* numbers of all, sorted so far as nodes were looked into */
	struct node root;
	struct input {
		char *name, *text; /* text: of compiled files NULL */
	} * inputs;
	uint32_t input_count;
	size_t input_capacity;
	struct arena strings; /* that are in no text; LOCK_LABEL once the store is filled */
	struct checked {      /* contexts that were; LOCK_LABEL */
		struct label_context **contexts;
		uint32_t count;
		size_t capacity;
		struct hash_index index;
	} checked;

	struct scratch_slot { /* atomic: slots to one lookup at a time; each in a cache line of its
				 own */
		struct regex_scratch *scratch;
		char padding[56];
	} slots[SCRATCHES];
};

/* Does x go before y, of two expressions that match? */
static inline bool spec_is_later(const struct spec *x, const struct spec *y)
{
	if (x->input != y->input)
		return x->input > y->input;
	return x->lineno != y->lineno ? x->lineno > y->lineno : x > y;
}

/* The specification's context, as all that have the same share it, to be checked. */
int store_context(
	struct file_store *s, struct spec *spec, struct label_context **context) MUST_CHECK;

#endif
