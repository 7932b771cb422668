/* SPDX-License-Identifier: MIT */
/*
 * Arrays that grow. Takes no lock: the caller owns the array.
 */
#include "common/array.h"

enum {
	FIRST_CAPACITY = 16
};

void *array_enlarge(void *array, size_t *capacity, size_t size)
{
	size_t bigger = *capacity + *capacity / 2 + FIRST_CAPACITY;
	void *grown;

	/* Elements are numbered by uint32_t in many places. */
	if (bigger > UINT32_MAX || bigger > SIZE_MAX / size)
		return NULL;
	grown = realloc(array, bigger * size);
	if (grown)
		*capacity = bigger;
	return grown;
}
