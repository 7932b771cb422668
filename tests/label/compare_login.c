/* SPDX-License-Identifier: MIT */
/*
 * Commands of compare.c for SELinux users of logins, and for the contexts that these get.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <selinux/get_context_list.h>
#include <selinux/get_default_type.h>

#include "compare.h"

/* mount FOLDER: takes it for selinuxfs */
static void do_mount(void)
{
	set_selinuxmnt(arg(1));
	puts("mounted");
}

/* seuser LOGIN [SERVICE] */
static void do_seuser(void)
{
	char *user = NULL, *level = NULL;
	int r;

	errno = 0;
	r = nargs > 2 ? getseuser(arg(1), arg(2), &user, &level)
		      : getseuserbyname(arg(1), &user, &level);
	printf("%d %s ", r, why(r));
	printf("%s %s\n", r == 0 && user ? user : "-", r == 0 && level ? level : "-");
	if (r == 0) {
		free(user);
		free(level);
	}
}

/* contexts USER FROM [LEVEL] */
static void do_contexts(void)
{
	char **list = NULL;
	int n;

	errno = 0;
	n = nargs > 3 ? get_ordered_context_list_with_level(arg(1), arg(3), arg(2), &list)
		      : get_ordered_context_list(arg(1), arg(2), &list);
	printf("%d %s", n, why(n));
	for (int i = 0; i < n; i++)
		printf(" %s", list[i]);
	putchar('\n');
	if (n > 0)
		freeconary(list);
}

/* default_context USER FROM [ROLE [LEVEL]]; an argument that is @ is as if it were not there */
static void do_default_context(void)
{
	char *con = NULL;
	int r;

	errno = 0;
	if (arg(3) && arg(4))
		r = get_default_context_with_rolelevel(arg(1), arg(3), arg(4), arg(2), &con);
	else if (arg(3))
		r = get_default_context_with_role(arg(1), arg(3), arg(2), &con);
	else if (arg(4))
		r = get_default_context_with_level(arg(1), arg(4), arg(2), &con);
	else
		r = get_default_context(arg(1), arg(2), &con);
	answer(r, &con);
}

static void do_default_type(void)
{
	char *type = NULL;
	int r;

	errno = 0;
	r = get_default_type(arg(1), &type);
	answer(r, &type);
}

static void do_securetty(void)
{
	errno = 0;
	printf("%d\n", selinux_check_securetty_context(arg(1)));
}

static void do_customizable(void)
{
	errno = 0;
	printf("%d\n", is_context_customizable(arg(1)));
}

static void do_boolean_sub(void)
{
	char *name = selinux_boolean_sub(arg(1));

	printf("%s\n", name ? name : "(null)");
	free(name);
}

const struct command login_commands[] = {
	{"mount", do_mount, 2, false},
	{"seuser", do_seuser, 2, false},
	{"contexts", do_contexts, 3, false},
	{"default_context", do_default_context, 3, false},
	{"default_type", do_default_type, 2, false},
	{"securetty", do_securetty, 2, false},
	{"customizable", do_customizable, 2, false},
	{"boolean_sub", do_boolean_sub, 2, false},
	{.name = NULL},
};
