/* SPDX-License-Identifier: MIT */
/*
 * Commands of compare.c for contexts as strings.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <selinux/context.h>

#include "compare.h"

static const struct {
	const char *name;
	const char *(*get)(context_t);
	int (*set)(context_t, const char *);
} parts[] = {
	{"user", context_user_get, context_user_set},
	{"role", context_role_get, context_role_set},
	{"type", context_type_get, context_type_set},
	{"range", context_range_get, context_range_set},
};
enum {
	PARTS = sizeof(parts) / sizeof(parts[0])
};

static const char *shown(const char *s)
{
	return s ? s : "(null)";
}

static void show(context_t con)
{
	char *copy;

	for (int i = 0; i < PARTS; i++)
		printf("%s [%s] ", parts[i].name, shown(parts[i].get(con)));
	printf("[%s] ", shown(context_str(con)));
	copy = context_to_str(con);
	printf("[%s]\n", shown(copy));
	free(copy);
}

/* context CONTEXT [PART VALUE]...: taken apart, a part changed, and put together again each time */
static void do_context(void)
{
	context_t con;

	errno = 0;
	con = context_new(arg(1));
	if (!con) {
		printf("none %s\n", strerror(errno));
		return;
	}
	show(con);
	for (int i = 2; i + 1 < nargs; i += 2)
		for (int k = 0; k < PARTS; k++)
			if (!strcmp(parts[k].name, args[i])) {
				int r;

				errno = 0;
				r = parts[k].set(con, arg(i + 1));
				printf("%s %d %s ", args[i], r, why(r));
				show(con);
			}
	context_free(con);
}

static void do_same_but_user(void)
{
	int r = selinux_file_context_cmp(arg(1), arg(2));

	printf("%d\n", (r > 0) - (r < 0));
}

const struct command context_commands[] = {
	{"context", do_context, 2, false},
	{"same_but_user", do_same_but_user, 3, false},
	{.name = NULL},
};
