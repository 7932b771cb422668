/* SPDX-License-Identifier: MIT */
/*
 * The contexts that matchpathcon.c numbers, for filespec.c.
 */
#ifndef LABEL_MATCHPATHCON_H
#define LABEL_MATCHPATHCON_H

#include "common/common.h"

/* A copy of the context with this number; -EINVAL if there is none. */
int matchpathcon_context(int index, char **con) MUST_CHECK;
void matchpathcon_forget_contexts(void);

#endif
