/* SPDX-License-Identifier: MIT */
/*
 * Calls on handles of labels, on the tables of matchpathcon, and on what restorecon keeps; fault.h
 * says what must hold for these after a call that failed.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "outcome.h"

static struct selabel_handle *handle, *other;

static void say_list(const char *fmt, va_list ap)
{
	size_t len = strlen(outcome->text);

	vsnprintf(outcome->text + len, sizeof(outcome->text) - len, fmt, ap);
}

__attribute__((format(printf, 2, 3))) static int say_log(int type, const char *fmt, ...)
{
	va_list ap;

	(void)type;
	va_start(ap, fmt);
	say_list(fmt, ap);
	va_end(ap);
	return 0;
}

__attribute__((format(printf, 1, 2))) static void say_message(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say_list(fmt, ap);
	va_end(ap);
}

/* What a call that failed has said is no part of its outcome. */
static void loud(void (*function)(void))
{
	union selinux_callback cb = {.func_log = say_log};

	selinux_set_callback(SELINUX_CB_LOG, cb);
	function();
	calls_quiet();
}

static void look_up(const char *key, int type)
{
	char *found = NULL;
	int r = selabel_lookup_raw(handle, &found, key, type);

	say("%s ", r < 0 ? strerrorname_np(errno) : found);
	free(found);
}

static void open_one(unsigned backend, struct selabel_handle **h)
{
	*h = selabel_open(backend, NULL, 0);
	went(*h != NULL);
}

static void file_setup(void)
{
	open_one(SELABEL_CTX_FILE, &handle);
}

static void two_files_setup(void)
{
	file_setup();
	open_one(SELABEL_CTX_FILE, &other);
}

/* Lookups go into nodes one by one, digests into all that hang below. The messages are in it: each
 * is said once, and not lost with the memory for it. */
static void file_ask(void)
{
	static const struct {
		const char *key;
		int mode;
	} lookups[] = {{"/etc/passwd", S_IFREG}, {"/etc/shadow", S_IFREG}, {"/bin/a", 0},
		{"/lib64/yes.so", S_IFREG}, {"/usr/a/12", 0}, {"/usr/b/1", 0}, {"/proc", 0},
		{"/opt/local", S_IFREG}, {"/opt/other", S_IFREG}, {"/home/a/b", 0}, {"/root/x", 0},
		{"/kept/a-b/one", 0}, {"/kept/a-b/zx", 0}, {"/kept/a-b/c/d", 0}, {"/", 0},
		{"/kept/bad/(", 0}, {"/nowhere", 0}};

	for (size_t i = 0; i < COUNT(lookups); i++)
		look_up(lookups[i].key, lookups[i].mode);
	for (size_t i = 0; i < COUNT(lookups); i++) {
		uint8_t digest[20] = {0};

		say("%d", selabel_hash_all_partial_matches(handle, lookups[i].key, digest));
		for (size_t k = 0; k < 3; k++)
			say("%02x", digest[k]);
		say("/%d ", selabel_partial_match(handle, lookups[i].key));
	}
}

static void file_ask_all(void)
{
	file_ask();
	selabel_stats(handle);
}

static void file_inspect(void)
{
	loud(file_ask_all);
}

static void two_files_inspect(void)
{
	loud(file_ask);
	say("%d ", selabel_cmp(handle, other));
}

/* PCRE2 refuses it, which is told once. */
static void invalid_run(void)
{
	int r = selabel_lookup_raw(handle, &con, "/kept/bad/(", S_IFREG);

	went(r < 0 && errno == EINVAL);
	must_be_untouched(con);
}

static void best_run(void)
{
	const char *aliases[] = {"/opt/local", "/etc/shadow", NULL};

	context(selabel_lookup_best_match_raw(handle, &con, "/usr/a/12", aliases, S_IFREG));
}

static void digest_run(void)
{
	uint8_t digest[20] = {0};

	went(selabel_hash_all_partial_matches(handle, "/", digest));
	for (size_t k = 0; k < sizeof(digest); k++)
		say("%02x", digest[k]);
}

