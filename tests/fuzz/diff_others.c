/* SPDX-License-Identifier: MIT */
/*
 * Target `others`: labels of media, of X and of databases.
 */
#define _GNU_SOURCE
#include <stdlib.h>

#include "choice.h"
#include "differ.h"
#include "fuzz.h"

static const char *const names[] = {"a", "*", "a*", "ab", "?", "a.b", "a.*.c", "*.b", "cdrom",
	"a?c", "abc", "a.b.c", "x", "*x", "a..b", "A", "[a]", "\\a", "**", "-"};
static const char *const contexts[] = {
	"s:a:t", "s:b:t", "s:c:t", "<<none>>", "u:r:t:s0-s0:c1", "bad"};
static const char *const blanks[] = {" ", "\t", "  ", " \t"};

/* Of a back end: the words that begin its lines; the numbers of what is asked for are 1 to `last`.
 */
static const struct kind {
	const char *number;
	const char *const *words;
	unsigned count, last;
} kinds[] = {
	{"1", (const char *const[]){""}, 1, 0},
	{"2",
		(const char *const[]){"property", "client", "extension", "event", "selection",
			"poly_property", "poly_selection", "nothing"},
		8, 8},
	{"3",
		(const char *const[]){"db_database", "db_schema", "db_table", "db_column",
			"db_tuple", "db_procedure", "db_sequence", "db_blob", "db_view",
			"db_language", "db_exception", "db_datatype", "nothing"},
		13, 13},
};

static void add_line(struct choice *c, const struct kind *k, FILE *script)
{
	const char *word = choose_word(c, k->words, k->count);

	if (often(c, 3))
		argument(script, often(c, 50) ? "# " : " ");
	if (*word) {
		argument(script, word);
		argument(script, WORD(c, blanks));
	}
	argument(script, WORD(c, names));
	if (!often(c, 3)) {
		argument(script, WORD(c, blanks));
		argument(script, WORD(c, contexts));
	}
	if (often(c, 4))
		argument(script, often(c, 50) ? " more" : " ");
	argument(script, "\n");
}

static void run(const uint8_t *data, size_t size)
{
	struct choice c = {data, data + size};
	const struct kind *k = &kinds[choose(&c, 3)];
	char *text = NULL;
	size_t len = 0;
	FILE *script = open_memstream(&text, &len);

	fputs("file\tfile\t", script);
	for (unsigned n = choose(&c, 10); n > 0; n--)
		add_line(&c, k, script);
	fprintf(script, "\nopen\t%s\tpath=file\n", k->number);
	for (unsigned n = choose(&c, 24) + 8; n > 0; n--) {
		fprintf(script, "raw\t%o\t", choose(&c, k->last + 2));
		argument(script, WORD(&c, names));
		fputc('\n', script);
	}
	fputs("stats\nremove\tfile\n", script);
	fclose(script);
	differ(text);
	free(text);
}

const struct target target_others = {"others", differ_begin, run};
