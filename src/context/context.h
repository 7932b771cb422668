/* SPDX-License-Identifier: MIT */
/*
 * Security contexts as strings: raw and translated forms.
 */
#ifndef CONTEXT_CONTEXT_H
#define CONTEXT_CONTEXT_H

#include "common/common.h"

/* translate.c: both give a new string; NULL in gives NULL out. A translation daemon that is absent,
 * foreign or broken gives a copy of the input: the only failure is -ENOMEM. */
int translate_from_raw(const char *raw, char **translated) MUST_CHECK;
int translate_to_raw(const char *translated, char **raw) MUST_CHECK;

/* The end of a getter's translated form: `r` is what the raw form returned, and is returned again.
 * If that was success, the string in *context is replaced by its translation, if it has one. */
int translate_result(int r, char **context) MUST_CHECK;

#endif
