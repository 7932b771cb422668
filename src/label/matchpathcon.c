/* SPDX-License-Identifier: MIT */
/*
 * The matchpathcon family: selabel_lookup() on one handle of the process, opened on first use.
 * LOCK_MATCHPATHCON guards the handle and the indexed contexts, but is not held during a lookup: a
 * handle that is replaced lives until its last lookup has ended.
 *
 * COMPAT: stock keeps a handle for each thread; here all threads share one, and its flags
 * (tests/unit/test_label_matchpathcon.c a_thread_has_no_handle_of_its_own).
 */
#define _GNU_SOURCE
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/array.h"
#include "context/context.h"
#include "context/fields.h"
#include "kernel/kernel.h"
#include "label/label.h"
#include "label/matchpathcon.h"
#include "label/report.h"

struct session {
	struct selabel_handle *handle;
	unsigned users; /* one more while it is the current session */
};

static struct session *current_session;
static unsigned flags;  /* atomic */
static char **contexts; /* the results of matchpathcon_index() */
static size_t context_count, context_capacity;

PUBLIC void set_matchpathcon_flags(unsigned int f)
{
	__atomic_store_n(&flags, f, __ATOMIC_RELEASE);
}

static void session_put(struct session *s)
{
	unsigned users;

	if (!s)
		return;
	lock_take(LOCK_MATCHPATHCON);
	users = --s->users;
	lock_drop(LOCK_MATCHPATHCON);
	if (users == 0) {
		label_close(s->handle);
		free(s);
	}
}

/* Makes `s` (which may be NULL) the current session. */
static void session_replace(struct session *s)
{
	struct session *old;

	lock_take(LOCK_MATCHPATHCON);
	old = current_session;
	current_session = s;
	lock_drop(LOCK_MATCHPATHCON);
	session_put(old);
}

static int session_new(const char *path, const char *prefix, struct session **session)
{
	unsigned f = __atomic_load_n(&flags, __ATOMIC_ACQUIRE);
	struct label_options options = {
		.path = path,
		.subset = prefix,
		.base_only = f & MATCHPATHCON_BASEONLY,
		.validate = f & MATCHPATHCON_VALIDATE,
		.canonicalize = true,
	};
	struct session *s = calloc(1, sizeof(*s));
	int r = s ? label_open_files(&options, &s->handle) : -ENOMEM;

	if (r < 0) {
		free(s);
		return r;
	}
	s->users = 1;
	*session = s;
	return 0;
}

static struct session *session_current(void)
{
	struct session *s;

	lock_take(LOCK_MATCHPATHCON);
	s = current_session;
	if (s)
		s->users++;
	lock_drop(LOCK_MATCHPATHCON);
	return s;
}

/* The current session, opened if there is none; ended by session_put(). */
static int session_get(struct session **session)
{
	struct session *s;
	int r;

	*session = session_current();
	if (*session)
		return 0;
	r = session_new(NULL, NULL, &s);
	if (r < 0)
		return r;
	lock_take(LOCK_MATCHPATHCON);
	if (!current_session) {
		current_session = s;
		s->users++;
	}
	lock_drop(LOCK_MATCHPATHCON);
	/* If another thread has opened one meanwhile, ours serves this call only. */
	*session = s;
	return 0;
}

/* COMPAT: after a file that cannot be used there is no handle, not the one before
 * (tests/unit/test_label_matchpathcon.c a_failed_init_leaves_none). */
static int session_open(const char *path, const char *prefix)
{
	struct session *s;
	int r = session_new(path, prefix, &s);

	if (!is_resource_error(r))
		session_replace(r < 0 ? NULL : s);
	return r;
}

PUBLIC int matchpathcon_init_prefix(const char *path, const char *prefix)
{
	return api_return(session_open(path, prefix));
}

PUBLIC int matchpathcon_init(const char *path)
{
	return api_return(session_open(path, NULL));
}

PUBLIC void matchpathcon_fini(void)
{
	session_replace(NULL);
	matchpathcon_forget_contexts();
}

PUBLIC void matchpathcon_checkmatches(char *str)
{
	struct session *s = session_current();

	(void)str;
	if (s)
		label_stats(s->handle);
	session_put(s);
}

/* COMPAT: all but the last component is resolved; the last is kept as it is, even if it is empty
 * or a dot, and a path directly below the root is not resolved
 * (tests/unit/test_label_matchpathcon.c the_last_component_is_not_resolved). */
static int resolve_directory(const char *name, char *resolved)
{
	char directory[PATH_MAX];
	const char *last = str_rchr(name, '/');
	size_t len = last ? (size_t)(last - name) : 0, capacity;

	if (strlen(name) >= PATH_MAX)
		return -ENAMETOOLONG;
	if (last == name) {
		memcpy(resolved, name, strlen(name) + 1);
		return 0;
	}
	memcpy(directory, last ? name : ".", last ? len : 1);
	directory[last ? len : 1] = '\0';
	if (!realpath(directory, resolved)) {
		int r = errno ? -errno : -EINVAL;

		label_print("symlink_realpath(%s) realpath() failed: %m\n", name);
		return r;
	}
	len = strlen(resolved);
	capacity = PATH_MAX - len;
	last = last ? last + 1 : name;
	if (STR_JOIN(resolved + len, capacity, "/", last) >= capacity)
		return -ENAMETOOLONG;
	return 0;
}

