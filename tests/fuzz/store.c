/* SPDX-License-Identifier: MIT */
/*
 * Files of specifications and of substitutions.
 */
#define _GNU_SOURCE
#include <string.h>

#include "choice.h"

static const char *const blanks[] = {"\t", " ", "\t", "\t ", "  ", "\t\t"};

void store_begin(struct choice *c, struct store *s)
{
	s->count = s->lines = 0;
	s->old = false;
	s->sloppy = often(c, 5);
	s->partial = often(c, 30);
}

/* Where partial matches are asked for, no literal path says <<none>>, or stock does not return
 * (LABEL-12). */
static bool may_be(const struct store *s, const char *context, const char *pattern)
{
	return !s->partial || strcmp(context, "<<none>>") != 0 || strstr(pattern, ".*");
}

static void add_context(struct choice *c, struct store *s, FILE *script, const char *pattern)
{
	static const char *const contexts[] = {"<<none>>", "<<none>>", "u:r:t", "s:same:t", "bad",
		"u:r:t:s0:c1,c2", "a:b:c:d:e:f", "<<none>>x", "<none>",
		"::", "u:r:t:s0-s0:c0.c1023"};
	const char *other = often(c, 12) ? WORD(c, contexts) : NULL;

	if (other && may_be(s, other, pattern))
		argument(script, other);
	else
		fprintf(script, "s:l%u:t", s->lines);
}

/* 3.4 takes each escape for a character, and closing brackets; 3.11 only these escapes. The former
 * puts literals behind expressions in what it compiles, so that another line is the last. */
static bool is_literal_to_some(const char *pattern)
{
	if (strpbrk(pattern, ")]}") && !strpbrk(pattern, "([{"))
		return true;
	while ((pattern = strchr(pattern, '\\'))) {
		if (!pattern[1] || !strchr(".-_,+", pattern[1]))
			return true;
		pattern += 2;
	}
	return false;
}

static void add_line(struct choice *c, struct store *s, FILE *script)
{
	static const char *const kinds[] = {"", "", "--", "-d", "-l", "-c", "-b", "-p", "-s"};
	static const char *const other_kinds[] = {"-", "-x", "---", "d", "--d"};
	struct spelling *one = &s->spelled[s->count % SPELLINGS];
	const char *kind = WORD(c, kinds);
	char text[8];

	if (s->count && often(c, 15))
		one = &s->spelled[choose(c, s->count < SPELLINGS ? s->count : SPELLINGS)];
	else
		spell(c, one), s->count++;
	if (s->old && is_literal_to_some(one->pattern)) {
		strcpy(one->pattern, "/a.*");
		strcpy(one->sample, "/ab");
	}
	if (s->sloppy && often(c, 10))
		kind = WORD(c, other_kinds);
	s->lines++;
	if (often(c, 3))
		argument(script, WORD(c, blanks));
	argument(script, one->pattern);
	argument(script, WORD(c, blanks));
	if (*kind) {
		argument(script, kind);
		argument(script, WORD(c, blanks));
	}
	if (!s->sloppy || !often(c, 10))
		add_context(c, s, script, one->pattern);
	if (often(c, 3)) {
		snprintf(text, sizeof(text), "%s%s", WORD(c, blanks), often(c, 50) ? "more" : "");
		argument(script, text);
	}
}

/* As a command's argument. */
void store_lines(struct choice *c, struct store *s, FILE *script, unsigned most)
{
	static const char *const other[] = {"", "# no line", " \t", "#", "\r"};

	for (unsigned n = choose(c, most) + 1; n > 0; n--) {
		if (often(c, 4))
			argument(script, WORD(c, other));
		else if (s->sloppy && often(c, 10))
			argument(script, "/\xc3\xa9 s:high:t");
		else
			add_line(c, s, script);
		if (n > 1 || !often(c, 10))
			argument(script, "\n");
	}
}

void store_subs(struct choice *c, struct store *s, FILE *script)
{
	static const char *const froms[] = {
		"/s", "/a", "/b", "/a/b", "/", "//", "/s/", "s", "/a//b", "/s/a", "/a-b", ""};
	static const char *const tos[] = {
		"/a", "/b", "/", "/a/", "/a/b", "//a", "a", "", "/s", "/a-b/", "/a//", "///"};
	const char *to;

	for (unsigned n = choose(c, 5) + 1; n > 0; n--) {
		const char *from = WORD(c, froms);

		if (s->count && often(c, 20))
			from = s->spelled[choose(c, s->count < SPELLINGS ? s->count : SPELLINGS)]
				       .sample;
		to = WORD(c, tos);
		if (often(c, 4))
			argument(script, often(c, 50) ? "#" : " ");
		argument(script, from);
		argument(script, WORD(c, blanks));
		argument(script, to);
		if (often(c, 5))
			argument(script, often(c, 50) ? " more" : " ");
		if (n > 1 || !often(c, 10))
			argument(script, "\n");
	}
}

const char *store_path(struct choice *c, const struct store *s)
{
	static const char *const prefixes[] = {"/s", "/s/", "//", "/a/b", "/s//"};
	static char paths[4][1024];
	static unsigned next;
	char *path = paths[next++ % 4];
	unsigned count = s->count < SPELLINGS ? s->count : SPELLINGS;
	size_t len = 0;

	if (often(c, 15))
		len = (size_t)snprintf(path, sizeof(paths[0]), "%s", WORD(c, prefixes));
	spell_near(
		c, &s->spelled[count ? choose(c, count) : 0], path + len, sizeof(paths[0]) - len);
	return path;
}

static const char *choose_mode(struct choice *c)
{
	static const char *const modes[] = {"0", "0", "0100000", "040000", "0120000", "0100644",
		"020000", "060000", "010000", "0140000", "0777", "0170000", "0130000", "01"};

	return WORD(c, modes);
}

void store_query(struct choice *c, const struct store *s, FILE *script)
{
	static const char *const calls[] = {"raw", "raw", "raw", "best"};
	static const char *const partials[] = {"partial", "hash", "digests", "raw", "partial"};
	const char *call = s->partial ? WORD(c, partials) : WORD(c, calls);
	bool best = *call == 'b';

	fprintf(script, "%s\t", call);
	if (best || *call == 'r')
		fprintf(script, "%s\t", choose_mode(c));
	argument(script, store_path(c, s));
	for (unsigned n = best ? choose(c, 4) : 0; n > 0; n--) {
		fputc('\t', script);
		argument(script, store_path(c, s));
	}
	fputc('\n', script);
}

void store_stats(const struct store *s, FILE *script)
{
	if (!s->partial)
		fputs("stats\n", script);
}
