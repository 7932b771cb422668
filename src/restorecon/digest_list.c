/* SPDX-License-Identifier: MIT */
/*
 * selinux_restorecon_xattr(): lists the digests that restorecon stored in directories, says whether
 * they match the specifications, and removes them.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>

#include <selinux/restorecon.h>

#include "common/log.h"
#include "restorecon/digest.h"
#include "restorecon/settings.h"
#include "restorecon/walk.h"

struct listing {
	struct settings settings;
	unsigned flags;
	uint64_t device; /* of the last directory */
	bool supported;  /* whether its file system keeps digests */
	struct dir_xattr *first, **end;
};

static void dir_xattr_free(struct dir_xattr *entry)
{
	free(entry->directory);
	free(entry->digest);
	free(entry);
}

static void listing_free(struct listing *l)
{
	struct dir_xattr *entry;

	while ((entry = l->first)) {
		l->first = entry->next;
		dir_xattr_free(entry);
	}
}

static struct dir_xattr *dir_xattr_new(const char *path, const uint8_t stored[SHA1_SIZE])
{
	struct dir_xattr *entry = calloc(1, sizeof(*entry));

	if (!entry)
		return NULL;
	entry->directory = str_dup(path);
	entry->digest = malloc(2 * SHA1_SIZE + 1);
	if (!entry->directory || !entry->digest) {
		dir_xattr_free(entry);
		return NULL;
	}
	for (size_t i = 0; i < SHA1_SIZE; i++)
		str_format(entry->digest + 2 * i, 3, "%02x", stored[i]);
	return entry;
}

static enum digest_result delete_or_report(
	const struct listing *l, const char *path, int fd, bool matches)
{
	unsigned wanted = SELINUX_RESTORECON_XATTR_DELETE_ALL_DIGESTS;
	int r;

	if (!matches)
		wanted |= SELINUX_RESTORECON_XATTR_DELETE_NONMATCH_DIGESTS;
	if (!(l->flags & wanted))
		return matches ? MATCH : NOMATCH;
	r = digest_remove(fd);
	if (r == 0)
		return matches ? DELETED_MATCH : DELETED_NOMATCH;
	report_errno(-r, "Error: %m removing xattr \"%s\" from: %s\n", SEHASH_XATTR, path);
	return ERROR;
}

static int list_directory(struct walk *w, struct object *o, struct directory *d)
{
	struct listing *l = w->arg;
	uint8_t stored[SHA1_SIZE], computed[SHA1_SIZE];
	bool recurse = l->flags & SELINUX_RESTORECON_XATTR_RECURSE;
	struct dir_xattr *entry;
	int matches;

	if (!d->parent || d->device != l->device)
		l->supported = digest_supported_on(o->fd);
	l->device = d->device;
	if (l->supported && digest_read(o->fd, stored)) {
		matches = digest_compute(l->settings.handle, o->path, computed);
		if (matches < 0)
			return matches;
		entry = dir_xattr_new(o->path, stored);
		if (!entry)
			return -ENOMEM;
		matches = matches && !memcmp(stored, computed, SHA1_SIZE);
		entry->result = delete_or_report(l, o->path, o->fd, matches);
		*l->end = entry;
		l->end = &entry->next;
	}
	return !recurse;
}

static int ignore_file(struct walk *w, struct object *o)
{
	(void)w, (void)o;
	return 0;
}

static int report_walk_error(
	struct walk *w, enum walk_error what, const char *path, struct directory *d, int error)
{
	(void)w, (void)d;
	if (what == WALK_ERROR_TOO_LONG)
		report(SELINUX_ERROR, "Path name too long under %s, skipping.\n", path);
	else if (what == WALK_ERROR_CYCLE)
		report(SELINUX_ERROR, "Directory cycle on %s.\n", path);
	else
		report_errno(-error, "Could not read %s: %m\n", path);
	return 0;
}

static bool is_path_excluded(struct walk *w, const char *path)
{
	return settings_excludes_exactly(&((struct listing *)w->arg)->settings, path);
}

/* A symbolic link is followed unless the list is recursive. A path that is no directory has no
 * digest. */
static int list_tree(struct listing *l, const char *path)
{
	struct walk w = {
		.enter_dir = list_directory,
		.visit_file = ignore_file,
		.report_error = report_walk_error,
		.excluded = is_path_excluded,
		.arg = l,
		.threads = 1,
	};
	int links = l->flags & SELINUX_RESTORECON_XATTR_RECURSE ? O_NOFOLLOW : 0;
	int fd = io_open(path, O_RDONLY | O_DIRECTORY | links), r;

	if (fd < 0)
		return fd == -ENOTDIR || fd == -ELOOP || fd == -ENOENT ? 0 : fd;
	r = walk_run(&w, fd, ".", path);
	io_close(fd);
	return r;
}

/* The caller of selinux_restorecon_xattr() frees the entries but not the head that *xattr_list
 * points to, and may read it at any time. So each call allocates its own, which is never freed. */
struct list_head {
	struct dir_xattr *first;
	struct list_head *next;
};
static struct list_head *heads; /* LOCK_RESTORECON */

static void keep_head(struct list_head *head, struct dir_xattr *first)
{
	head->first = first;
	lock_take(LOCK_RESTORECON);
	head->next = heads;
	heads = head;
	lock_drop(LOCK_RESTORECON);
}

static int list_digests(const char *path, unsigned flags, struct dir_xattr ***xattr_list)
{
	struct listing l = {.flags = flags, .end = &l.first};
	bool all = flags & SELINUX_RESTORECON_XATTR_IGNORE_MOUNTS;
	struct list_head *head;
	int r;

	if (!path || !xattr_list)
		return -EINVAL;
	head = malloc(sizeof(*head));
	if (!head)
		return -ENOMEM;
	r = settings_get(&l.settings, all ? 0 : MOUNTS_UNLABELED);
	if (r == 0) {
		if (!settings_excludes(&l.settings, path))
			r = list_tree(&l, path);
		settings_put(&l.settings);
	}
	if (r < 0) {
		listing_free(&l);
		free(head);
		return r;
	}
	keep_head(head, l.first);
	*xattr_list = &head->first;
	return 0;
}

PUBLIC int selinux_restorecon_xattr(
	const char *pathname, unsigned int xattr_flags, struct dir_xattr ***xattr_list)
{
	return api_return(list_digests(pathname, xattr_flags, xattr_list));
}
