/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_SELINUXFS_H
#define KERNEL_SELINUXFS_H

#include "common/common.h"

#pragma GCC visibility push(hidden)

/* The one door to selinuxfs. `name` is relative to the mount. -ENOENT when no
 * selinuxfs is here. */
enum {
	SELINUXFS_PAGE = 4096 /* what every kernel can be asked in one go */
};
int selinuxfs_path(char *buf, size_t size, const char *name) MUST_CHECK;
int selinuxfs_open(const char *name, int flags) MUST_CHECK;
/* Reads a node of a few bytes into buf, NUL-terminated; returns its length. */
ssize_t selinuxfs_read(const char *name, char *buf, size_t size) MUST_CHECK;
int selinuxfs_read_string(const char *name, char **string) MUST_CHECK;
int selinuxfs_read_u32(const char *name, uint32_t *value) MUST_CHECK;
/* The names in a directory; all of them, even while a policy is being loaded. -EBUSY if it never
 * comes to rest. */
enum {
	LOADING_TRIES = 1000 /* until what moves with a policy is at rest */
};
int selinuxfs_list(const char *name, struct dir_names *d) MUST_CHECK;
int selinuxfs_write(const char *name, const void *data, size_t len) MUST_CHECK;
/* One question, one answer (nodes `access`, `create`, ...). */
ssize_t selinuxfs_transact(
	const char *name, const char *question, size_t len, char *answer, size_t size) MUST_CHECK;
int selinuxfs_transact_string(
	const char *name, const char *question, size_t len, char **answer) MUST_CHECK;

#pragma GCC visibility pop

#endif
