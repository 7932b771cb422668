/* SPDX-License-Identifier: MIT */
/*
 * Which label should this have? Files, media, windows, tables: kinds ("backends") of configuration
 * files, each opened into a handle. selabel_open(3)
 *
 * It all works without SELinux, too. A handle may be used by many threads at once; selabel_close()
 * must be the last use. The conventions are those of selinux.h.
 */
#ifndef _SELINUX_LABEL_H
#define _SELINUX_LABEL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <selinux/selinux.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Backends
 */

#define SELABEL_CTX_FILE            0 /* selabel_file(5), file_contexts(5) */
#define SELABEL_CTX_MEDIA           1 /* selabel_media(5) */
#define SELABEL_CTX_X               2 /* selabel_x(5) */
#define SELABEL_CTX_DB              3 /* selabel_db(5); since 2.0.93 */
#define SELABEL_CTX_ANDROID_PROP    4 /* since 2.1.11; ENOTSUP */
#define SELABEL_CTX_ANDROID_SERVICE 5 /* since 2.6; ENOTSUP */

/*
 * Options, for struct selinux_opt
 */

#define SELABEL_OPT_UNUSED   0 /* ignored */
#define SELABEL_OPT_VALIDATE 1 /* not NULL: contexts are checked, see SELINUX_CB_VALIDATE */
#define SELABEL_OPT_BASEONLY 2 /* file; not NULL: without .local and .homedirs */
#define SELABEL_OPT_PATH     3 /* this file instead of the policy store's */
#define SELABEL_OPT_SUBSET   4 /* file; "/etc": leaves out what is below other directories */
#define SELABEL_OPT_DIGEST   5 /* not NULL: digests are made; since 2.5 */
#define SELABEL_NOPT         6 /* how many kinds there are; 5 before 2.5 */

/*
 * What `type` is in a lookup: for a file its mode, or 0 for any kind; 0 for a medium; and for the
 * objects of X and of databases:
 */

#define SELABEL_X_PROP     1
#define SELABEL_X_EXT      2
#define SELABEL_X_CLIENT   3
#define SELABEL_X_EVENT    4
#define SELABEL_X_SELN     5
#define SELABEL_X_POLYPROP 6
#define SELABEL_X_POLYSELN 7

#define SELABEL_DB_DATABASE  1
#define SELABEL_DB_SCHEMA    2
#define SELABEL_DB_TABLE     3
#define SELABEL_DB_COLUMN    4
#define SELABEL_DB_SEQUENCE  5
#define SELABEL_DB_VIEW      6
#define SELABEL_DB_PROCEDURE 7
#define SELABEL_DB_BLOB      8
#define SELABEL_DB_TUPLE     9
#define SELABEL_DB_LANGUAGE  10 /* since 2.0.101 */
#define SELABEL_DB_EXCEPTION 11 /* since 2.4 */
#define SELABEL_DB_DATATYPE  12 /* since 2.4 */

/*
 * Handles
 */

struct selabel_handle;

/* Reads the configuration of a backend. `opts` may be NULL if `nopts` is 0; options and their
 * values are the caller's, and not needed any more afterwards. If an option comes twice the first
 * one counts, but of SELABEL_OPT_VALIDATE the last, and of SELABEL_OPT_DIGEST one that is not NULL
 * is enough. A file is text or compiled, whatever its name.
 *
 * SELABEL_OPT_SUBSET is one path component behind a slash. Regular expressions that begin with
 * another component are left out, and literal paths that begin with one which is no beginning of
 * it; expressions such as /.* and paths of one component stay.
 *
 * NULL and errno: EINVAL for an unknown backend or option and for bad files, ENOTSUP for a backend
 * that is not built, ENOENT. */
extern struct selabel_handle *selabel_open(
	unsigned int backend, const struct selinux_opt *opts, unsigned nopts);
extern void selabel_close(struct selabel_handle *handle);

/* The context that `key` of this type should have, the caller's to free. ENOENT if there is none,
 * or a file's is <<none>>; the other backends give that as it stands. selabel_lookup(3) */
extern int selabel_lookup(struct selabel_handle *handle, char **con, const char *key, int type);
extern int selabel_lookup_raw(struct selabel_handle *handle, char **con, const char *key, int type);

/* Files only: what fits a device node best that is known by links, too. A literal path for `key`,
 * then for the first of `aliases` (NULL-terminated, or NULL) that has one; else, of the regular
 * expressions that they match, the one with the longest literal beginning. That of an alias may not
 * be empty. Since 2.5 */
extern int selabel_lookup_best_match(
	struct selabel_handle *rec, char **con, const char *key, const char **aliases, int type);
extern int selabel_lookup_best_match_raw(
	struct selabel_handle *rec, char **con, const char *key, const char **aliases, int type);

/* May the directory `key`, or anything below it, have a label? false and errno if that could not be
 * found out. Other backends than files say yes. selabel_partial_match(3). Since 2.5 */
extern bool selabel_partial_match(struct selabel_handle *handle, const char *key);

/* What the first handle's specifications are to the second's; other than files are incomparable,
 * and so is, with errno set, what there was no memory to compare. Since 2.5 */
enum selabel_cmp_result {
	SELABEL_SUBSET,
	SELABEL_EQUAL,
	SELABEL_SUPERSET,
	SELABEL_INCOMPARABLE
};
extern enum selabel_cmp_result selabel_cmp(
	const struct selabel_handle *h1, const struct selabel_handle *h2);

/* Reports, through the log callback: of files, the specifications that no lookup has used; of the
 * others, how many entries there are and how many lookups they answered. selabel_stats(3) */
extern void selabel_stats(struct selabel_handle *handle);

/*
 * Digests, SHA-1
 */

/* Of a handle opened with SELABEL_OPT_DIGEST (else EINVAL): the digest of all files read, and their
 * names, in the order in which they were read. It all belongs to the handle, and lives until that
 * is closed. selabel_digest(3). Since 2.5 */
extern int selabel_digest(struct selabel_handle *rec, unsigned char **digest, size_t *digest_len,
	char ***specfiles, size_t *num_specfiles);

/* The digest of what may match at or below the directory `key`, into 20 bytes at `digest`. false
 * and errno on errors: ENOENT if nothing may, ENOTSUP for another backend than files. Since 3.0 */
extern bool selabel_hash_all_partial_matches(
	struct selabel_handle *rec, const char *key, uint8_t *digest);

/* The same, and the digest that restorecon left in the directory's attribute security.sehash: is it
 * equal? The caller frees both; the second is NULL if there is none. false and errno on errors,
 * ENOENT if nothing may match there: then nothing is set. Since 3.0 */
extern bool selabel_get_digests_all_partial_matches(struct selabel_handle *rec, const char *key,
	uint8_t **calculated_digest, uint8_t **xattr_digest, size_t *digest_len);

#ifdef __cplusplus
}
#endif

#endif
