/* SPDX-License-Identifier: MIT */
#ifndef COMMON_ARRAY_H
#define COMMON_ARRAY_H

#include "common/common.h"

/* Makes room for one more element in an array of `count` elements of `size` bytes: the array, moved
 * perhaps, with a *capacity that grew by half. NULL: no memory; the array is unchanged. */
void *array_grow(void *array, size_t count, size_t *capacity, size_t size) MUST_CHECK;

#endif
