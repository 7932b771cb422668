/* SPDX-License-Identifier: MIT */
/*
 * Digests of the specifications that apply to a directory and the paths below it. A run stores
 * them in the attribute security.sehash, so that the next run skips directories whose
 * specifications have not changed.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "common/attribute.h"
#include "label/label.h"
#include "restorecon/digest.h"

/* From linux/magic.h. */
#define RAMFS_MAGIC 0x858458f6U
#define TMPFS_MAGIC 0x01021994U
#define SYSFS_MAGIC 0x62656572U

bool digest_supported_on(int fd)
{
	struct statfs fs;

	if (io_fstatfs(fd, &fs) < 0)
		return false;
	return (uint32_t)fs.f_type != RAMFS_MAGIC && (uint32_t)fs.f_type != TMPFS_MAGIC &&
	       (uint32_t)fs.f_type != SYSFS_MAGIC;
}

bool digest_read(int fd, uint8_t stored[SHA1_SIZE])
{
	return attribute_get_fd(fd, SEHASH_XATTR, stored, SHA1_SIZE) == SHA1_SIZE;
}

int digest_compute(struct selabel_handle *h, const char *path, uint8_t computed[SHA1_SIZE])
{
	int r = label_hash_matches(h, path, computed);

	return is_resource_error(r) ? r : r == 0;
}

int digest_compare(struct selabel_handle *h, const char *path, int fd, uint8_t computed[SHA1_SIZE])
{
	uint8_t stored[SHA1_SIZE];
	int r = digest_compute(h, path, computed);

	if (r <= 0)
		return r < 0 ? r : DIGEST_NONE;
	if (digest_read(fd, stored) && !memcmp(stored, computed, SHA1_SIZE))
		return DIGEST_SAME;
	return DIGEST_DIFFERS;
}

int digest_store(int fd, const uint8_t digest[SHA1_SIZE])
{
	return attribute_set_fd(fd, SEHASH_XATTR, digest, SHA1_SIZE);
}

int digest_remove(int fd)
{
	return attribute_remove_fd(fd, SEHASH_XATTR);
}
