/* SPDX-License-Identifier: MIT */
/*
 * Commands of compare.c for matchpathcon() and its family, and other calls without a handle.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

static void print_line(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static void print_line(const char *fmt, ...)
{
	va_list ap;

	printf("  printf ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
}

static void do_matchpathcon(void)
{
	char *con = NULL;

	errno = 0;
	answer(matchpathcon(arg(2), (mode_t)mode_arg(1), &con), &con);
}

static void do_mpc_index(void)
{
	char *con = NULL;

	errno = 0;
	answer(matchpathcon_index(arg(2), (mode_t)mode_arg(1), &con), &con);
}

static void do_mpc_init(void)
{
	int r;

	errno = 0;
	r = nargs > 2 ? matchpathcon_init_prefix(arg(1), arg(2)) : matchpathcon_init(arg(1));
	printf("%d %s\n", r, why(r));
}

static void do_mpc_fini(void)
{
	matchpathcon_fini();
	puts("fini");
}

static void do_mpc_add(void)
{
	int r;

	errno = 0;
	r = matchpathcon_filespec_add((ino_t)atol(arg(1)), atoi(arg(2)), arg(3));
	printf("%d %s\n", r, why(r));
}

static void do_mpc_eval(void)
{
	matchpathcon_filespec_eval();
	puts("eval");
}

static void do_mpc_destroy(void)
{
	matchpathcon_filespec_destroy();
	puts("destroy");
}

static void do_mpc_check(void)
{
	matchpathcon_checkmatches(args[1]);
	puts("check");
}

static void do_mpc_flags(void)
{
	set_matchpathcon_flags((unsigned)strtoul(arg(1), NULL, 0));
	puts("flags");
}

static void do_mpc_printf(void)
{
	set_matchpathcon_printf(arg(1) ? print_line : NULL);
	puts("printf");
}

static int refuse_t(const char *path, unsigned lineno, char *context)
{
	printf("  invalidcon %s %u %s\n", path, lineno, context);
	return strstr(context, "bad_t") ? -1 : 0;
}

static int upper_canon(const char *path, unsigned lineno, char **context)
{
	char *s;

	printf("  canoncon %s %u %s\n", path, lineno, *context);
	if (strstr(*context, "bad_t"))
		return -1;
	if (strstr(*context, "alias_t")) {
		s = strdup("system_u:object_r:real_t:s0");
		free(*context);
		*context = s;
	}
	return 0;
}

static void do_mpc_invalidcon(void)
{
	set_matchpathcon_invalidcon(arg(1) ? refuse_t : NULL);
	puts("invalidcon");
}

static void do_mpc_canoncon(void)
{
	set_matchpathcon_canoncon(arg(1) ? upper_canon : NULL);
	puts("canoncon");
}

static void do_confcmp(void)
{
	printf("%d\n", selinux_file_context_cmp(arg(1), arg(2)));
}

static void do_verify(void)
{
	int r;

	errno = 0;
	r = selinux_file_context_verify(arg(2), (mode_t)mode_arg(1));
	printf("%d %s\n", r, why(r));
}

static void do_lsetdefault(void)
{
	int r;

	errno = 0;
	r = selinux_lsetfilecon_default(arg(1));
	printf("%d %s\n", r, why(r));
}

static void do_lsetfilecon(void)
{
	int r;

	errno = 0;
	r = lsetfilecon_raw(arg(1), arg(2));
	printf("%d %s\n", r, why(r));
}

static void do_realpath(void)
{
	char path[8192] = "";
	int r;

	errno = 0;
	r = realpath_not_final(arg(1), path);
	printf("%d %s %s\n", r, r ? strerror(errno) : "ok", r ? "" : path);
}

static void do_media(void)
{
	char *con = NULL;

	errno = 0;
	answer(matchmediacon(arg(1), &con), &con);
}

static void do_customizable(void)
{
	int r;

	errno = 0;
	r = is_context_customizable(arg(1));
	printf("%d %s\n", r, why(r));
}

const struct command matchpathcon_commands[] = {
	{"matchpathcon", do_matchpathcon, 3, false},
	{"mpc_index", do_mpc_index, 3, false},
	{"mpc_init", do_mpc_init, 2, false},
	{"mpc_fini", do_mpc_fini, 1, false},
	{"mpc_add", do_mpc_add, 4, false},
	{"mpc_eval", do_mpc_eval, 1, false},
	{"mpc_destroy", do_mpc_destroy, 1, false},
	{"mpc_check", do_mpc_check, 2, false},
	{"mpc_flags", do_mpc_flags, 2, false},
	{"mpc_printf", do_mpc_printf, 2, false},
	{"mpc_invalidcon", do_mpc_invalidcon, 2, false},
	{"mpc_canoncon", do_mpc_canoncon, 2, false},
	{"confcmp", do_confcmp, 3, false},
	{"verify", do_verify, 3, false},
	{"lsetdefault", do_lsetdefault, 2, false},
	{"lsetfilecon", do_lsetfilecon, 3, false},
	{"realpath", do_realpath, 2, false},
	{"media", do_media, 2, false},
	{"customizable", do_customizable, 2, false},
	{.name = NULL},
};
