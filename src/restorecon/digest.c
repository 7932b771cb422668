/* SPDX-License-Identifier: MIT */
/*
 * Digests of what the specifications say about a folder and all below it: the attribute
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

static const char attribute[] = "security.sehash";

/* linux/magic.h */
#define RAMFS_MAGIC 0x858458f6U
#define TMPFS_MAGIC 0x01021994U
#define SYSFS_MAGIC 0x62656572U

/* fstatfs(2) by number: of its answer, only the type is looked at. */
bool digest_kept_on(int fd)
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

static bool load(int fd, uint8_t stored[SHA1_SIZE])
{
	int saved = errno;
	bool whole = fgetxattr(fd, attribute, stored, SHA1_SIZE) == SHA1_SIZE;

	errno = saved;
	return whole;
}

/* 1; 0 if nothing can have a label there. */
static int compute(const struct settings *s, const char *path, uint8_t computed[SHA1_SIZE])
{
	const struct label_backend *backend = s->handle->backend;
	int r = backend->hash_matches ? backend->hash_matches(s->handle, path, computed) : -ENOENT;

	return is_resource_error(r) ? r : r == 0;
}

int digest_compare(const struct settings *s, const char *path, int fd, uint8_t computed[SHA1_SIZE])
{
	uint8_t stored[SHA1_SIZE];
	int r = compute(s, path, computed);

	if (r <= 0)
		return r < 0 ? r : DIGEST_NONE;
	if (load(fd, stored) && !memcmp(stored, computed, SHA1_SIZE))
		return DIGEST_SAME;
	return DIGEST_DIFFERS;
}

int digest_store(int fd, const uint8_t digest[SHA1_SIZE])
{
	int saved = errno;
	int r = fsetxattr(fd, attribute, digest, SHA1_SIZE, 0) < 0 ? -errno : 0;

	errno = saved;
	return r;
}

/* selinux_restorecon_xattr() */
struct listing {
	struct settings settings;
	unsigned flags;
	uint64_t device; /* of the folder seen last, */
	bool kept;       /* and whether digests are kept there */
	struct dir_xattr *first, **end;
};

static void entry_free(struct dir_xattr *entry)
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
		entry_free(entry);
	}
}

static struct dir_xattr *entry_new(const char *path, const uint8_t stored[SHA1_SIZE])
{
	struct dir_xattr *entry = calloc(1, sizeof(*entry));

	if (!entry)
		return NULL;
	entry->directory = str_dup(path);
	entry->digest = malloc(2 * SHA1_SIZE + 1);
	if (!entry->directory || !entry->digest) {
		entry_free(entry);
		return NULL;
	}
	for (size_t i = 0; i < SHA1_SIZE; i++)
		str_format(entry->digest + 2 * i, 3, "%02x", stored[i]);
	return entry;
}

static enum digest_result settle(const struct listing *l, const char *path, int fd, bool same)
{
	unsigned wanted = SELINUX_RESTORECON_XATTR_DELETE_ALL_DIGESTS;
	int r;

	if (!same)
		wanted |= SELINUX_RESTORECON_XATTR_DELETE_NONMATCH_DIGESTS;
	if (!(l->flags & wanted))
		return same ? MATCH : NOMATCH;
	r = at_remove_attribute(fd, attribute);
	if (r == 0)
		return same ? DELETED_MATCH : DELETED_NOMATCH;
	report_errno(-r, "Error: %m removing xattr \"%s\" from: %s\n", attribute, path);
	return ERROR;
}

static int list_folder(struct walk *w, struct object *o, struct folder *f)
{
	struct listing *l = w->arg;
	uint8_t stored[SHA1_SIZE], computed[SHA1_SIZE];
	bool deeper = l->flags & SELINUX_RESTORECON_XATTR_RECURSE;
	struct dir_xattr *entry;
	int same;

	if (!f->parent || f->device != l->device)
		l->kept = digest_kept_on(o->fd);
	l->device = f->device;
	if (l->kept && load(o->fd, stored)) {
		same = compute(&l->settings, o->path, computed);
		if (same < 0)
			return same;
		entry = entry_new(o->path, stored);
		if (!entry)
			return -ENOMEM;
		same = same && !memcmp(stored, computed, SHA1_SIZE);
		entry->result = settle(l, o->path, o->fd, same);
		*l->end = entry;
		l->end = &entry->next;
	}
	return !deeper;
}

static int pass(struct walk *w, struct object *o)
{
	(void)w, (void)o;
	return 0;
}

static int tell_trouble(
	struct walk *w, enum trouble what, const char *path, struct folder *f, int error)
{
	(void)w, (void)f;
	if (what == TROUBLE_TOO_LONG)
		report(SELINUX_ERROR, "Path name too long under %s, skipping.\n", path);
	else if (what == TROUBLE_CYCLE)
		report(SELINUX_ERROR, "Directory cycle on %s.\n", path);
	else
		report_errno(-error, "Could not read %s: %m\n", path);
	return 0;
}

static bool is_excluded(struct walk *w, const char *path)
{
	return settings_exclude(&((struct listing *)w->arg)->settings, path);
}

/* A link is followed if only itself was asked for. A top that is no folder has no digest. */
static int list(struct listing *l, const char *path)
{
	struct walk w = {
		.enter = list_folder,
		.file = pass,
		.trouble = tell_trouble,
		.excluded = is_excluded,
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
struct head {
	struct dir_xattr *first;
	struct head *earlier;
};
static struct head *heads; /* LOCK_RESTORECON */

static void keep_head(struct head *head, struct dir_xattr *first)
{
	head->first = first;
	lock_take(LOCK_RESTORECON);
	head->earlier = heads;
	heads = head;
	lock_drop(LOCK_RESTORECON);
}

static int list_digests(const char *path, unsigned flags, struct dir_xattr ***xattr_list)
{
	struct listing l = {.flags = flags, .end = &l.first};
	bool all = flags & SELINUX_RESTORECON_XATTR_IGNORE_MOUNTS;
	struct head *head;
	int r;

	if (!path || !xattr_list)
		return -EINVAL;
	head = malloc(sizeof(*head));
	if (!head)
		return -ENOMEM;
	r = settings_take(&l.settings, all ? 0 : SETTINGS_MOUNTS);
	if (r == 0) {
		if (!settings_exclude_below(&l.settings, path))
			r = list(&l, path);
		settings_drop(&l.settings);
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
