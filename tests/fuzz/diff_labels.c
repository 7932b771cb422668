/* SPDX-License-Identifier: MIT */
/*
 * Target `labels`: specifications as text, with homedirs, local, substitutions.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "choice.h"
#include "differ.h"
#include "fuzz.h"

static void add_files(struct choice *c, struct store *s, FILE *script)
{
	static const char *const more[] = {"fc.homedirs", "fc.local"};
	static const char *const subs[] = {"fc.subs", "fc.subs_dist"};

	fputs("file\tfc\t", script);
	store_lines(c, s, script, 14);
	fputc('\n', script);
	for (int i = 0; i < 2; i++)
		if (often(c, 15)) {
			fprintf(script, "file\t%s\t", more[i]);
			store_lines(c, s, script, 4);
			fputc('\n', script);
		}
	for (int i = 0; i < 2; i++)
		if (often(c, 30)) {
			fprintf(script, "file\t%s\t", subs[i]);
			store_subs(c, s, script);
			fputc('\n', script);
		}
}

static void add_open(struct choice *c, const struct store *s, FILE *script)
{
	fputs("open\t0\tpath=fc", script);
	if (often(c, 10))
		fputs("\tbaseonly=1", script);
	if (often(c, 10))
		fputs("\tdigest=1", script);
	if (often(c, 10)) {
		fputs("\tsubset=", script);
		argument(script, store_path(c, s));
	}
	fputc('\n', script);
}

/* Another file, or the first line of the script, which writes one, with more in it. */
static void add_compare(struct choice *c, struct store *s, FILE *script, const char *first)
{
	static const char *const more[] = {
		"", "\\n/zz s:more:t\\n", "\\n/a/.* -d s:more:t\\n", "\\n# \\n", "\\n/ s:more:t"};

	if (often(c, 50))
		add_files(c, s, script);
	else
		fprintf(script, "%.*s%s\n", (int)strcspn(first, "\n"), first, WORD(c, more));
	add_open(c, s, script);
	fputs("cmp\n", script);
}

static void run(const uint8_t *data, size_t size)
{
	static struct store s;
	struct choice c = {data, data + size};
	char *text = NULL, *first;
	size_t len = 0;
	FILE *script = open_memstream(&text, &len);

	store_begin(&c, &s);
	add_files(&c, &s, script);
	fflush(script);
	first = strdup(text);
	add_open(&c, &s, script);
	for (unsigned n = choose(&c, 24) + 8; n > 0; n--)
		store_query(&c, &s, script);
	if (often(&c, 25))
		add_compare(&c, &s, script, first);
	store_stats(&s, script);
	fputs("digest\nremove\tfc\tfc.homedirs\tfc.local\tfc.subs\tfc.subs_dist\n", script);
	fclose(script);
	differ(text);
	free(first);
	free(text);
}

const struct target target_labels = {"labels", differ_begin, run};
