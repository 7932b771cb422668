/* SPDX-License-Identifier: MIT */
/*
 * A context taken apart: user, role, type and, behind the third colon, the range, colons and all.
 * Knows no policy and touches no file. One allocation holds the handle and the text, whole and cut;
 * a component that is set anew brings its own. A context belongs to one thread at a time, as its
 * caller sees to.
 */
#include <string.h>

#include <selinux/context.h>

#include "common/common.h"

enum {
	USER,
	ROLE,
	TYPE,
	RANGE,
	COMPONENTS
};

/* Colons in a whole context: the range has up to two of its own. */
enum {
	COLONS_MIN = TYPE,
	COLONS_MAX = RANGE + 2
};

struct context {
	context_s_t handle;           /* what the caller holds; leads back here */
	const char *part[COMPONENTS]; /* NULL where there is none */
	bool allocated[COMPONENTS];   /* set anew: not in text[] */
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
static bool cut(struct context *c, size_t size)
{
	unsigned colons = 0, last = USER;
	char *p;

	c->part[USER] = c->text;
	for (p = c->text; *p; p++) {
		if ((unsigned char)*p > ':')
			continue;
		if (*p == ':') {
			colons++;
			if (last < RANGE) {
				*p = '\0';
				c->part[++last] = p + 1;
			}
		} else if (*p == '\t' || *p == '\n' || *p == '\r' || (*p == ' ' && last < RANGE)) {
			return false;
		}
	}
	if (colons < COLONS_MIN || colons > COLONS_MAX)
		return false;
	/* COMPAT: a last component of no length counts as absent (tests/unit/test_context.c). */
	if (!*c->part[last]) {
		c->part[last] = NULL;
		c->string[size - 2] = '\0';
	}
	return true;
}

PUBLIC context_t context_new(const char *str)
{
	struct context *c;
	size_t size;

	if (!str) {
		errno = EINVAL;
		return NULL;
	}
	size = strlen(str) + 1;
	c = malloc(sizeof(*c) + 2 * size);
	if (!c)
		return NULL;
	*c = (struct context){.handle.ptr = c, .string = c->text + size};
	memcpy(c->text, str, size);
	memcpy(c->string, str, size);
	if (cut(c, size))
		return &c->handle;
	free(c);
	errno = EINVAL;
	return NULL;
}

/* The first one is part of the context. */
static void free_string(struct context *c)
{
	if (c->string_is_allocated)
		free(c->string);
}

PUBLIC void context_free(context_t con)
{
	struct context *c = con ? con->ptr : NULL;

	if (!c)
		return;
	for (unsigned i = 0; i < COMPONENTS; i++) {
		if (c->allocated[i])
			free((char *)c->part[i]);
	}
	free_string(c);
	free(c);
}

/* COMPAT: an absent role or type is left out, colon and all (tests/unit/test_context.c). Without
 * its user, what is left would be read as another's. */
static char *join(const struct context *c)
{
	size_t len[COMPONENTS], size = 0;
	char *string, *p;

	if (!c->part[USER]) {
		errno = EINVAL;
		return NULL;
	}
	for (unsigned i = 0; i < COMPONENTS; i++) {
		len[i] = c->part[i] ? strlen(c->part[i]) : 0;
		size += c->part[i] ? len[i] + 1 : 0;
	}
	string = malloc(size);
	if (!string)
		return NULL;
	p = string;
	for (unsigned i = 0; i < COMPONENTS; i++) {
		if (!c->part[i])
			continue;
		memcpy(p, c->part[i], len[i]);
		p += len[i];
		*p++ = ':';
	}
	p[-1] = '\0';
	return string;
}

PUBLIC const char *context_str(context_t con)
{
	struct context *c = context_of(con);
	char *string;

	if (!c || !c->changed)
		return c ? c->string : NULL;
	string = join(c);
	if (!string)
		return NULL;
	free_string(c);
	c->string = string;
	c->string_is_allocated = true;
	c->changed = false;
	return string;
}

PUBLIC char *context_to_str(context_t con)
{
	struct context *c = context_of(con);

	if (!c)
		return NULL;
	return c->changed ? join(c) : str_dup(c->string);
}

static const char *get(context_t con, unsigned which)
{
	struct context *c = context_of(con);

	return c ? c->part[which] : NULL;
}

static bool is_allowed(const char *value, unsigned which)
{
	for (; *value; value++) {
		if (*value == '\t' || *value == '\n' || *value == '\r')
			return false;
		if ((*value == ' ' || *value == ':') && which != RANGE)
			return false;
	}
	return true;
}

/* `value` NULL takes the component away. */
static int set(context_t con, unsigned which, const char *value)
{
	struct context *c = context_of(con);
	char *copy = NULL;

	if (!c || (value && !is_allowed(value, which)))
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

PUBLIC const char *context_user_get(context_t con)
{
	return get(con, USER);
}

PUBLIC const char *context_role_get(context_t con)
{
	return get(con, ROLE);
}

PUBLIC const char *context_type_get(context_t con)
{
	return get(con, TYPE);
}

PUBLIC const char *context_range_get(context_t con)
{
	return get(con, RANGE);
}

PUBLIC int context_user_set(context_t con, const char *user)
{
	return api_return(set(con, USER, user));
}

PUBLIC int context_role_set(context_t con, const char *role)
{
	return api_return(set(con, ROLE, role));
}

PUBLIC int context_type_set(context_t con, const char *type)
{
	return api_return(set(con, TYPE, type));
}

PUBLIC int context_range_set(context_t con, const char *range)
{
	return api_return(set(con, RANGE, range));
}
