/* SPDX-License-Identifier: MIT */
/*
 * Target `compiled`: the same specifications, compiled. $FUZZ_COMPILE is the command of stock's
 * sefcontext_compile, whose file both libraries read; $FUZZ_COMPILE_OLD has those of older
 * releases, a line each, whose files only ours reads (LABEL-11), and stock the text.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/files.h"
#include "choice.h"
#include "differ.h"
#include "fuzz.h"

enum {
	LARGEST = 1 << 20
};

/* Ours/fc, by one of these commands; into the other folder too, if both have it. */
static bool compile(struct choice *c, const char *commands, bool both)
{
	static char command[4096], bytes[LARGEST];
	unsigned count = 1;
	size_t size;

	for (const char *s = commands; (s = strchr(s, '\n')); s++)
		count++;
	for (unsigned n = choose(c, count); n > 0; n--)
		commands = strchr(commands, '\n') + 1;
	snprintf(command, sizeof(command), "%.*s -o ours/fc.bin ours/fc >/dev/null 2>&1",
		(int)strcspn(commands, "\n"), commands);
	unlink("ours/fc.bin");
	if (system(command) != 0)
		return false;
	size = read_file("ours/fc.bin", bytes, sizeof(bytes));
	if (both)
		write_file("stock/fc.bin", bytes, size);
	return true;
}

static char *make_queries(struct choice *c, const struct store *s)
{
	char *text = NULL;
	size_t len = 0;
	FILE *script = open_memstream(&text, &len);

	fputs("open\t0\tpath=fc\n", script);
	for (unsigned n = choose(c, 60) + 30; n > 0; n--)
		store_query(c, s, script);
	store_stats(s, script);
	fputs("remove\tfc\tfc.bin\n", script);
	fclose(script);
	return text;
}

static void run(const uint8_t *data, size_t size)
{
	static struct store s;
	struct choice c = {data, data + size};
	char *file = NULL, *queries, *with = NULL, *without = NULL;
	size_t len = 0;
	bool old = often(&c, 30) && getenv("FUZZ_COMPILE_OLD");
	const char *commands = getenv(old ? "FUZZ_COMPILE_OLD" : "FUZZ_COMPILE");
	FILE *script = open_memstream(&file, &len);

	store_begin(&c, &s);
	s.sloppy = false;
	s.old = old;
	fputs("file\tfc\t", script);
	store_lines(&c, &s, script, 14);
	fputs("\nmtime\tfc\t1000000000\n", script);
	fclose(script);
	queries = make_queries(&c, &s);
	free(ours_answers(file));
	if (commands && compile(&c, commands, !old)) {
		if (asprintf(&with, "%smtime\tfc.bin\t1000000001\n%s", file, queries) < 0 ||
			asprintf(&without, "%s%s%s", file,
				old ? "mtime\tfc\t1000000000\n" : "mtime\tfc.bin\t1000000001\n",
				queries) < 0)
			abort();
		differ_two(with, without);
	}
	free(with);
	free(without);
	free(file);
	free(queries);
}

const struct target target_compiled = {"compiled", differ_begin, run};
