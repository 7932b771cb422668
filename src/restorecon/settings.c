/* SPDX-License-Identifier: MIT */
/*
 * The settings of the runs to come: the handle, the excluded paths, the alternate root.
 * LOCK_RESTORECON guards them; a run takes references, so that they may change meanwhile.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/stat.h>

#include <selinux/restorecon.h>

#include "common/log.h"
#include "restorecon/settings.h"

struct default_handle {
	struct selabel_handle *handle;
	unsigned refs;
};

struct excluded {
	const struct excluded *next;
	size_t len;
	const char *path;
};

static struct {
	struct selabel_handle *handle;         /* the caller's; NULL: the default handle is used */
	struct default_handle *default_handle; /* opened on first use; not set if `handle` is */
	const struct excluded *excluded;
	const char *root;
} current_settings;

static void default_drop(struct default_handle *d)
{
	bool last;

	if (!d)
		return;
	lock_take(LOCK_RESTORECON);
	last = --d->refs == 0;
	lock_drop(LOCK_RESTORECON);
	if (!last)
		return;
	label_close(d->handle);
	free(d);
}

PUBLIC void selinux_restorecon_set_sehandle(struct selabel_handle *hndl)
{
	struct default_handle *old;

	lock_take(LOCK_RESTORECON);
	old = current_settings.default_handle;
	current_settings.default_handle = NULL;
	current_settings.handle = hndl;
	lock_drop(LOCK_RESTORECON);
	default_drop(old);
}

static int open_default(struct selabel_handle **handle)
{
	const struct label_options options = {.digest = true};
	int r = label_open_files(&options, handle);

	if (r < 0)
		report_errno(-r, "Error obtaining file context handle: %m\n");
	return r;
}

PUBLIC struct selabel_handle *selinux_restorecon_default_handle(void)
{
	struct selabel_handle *handle = NULL;
	int r = open_default(&handle);

	if (r < 0)
		errno = -r;
	return handle;
}

static bool get_current(struct settings *s)
{
	lock_take(LOCK_RESTORECON);
	s->handle = current_settings.handle;
	s->default_handle = current_settings.default_handle;
	if (s->default_handle) {
		s->default_handle->refs++;
		s->handle = s->default_handle->handle;
	}
	lock_drop(LOCK_RESTORECON);
	return s->handle;
}

/* Opens the default handle. Later runs use it, too, unless another thread has set a handle
 * meanwhile. */
static int open_and_share_default(struct settings *s)
{
	struct default_handle *d = malloc(sizeof(*d));
	int r = d ? open_default(&d->handle) : -ENOMEM;

	if (r < 0) {
		free(d);
		return r;
	}
	d->refs = 1;
	lock_take(LOCK_RESTORECON);
	if (!current_settings.handle && !current_settings.default_handle) {
		current_settings.default_handle = d;
		d->refs++;
	}
	lock_drop(LOCK_RESTORECON);
	s->default_handle = d;
	s->handle = d->handle;
	return 0;
}

/* The length without trailing slashes. */
static size_t trimmed_length(const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	return len;
}

static const char *intern_path(const char *path, size_t len)
{
	char *copy = str_dup(path);
	const char *interned = NULL;

	if (copy) {
		copy[len] = '\0';
		interned = str_intern(copy);
		free(copy);
	}
	return interned;
}

static int add_excluded(const char *path)
{
	size_t len = trimmed_length(path);
	const char *interned = intern_path(path, len);
	struct excluded *added = interned ? malloc(sizeof(*added)) : NULL;
	const struct excluded *e;

	if (!added)
		return -ENOMEM;
	lock_take(LOCK_RESTORECON);
	for (e = current_settings.excluded; e && e->path != interned; e = e->next)
		;
	if (!e) {
		*added = (struct excluded){current_settings.excluded, len, interned};
		current_settings.excluded = added;
	}
	lock_drop(LOCK_RESTORECON);
	if (e)
		free(added);
	return 0;
}

/* COMPAT: paths excluded before stay excluded (tests/restorecon exclude-again). The function
 * returns nothing; a lack of memory is reported by a message and errno. */
PUBLIC void selinux_restorecon_set_exclude_list(const char **exclude_list)
{
	struct stat st;

	for (; exclude_list && *exclude_list; exclude_list++) {
		int r = io_lstat(*exclude_list, &st);

		if (r < 0 && r != -EACCES && !is_resource_error(r)) {
			report_errno(-r, "lstat error on exclude path \"%s\", %m - ignoring.\n",
				*exclude_list);
		} else if (**exclude_list != '/') {
			report(SELINUX_ERROR, "Full path required for exclude: %s.\n",
				*exclude_list);
		} else if (add_excluded(*exclude_list) < 0) {
			report(SELINUX_ERROR, "No memory to exclude %s.\n", *exclude_list);
			errno = ENOMEM;
		}
	}
}

PUBLIC int selinux_restorecon_set_alt_rootpath(const char *alt_rootpath)
{
	const char *root = NULL;

	if (!alt_rootpath)
		return api_return(-EINVAL);
	if (*alt_rootpath && strcmp(alt_rootpath, "/") != 0) {
		root = intern_path(alt_rootpath, trimmed_length(alt_rootpath));
		if (!root)
			return api_return(-ENOMEM);
	}
	lock_take(LOCK_RESTORECON);
	current_settings.root = root;
	lock_drop(LOCK_RESTORECON);
	return 0;
}

int settings_get(struct settings *s, unsigned which)
{
	int r = 0;

	*s = (struct settings){0};
	if (!get_current(s))
		r = open_and_share_default(s);
	if (r < 0)
		return r;
	lock_take(LOCK_RESTORECON);
	s->excluded = current_settings.excluded;
	s->root = current_settings.root;
	lock_drop(LOCK_RESTORECON);
	s->root_len = s->root ? strlen(s->root) : 0;
	r = mounts_read(&s->mounts, which);
	if (r < 0)
		settings_put(s);
	return r;
}

void settings_put(struct settings *s)
{
	mounts_free(&s->mounts);
	default_drop(s->default_handle);
	*s = (struct settings){0};
}

bool settings_excludes_exactly(const struct settings *s, const char *path)
{
	for (const struct excluded *e = s->excluded; e; e = e->next)
		if (!strcmp(e->path, path))
			return true;
	return is_mountpoint(&s->mounts, path);
}

bool settings_excludes(const struct settings *s, const char *path)
{
	for (const struct excluded *e = s->excluded; e; e = e->next)
		if (path_is_below(path, e->path, e->len))
			return true;
	return is_below_mountpoint(&s->mounts, path) || settings_excludes_exactly(s, path);
}
