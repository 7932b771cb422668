/* SPDX-License-Identifier: MIT */
/*
 * The interface between a handle and its back end. Only files of this room include it.
 */
#ifndef LABEL_BACKEND_H
#define LABEL_BACKEND_H

#include "config/config.h"
#include "label/digest.h"
#include "label/label.h"
#include "label/report.h"

#define NO_CONTEXT "<<none>>" /* in a specification: objects that match get no label */

/* The operations of a back end; those that it does not support are NULL. Keys are as the caller
 * gave them; contexts are raw and live as long as the handle. */
struct label_backend {
	enum config_path file; /* the file that is opened when no path is given */
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

#endif
