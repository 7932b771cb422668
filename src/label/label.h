/* SPDX-License-Identifier: MIT */
/*
 * What the back ends of selabel_open() share: the handle, its options, its digest, its contexts.
 */
#ifndef LABEL_LABEL_H
#define LABEL_LABEL_H

#include <selinux/label.h>

#include "common/common.h"
#include "common/sha1.h"
#include "common/log.h"
#include "config/config.h"

#define NO_CONTEXT "<<none>>" /* in a specification: leave such objects alone */

struct label_options {
	const char *path;   /* NULL: the policy's own */
	const char *subset; /* NULL: all of it */
	bool base_only, validate, digest;
	bool canonicalize; /* contexts are shown to the kernel when first looked up */
};

/* SHA-1 over the specification files, in the order in which they were read. */
struct label_digest {
	struct sha1 sum;
	uint8_t value[SHA1_SIZE];
	char **files;
	size_t count;
};

struct selabel_handle;

/* A back end's work. Keys are as the caller gave them; contexts are raw and live as long as the
 * handle. What a back end leaves NULL it cannot do. */
struct label_backend {
	enum config_path file; /* what is opened when no path is given */
	bool of_files;         /* takes SUBSET and BASEONLY */
	int (*open)(struct selabel_handle *h, const struct label_options *options);
	void (*close)(struct selabel_handle *h);
	int (*lookup)(struct selabel_handle *h, const char *key, int type, const char **con);
	int (*best_match)(struct selabel_handle *h, const char *key, const char **aliases, int type,
		const char **con);
	int (*partial_match)(struct selabel_handle *h, const char *key); /* 1 or 0 */
	int (*hash_matches)(struct selabel_handle *h, const char *key, uint8_t digest[SHA1_SIZE]);
	enum selabel_cmp_result (*compare)(const void *a, const void *b);
	void (*stats)(struct selabel_handle *h);
};

extern const struct label_backend label_file, label_media, label_x, label_db;

struct selabel_handle {
	const struct label_backend *backend;
	void *data; /* the back end's */
	char *path; /* the specification file */
	bool validate, canonicalize;
	struct label_digest *digest; /* NULL: not asked for */
	unsigned found; /* atomic: lookups that an entry answered; not counted for files */
};

/* handle.c */
int label_open(const struct label_backend *backend, const struct label_options *options,
	struct selabel_handle **handle) MUST_CHECK;
int label_lookup(struct selabel_handle *h, const char *key, int type, char **con) MUST_CHECK;
/* Takes one more file in; `digest` may be NULL. */
int label_digest_add(
	struct label_digest *digest, const char *path, const void *data, size_t size) MUST_CHECK;
/* Says that a file cannot be read, and gives the error back. */
int label_unreadable(const char *path, int error);

/* matchpathcon.c: report(), or set_matchpathcon_printf()'s function if there ever was one. False if
 * there was no memory for the message. */
bool label_report(int type, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* context.c: a context of a specification. It is what the file says until somebody checks it: when
 * it is read (VALIDATE, file back end), or when it is first looked up. */
struct label_context {
	const char *raw;     /* as the file has it */
	const char *checked; /* NULL, or the proper form; atomic, set once */
};
/* Checks it if there is anybody to ask, and gives the form to be used. `path` and `lineno` (or 0)
 * are for messages. The caller's functions may be called: no lock may be held. */
int label_context_use(const struct selabel_handle *h, struct label_context *c, const char *path,
	unsigned lineno, const char **con) MUST_CHECK;
bool label_contexts_are_checked(const struct selabel_handle *h); /* is there anybody to ask? */
int label_context_check(const struct selabel_handle *h, struct label_context *c, const char *path,
	unsigned lineno) MUST_CHECK;
void label_context_free(struct label_context *c); /* not the raw form */

/* customizable.c. 1 or 0: is the context's type one that relabelling leaves alone? */
int label_is_customizable(const char *con) MUST_CHECK;

/* substitute.c */
struct substitution;
int substitutions_load(
	struct substitution **list, const char *path, struct label_digest *digest) MUST_CHECK;
void substitutions_free(struct substitution *list);
/* 1: *changed is the new path, to be freed; 0: nothing fits. */
int substitute(const struct substitution *list, const char *key, char **changed) MUST_CHECK;

#endif
