/* SPDX-License-Identifier: MIT */
/*
 * System calls on files: interrupted ones are tried again, descriptors close on exec, results are
 * negative errnos.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "common/syscall.h"

int io_clear_of_standard(int fd)
{
	int moved;

	if (fd < 0 || fd > STDERR_FILENO)
		return fd;
	moved = (int)RESULT(syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
	io_close(fd);
	return moved == -EINVAL ? -EMFILE : moved; /* none above is allowed */
}

int io_open(const char *path, int flags)
{
	flags |= O_CLOEXEC | O_LARGEFILE;
	return io_clear_of_standard((int)RESULT(syscall(SYS_openat, AT_FDCWD, path, flags, 0)));
}

/* The errno for a file that is not a regular one. */
static int check_regular(mode_t mode)
{
	if (S_ISREG(mode))
		return 0;
	return S_ISDIR(mode) ? -EISDIR : -EINVAL;
}

int io_open_regular(const char *path, struct stat *st)
{
	int fd = io_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	int r = fd < 0 ? fd : io_fstat(fd, st);

	if (r == 0)
		r = check_regular(st->st_mode);
	if (r < 0 && fd >= 0)
		io_close(fd);
	return r < 0 ? r : fd;
}

/* Not tried again: the descriptor is gone after EINTR too. */
void io_close(int fd)
{
	int saved = errno;

	syscall(SYS_close, fd);
	errno = saved;
}

ssize_t io_read(int fd, void *buf, size_t size)
{
	return (ssize_t)RESULT(syscall(SYS_read, fd, buf, size));
}

ssize_t io_write(int fd, const void *data, size_t len)
{
	return (ssize_t)RESULT(syscall(SYS_write, fd, data, len));
}

bool io_exists(const char *path)
{
	return RESULT(syscall(SYS_faccessat, AT_FDCWD, path, F_OK)) == 0;
}

int io_is_regular(const char *path)
{
	struct stat st;
	int r = io_stat(path, &st);

	if (r == 0)
		return S_ISREG(st.st_mode);
	return r == -ENOENT || r == -ENOTDIR || r == -ELOOP ? 0 : r;
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
			if (!heap && !(heap = str_dup(first)))
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
