/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_FILECON_H
#define KERNEL_FILECON_H

#include "common/common.h"

#pragma GCC visibility push(hidden)

/* The getters return the length of the attribute. */
int file_get_context(const char *path, char **con) MUST_CHECK;
int file_get_link_context(const char *path, char **con) MUST_CHECK;
int file_set_context(const char *path, const char *con) MUST_CHECK;
int file_set_link_context(const char *path, const char *con) MUST_CHECK;

#pragma GCC visibility pop

#endif
