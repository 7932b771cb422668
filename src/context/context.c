/* SPDX-License-Identifier: MIT */
/*
 * A context taken apart: user, role, type and, behind the third colon, the range, colons and all.
 * Knows no policy and touches no file. One allocation holds the handle and the text, whole and cut;
 * a component that is set anew brings its own. A context belongs to one thread at a time, as its
 * caller sees to.
 */
#include <string.h>

#include <selinux/context.h>

#include "context/context.h"

/* Colons in a whole context: the range has up to two of its own. */
enum {
	COLONS_MIN = CONTEXT_TYPE,
	COLONS_MAX = CONTEXT_RANGE + 2
};

struct context {
	context_s_t handle;               /* what the caller holds; leads back here */
	const char *part[CONTEXT_FIELDS]; /* NULL where there is none */
	bool allocated[CONTEXT_FIELDS];   /* set anew: not in text[] */
	bool string_is_allocated;
	bool changed; /* since `string` was made */
	char *string; /* whole: at first behind the cut text, later allocated */
	char text[];  /* cut at the first three colons, and then whole */
};

static struct context *context_of(context_t con)
{
	if (con && con->ptr)
		return con->ptr;
	errno = EINVAL;
	return NULL;
}

/* Cuts c->text, of this size, into parts; false if it is no context. */
static bool cut_fields(struct context *c, size_t size)
{
	unsigned colons = 0, last = CONTEXT_USER;
	char *p;

	c->part[CONTEXT_USER] = c->text;
	for (p = c->text; *p; p++) {
		if ((unsigned char)*p > ':')
			continue;
		if (*p == ':') {
			colons++;
			if (last < CONTEXT_RANGE) {
				*p = '\0';
				c->part[++last] = p + 1;
			}
		} else if (*p == '\t' || *p == '\n' || *p == '\r' ||
			   (*p == ' ' && last < CONTEXT_RANGE)) {
			return false;
		}
	}
	if (colons < COLONS_MIN || colons > COLONS_MAX)
		return false;
	/* COMPAT: a last component of no length counts as absent (tests/unit/test_context.c
	 * contexts_are_cut_at_three_colons). */
	if (!*c->part[last]) {
		c->part[last] = NULL;
		c->string[size - 2] = '\0';
	}
	return true;
}

int context_parse(const char *text, struct context **context)
{
	struct context *c;
	size_t size;

	if (!text)
		return -EINVAL;
	size = strlen(text) + 1;
	c = malloc(sizeof(*c) + 2 * size);
	if (!c)
		return -ENOMEM;
	*c = (struct context){.handle.ptr = c, .string = c->text + size};
	memcpy(c->text, text, size);
	memcpy(c->string, text, size);
	if (!cut_fields(c, size)) {
		free(c);
		return -EINVAL;
	}
	*context = c;
	return 0;
}

/* The first one is part of the context. */
static void free_string(struct context *c)
{
	if (c->string_is_allocated)
		free(c->string);
}

void context_destroy(struct context *c)
{
	if (!c)
		return;
	for (unsigned i = 0; i < CONTEXT_FIELDS; i++) {
		if (c->allocated[i])
			free((char *)c->part[i]);
	}
	free_string(c);
	free(c);
}

/* COMPAT: an absent role or type is left out, colon and all (tests/unit/test_context.c
 * set_fields_are_joined_and_absent_ones_left_out). Without its user, what is left would be read as
 * another's. */
static int join_fields(const struct context *c, char **joined)
{
	size_t len[CONTEXT_FIELDS], size = 0;
	char *p;

	if (!c->part[CONTEXT_USER])
		return -EINVAL;
	for (unsigned i = 0; i < CONTEXT_FIELDS; i++) {
		len[i] = c->part[i] ? strlen(c->part[i]) : 0;
		size += c->part[i] ? len[i] + 1 : 0;
	}
	p = malloc(size);
	if (!p)
		return -ENOMEM;
	*joined = p;
	for (unsigned i = 0; i < CONTEXT_FIELDS; i++) {
		if (!c->part[i])
			continue;
		memcpy(p, c->part[i], len[i]);
		p += len[i];
		*p++ = ':';
	}
	p[-1] = '\0';
	return 0;
}

int context_format(const struct context *c, char **text)
{
	char *copy;

	if (c->changed)
		return join_fields(c, text);
	copy = str_dup(c->string);
	if (!copy)
		return -ENOMEM;
	*text = copy;
	return 0;
}

const char *context_field(const struct context *c, enum context_field which)
{
	return c->part[which];
}

static bool is_allowed(const char *value, enum context_field which)
{
	for (; *value; value++) {
		if (*value == '\t' || *value == '\n' || *value == '\r')
			return false;
		if ((*value == ' ' || *value == ':') && which != CONTEXT_RANGE)
			return false;
	}
	return true;
}

int context_set_field(struct context *c, enum context_field which, const char *value)
{
	char *copy = NULL;

	if (value && !is_allowed(value, which))
		return -EINVAL;
	if (value) {
		copy = str_dup(value);
		if (!copy)
			return -ENOMEM;
	}
	if (c->allocated[which])
		free((char *)c->part[which]);
	c->part[which] = copy;
	c->allocated[which] = copy != NULL;
	c->changed = true;
	return 0;
}

PUBLIC context_t context_new(const char *str)
{
	struct context *c;

	return api_return(context_parse(str, &c)) < 0 ? NULL : &c->handle;
}

PUBLIC void context_free(context_t con)
{
	context_destroy(con ? con->ptr : NULL);
}

PUBLIC const char *context_str(context_t con)
{
	struct context *c = context_of(con);
	char *string;

	if (!c || !c->changed)
		return c ? c->string : NULL;
	if (api_return(join_fields(c, &string)) < 0)
		return NULL;
	free_string(c);
	c->string = string;
	c->string_is_allocated = true;
	c->changed = false;
	return string;
}

PUBLIC char *context_to_str(context_t con)
{
	const struct context *c = context_of(con);
	char *text;

	return c && api_return(context_format(c, &text)) == 0 ? text : NULL;
}

static const char *get_field(context_t con, enum context_field which)
{
	const struct context *c = context_of(con);

	return c ? context_field(c, which) : NULL;
}

static int set_field(context_t con, enum context_field which, const char *value)
{
	struct context *c = context_of(con);

	return c ? context_set_field(c, which, value) : -EINVAL;
}

PUBLIC const char *context_user_get(context_t con)
{
	return get_field(con, CONTEXT_USER);
}

PUBLIC const char *context_role_get(context_t con)
{
	return get_field(con, CONTEXT_ROLE);
}

PUBLIC const char *context_type_get(context_t con)
{
	return get_field(con, CONTEXT_TYPE);
}

PUBLIC const char *context_range_get(context_t con)
{
	return get_field(con, CONTEXT_RANGE);
}

PUBLIC int context_user_set(context_t con, const char *user)
{
	return api_return(set_field(con, CONTEXT_USER, user));
}

PUBLIC int context_role_set(context_t con, const char *role)
{
	return api_return(set_field(con, CONTEXT_ROLE, role));
}

PUBLIC int context_type_set(context_t con, const char *type)
{
	return api_return(set_field(con, CONTEXT_TYPE, type));
}

PUBLIC int context_range_set(context_t con, const char *range)
{
	return api_return(set_field(con, CONTEXT_RANGE, range));
}
