/* SPDX-License-Identifier: MIT */
#ifndef COMMON_ARRAY_H
#define COMMON_ARRAY_H

#include "common/common.h"

void *array_enlarge(void *array, size_t *capacity, size_t size) MUST_CHECK;
/* Makes room for one more element in an array of `count` elements of `size` bytes: the array, moved
 * perhaps, with a *capacity that grew by half. NULL: no memory; the array is unchanged. */
static inline MUST_CHECK void *array_grow(void *array, size_t count, size_t *capacity, size_t size)
{
	return count < *capacity ? array : array_enlarge(array, capacity, size);
}

#endif
