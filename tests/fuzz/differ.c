/* SPDX-License-Identifier: MIT */
/*
 * The two libraries' answers to one script, compared.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "../label/compare.h"
#include "../lib/files.h"
#include "differ.h"
#include "fuzz.h"

static struct {
	unsigned commands, excused, labels, unopened, scripts;
} counts;

static void tell(void)
{
	fprintf(stderr,
		"%s: %u answers compared in %u scripts, %u were labels, %u had no handle, %u "
		"excused\n",
		target->name, counts.commands, counts.scripts, counts.labels, counts.unopened,
		counts.excused);
}

void differ_folders(const char *folder)
{
	static const char *const folders[] = {
		"store/contexts/files/", "store/contexts/users/", "store/logins/", "mnt/"};
	char path[256];

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, folders[i]);
		make_parents(path);
	}
}

void differ_begin(void)
{
	atexit(tell);
	differ_folders("ours");
	stock_begin();
	excuse_begin();
	selinux_set_callback(SELINUX_CB_LOG, (union selinux_callback){.func_log = compare_log});
}

/* stdout is a variable of the GNU C library's, and printf() goes where that leads. */
char *ours_answers(const char *script)
{
	FILE *real = stdout, *in = fmemopen((char *)script, strlen(script), "r");
	static char end[] = "end\n";
	FILE *last = fmemopen(end, sizeof(end) - 1, "r");
	char *text = NULL;
	size_t len = 0;

	stdout = open_memstream(&text, &len);
	if (!in || !last || !stdout || chdir("ours") < 0)
		abort();
	compare_script(in, true);
	compare_script(last, true);
	fclose(stdout);
	stdout = real;
	if (chdir("..") < 0)
		abort();
	fclose(in);
	fclose(last);
	return text;
}

/* Cuts off the next command and its answer. */
static bool next_block(char **rest, char **command, char **answer)
{
	char *s = *rest, *next;

	if (!s || strncmp(s, "> ", 2) != 0)
		return false;
	*command = s + 2;
	s = strchr(s, '\n');
	if (!s)
		return false;
	*s++ = '\0';
	*answer = s;
	if (!strncmp(s, "> ", 2)) { /* no answer at all */
		*rest = s;
		*answer = s - 1;
		return true;
	}
	next = strstr(s, "\n> ");
	if (next)
		*next = '\0';
	*rest = next ? next + 1 : NULL;
	return true;
}

static void complain(const char *command, const char *stock, const char *ours)
{
	fprintf(stderr, "%s: > %s\n-%s\n+%s\n", target->name, command, stock, ours);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Messages are told twice by stock (LABEL-1), and in its own order (V311-12): each is left once,
 * in the order of their bytes. */
static char *tidy(const char *answer)
{
	enum {
		MOST = 512
	};
	char *copy = strdup(answer), *lines[MOST], *rest = copy,
	     *tidied = malloc(strlen(answer) + 2);
	size_t n = 0;

	while (!strncmp(rest, "  log ", 6) && n < MOST && strchr(rest, '\n'))
		lines[n++] = strsep(&rest, "\n");
	qsort(lines, n, sizeof(lines[0]), by_text);
	*tidied = '\0';
	for (size_t i = 0; i < n; i++)
		if (!i || strcmp(lines[i - 1], lines[i]) != 0)
			strcat(strcat(tidied, lines[i]), "\n");
	strcat(tidied, rest);
	free(copy);
	return tidied;
}

static bool same(const char *script, const char *command, const char *their_answer,
	const char *our_answer, bool *later)
{
	char *theirs = tidy(their_answer), *ours = tidy(our_answer);
	bool is = !strcmp(ours, theirs);

	if (!is && ((*later && !strcmp(command, "stats")) ||
			   excuse(script, command, theirs, ours, later))) {
		counts.excused++;
		is = true;
	}
	counts.commands++;
	counts.unopened += !strcmp(theirs, "no handle");
	counts.labels += !strncmp(theirs, "0 ", 2);

	if (!is)
		complain(command, theirs, ours);
	free(theirs);
	free(ours);
	return is;
}

/* The script as a file of tests/regress, for who looks at it. */
static void keep(const char *transcript)
{
	const char *out = getenv("FUZZ_OUT");
	static unsigned number;
	char name[4096];

	snprintf(name, sizeof(name), "%s/%s-%u.case", out ? out : ".", target->name, number++);
	write_text(name, transcript);
	fprintf(stderr, "%s: kept as %s, with stock's answers\n", target->name, name);
}

static bool agree(const char *script, char *ours, char *stock)
{
	char *a, *b, *our_command, *stock_command;
	bool well = true, later = false;

	while (next_block(&stock, &stock_command, &b)) {
		if (!next_block(&ours, &our_command, &a)) {
			complain(stock_command, b, "(nothing)");
			return false;
		}
		well &= same(script, stock_command, b, a, &later);
	}
	return well;
}

void differ_two(const char *our_script, const char *stock_script)
{
	char *ours = ours_answers(our_script), *stock = stock_answers(stock_script), *whole;

	if (stock) {
		counts.scripts++;
		whole = strdup(stock);
		if (!agree(stock_script, ours, stock)) {
			keep(whole);
			if (!getenv("FUZZ_GO_ON"))
				abort();
		}
		free(whole);
	}
	free(stock);
	free(ours);
}

void differ(const char *script)
{
	differ_two(script, script);
}
