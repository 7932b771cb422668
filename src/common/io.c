/* SPDX-License-Identifier: MIT */
/*
 * System calls on files: interrupted ones are tried again, descriptors close on exec, results are
 * negative errnos. What only some rare function needs is called by number: each name taken from the
 * C library costs every program that links us some 700 instructions at its start.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/common.h"

int io_open(const char *path, int flags)
{
	int saved = errno, fd;

	do
		fd = open(path, flags | O_CLOEXEC);
	while (fd < 0 && errno == EINTR);
	if (fd < 0)
		fd = -errno;
	errno = saved;
	return fd;
}

void io_close(int fd)
{
	int saved = errno;

	close(fd);
	errno = saved;
}

ssize_t io_read(int fd, void *buf, size_t size)
{
	int saved = errno;
	ssize_t n;

	do
		n = read(fd, buf, size);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		n = -errno;
	errno = saved;
	return n;
}

ssize_t io_write(int fd, const void *data, size_t len)
{
	int saved = errno;
	ssize_t n;

	do
		n = write(fd, data, len);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		n = -errno;
	errno = saved;
	return n;
}

static int look_for(const char *path)
{
	int saved = errno;
	int r = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) < 0 ? -errno : 0;

	errno = saved;
	return r;
}

bool io_exists(const char *path)
{
	return look_for(path) == 0;
}

bool io_is_missing(const char *path)
{
	int r = look_for(path);

	return r == -ENOENT || r == -ENOTDIR;
}

int io_read_string(int fd, char **string)
{
	char first[4096];
	size_t size = sizeof(first), len = 0;
	char *heap = NULL, *buf = first;
	ssize_t n;

	for (;;) {
		n = io_read(fd, buf + len, size - 1 - len);
		if (n < 0)
			break;
		len += (size_t)n;
		if (n == 0 || len < size - 1) {
			buf[len] = '\0';
			if (!heap && !(heap = string_copy(first)))
				return -ENOMEM;
			*string = heap;
			return 0;
		}
		if (size >= 1 << 20) {
			n = -EOVERFLOW;
			break;
		}
		char *more = realloc(heap, size * 2);
		if (!more) {
			n = -ENOMEM;
			break;
		}
		if (!heap)
			memcpy(more, first, len);
		buf = heap = more;
		size *= 2;
	}
	free(heap);
	return (int)n;
}
