/* SPDX-License-Identifier: MIT */
/*
 * As calls.c: files' labels by specifications, and relabelling.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "outcome.h"

static struct selabel_handle *label_open(
	unsigned int backend, struct selinux_opt *options, unsigned int count)
{
	struct selabel_handle *handle = selabel_open(backend, options, count);

	went(handle != NULL);
	return handle;
}

static void label_file(void)
{
	struct selinux_opt options[] = {{SELABEL_OPT_DIGEST, (char *)1}};
	struct selabel_handle *handle = label_open(SELABEL_CTX_FILE, options, 1);
	const char *aliases[] = {"/bin/alias", NULL};
	unsigned char *digest = NULL;
	char **files = NULL;
	size_t len = 0, count = 0;

	if (!handle)
		return;
	context(selabel_lookup(handle, &con, "/etc/passwd", S_IFREG));
	context(selabel_lookup_raw(handle, &con, "/lib64/yes.so", S_IFREG));
	context(selabel_lookup_raw(handle, &con, "/usr/a/12", 0));
	context(selabel_lookup_best_match(handle, &con, "/nowhere", aliases, 0));
	errno = 0;
	if (!selabel_partial_match(handle, "/home"))
		went(errno == 0);
	else
		say("partial ");
	if (integer(selabel_digest(handle, &digest, &len, &files, &count))) {
		/* the files' names differ from run to run, and so would their digest */
		say("%zu %zu ", len, count);
	}
	selabel_stats(handle);
	selabel_close(handle);
}

static void label_validated(void)
{
	struct selinux_opt options[] = {
		{SELABEL_OPT_VALIDATE, (char *)1}, {SELABEL_OPT_BASEONLY, (char *)1}};
	struct selabel_handle *handle = label_open(SELABEL_CTX_FILE, options, 2);

	if (!handle)
		return;
	context(selabel_lookup_raw(handle, &con, "/etc/passwd", S_IFREG));
	selabel_close(handle);
}

static void label_cmp(void)
{
	struct selabel_handle *one = label_open(SELABEL_CTX_FILE, NULL, 0);
	struct selabel_handle *other = one ? label_open(SELABEL_CTX_FILE, NULL, 0) : NULL;

	if (one && other)
		say("%d ", selabel_cmp(one, other));
	if (one)
		selabel_close(one);
	if (other)
		selabel_close(other);
}

static void label_digests(void)
{
	struct selabel_handle *handle = label_open(SELABEL_CTX_FILE, NULL, 0);
	uint8_t *wanted = (uint8_t *)untouched, *found = (uint8_t *)untouched;
	uint8_t digest[20] = {0};
	size_t len = 0;

	if (!handle)
		return;
	went(selabel_hash_all_partial_matches(handle, "/etc", digest));
	for (size_t i = 0; i < sizeof(digest); i++)
		say("%02x", digest[i]);
	errno = 0;
	if (selabel_get_digests_all_partial_matches(
		    handle, world_path("tree/folder"), &wanted, &found, &len) ||
		errno == 0) {
		say(" %zu ", len);
		if (wanted != (uint8_t *)untouched)
			free(wanted);
		if (found != (uint8_t *)untouched)
			free(found);
	} else {
		went(false);
	}
	selabel_close(handle);
}

static void label_other(unsigned int backend, const char *key, int type)
{
	struct selabel_handle *handle = label_open(backend, NULL, 0);

	if (!handle)
		return;
	context(selabel_lookup(handle, &con, key, type));
	selabel_close(handle);
}

static void matchpathcon_story(void)
{
	if (integer(matchpathcon_init_prefix(NULL, NULL))) {
		context(matchpathcon("/etc/shadow", S_IFREG, &con));
		int index = matchpathcon_index("/bin/sh", S_IFREG, &con);
		if (integer(index)) {
			say("%s ", con);
			free(con);
			integer(matchpathcon_filespec_add(17, index, "/bin/sh"));
			integer(matchpathcon_filespec_add(17, index, "/bin/bash"));
		}
		con = untouched;
	}
	matchpathcon_filespec_destroy();
	matchpathcon_fini();
}

