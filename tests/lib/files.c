/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"

static void fail(const char *path)
{
	perror(path);
	_exit(125);
}

void make_parents(const char *path)
{
	char parent[4096];

	snprintf(parent, sizeof(parent), "%s", path);
	for (char *slash = parent; *slash && (slash = strchr(slash + 1, '/'));) {
		*slash = '\0';
		mkdir(parent, 0755);
		*slash = '/';
	}
}

void write_file(const char *path, const void *data, size_t len)
{
	const char *bytes = data;
	size_t written = 0;
	int fd;

	make_parents(path);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	while (fd >= 0 && written < len) {
		ssize_t n = write(fd, bytes + written, len - written);

		if (n <= 0)
			fail(path);
		written += (size_t)n;
	}
	if (fd < 0 || ftruncate(fd, (off_t)len) < 0)
		fail(path);
	close(fd);
}

void write_text(const char *path, const char *text)
{
	write_file(path, text, strlen(text));
}

size_t read_file(const char *path, char *data, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, data, size - 1);

	if (fd >= 0)
		close(fd);
	data[n < 0 ? 0 : n] = '\0';
	return n < 0 ? 0 : (size_t)n;
}

void make_temporary(char *path)
{
	if (!mkdtemp(path) || chmod(path, 0755) < 0)
		fail(path);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st, (void)kind, (void)ftw;
	return remove(path);
}

void remove_tree(const char *path)
{
	if (nftw(path, remove_one, 32, FTW_DEPTH | FTW_PHYS) != 0)
		fail(path);
}
