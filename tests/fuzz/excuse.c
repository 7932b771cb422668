/* SPDX-License-Identifier: MIT */
/*
 * excused.tsv: target, command, stock's answer, ours, row of docs/COMPAT.md; * is any text, and \n
 * a newline; stock's answer "(less)" is any that has no line but those of ours. A sixth column,
 * "later", says that what the handle counts is another from there on.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "differ.h"
#include "fuzz.h"

enum {
	COLUMNS = 7,
	ROWS = 128
};

static char *rows[ROWS][COLUMNS];
static int count;

static char *unescaped(const char *cell)
{
	char *text = strdup(cell ? cell : ""), *newline;

	while ((newline = strstr(text, "\\n"))) {
		*newline = '\n';
		memmove(newline + 1, newline + 2, strlen(newline + 2) + 1);
	}
	return text;
}

void excuse_begin(void)
{
	const char *name = getenv("FUZZ_EXCUSED");
	FILE *f = name ? fopen(name, "r") : NULL;
	char *line = NULL;
	size_t room = 0;

	while (f && getline(&line, &room, f) > 0 && count < ROWS) {
		char *rest = line;

		line[strcspn(line, "\n")] = '\0';
		if (!*line || *line == '#')
			continue;
		for (int i = 0; i < COLUMNS; i++)
			rows[count][i] = unescaped(strsep(&rest, "\t"));
		count++;
	}
	free(line);
	if (f)
		fclose(f);
}

static bool fits(const char *form, const char *text)
{
	for (; *form != '*'; form++, text++) {
		if (*form != *text)
			return false;
		if (!*form)
			return true;
	}
	for (form++;; text++) {
		if (fits(form, text))
			return true;
		if (!*text)
			return false;
	}
}

/* Has b each line of a? */
static bool is_part(const char *a, const char *b)
{
	while (*a) {
		size_t len = strcspn(a, "\n") + 1;
		const char *at = b;

		while (at && strncmp(at, a, len) != 0)
			at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL;
		if (!at)
			return false;
		a += a[len - 1] ? len : len - 1;
	}
	return true;
}

static bool fits_stock(const char *form, const char *stock, const char *ours)
{
	return strcmp(form, "(less)") == 0 ? is_part(stock, ours) : fits(form, stock);
}

bool excuse(
	const char *script, const char *command, const char *stock, const char *ours, bool *later)
{
	for (int i = 0; i < count; i++) {
		char **row = rows[i];

		if (fits(row[0], target->name) && fits(row[1], command) &&
			fits_stock(row[2], stock, ours) && fits(row[3], ours) &&
			strstr(script, row[6])) {
			*later |= *row[5] != '\0';
			return true;
		}
	}
	return false;
}