static void partial_run(const char *key)
{
	bool any;

	errno = 0;
	any = selabel_partial_match(handle, key);
	went(any || errno == 0);
	say("%d ", any);
}

static void compare_run(void)
{
	enum selabel_cmp_result result;

	errno = 0;
	result = selabel_cmp(handle, other);
	went(errno == 0);
	say("%d ", result);
}

static void handle_teardown(void)
{
	selabel_close(handle);
	if (other)
		selabel_close(other);
}

static void media_setup(void)
{
	open_one(SELABEL_CTX_MEDIA, &handle);
}

static void media_ask(void)
{
	selabel_stats(handle);
	look_up("floppy", 0);
}

static void media_inspect(void)
{
	loud(media_ask);
}

static void x_setup(void)
{
	open_one(SELABEL_CTX_X, &handle);
}

static void x_ask(void)
{
	selabel_stats(handle);
	look_up("other", SELABEL_X_CLIENT);
}

static void x_inspect(void)
{
	loud(x_ask);
}

/* The handle that the matchpathcon family shares, and the contexts that were given out by number.
 */
static char local_path[256];

static void family_setup(void)
{
	snprintf(local_path, sizeof(local_path), "%s",
		world_path("etc/selinux/local/contexts/files/file_contexts.local"));
	set_matchpathcon_flags(MATCHPATHCON_NOTRANS);
	set_matchpathcon_printf(say_message);
	integer(matchpathcon_init(NULL));
	integer(matchpathcon_index("/etc/shadow", S_IFREG, &con));
	free(con);
	con = untouched;
}

static void family_inspect(void)
{
	static const char *const paths[] = {"/etc/shadow", "/opt/local", "/bin/sh"};

	for (size_t i = 0; i < COUNT(paths); i++) {
		char *found = NULL;
		int r = matchpathcon_index(paths[i], S_IFREG, &found);

		say("%d %s ", r, r < 0 ? strerrorname_np(errno) : found);
		free(found);
	}
}

static void family_run_index(void)
{
	int r = matchpathcon_index("/bin/sh", S_IFREG, &con);

	if (integer(r)) {
		say("%s ", con);
		free(con);
	} else {
		must_be_untouched(con);
	}
	con = untouched;
}

static void family_teardown(void)
{
	matchpathcon_filespec_destroy();
	matchpathcon_fini();
	set_matchpathcon_printf(NULL);
	set_matchpathcon_flags(0);
}

/* Files by inode number: two that are no more under their names, and one that is. */
static struct stat world_st;

static void filespec_setup(void)
{
	family_setup();
	aside = true;
	went(stat(world, &world_st) == 0);
	aside = false;
	integer(matchpathcon_filespec_add(17, 0, "/name/one"));
	integer(matchpathcon_filespec_add(65536 + 17, 0, "/name/two"));
	integer(matchpathcon_filespec_add(world_st.st_ino, 0, world));
}

/* 99 is nobody's number: it is in conflict with each. */
static void filespec_inspect(void)
{
	matchpathcon_filespec_eval();
	integer(matchpathcon_filespec_add(world_st.st_ino, 99, world));
}

/* A handle of the caller's, whose nodes are new to the run. */
static void restorecon_setup(void)
{
	file_setup();
	selinux_restorecon_set_sehandle(handle);
}

static const unsigned restorecon_flags =
	SELINUX_RESTORECON_RECURSE | SELINUX_RESTORECON_SET_SPECFILE_CTX;

static void restorecon_run(void)
{
	if (integer(selinux_restorecon(world_path("tree"), restorecon_flags)))
		labels();
}

/* A run that failed on its way has used some specifications. */
static void restorecon_inspect(void)
{
	loud(file_ask);
}

static void restorecon_teardown(void)
{
	selinux_restorecon_set_sehandle(NULL);
	handle_teardown();
}

/* With digests, which are on the folders before. */
static void digests_setup(void)
{
	struct selinux_opt digest = {SELABEL_OPT_DIGEST, (char *)1};

	handle = selabel_open(SELABEL_CTX_FILE, &digest, 1);
	went(handle != NULL);
	selinux_restorecon_set_sehandle(handle);
	integer(selinux_restorecon(world_path("tree"), restorecon_flags));
}

