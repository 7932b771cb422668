/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_POLICY_H
#define KERNEL_POLICY_H

#include "common/common.h"

#pragma GCC visibility push(hidden)

/* Loads the newest policy of the store that the kernel can read. */
int policy_load_configured(void) MUST_CHECK;

#pragma GCC visibility pop

#endif
