/* SPDX-License-Identifier: MIT */
/*
 * selabel_*: handles, their options, and the table of back ends. Reads security.sehash. Takes no
 * lock: an open handle changes only by atomic publication.
 */
#include <string.h>

#include "common/attribute.h"
#include "context/context.h"
#include "label/backend.h"

static const struct label_backend *const backends[] = {
	[SELABEL_CTX_FILE] = &label_file,
	[SELABEL_CTX_MEDIA] = &label_media,
	[SELABEL_CTX_X] = &label_x,
	[SELABEL_CTX_DB] = &label_db,
	[SELABEL_CTX_ANDROID_PROP] = NULL, /* known, but not built by any distribution */
	[SELABEL_CTX_ANDROID_SERVICE] = NULL,
};

/* COMPAT: of an option given twice the first one counts, but of VALIDATE the last, and any DIGEST
 * (tests/label options_given_twice; tests/unit/test_label_contract.c
 * of_an_option_given_twice_the_first_counts). A flag is on if its value is not NULL. */
static int read_options(const struct label_backend *backend, const struct selinux_opt *opts,
	unsigned nopts, struct label_options *options)
{
	bool validate_seen = false;

	*options = (struct label_options){0};
	while (nopts--) {
		const char *value = opts[nopts].value;
		bool of_files = false;

		switch (opts[nopts].type) {
		case SELABEL_OPT_UNUSED:
			break;
		case SELABEL_OPT_VALIDATE:
			options->validate |= value && !validate_seen;
			validate_seen = true;
			break;
		case SELABEL_OPT_DIGEST:
			options->digest |= value != NULL;
			break;
		case SELABEL_OPT_PATH:
			options->path = value;
			break;
		case SELABEL_OPT_BASEONLY:
			options->base_only = value != NULL;
			of_files = true;
			break;
		case SELABEL_OPT_SUBSET:
			options->subset = value;
			of_files = true;
			break;
		default:
			return -EINVAL;
		}
		if (of_files && !backend->of_files)
			return -EINVAL;
	}
	return 0;
}

void label_close(struct selabel_handle *h)
{
	if (!h)
		return;
	if (h->data)
		h->backend->close(h);
	label_digest_free(h->digest);
	free(h->path);
	free(h);
}

static int open_handle(const struct label_backend *backend, const struct label_options *options,
	struct selabel_handle **handle)
{
	struct selabel_handle *h = calloc(1, sizeof(*h));
	int r = -ENOMEM;

	if (!h)
		return r;
	h->backend = backend;
	h->validate = options->validate;
	h->canonicalize = options->canonicalize;
	if (!options->path && (r = config_ready()) < 0) {
		label_close(h);
		return r;
	}
	r = -ENOMEM;
	h->path = str_dup(options->path ? options->path : config_path(backend->file));
	if (options->digest) {
		h->digest = calloc(1, sizeof(*h->digest));
		if (h->digest)
			sha1_start(&h->digest->sum);
	}
	if (h->path && (h->digest || !options->digest))
		r = backend->open(h, options);
	if (r == -ENOENT && !options->path)
		config_report_missing_store();
	if (r < 0) {
		label_close(h);
		return r;
	}
	if (h->digest)
		sha1_finish(&h->digest->sum, h->digest->value);
	*handle = h;
	return 0;
}

int label_open_files(const struct label_options *options, struct selabel_handle **handle)
{
	return open_handle(&label_file, options, handle);
}

PUBLIC struct selabel_handle *selabel_open(
	unsigned int backend, const struct selinux_opt *opts, unsigned nopts)
{
	struct selabel_handle *h = NULL;
	struct label_options options;
	int r = -EINVAL;

	if (backend < ARRAY_SIZE(backends) && (opts || !nopts)) {
		r = -ENOTSUP;
		if (backends[backend])
			r = read_options(backends[backend], opts, nopts, &options);
	}
	if (r == 0)
		r = open_handle(backends[backend], &options, &h);
	if (r < 0)
		errno = -r;
	return h;
}

PUBLIC void selabel_close(struct selabel_handle *handle)
{
	label_close(handle);
}

static int copy_context(int r, const char *from, char **con)
{
	char *copy;

	if (r < 0)
		return r;
	copy = str_dup(from);
	if (!copy)
		return -ENOMEM;
	*con = copy;
	return 0;
}

int label_lookup_borrowed(struct selabel_handle *h, const char *key, int type, const char **con)
{
	return h->backend->lookup(h, key, type, con);
}

int label_lookup(struct selabel_handle *h, const char *key, int type, char **con)
{
	const char *found = NULL;
	int r;

	if (!h || !key || !con)
		return -EINVAL;
	r = label_lookup_borrowed(h, key, type, &found);
	r = copy_context(r, found, con);
	if (!h->backend->of_files && r != -ENOENT && !is_resource_error(r))
		__atomic_fetch_add(&h->found, 1, __ATOMIC_RELAXED);
	return r;
}

