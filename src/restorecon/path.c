/* SPDX-License-Identifier: MIT */
/*
 * The path given to a run. It is opened component by component, and a symbolic link ends that.
 * Then the path is resolved here and opened again without links. A link is followed only if it
 * belongs to root or the caller, and if its directory and all directories before it do, too, and
 * nobody else may write to them (which excludes directories such as /tmp). So no other user
 * decides what is labelled.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "common/at.h"
#include "common/syscall.h"
#include "restorecon/path.h"

#ifdef SYS_geteuid32
#define EUID_CALL SYS_geteuid32
#else
#define EUID_CALL SYS_geteuid
#endif

enum {
	MAX_LINKS = 40
};

/* Copies the next component of a path to `name` and moves *path past it and the slashes that
 * follow. */
static int next_component(const char **path, char name[PATH_MAX])
{
	size_t len = 0;

	while ((*path)[len] && (*path)[len] != '/')
		len++;
	if (len > NAME_MAX)
		return -ENAMETOOLONG;
	memcpy(name, *path, len);
	name[len] = '\0';
	for (*path += len; **path == '/'; (*path)++)
		;
	return 0;
}

int path_open_parent(const char *path, char name[PATH_MAX])
{
	int fd = at_open(AT_FDCWD, *path == '/' ? "/" : ".", O_PATH | O_DIRECTORY), r = 0;

	if (!*path)
		r = -ENOENT;
	while (*path == '/')
		path++;
	name[0] = '.';
	name[1] = '\0';
	while (fd >= 0 && r == 0 && *path) {
		r = next_component(&path, name);
		if (r == 0 && *path) {
			int next = at_open(fd, name, O_PATH | O_DIRECTORY);

			io_close(fd);
			fd = next;
		}
	}
	if (fd >= 0 && r < 0)
		io_close(fd);
	return r < 0 ? r : fd;
}

/* How far a path has been resolved. */
struct resolution {
	int fd;       /* of the directory reached */
	bool trusted; /* no other user can change what led there */
	char *path;   /* of the directory; empty: where a relative path begins */
	size_t len;
	unsigned links;
	const char *next; /* still to be resolved; in the path given or in `pending` */
	char pending[PATH_MAX];
};

static bool is_trusted_owner(const struct stat *st)
{
	return st->st_uid == 0 || st->st_uid == (uid_t)syscall(EUID_CALL);
}

/* Moves to another directory and takes ownership of its descriptor. */
static int enter_directory(struct resolution *res, int fd)
{
	struct stat st;
	int r = fd < 0 ? fd : io_fstat(fd, &st);

	if (res->fd >= 0)
		io_close(res->fd);
	res->fd = fd;
	if (r < 0)
		return r;
	res->trusted &= is_trusted_owner(&st) && !(st.st_mode & (S_IWGRP | S_IWOTH));
	return 0;
}

/* Moves to the root or the current directory. */
static int start_at(struct resolution *res, bool absolute)
{
	res->trusted = true;
	res->len = absolute;
	memcpy(res->path, "/", 2);
	res->path[res->len] = '\0';
	return enter_directory(res, at_open(AT_FDCWD, absolute ? "/" : ".", O_PATH | O_DIRECTORY));
}

static int append_component(struct resolution *res, const char *name)
{
	const char *slash = res->len && res->path[res->len - 1] != '/' ? "/" : "";
	size_t capacity = PATH_MAX - res->len,
	       len = STR_JOIN(res->path + res->len, capacity, slash, name);

	if (len >= capacity)
		return -ENAMETOOLONG;
	res->len += len;
	return 0;
}

/* The path contains no symbolic links, so ".." removes its last component. The root has none. */
static int resolve_parent(struct resolution *res)
{
	const char *last = str_rchr(res->path, '/');
	int r = enter_directory(res, at_open(res->fd, "..", O_PATH | O_DIRECTORY));

	if (r < 0)
		return r;
	last = last ? last + 1 : res->path;
	if (!res->len || !strcmp(last, ".."))
		return append_component(res, "..");
	res->len = (size_t)(last - res->path);
	if (res->len > 1)
		res->len--;
	res->path[res->len] = '\0';
	return 0;
}