static void matchpathcon_alone(void)
{
	context(matchpathcon("/etc/shadow", S_IFREG, &con));
	matchpathcon_fini();
}

static void verify(void)
{
	integer(selinux_file_context_verify(world_path("tree/file"), S_IFREG));
	integer(selinux_lsetfilecon_default(world_path("tree/file")));
	matchpathcon_fini();
	labels();
}

static void restorecon(unsigned int flags, unsigned int threads)
{
	if (threads)
		integer(selinux_restorecon_parallel(world_path("tree"), flags, threads));
	else
		integer(selinux_restorecon(world_path("tree"), flags));
	labels();
	/* the handle that it keeps is dropped */
	selinux_restorecon_set_sehandle(NULL);
}

static void restorecon_settings(void)
{
	const char *excluded[] = {world_path("tree/folder"), NULL};

	selinux_restorecon_set_exclude_list(excluded);
	integer(selinux_restorecon_set_alt_rootpath("/nowhere/else"));
	integer(selinux_restorecon_set_alt_rootpath("/"));
}

static void restorecon_xattr(void)
{
	struct dir_xattr **digests = (struct dir_xattr **)untouched;
	bool was = armed;

	armed = false;
	selinux_restorecon(world_path("tree"),
		SELINUX_RESTORECON_RECURSE | SELINUX_RESTORECON_SET_SPECFILE_CTX);
	armed = was;
	if (!integer(selinux_restorecon_xattr(
		    world_path("tree"), SELINUX_RESTORECON_XATTR_RECURSE, &digests)))
		return;
	for (struct dir_xattr *d = *digests, *next; d; d = next) {
		say("%s %s ", strrchr(d->directory, '/'), d->digest);
		next = d->next;
		free(d->directory);
		free(d->digest);
		free(d);
	}
}

static void customizable(void)
{
	integer(is_context_customizable("system_u:object_r:custom_t:s0"));
	integer(is_context_customizable(B));
}

#define CALLS(X)                                                                                   \
	X(is_context_customizable, customizable())                                                 \
	X(selabel_open, label_file())                                                              \
	X(selabel_open_validated, label_validated())                                               \
	X(selabel_cmp, label_cmp())                                                                \
	X(selabel_hash_all_partial_matches, label_digests())                                       \
	X(selabel_media, label_other(SELABEL_CTX_MEDIA, "cdrom", 0))                               \
	X(selabel_x, label_other(SELABEL_CTX_X, "CUT_BUFFER0", SELABEL_X_PROP))                    \
	X(selabel_db, label_other(SELABEL_CTX_DB, "a.pg_b", SELABEL_DB_TABLE))                     \
	X(matchpathcon_init, matchpathcon_story())                                                 \
	X(matchpathcon, matchpathcon_alone())                                                      \
	X(matchmediacon, context(matchmediacon("floppy", &con)))                                   \
	X(selinux_file_context_verify, verify())                                                   \
	X(selinux_restorecon, restorecon(SELINUX_RESTORECON_RECURSE, 0))                           \
	X(selinux_restorecon_specfile,                                                             \
		restorecon(SELINUX_RESTORECON_RECURSE | SELINUX_RESTORECON_SET_SPECFILE_CTX |      \
				   SELINUX_RESTORECON_REALPATH | SELINUX_RESTORECON_ADD_ASSOC,     \
			0))                                                                        \
	X(selinux_restorecon_parallel, restorecon(SELINUX_RESTORECON_RECURSE, 2))                  \
	X(selinux_restorecon_set_exclude_list, restorecon_settings())                              \
	X(selinux_restorecon_xattr, restorecon_xattr())

CALLS(CALL_RUN)

const struct call label_calls[] = {CALLS(CALL_ROW){NULL, NULL, NULL, NULL, NULL, false}};
