/* SPDX-License-Identifier: MIT */
/*
 * Loading a policy: the newest <store>/policy/policy.N, brought down to what the kernel reads by
 * libsepol if it must be, written to <selinuxfs>/load in one piece.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "common/log.h"
#include "config/config.h"
#include "kernel/enforce.h"
#include "kernel/policy.h"
#include "kernel/selinuxfs.h"
#include "kernel/sepol.h"
#include "presence/presence.h"

enum {
	OLDEST_FORMAT = 15 /* no kernel with selinuxfs read an older one */
};

struct image {
	void *data;
	size_t size;
};

static int policy_file(char *path, size_t size, unsigned format)
{
	return str_format(path, size, "%s.%u", config_path(PATH_BINARY_POLICY), format) < size
		       ? 0
		       : -ENAMETOOLONG;
}

/* The newest policy file of the store that is not newer than `*format`, open; *format is set to its
 * format. On failure path[] names the newest that was looked for. */
static int open_newest(char *path, size_t size, unsigned *format)
{
	unsigned newest = *format;
	struct stat st;
	int fd = -ENOENT;

	for (; fd == -ENOENT && *format >= OLDEST_FORMAT; --*format) {
		fd = policy_file(path, size, *format);
		if (fd == 0)
			fd = io_open_regular(path, &st);
		if (fd >= 0)
			return fd;
	}
	if (fd == -ENOENT)
		(void)!policy_file(path, size, newest);
	return fd;
}

static int map_file(int fd, struct image *image)
{
	int saved = errno, r;
	struct stat st;

	r = io_fstat(fd, &st);
	if (r < 0)
		return r;
	if (st.st_size <= 0)
		return -EINVAL;
	image->size = (size_t)st.st_size;
	/* private and writable, for libsepol's reader takes a char * */
	image->data = mmap(NULL, image->size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	r = image->data == MAP_FAILED ? -errno : 0;
	errno = saved;
	return r;
}

static int write_policy(const struct image *image)
{
	AUTO_CLOSE int fd = selinuxfs_open("load", O_RDWR);
	ssize_t n = fd < 0 ? fd : io_write(fd, image->data, image->size);

	if (n < 0)
		return (int)n;
	return (size_t)n == image->size ? 0 : -EIO;
}

/* Loads one policy file; which one, and why it failed, is told. */
static int load_file(int fd, const char *path, unsigned format, unsigned kernel_format)
{
	struct image image, lowered = {0};
	int r = map_file(fd, &image);

	if (r == 0 && format > kernel_format)
		r = sepol_lower(
			image.data, image.size, kernel_format, &lowered.data, &lowered.size);
	else if (r < 0)
		image.data = NULL;
	if (r == 0)
		r = write_policy(lowered.data ? &lowered : &image);
	free(lowered.data);
	if (image.data)
		syscall(SYS_munmap, image.data, image.size);
	if (r < 0)
		report_errno(-r, "SELinux:  Could not load policy file %s:  %m\n", path);
	return r;
}

int policy_load_configured(void)
{
	char path[PATH_MAX];
	int kernel_format = kernel_policy_format(), fd, r;
	unsigned format;

	if (kernel_format < 0)
		return kernel_format;
	r = config_ready();
	if (r < 0)
		return r;
	format = (unsigned)kernel_format;
	if (sepol_newest_format() > format)
		format = sepol_newest_format();
	fd = open_newest(path, sizeof(path), &format);
	if (fd < 0) {
		report_errno(-fd, "SELinux:  Could not open policy file <= %s:  %m\n", path);
		config_report_missing_store();
		return fd;
	}
	r = load_file(fd, path, format, (unsigned)kernel_format);
	io_close(fd);
	return r;
}

PUBLIC int security_load_policy(const void *data, size_t len)
{
	return api_return(data ? write_policy(&(struct image){(void *)data, len}) : -EINVAL);
}

PUBLIC int selinux_mkload_policy(int preservebools)
{
	(void)preservebools; /* without a meaning since 3.0 */
	return api_return(policy_load_configured());
}

PUBLIC const char *selinux_current_policy_path(void)
{
	char path[PATH_MAX];
	int format = kernel_policy_format(), fd;
	unsigned newest = (unsigned)format;

	if (format < 0) {
		errno = -format;
		return NULL;
	}
	if (selinuxfs_path(path, sizeof(path), "policy") == 0 && io_exists(path))
		return str_intern(path);
	fd = open_newest(path, sizeof(path), &newest);
	if (fd < 0) {
		errno = -fd;
		return NULL;
	}
	io_close(fd);
	return str_intern(path);
}
