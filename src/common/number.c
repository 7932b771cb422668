/* SPDX-License-Identifier: MIT */
/*
 * Numbers as kernel files and configuration write them. Not strtoul(): that takes signs and blanks,
 * and newer C libraries give it a new name.
 */
#include "common/common.h"

static unsigned digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A') + 10;
	return UINT32_MAX;
}

bool number_u32(const char *s, unsigned base, uint32_t *value, const char **end)
{
	const char *start = s;
	uint64_t v = 0;

	for (; digit(*s) < base; s++) {
		v = v * base + digit(*s);
		if (v > UINT32_MAX)
			return false;
	}
	if (s == start || (!end && *s))
		return false;
	*value = (uint32_t)v;
	if (end)
		*end = s;
	return true;
}
