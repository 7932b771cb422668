/* SPDX-License-Identifier: MIT */
/*
 * The label functions, driven by a script and through public headers only, so that one binary runs
 * on any libselinux.so.1 and the outputs can be compared line by line.
 *
 * A line is a command and its arguments, separated by tabs; \n \t \\ and \xHH stand for bytes, and
 * the argument @ for NULL. Each answer is one line; messages of the library come before it.
 * `case NAME` tells where a case begins. Modes are octal. `quiet 1` leaves out all answers of
 * lookups but a digest of them at the end.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "compare.h"

static struct selabel_handle *handles[2];
char **args;
int nargs;

const char *arg(int i)
{
	return i < nargs && strcmp(args[i], "@") != 0 ? args[i] : NULL;
}

int mode_arg(int i)
{
	return arg(i) ? (int)strtoul(arg(i), NULL, 8) : 0;
}

static struct selabel_handle *handle(void)
{
	return handles[0];
}

int compare_log(int type, const char *fmt, ...)
{
	char text[4096];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	for (char *s = text; *s; s++)
		if (*s == '\n')
			*s = '|';
	printf("  log %d %s\n", type, text);
	return 0;
}

const char *why(int r)
{
	return r < 0 ? strerror(errno) : "ok";
}

void answer(int r, char **con)
{
	const char *reason = why(r);

	printf("%d %s %s\n", r, r < 0 ? "-" : *con ? *con : "(null)", reason);
	if (r >= 0)
		freecon(*con);
}

static void do_case(void)
{
	printf("== %s\n", args[1]);
}

static void do_open(void)
{
	static const struct {
		const char *name;
		int type;
	} names[] = {{"path", SELABEL_OPT_PATH}, {"subset", SELABEL_OPT_SUBSET},
		{"baseonly", SELABEL_OPT_BASEONLY}, {"validate", SELABEL_OPT_VALIDATE},
		{"digest", SELABEL_OPT_DIGEST}, {"unused", SELABEL_OPT_UNUSED}, {"bad", 99}};
	struct selinux_opt opts[MAX_ARGS];
	unsigned n = 0;

	for (int i = 2; i < nargs; i++) {
		char *value = strchr(args[i], '=');

		if (value)
			*value++ = '\0';
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (!strcmp(names[k].name, args[i]))
				opts[n++] = (struct selinux_opt){names[k].type, value};
	}
	if (handles[1])
		selabel_close(handles[1]);
	handles[1] = handles[0];
	errno = 0;
	handles[0] = selabel_open((unsigned)atoi(args[1]), n ? opts : NULL, n);
	printf("%s\n", handles[0] ? "opened" : strerror(errno));
}

static void close_first(void)
{
	if (handle())
		selabel_close(handle());
	handles[0] = NULL;
}

static void do_close(void)
{
	close_first();
	puts("closed");
}

/* Nothing is left of the script so far. */
static void do_end(void)
{
	close_first();
	handles[0] = handles[1];
	handles[1] = NULL;
	close_first();
	puts("== end");
	fflush(stdout);
}

static void do_lookup(void)
{
	char *con = NULL;

	errno = 0;
	answer(selabel_lookup(handle(), &con, arg(2), mode_arg(1)), &con);
}

static void do_raw(void)
{
	char *con = NULL;

	errno = 0;
	answer(selabel_lookup_raw(handle(), &con, arg(2), mode_arg(1)), &con);
}

static void do_best(void)
{
	const char *aliases[MAX_ARGS] = {NULL};
	char *con = NULL;

	for (int i = 3; i < nargs; i++)
		aliases[i - 3] = args[i];
	errno = 0;
	answer(selabel_lookup_best_match_raw(
		       handle(), &con, arg(2), nargs > 3 ? aliases : NULL, mode_arg(1)),
		&con);
}

static void do_partial(void)
{
	printf("%d\n", selabel_partial_match(handle(), arg(1)));
}

static void print_hex(const uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("%02x", bytes[i]);
}

static void do_hash(void)
{
	uint8_t hash[20] = {0};

	printf("%d ", selabel_hash_all_partial_matches(handle(), arg(1), hash));
	print_hex(hash, sizeof(hash));
	putchar('\n');
}

static void do_digests(void)
{
	uint8_t *calculated = NULL, *stored = NULL;
	size_t len = 0;

	errno = 0;
	printf("%d ", selabel_get_digests_all_partial_matches(
			      handle(), arg(1), &calculated, &stored, &len));
	if (calculated)
		print_hex(calculated, len);
	putchar(' ');
	if (stored)
		print_hex(stored, len);
	printf(" %zu\n", calculated ? len : 0); /* a result of success alone */
	free(calculated);
	free(stored);
}

