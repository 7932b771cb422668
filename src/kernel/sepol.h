/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_SEPOL_H
#define KERNEL_SEPOL_H

#include "common/common.h"

#pragma GCC visibility push(hidden)

unsigned sepol_newest_format(void); /* 0: no libsepol here */
int sepol_lower(
	void *data, size_t size, unsigned format, void **lowered, size_t *lowered_size) MUST_CHECK;

#pragma GCC visibility pop

#endif
