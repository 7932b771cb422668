/* SPDX-License-Identifier: MIT */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include <limits.h>

#include "common/common.h"

struct settings {
	char type[NAME_MAX + 1]; /* the policy's name */
	unsigned type_line;      /* that names it; 0: none does */
	bool require_seusers;
	const char *problem;   /* of the last line that makes no sense, or NULL */
	unsigned problem_line; /* 0: the file as a whole */
};

/* Returns 0, or a negative errno; *s then holds the defaults. */
int settings_read(struct settings *s) MUST_CHECK;

#endif