PUBLIC int selabel_lookup_raw(struct selabel_handle *handle, char **con, const char *key, int type)
{
	return api_return(label_lookup(handle, key, type, con));
}

PUBLIC int selabel_lookup(struct selabel_handle *handle, char **con, const char *key, int type)
{
	return api_return(translate_result(label_lookup(handle, key, type, con), con));
}

static int best_match(
	struct selabel_handle *h, const char *key, const char **aliases, int type, char **con)
{
	const char *found = NULL;
	int r;

	if (!h || !key || !con)
		return -EINVAL;
	if (!h->backend->best_match)
		return -ENOTSUP;
	r = h->backend->best_match(h, key, aliases, type, &found);
	return copy_context(r, found, con);
}

PUBLIC int selabel_lookup_best_match_raw(
	struct selabel_handle *rec, char **con, const char *key, const char **aliases, int type)
{
	return api_return(best_match(rec, key, aliases, type, con));
}

PUBLIC int selabel_lookup_best_match(
	struct selabel_handle *rec, char **con, const char *key, const char **aliases, int type)
{
	return api_return(translate_result(best_match(rec, key, aliases, type, con), con));
}

/* COMPAT: a back end without this operation answers yes (tests/oracle label_other
 * selabel_partial_match). */
PUBLIC bool selabel_partial_match(struct selabel_handle *handle, const char *key)
{
	int r = 1;

	if (!handle || !key)
		r = -EINVAL;
	else if (handle->backend->partial_match)
		r = handle->backend->partial_match(handle, key);
	if (r < 0)
		errno = -r;
	return r > 0;
}

int label_hash_matches(struct selabel_handle *h, const char *key, uint8_t digest[SHA1_SIZE])
{
	if (!h || !key || !digest)
		return -EINVAL;
	if (!h->backend->hash_matches)
		return -ENOTSUP;
	return h->backend->hash_matches(h, key, digest);
}

PUBLIC bool selabel_hash_all_partial_matches(
	struct selabel_handle *rec, const char *key, uint8_t *digest)
{
	int r = label_hash_matches(rec, key, digest);

	if (r < 0)
		errno = -r;
	return r == 0;
}

/* Reads the digest that restorecon stored on the directory, if it has the right size. */
static int read_stored_digest(const char *path, uint8_t **digest)
{
	uint8_t *stored = malloc(SHA1_SIZE);

	if (!stored)
		return -ENOMEM;
	if (attribute_get(path, SEHASH_XATTR, stored, SHA1_SIZE) == SHA1_SIZE)
		*digest = stored;
	else
		free(stored);
	return 0;
}

PUBLIC bool selabel_get_digests_all_partial_matches(struct selabel_handle *rec, const char *key,
	uint8_t **calculated_digest, uint8_t **xattr_digest, size_t *digest_len)
{
	uint8_t *calculated = malloc(SHA1_SIZE), *stored = NULL;
	int r = -ENOMEM;

	if (!calculated_digest || !xattr_digest || !digest_len)
		r = -EINVAL;
	else if (calculated)
		r = label_hash_matches(rec, key, calculated);
	if (r == 0)
		r = read_stored_digest(key, &stored);
	if (r < 0) {
		free(calculated);
		errno = -r;
		return false;
	}
	*calculated_digest = calculated;
	*xattr_digest = stored;
	*digest_len = SHA1_SIZE;
	return stored && !memcmp(calculated, stored, SHA1_SIZE);
}

bool label_has_digest(const struct selabel_handle *h)
{
	return h->digest != NULL;
}

PUBLIC int selabel_digest(struct selabel_handle *rec, unsigned char **digest, size_t *digest_len,
	char ***specfiles, size_t *num_specfiles)
{
	if (!rec || !rec->digest || !digest || !digest_len || !specfiles || !num_specfiles)
		return api_return(-EINVAL);
	*digest = rec->digest->value;
	*digest_len = SHA1_SIZE;
	*specfiles = rec->digest->files;
	*num_specfiles = rec->digest->count;
	return 0;
}

PUBLIC enum selabel_cmp_result selabel_cmp(
	const struct selabel_handle *h1, const struct selabel_handle *h2)
{
	if (!h1 || !h2 || h1->backend != h2->backend || !h1->backend->compare)
		return SELABEL_INCOMPARABLE;
	return h1->backend->compare(h1->data, h2->data);
}

void label_stats(struct selabel_handle *h)
{
	h->backend->stats(h);
}

PUBLIC void selabel_stats(struct selabel_handle *handle)
{
	if (handle)
		label_stats(handle);
}
