/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_ENFORCE_H
#define KERNEL_ENFORCE_H

#include "common/common.h"

#pragma GCC visibility push(hidden)

/* 0 or 1, or a negative errno. */
int kernel_enforcing(void);
int kernel_set_enforcing(int value) MUST_CHECK;
int kernel_deny_unknown(void);
int kernel_reject_unknown(void);
int kernel_has_levels(void);
int kernel_policy_format(void); /* the newest that it reads */

#pragma GCC visibility pop

#endif
