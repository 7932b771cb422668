/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_PROCESS_H
#define KERNEL_PROCESS_H

#include "common/common.h"

#pragma GCC visibility push(hidden)

/* `pid` 0 is the calling thread. */
int process_get(pid_t pid, const char *attribute, char **con) MUST_CHECK;
int process_set(const char *attribute, const char *con) MUST_CHECK;

#pragma GCC visibility pop

#endif