static void digests_list(unsigned flags)
{
	struct dir_xattr **digests = (struct dir_xattr **)untouched;

	if (!integer(selinux_restorecon_xattr(world_path("tree"), flags, &digests))) {
		must_be_untouched(digests);
		return;
	}
	for (struct dir_xattr *d = *digests, *next; d; d = next) {
		say("%s %.6s %d ", d->directory + strlen(world), d->digest, d->result);
		next = d->next;
		free(d->directory);
		free(d->digest);
		free(d);
	}
}

static void digests_inspect(void)
{
	digests_list(SELINUX_RESTORECON_XATTR_RECURSE);
}

static void digests_run(void)
{
	digests_list(SELINUX_RESTORECON_XATTR_RECURSE |
		     SELINUX_RESTORECON_XATTR_DELETE_NONMATCH_DIGESTS);
}

/* What is left out of a run. */
static void exclude_run(void)
{
	const char *excluded[] = {world_path("tree/folder"), NULL};

	errno = 0;
	selinux_restorecon_set_exclude_list(excluded);
	went(errno == 0);
}

static void exclude_inspect(void)
{
	integer(selinux_restorecon(world_path("tree"), restorecon_flags));
	labels();
}

static void exclude_teardown(void)
{
	selinux_restorecon_set_sehandle(NULL);
}

/* X(name, setup, inspect, teardown, the call) */
#define OBJECTS(X)                                                                                 \
	X(label_lookup, file_setup, file_inspect, handle_teardown,                                 \
		context(selabel_lookup_raw(handle, &con, "/usr/a/12", S_IFREG)))                   \
	X(label_literal, file_setup, file_inspect, handle_teardown,                                \
		context(selabel_lookup_raw(handle, &con, "/etc/shadow", S_IFREG)))                 \
	X(label_escaped, file_setup, file_inspect, handle_teardown,                                \
		context(selabel_lookup_raw(handle, &con, "/kept/a-b/zx", S_IFREG)))                \
	X(label_invalid, file_setup, file_inspect, handle_teardown, invalid_run())                 \
	X(label_best, file_setup, file_inspect, handle_teardown, best_run())                       \
	X(label_partial, file_setup, file_inspect, handle_teardown, partial_run("/usr/a"))         \
	X(label_digest, file_setup, file_inspect, handle_teardown, digest_run())                   \
	X(label_compare, two_files_setup, two_files_inspect, handle_teardown, compare_run())       \
	X(label_media, media_setup, media_inspect, handle_teardown,                                \
		context(selabel_lookup(handle, &con, "cdrom", 0)))                                 \
	X(label_x, x_setup, x_inspect, handle_teardown,                                            \
		context(selabel_lookup_raw(handle, &con, "CUT_BUFFER0", SELABEL_X_PROP)))          \
	X(matchpathcon_index, family_setup, family_inspect, family_teardown, family_run_index())   \
	X(matchpathcon_init, family_setup, family_inspect, family_teardown,                        \
		integer(matchpathcon_init(local_path)))                                            \
	X(filespec_new, filespec_setup, filespec_inspect, family_teardown,                         \
		integer(matchpathcon_filespec_add(18, 0, "/name/three")))                          \
	X(filespec_again, filespec_setup, filespec_inspect, family_teardown,                       \
		integer(matchpathcon_filespec_add(17, 1, "/name/four")))                           \
	X(filespec_conflict, filespec_setup, filespec_inspect, family_teardown,                    \
		integer(matchpathcon_filespec_add(world_st.st_ino, 99, "/name/five")))             \
	X(restorecon, restorecon_setup, restorecon_inspect, restorecon_teardown, restorecon_run()) \
	X(restorecon_digests, digests_setup, digests_inspect, restorecon_teardown, digests_run())  \
	X(restorecon_exclude, NULL, exclude_inspect, exclude_teardown, exclude_run())

OBJECTS(OBJECT_RUN)

const struct call label_objects[] = {OBJECTS(OBJECT_ROW){NULL, NULL, NULL, NULL, NULL, false}};