/* Puts the target of the link before what is still to be resolved. */
static int follow_link(struct resolution *res, const char *name)
{
	char pending[PATH_MAX];
	long n = RESULT(syscall(SYS_readlinkat, res->fd, name, pending, sizeof(pending)));
	size_t next_size = strlen(res->next) + 1;

	if (n < 0)
		return (int)n;
	if (++res->links > MAX_LINKS)
		return -ELOOP;
	if (n == 0)
		return -ENOENT;
	if ((size_t)n + 1 + next_size > sizeof(pending))
		return -ENAMETOOLONG;
	pending[n] = '/';
	memcpy(pending + n + 1, res->next, next_size);
	memcpy(res->pending, pending, (size_t)n + 1 + next_size);
	res->next = res->pending;
	return *pending == '/' ? start_at(res, true) : 0;
}

static int resolve_component(struct resolution *res, const char *name, char link[PATH_MAX])
{
	struct stat st;
	int r = at_stat(res->fd, name, &st);

	if (r < 0)
		return r;
	if (S_ISLNK(st.st_mode)) {
		if (res->trusted && is_trusted_owner(&st))
			return follow_link(res, name);
		if (append_component(res, name) == 0)
			memcpy(link, res->path, res->len + 1);
		return -ENOTDIR;
	}
	r = enter_directory(res, at_open(res->fd, name, O_PATH | O_DIRECTORY));
	return r < 0 ? r : append_component(res, name);
}

static int resolve_next(struct resolution *res, char link[PATH_MAX])
{
	char name[PATH_MAX];
	int r;

	while (*res->next == '/')
		res->next++;
	r = next_component(&res->next, name);
	if (r < 0)
		return r;
	if (!*name || !strcmp(name, "."))
		return 0;
	if (!strcmp(name, ".."))
		return resolve_parent(res);
	return *res->next ? resolve_component(res, name, link) : append_component(res, name);
}

int path_resolve(const char *path, char resolved[PATH_MAX], char link[PATH_MAX])
{
	struct resolution res = {.fd = -1, .path = resolved, .next = path};
	int r = start_at(&res, *path == '/');

	while (r == 0 && *res.next)
		r = resolve_next(&res, link);
	if (r == 0 && !res.len)
		r = append_component(&res, ".");
	if (res.fd >= 0)
		io_close(res.fd);
	return r;
}

/* COMPAT: a path that ends in . or .. has no last component: it is resolved whole
 * (tests/restorecon dots). */
int path_real(const char *path, char **resolved)
{
	AUTO_FREE char *copy = str_dup(path), *real = NULL;
	const char *directory = ".", *last, *end;
	int saved = errno, r;
	size_t size;

	if (!copy)
		return -ENOMEM;
	for (end = copy + strlen(copy); end > copy && end[-1] == '/'; end--)
		;
	copy[end - copy] = '\0';
	last = str_rchr(copy, '/');
	last = last ? last + 1 : copy;
	if (!*last || !strcmp(last, ".") || !strcmp(last, "..")) {
		directory = path;
		last = end;
	} else if (last > copy + 1) {
		copy[last - 1 - copy] = '\0';
		directory = copy;
	} else if (last > copy) {
		directory = "/";
	}
	real = realpath(directory, NULL);
	r = real ? 0 : -errno;
	errno = saved;
	if (!real)
		return r;
	size = strlen(real) + strlen(last) + 2;
	*resolved = malloc(size);
	if (!*resolved)
		return -ENOMEM;
	str_format(*resolved, size, "%s%s%s", real, *last && real[1] ? "/" : "", last);
	return 0;
}
