/* SPDX-License-Identifier: MIT */
/*
 * Comparing and merging fields of contexts. Knows no policy and takes no lock.
 */
#include <string.h>

#include "context/context.h"
#include "context/fields.h"

static size_t field_len(const char *s)
{
	size_t len = 0;

	while (s[len] && s[len] != ':')
		len++;
	return len;
}

static enum context_field first_field(enum context_fields fields)
{
	return fields == FIELDS_TYPE ? CONTEXT_TYPE : CONTEXT_USER;
}

/* Compares the fields from `first` to the type, without taking the contexts apart: this is done for
 * each file that is relabelled. An empty field equals none. */
static bool same_up_to_type(const char *a, const char *b, enum context_field first)
{
	for (enum context_field field = CONTEXT_USER; field <= CONTEXT_TYPE; field++) {
		size_t na = field_len(a), nb = field_len(b);

		if (field >= first && (!na || na != nb || memcmp(a, b, na) != 0))
			return false;
		if ((!a[na] || !b[nb]) && field < CONTEXT_TYPE)
			return false;
		a += na + 1, b += nb + 1;
	}
	return true;
}

bool context_fields_match(const char *a, const char *b, enum context_fields fields)
{
	if (!strcmp(a, b))
		return true;
	return fields != FIELDS_ALL && same_up_to_type(a, b, first_field(fields));
}

int context_merge_fields(
	const char *context, const char *source, enum context_fields fields, char **merged)
{
	AUTO_CONTEXT *from = NULL, *to = NULL;
	int r = context_parse(source, &from);

	if (r == 0)
		r = context_parse(context, &to);
	for (enum context_field i = first_field(fields); r == 0 && i <= CONTEXT_TYPE; i++) {
		const char *value = context_field(from, i);

		r = value ? context_set_field(to, i, value) : -EINVAL;
	}
	return r == 0 ? context_format(to, merged) : r;
}

int context_compare_without_user(const char *a, const char *b)
{
	const char *x = a ? strchr(a, ':') : NULL, *y = b ? strchr(b, ':') : NULL;

	if (!a || !b)
		return (a != NULL) - (b != NULL);
	if (!x || !y)
		return (x != NULL) - (y != NULL);
	return strcmp(x, y);
}