PUBLIC int realpath_not_final(const char *name, char *resolved_path)
{
	if (!name || !resolved_path)
		return api_return(-EINVAL);
	return api_return(resolve_directory(name, resolved_path));
}

/* A symbolic link is looked up by its own path, anything else by its canonical one. A path that
 * cannot be resolved is used as it is. */
static int resolve_name(const char *path, mode_t mode, char *buf, const char **name)
{
	int saved = errno, r = 0;

	if (S_ISLNK(mode))
		r = resolve_directory(path, buf);
	else if (!realpath(path, buf))
		r = -errno;
	errno = saved;
	*name = r < 0 ? path : buf;
	return is_resource_error(r) ? r : 0;
}

static int lookup_context(const char *path, mode_t mode, bool translate, char **con)
{
	char buf[PATH_MAX];
	const char *name;
	struct session *s;
	int r;

	if (!path || !con)
		return -EINVAL;
	r = session_get(&s);
	if (r < 0)
		return r;
	r = resolve_name(path, mode, buf, &name);
	if (r == 0)
		r = label_lookup(s->handle, name, (int)mode, con);
	if (translate)
		r = translate_result(r, con);
	session_put(s);
	return r;
}

static bool must_translate(void)
{
	return !(__atomic_load_n(&flags, __ATOMIC_ACQUIRE) & MATCHPATHCON_NOTRANS);
}

PUBLIC int matchpathcon(const char *path, mode_t mode, char **con)
{
	return api_return(lookup_context(path, mode, must_translate(), con));
}

static int remember_context(const char *con)
{
	char *copy = str_dup(con), **grown;
	int r = -ENOMEM;

	if (!copy)
		return r;
	lock_take(LOCK_MATCHPATHCON);
	grown = array_grow(contexts, context_count, &context_capacity, sizeof(*grown));
	if (grown) {
		contexts = grown;
		r = (int)context_count;
		contexts[context_count++] = copy;
		copy = NULL;
	}
	lock_drop(LOCK_MATCHPATHCON);
	free(copy);
	return r;
}

PUBLIC int matchpathcon_index(const char *path, mode_t mode, char **con)
{
	char *found = NULL;
	int r = con ? lookup_context(path, mode, must_translate(), &found) : -EINVAL;

	if (r == 0)
		r = remember_context(found);
	if (r < 0)
		free(found);
	else
		*con = found;
	return api_return(r);
}

int matchpathcon_context(int index, char **con)
{
	int r = 0;

	lock_take(LOCK_MATCHPATHCON);
	if (index < 0 || (size_t)index >= context_count)
		r = -EINVAL;
	else if (!(*con = str_dup(contexts[index])))
		r = -ENOMEM;
	lock_drop(LOCK_MATCHPATHCON);
	return r;
}

void matchpathcon_forget_contexts(void)
{
	char **old;
	size_t count;

	lock_take(LOCK_MATCHPATHCON);
	old = contexts;
	count = context_count;
	contexts = NULL;
	context_count = context_capacity = 0;
	lock_drop(LOCK_MATCHPATHCON);
	while (count--)
		free(old[count]);
	free(old);
}

/* COMPAT: users are not compared; a context without a colon has nothing to compare
 * (tests/unit/test_label_matchpathcon.c contexts_are_compared_without_users). */
PUBLIC int selinux_file_context_cmp(const char *a, const char *b)
{
	return context_compare_without_user(a, b);
}

/* 1: the file has the label that the policy has for it; 0: it has another, or the policy has none.
 */
static int verify_context(const char *path, mode_t mode)
{
	char *actual = NULL, *wanted = NULL;
	int r;

	if (!path)
		return -EINVAL;
	r = file_get_link_context(path, &actual);
	if (r < 0)
		return r == -EOPNOTSUPP ? 0 : r;
	r = lookup_context(path, mode, false, &wanted);
	if (r == 0)
		r = context_compare_without_user(actual, wanted) == 0;
	else if (r == -ENOENT)
		r = 0;
	free(actual);
	free(wanted);
	return r;
}

PUBLIC int selinux_file_context_verify(const char *path, mode_t mode)
{
	return api_return(verify_context(path, mode));
}

/* A file for which the policy has no label keeps its own. */
static int set_default_context(const char *path)
{
	AUTO_FREE char *con = NULL;
	struct session *session;
	char buf[PATH_MAX];
	const char *name;
	struct stat st;
	int r;

	if (!path)
		return -EINVAL;
	r = io_lstat(path, &st);
	if (r == 0)
		r = session_get(&session);
	if (r < 0)
		return r;
	r = resolve_name(path, st.st_mode, buf, &name);
	if (r == 0)
		r = label_lookup(session->handle, name, (int)st.st_mode, &con);
	session_put(session);
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	return file_set_link_context(path, con);
}

PUBLIC int selinux_lsetfilecon_default(const char *path)
{
	return api_return(set_default_context(path));
}
