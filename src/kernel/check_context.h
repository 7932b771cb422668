/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_CHECK_CONTEXT_H
#define KERNEL_CHECK_CONTEXT_H

#include "common/common.h"

#pragma GCC visibility push(hidden)

int kernel_check_context(const char *con) MUST_CHECK;
int kernel_check_translated_context(const char *con) MUST_CHECK;
int kernel_canonicalize_context(const char *con, char **canonical) MUST_CHECK;
int kernel_initial_context(const char *name, char **con) MUST_CHECK;

#pragma GCC visibility pop

#endif
