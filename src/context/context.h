/* SPDX-License-Identifier: MIT */
/*
 * Security contexts as strings: raw and translated forms.
 */
#ifndef CONTEXT_CONTEXT_H
#define CONTEXT_CONTEXT_H

#include "common/common.h"

/* context.c: a context taken apart. context_parse() has -EINVAL for what is no context. */
struct context;
enum context_field {
	CONTEXT_USER,
	CONTEXT_ROLE,
	CONTEXT_TYPE,
	CONTEXT_RANGE,
	CONTEXT_FIELDS
};
int context_parse(const char *text, struct context **context) MUST_CHECK;
void context_destroy(struct context *c); /* which may be NULL */
const char *context_field(const struct context *c, enum context_field which); /* NULL: absent */
int context_set_field(
	struct context *c, enum context_field which, const char *value) MUST_CHECK; /* NULL: none */
int context_format(const struct context *c, char **text) MUST_CHECK;

static inline void context_cleanup(struct context **c)
{
	context_destroy(*c);
}
#define AUTO_CONTEXT __attribute__((cleanup(context_cleanup))) struct context

/* translate.c: both give a new string; NULL in gives NULL out. A translation daemon that is absent,
 * foreign or broken gives a copy of the input: the only failure is -ENOMEM. */
int translate_from_raw(const char *raw, char **translated) MUST_CHECK;
int translate_to_raw(const char *translated, char **raw) MUST_CHECK;

/* The end of a getter's translated form: `r` is what the raw form returned, and is returned again.
 * If that was success, the string in *context is replaced by its translation, if it has one. */
int translate_result(int r, char **context) MUST_CHECK;

#endif
