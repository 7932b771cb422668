/* SPDX-License-Identifier: MIT */
/*
 * Extended attributes of files (xattr(7)) by path, link and descriptor. In an open directory: at.h.
 */
#ifndef COMMON_ATTRIBUTE_H
#define COMMON_ATTRIBUTE_H

#include "common/common.h"

/* The length of the value; with size 0 the length that it has. */
ssize_t attribute_get(const char *path, const char *name, void *value, size_t size) MUST_CHECK;
ssize_t attribute_get_link(const char *path, const char *name, void *value, size_t size) MUST_CHECK;
ssize_t attribute_get_fd(int fd, const char *name, void *value, size_t size) MUST_CHECK;
int attribute_set(const char *path, const char *name, const void *value, size_t size) MUST_CHECK;
int attribute_set_link(
	const char *path, const char *name, const void *value, size_t size) MUST_CHECK;
int attribute_set_fd(int fd, const char *name, const void *value, size_t size) MUST_CHECK;
int attribute_remove_fd(int fd, const char *name) MUST_CHECK;

#endif
