/* SPDX-License-Identifier: MIT */
/*
 * The one door to selinuxfs: every other file here says what it wants by a node's name.
 * Nodes are described in the kernel's security/selinux/selinuxfs.c.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <string.h>

#include "kernel/selinuxfs.h"
#include "presence/presence.h"

int selinuxfs_path(char *buf, size_t size, const char *name)
{
	const char *mount = mount_point();

	if (!mount)
		return -ENOENT;
	return STR_JOIN(buf, size, mount, "/", name) < size ? 0 : -ENAMETOOLONG;
}

int selinuxfs_open(const char *name, int flags)
{
	char path[PATH_MAX];
	int r = selinuxfs_path(path, sizeof(path), name);

	return r < 0 ? r : io_open(path, flags);
}

ssize_t selinuxfs_read(const char *name, char *buf, size_t size)
{
	AUTO_CLOSE int fd = selinuxfs_open(name, O_RDONLY);
	ssize_t n = fd < 0 ? fd : io_read(fd, buf, size - 1);

	if (n >= 0)
		buf[n] = '\0';
	return n;
}

int selinuxfs_read_string(const char *name, char **string)
{
	AUTO_CLOSE int fd = selinuxfs_open(name, O_RDONLY);

	return fd < 0 ? fd : io_read_string(fd, string);
}

int selinuxfs_read_u32(const char *name, uint32_t *value)
{
	char buf[24];
	const char *end;
	ssize_t n = selinuxfs_read(name, buf, sizeof(buf));

	if (n < 0)
		return (int)n;
	return number_u32(buf, 10, value, &end) ? 0 : -EINVAL;
}

static bool same_names(const struct dir_names *a, const struct dir_names *b)
{
	size_t i = 0;

	if (a->count != b->count)
		return false;
	while (i < a->count && strcmp(a->names[i], b->names[i]) == 0)
		i++;
	return i == a->count;
}

/* Loading a policy puts new directories in place of the old ones, then empties those, and a list
 * made meanwhile is short. So a directory is opened anew until it has the names that it had before.
 */
int selinuxfs_list(const char *name, struct dir_names *d)
{
	char path[PATH_MAX];
	int r = selinuxfs_path(path, sizeof(path), name);

	if (r == 0)
		r = dir_names_read(d, path);
	for (int tries = 0; r == 0 && tries < LOADING_TRIES; tries++) {
		struct dir_names before = *d;
		bool same;

		r = dir_names_read(d, path);
		same = r == 0 && same_names(&before, d);
		dir_names_free(&before);
		if (same)
			return 0;
	}
	if (r < 0)
		return r;
	dir_names_free(d);
	return -EBUSY; /* not to be tried again by who tries again */
}

int selinuxfs_write(const char *name, const void *data, size_t len)
{
	AUTO_CLOSE int fd = selinuxfs_open(name, O_RDWR);
	ssize_t n = fd < 0 ? fd : io_write(fd, data, len);

	return n < 0 ? (int)n : 0;
}

/* Opens a node and asks; the answer waits in the descriptor. */
static int write_question(const char *name, const char *question, size_t len)
{
	int fd = selinuxfs_open(name, O_RDWR);
	ssize_t n;

	if (fd < 0)
		return fd;
	n = io_write(fd, question, len);
	if (n < 0) {
		io_close(fd);
		return (int)n;
	}
	return fd;
}

ssize_t selinuxfs_transact(
	const char *name, const char *question, size_t len, char *answer, size_t size)
{
	AUTO_CLOSE int fd = write_question(name, question, len);
	ssize_t n = fd < 0 ? fd : io_read(fd, answer, size - 1);

	if (n >= 0)
		answer[n] = '\0';
	return n;
}

int selinuxfs_transact_string(const char *name, const char *question, size_t len, char **answer)
{
	AUTO_CLOSE int fd = write_question(name, question, len);

	return fd < 0 ? fd : io_read_string(fd, answer);
}
