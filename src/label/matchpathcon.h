/* SPDX-License-Identifier: MIT */
/*
 * Between matchpathcon.c, which gives out contexts by number, and filespec.c, which takes them.
 */
#ifndef LABEL_MATCHPATHCON_H
#define LABEL_MATCHPATHCON_H

#include "common/common.h"

/* A copy of the context with this number; -EINVAL if none has it. */
int matchpathcon_context(int index, char **con) MUST_CHECK;
void matchpathcon_forget_contexts(void);

#endif
