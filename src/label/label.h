/* SPDX-License-Identifier: MIT */
/*
 * What the back ends of selabel_open() share: the handle, its options, its digest, its contexts.
 */
#ifndef LABEL_LABEL_H
#define LABEL_LABEL_H

#include <selinux/label.h>

#include "config/config.h"
#include "label/digest.h"
#include "label/report.h"

#define NO_CONTEXT "<<none>>" /* in a specification: leave such objects alone */

struct label_options {
	const char *path;   /* NULL: the policy's own */
	const char *subset; /* NULL: all of it */
	bool base_only, validate, digest;
	bool canonicalize; /* contexts are shown to the kernel when first looked up */
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
