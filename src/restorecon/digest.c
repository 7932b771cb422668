/* SPDX-License-Identifier: MIT */
/*
 * Digests of what the specifications say about a directory and all below it: the attribute
 * security.sehash, which a run leaves behind so that the next one need not look there again.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "restorecon/restorecon.h"

static const char sehash_name[] = "security.sehash";

/* linux/magic.h */
#define RAMFS_MAGIC 0x858458f6U
#define TMPFS_MAGIC 0x01021994U
#define SYSFS_MAGIC 0x62656572U

/* fstatfs(2) by number: of its answer, only the type is looked at. */
bool digest_supported_on(int fd)
{
	int saved = errno;
	struct statfs fs;
	long r;

	do
		r = syscall(SYS_fstatfs, fd, &fs);
	while (r < 0 && errno == EINTR);
	errno = saved;
	if (r < 0)
		return false;
	return (uint32_t)fs.f_type != RAMFS_MAGIC && (uint32_t)fs.f_type != TMPFS_MAGIC &&
	       (uint32_t)fs.f_type != SYSFS_MAGIC;
}

static bool read_digest(int fd, uint8_t stored[SHA1_SIZE])
{
	int saved = errno;
	bool whole = fgetxattr(fd, sehash_name, stored, SHA1_SIZE) == SHA1_SIZE;

	errno = saved;
	return whole;
}

/* 1; 0 if nothing can have a label there. */
static int compute_digest(const struct settings *s, const char *path, uint8_t computed[SHA1_SIZE])
{
	const struct label_backend *backend = s->handle->backend;
	int r = backend->hash_matches ? backend->hash_matches(s->handle, path, computed) : -ENOENT;

	return is_resource_error(r) ? r : r == 0;
}

int digest_compare(const struct settings *s, const char *path, int fd, uint8_t computed[SHA1_SIZE])
{
	uint8_t stored[SHA1_SIZE];
	int r = compute_digest(s, path, computed);

	if (r <= 0)
		return r < 0 ? r : DIGEST_NONE;
	if (read_digest(fd, stored) && !memcmp(stored, computed, SHA1_SIZE))
		return DIGEST_SAME;
	return DIGEST_DIFFERS;
}

int digest_store(int fd, const uint8_t digest[SHA1_SIZE])
{
	int saved = errno;
	int r = fsetxattr(fd, sehash_name, digest, SHA1_SIZE, 0) < 0 ? -errno : 0;

	errno = saved;
	return r;
}

/* selinux_restorecon_xattr() */
struct listing {
	struct settings settings;
	unsigned flags;
	uint64_t device; /* of the directory seen last, */
	bool supported;  /* and whether digests are kept there */
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
	r = at_remove_attribute(fd, sehash_name);
	if (r == 0)
		return matches ? DELETED_MATCH : DELETED_NOMATCH;
	report_errno(-r, "Error: %m removing xattr \"%s\" from: %s\n", sehash_name, path);
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
	if (l->supported && read_digest(o->fd, stored)) {
		matches = compute_digest(&l->settings, o->path, computed);
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
	return settings_exclude(&((struct listing *)w->arg)->settings, path);
}

/* A link is followed if only itself was asked for. A top that is no directory has no digest. */
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

/* What *xattr_list points to is no caller's to free, and a caller may read it at any time: each
 * call gets its own, which stays. */
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
	r = settings_get(&l.settings, all ? 0 : SETTINGS_MOUNTS);
	if (r == 0) {
		if (!settings_exclude_below(&l.settings, path))
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