static void do_digest(void)
{
	unsigned char *digest = NULL;
	char **files = NULL;
	size_t len = 0, n = 0;
	int r;

	errno = 0;
	r = selabel_digest(handle(), &digest, &len, &files, &n);
	printf("%d %s ", r, why(r));
	for (size_t i = 0; r == 0 && i < len; i++)
		printf("%02x", digest[i]);
	for (size_t i = 0; r == 0 && i < n; i++)
		printf(" %s", files[i]);
	putchar('\n');
}

static void do_cmp(void)
{
	printf("%d\n", (int)selabel_cmp(handles[0], handles[1]));
}

static void do_stats(void)
{
	selabel_stats(handle());
	puts("stats");
}

static void do_file(void)
{
	FILE *f = fopen(arg(1), "w");

	for (int i = 2; i < nargs; i++)
		fprintf(f, i + 1 < nargs ? "%s\t" : "%s", args[i]);
	fclose(f);
}

static void do_mtime(void)
{
	struct timeval t[2] = {{atol(arg(2)), 0}, {atol(arg(2)), 0}};

	if (utimes(arg(1), t) < 0)
		perror(arg(1));
}

static void do_remove(void)
{
	for (int i = 1; i < nargs; i++)
		if (unlink(args[i]) < 0)
			rmdir(args[i]);
}

static int validate(char **con)
{
	char *s;

	printf("  validate %s\n", *con);
	if (strstr(*con, "bad_t")) {
		errno = EINVAL;
		return -1;
	}
	if (strstr(*con, "alias_t")) {
		s = strdup("system_u:object_r:real_t:s0");
		free(*con);
		*con = s;
	}
	return 0;
}

static void do_validator(void)
{
	if (arg(1))
		selinux_set_callback(
			SELINUX_CB_VALIDATE, (union selinux_callback){.func_validate = validate});
	else
		selinux_set_callback(
			SELINUX_CB_VALIDATE, (union selinux_callback){.func_validate = NULL});
}

static void do_root(void)
{
	int r = selinux_set_policy_root(arg(1));

	printf("%d\n", r);
}

static const struct command label_commands[] = {
	{"case", do_case, 2, false},
	{"open", do_open, 2, false},
	{"close", do_close, 1, false},
	{"end", do_end, 1, false},
	{"lookup", do_lookup, 3, true},
	{"raw", do_raw, 3, true},
	{"best", do_best, 3, true},
	{"partial", do_partial, 2, true},
	{"hash", do_hash, 2, true},
	{"digests", do_digests, 2, true},
	{"digest", do_digest, 1, true},
	{"cmp", do_cmp, 1, true},
	{"stats", do_stats, 1, true},
	{"file", do_file, 2, false},
	{"mtime", do_mtime, 3, false},
	{"remove", do_remove, 2, false},
	{"validator", do_validator, 2, false},
	{"root", do_root, 2, false},
	{.name = NULL},
};

static void unescape(char *s)
{
	char *out = s;

	for (; *s; s++, out++) {
		unsigned byte;

		*out = *s;
		if (*s != '\\' || !s[1])
			continue;
		s++;
		*out = *s == 'n' ? '\n' : *s == 't' ? '\t' : *s;
		if (*s == 'x' && sscanf(s + 1, "%2x", &byte) == 1) {
			*out = (char)byte;
			s += 2;
		}
	}
	*out = '\0';
}

static const struct command *find_command(void)
{
	static const struct command *const tables[] = {
		label_commands, matchpathcon_commands, context_commands, login_commands};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		for (const struct command *c = tables[i]; c->name; c++)
			if (!strcmp(c->name, args[0]) && nargs >= c->least)
				return c;
	return NULL;
}

static void run_line(char *line)
{
	static char *cut[MAX_ARGS];
	const struct command *command;

	args = cut;
	nargs = 0;
	for (char *field; nargs < MAX_ARGS && (field = strsep(&line, "\t"));) {
		unescape(field);
		args[nargs++] = field;
	}
	command = find_command();
	if (!command)
		printf("bad command: %s\n", args[0]);
	else if (command->needs_handle && !handle())
		puts("no handle");
	else
		command->run();
}

void compare_script(FILE *script, bool echo)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	while ((len = getline(&line, &room, script)) > 0) {
		if (line[len - 1] == '\n')
			line[len - 1] = '\0';
		if (!*line || *line == '#')
			continue;
		if (echo)
			printf("> %s\n", line);
		run_line(line);
	}
	free(line);
}
