/* SPDX-License-Identifier: MIT */
/*
 * What is set for the runs to come: the handle, the paths left out, the root; and the mounts that
 * keep no labels, from /proc/mounts. LOCK_RESTORECON guards the settings; a run takes its own hold
 * of them, so that they may change meanwhile.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <selinux/selinux.h>

#include "presence/presence.h"
#include "restorecon/restorecon.h"

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
	struct selabel_handle *handle; /* the caller's; NULL: the default is opened when needed */
	struct default_handle *default_handle; /* that one; there is at most one of these two */
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
	selabel_close(d->handle);
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
	int r = label_open(&label_file, &options, handle);

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

/* Opens the default handle. It serves the runs to come, too, unless another thread has set one
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

/* Slashes at the end are no part of a name. */
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

/* COMPAT: what was excluded before stays so (tests/restorecon, exclude-again). There is no result
 * for a failure: without memory, errno and a message tell. */
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

/* \040 and its like, as proc_pid_mounts(5) writes blanks. */
static void unescape(char *s)
{
	char *to = s;

	for (; *s; s++) {
		if (s[0] == '\\' && s[1] >= '0' && s[1] <= '3' && s[2] >= '0' && s[2] <= '7' &&
			s[3] >= '0' && s[3] <= '7') {
			*to++ = (char)((s[1] - '0') << 6 | (s[2] - '0') << 3 | (s[3] - '0'));
			s += 3;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

static bool has_option(const char *options, const char *option)
{
	size_t len = strlen(option);

	while (options) {
		if (!strncmp(options, option, len) && (!options[len] || options[len] == ','))
			return true;
		options = strchr(options, ',');
		if (options)
			options++;
	}
	return false;
}

static int compare_paths(const void *a, const void *b, void *unused)
{
	(void)unused;
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int add_mount(struct settings *s, const char *path)
{
	if ((s->mount_count & (s->mount_count - 1)) == 0) {
		size_t capacity = s->mount_count ? s->mount_count * 2 : 1;
		char **grown = realloc(s->mounts, capacity * sizeof(*grown));

		if (!grown)
			return -ENOMEM;
		s->mounts = grown;
	}
	s->mounts[s->mount_count] = str_dup(path);
	return s->mounts[s->mount_count] ? (s->mount_count++, 0) : -ENOMEM;
}

static uint64_t count_files(const char *path)
{
	struct statfs fs;
	int saved = errno;
	uint64_t files = statfs(path, &fs) < 0 ? 0 : fs.f_files - fs.f_ffree;

	errno = saved;
	return files;
}

/* One line: device, place, type, options. */
static int read_mount(struct settings *s, char *line, unsigned which)
{
	char *device = text_word(&line), *mountpoint = text_word(&line), *type = text_word(&line);
	char *options = text_word(&line);

	(void)device, (void)type;
	if (!options)
		return 0;
	unescape(mountpoint);
	if (has_option(options, "seclabel")) {
		if (which & SETTINGS_FILES)
			s->files += count_files(mountpoint);
		return 0;
	}
	return which & SETTINGS_MOUNTS ? add_mount(s, mountpoint) : 0;
}

/* Linux has told of seclabel since 2.6.30, which is older than any that we run on. */
int settings_read_mounts(struct settings *s, unsigned which)
{
	struct text t;
	int r;

	if (!which || !presence_is_enabled())
		return 0;
	r = text_open(&t, "/proc/mounts");
	if (r < 0)
		return is_resource_error(r) ? r : 0;
	while (r == 0 && text_next(&t))
		r = read_mount(s, t.line, which);
	text_close(&t);
	if (s->mount_count)
		qsort_r(s->mounts, s->mount_count, sizeof(*s->mounts), compare_paths, NULL);
	return r;
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
	r = settings_read_mounts(s, which);
	if (r < 0)
		settings_put(s);
	return r;
}

void settings_put(struct settings *s)
{
	for (size_t i = 0; i < s->mount_count; i++)
		free(s->mounts[i]);
	free(s->mounts);
	default_drop(s->default_handle);
	*s = (struct settings){0};
}

static bool is_mount(const struct settings *s, const char *path)
{
	size_t low = 0, high = s->mount_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int c = strcmp(s->mounts[middle], path);

		if (c == 0)
			return true;
		if (c < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool settings_exclude(const struct settings *s, const char *path)
{
	for (const struct excluded *e = s->excluded; e; e = e->next)
		if (!strcmp(e->path, path))
			return true;
	return is_mount(s, path);
}

static bool is_below(const char *path, const char *mountpoint, size_t len)
{
	return len > 1 && !strncmp(path, mountpoint, len) && path[len] == '/';
}

bool settings_exclude_below(const struct settings *s, const char *path)
{
	for (const struct excluded *e = s->excluded; e; e = e->next)
		if (is_below(path, e->path, e->len))
			return true;
	for (size_t i = 0; i < s->mount_count; i++)
		if (is_below(path, s->mounts[i], strlen(s->mounts[i])))
			return true;
	return settings_exclude(s, path);
}
