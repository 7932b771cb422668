/* SPDX-License-Identifier: MIT */
/*
 * The path that a run is given. Its way is opened component by component, and a link on it ends
 * that. Then the path is resolved here, and opened without links again: a link counts only if it is
 * root's or the caller's, and so are its folder and all folders before it, which nobody else may
 * write to (a folder like /tmp is not such a one). So nobody else decides what is labelled.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>

#include "common/syscall.h"
#include "restorecon/restorecon.h"

#ifdef SYS_geteuid32
#define EUID_CALL SYS_geteuid32
#else
#define EUID_CALL SYS_geteuid
#endif

enum {
	MOST_LINKS = 40
};

/* The next component of a path, into name; *path moves behind it and its slashes. */
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

int walk_open_parent(const char *path, char name[PATH_MAX])
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
struct way {
	int fd;       /* of the folder */
	bool trusted; /* nobody else can change what led there */
	char *path;   /* what it is called; empty: where a relative path begins */
	size_t len;
	unsigned links;
	const char *next; /* what is to come, in the path or in: */
	char rest[PATH_MAX];
};

static bool is_ours(const struct stat *st)
{
	return st->st_uid == 0 || st->st_uid == (uid_t)syscall(EUID_CALL);
}

/* Goes on in another folder, the descriptor of which is taken over. */
static int enter(struct way *w, int fd)
{
	struct stat st;
	int r = fd < 0 ? fd : io_fstat(fd, &st);

	if (w->fd >= 0)
		io_close(w->fd);
	w->fd = fd;
	if (r < 0)
		return r;
	w->trusted &= is_ours(&st) && !(st.st_mode & (S_IWGRP | S_IWOTH));
	return 0;
}

/* From the root, or from the current folder. */
static int begin(struct way *w, bool absolute)
{
	w->trusted = true;
	w->len = absolute;
	memcpy(w->path, "/", 2);
	w->path[w->len] = '\0';
	return enter(w, at_open(AT_FDCWD, absolute ? "/" : ".", O_PATH | O_DIRECTORY));
}

static int append(struct way *w, const char *name)
{
	const char *slash = w->len && w->path[w->len - 1] != '/' ? "/" : "";
	size_t room = PATH_MAX - w->len, len = STR_JOIN(w->path + w->len, room, slash, name);

	if (len >= room)
		return -ENAMETOOLONG;
	w->len += len;
	return 0;
}

/* The path has no links in it, so its last component can go; at the root there is none. */
static int ascend(struct way *w)
{
	const char *last = str_rchr(w->path, '/');
	int r = enter(w, at_open(w->fd, "..", O_PATH | O_DIRECTORY));

	if (r < 0)
		return r;
	last = last ? last + 1 : w->path;
	if (!w->len || !strcmp(last, ".."))
		return append(w, "..");
	w->len = (size_t)(last - w->path);
	if (w->len > 1)
		w->len--;
	w->path[w->len] = '\0';
	return 0;
}

/* What the link says comes next, and then the rest. */
static int follow(struct way *w, const char *name)
{
	char rest[PATH_MAX];
	long n = RESULT(syscall(SYS_readlinkat, w->fd, name, rest, sizeof(rest)));
	size_t left = strlen(w->next) + 1;

	if (n < 0)
		return (int)n;
	if (++w->links > MOST_LINKS)
		return -ELOOP;
	if (n == 0)
		return -ENOENT;
	if ((size_t)n + 1 + left > sizeof(rest))
		return -ENAMETOOLONG;
	rest[n] = '/';
	memcpy(rest + n + 1, w->next, left);
	memcpy(w->rest, rest, (size_t)n + 1 + left);
	w->next = w->rest;
	return *rest == '/' ? begin(w, true) : 0;
}

static int descend(struct way *w, const char *name, char link[PATH_MAX])
{
	struct stat st;
	int r = at_stat(w->fd, name, &st);

	if (r < 0)
		return r;
	if (S_ISLNK(st.st_mode)) {
		if (w->trusted && is_ours(&st))
			return follow(w, name);
		if (append(w, name) == 0)
			memcpy(link, w->path, w->len + 1);
		return -ENOTDIR;
	}
	r = enter(w, at_open(w->fd, name, O_PATH | O_DIRECTORY));
	return r < 0 ? r : append(w, name);
}

static int take_step(struct way *w, char link[PATH_MAX])
{
	char name[PATH_MAX];
	int r;

	while (*w->next == '/')
		w->next++;
	r = next_component(&w->next, name);
	if (r < 0)
		return r;
	if (!*name || !strcmp(name, "."))
		return 0;
	if (!strcmp(name, ".."))
		return ascend(w);
	return *w->next ? descend(w, name, link) : append(w, name);
}

int path_resolve(const char *path, char resolved[PATH_MAX], char link[PATH_MAX])
{
	struct way w = {.fd = -1, .path = resolved, .next = path};
	int r = begin(&w, *path == '/');

	while (r == 0 && *w.next)
		r = take_step(&w, link);
	if (r == 0 && !w.len)
		r = append(&w, ".");
	if (w.fd >= 0)
		io_close(w.fd);
	return r;
}

/* COMPAT: a path that ends in . or .. has no last component: it is resolved whole
 * (tests/restorecon, dots). */
int path_real(const char *path, char **resolved)
{
	AUTO_FREE char *copy = str_dup(path), *real = NULL;
	const char *folder = ".", *last, *end;
	int saved = errno, r = 0;
	size_t size;

	if (!copy)
		return -ENOMEM;
	for (end = copy + strlen(copy); end > copy && end[-1] == '/'; end--)
		;
	copy[end - copy] = '\0';
	last = str_rchr(copy, '/');
	last = last ? last + 1 : copy;
	if (!*last || !strcmp(last, ".") || !strcmp(last, "..")) {
		folder = path;
		last = end;
	} else if (last > copy + 1) {
		copy[last - 1 - copy] = '\0';
		folder = copy;
	} else if (last > copy) {
		folder = "/";
	}
	real = realpath(folder, NULL);
	if (!real)
		r = -errno;
	errno = saved;
	if (r < 0)
		return r;
	size = strlen(real) + strlen(last) + 2;
	*resolved = malloc(size);
	if (!*resolved)
		return -ENOMEM;
	str_format(*resolved, size, "%s%s%s", real, *last && real[1] ? "/" : "", last);
	return 0;
}
