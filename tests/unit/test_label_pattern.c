/* SPDX-License-Identifier: MIT */
/*
 * What is told of patterns without PCRE2, against PCRE2: a pattern taken for a literal matches its
 * path and nothing else, and the prefix beginning is that of everything that the pattern matches.
 */
#define _GNU_SOURCE
#include <string.h>

#include "unit.h"

#include "label/file/match.h"

static char prefix[512], after[512];

static struct pattern read_pattern(const char *text)
{
	struct pattern p;

	memset(prefix, 0, sizeof(prefix));
	pattern_read(text, prefix, &p);
	memcpy(after, prefix + p.prefix_len, p.after_len);
	prefix[p.prefix_len] = after[p.after_len] = '\0';
	return p;
}

static void prefixes_are_what_every_match_begins_with(void **state)
{
	static const struct {
		const char *pattern, *prefix;
		bool literal;
	} cases[] = {
		{"/a/b", "/a/b", true},
		{"/a\\.b\\-c", "/a.b-c", true},
		{"/a\\qb", "/", false}, /* what \q is PCRE2 knows */
		{"/a/b.*", "/a/b", false},
		{"/a/bc?", "/a/b", false},
		{"/a/bc{0,1}d", "/a/b", false},
		{"/a/bc+", "/a/bc", false},
		{"/a/b|/c", "", false},
		{"/a/(b|c)", "/a/", false},
		{"/a/[|]b", "/a/", false},
		{"/a/[]|]b", "/a/", false},
		{"/a/[[:alpha:]|]b", "/a/", false},
		{"/a/b(?#(|)*c", "", false},
		{"/a/b(?#x)*c", "/a/", false},
		{"/a/(x)\\|y", "/a/", false},
		{"/a\\Q/b|c\\E", "", false},
		{".*", "", false},
		{"/a\\", "/", false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		read_pattern(cases[i].pattern);
		assert_string_equal(prefix, cases[i].prefix);
		assert_int_equal(!*pattern_literal_end(cases[i].pattern, cases[i].pattern),
			cases[i].literal);
	}
}

static bool may_match(const struct pattern *p, const char *path)
{
	struct bigram_set bigrams;

	bigram_set_fill(&bigrams, path, strlen(path));
	return !bigram_set_lacks(&bigrams, p->bigrams);
}

static void paths_without_the_needed_pairs_are_left_out(void **state)
{
	static const struct {
		const char *pattern, *without, *with;
	} cases[] = {
		{"/usr/(.*/)?bin(/.*)?", "/usr/share/doc", "/usr/bin"},
		{"/usr/.*/libfoo\\.so(\\.[0-9]+)*", "/usr/lib/libbar.so", "/usr/lib/libfoo.so"},
		{"/a.*/bcd?", NULL, "/a/bc"},
		{"/a.*/b{2,3}c", NULL, "/a/bbc"},
		{"/a[xyz]/qr.*", NULL, "/ax/qr"},
		{"/a.*(?i)/bcd", NULL, "/a/BCD"},
		{"/a.*b|/c", NULL, "/c"},
		{"/a.*\\x41bc", NULL, "/aAbc"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct pattern p = read_pattern(cases[i].pattern);

		assert_true(may_match(&p, cases[i].with));
		if (cases[i].without)
			assert_false(may_match(&p, cases[i].without));
	}
}

static void stems_are_unescaped_components(void **state)
{
	static const struct {
		const char *pattern, *names[4], *rest;
	} cases[] = {
		{"/a/b/c/d", {"a", "b", "c"}, "/d"},
		{"/a/b", {"a"}, ""},
		{"/a\\.b/c.*", {"a.b"}, ".*"},
		{"//a//b/", {"a", "b"}, ""},
		{"(/a/b|/c)", {"a"}, "|/c)"},
		{"/a\\/b", {NULL}, "\\/b"},
		{".*", {NULL}, "*"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct stem stem = {.end = cases[i].pattern};
		int depth = 0;

		for (; depth < STEM_DEPTH && pattern_stem(&stem); depth++) {
			assert_non_null(cases[i].names[depth]);
			assert_true(pattern_is(
				&stem, cases[i].names[depth], strlen(cases[i].names[depth])));
		}
		assert_null(cases[i].names[depth]);
		assert_string_equal(stem.end, cases[i].rest);
	}
}

static uint32_t next_random(void)
{
	static uint32_t seed = 1;

	seed = seed * 1664525 + 1013904223;
	return seed >> 8;
}

static void random_text(char *out, const char *const pieces[], size_t count)
{
	*out = '\0';
	for (unsigned n = next_random() % 8; n; n--)
		strcat(out, pieces[next_random() % count]);
}

/* What match.c decides without PCRE2. No key is empty. */
static bool decided(const struct pattern *p, const char *path, bool partial, bool *matches)
{
	char literal[sizeof(prefix) + sizeof(after)];
	struct filter f = {
		.prefix = literal,
		.required = p->required,
		.prefix_len = (uint16_t)p->prefix_len,
		.required_len = (uint16_t)p->required_len,
		.tail = (uint8_t)p->tail,
		.floats = p->floats,
		.gap = (uint8_t)p->gap,
		.after_len = (uint16_t)p->after_len,
	};
	struct subject subject = {path, strlen(path), partial};

	strcat(strcpy(literal, prefix), after);
	memcpy(f.bigrams, p->bigrams, sizeof(f.bigrams));
	if (!*path || p->tail == TAIL_REGEX || (partial && (p->floats || p->gap)))
		return false;
	*matches = store_regex_matches(NULL, 0, &f, &subject);
	return true;
}

/* Whether a path that begins with the prefix has the rest of what every match has. */
static bool has_beginning(const struct pattern *p, const char *path, unsigned *alternatives)
{
	struct beginning beginnings[BEGINNINGS];
	const char *rest = path + p->prefix_len;
	size_t count = pattern_beginnings(p->rest, beginnings);

	if (p->gap) {
		rest = pattern_skip_gap(p->gap, rest);
		if (!rest || strncmp(rest, after, p->after_len) != 0)
			return false;
		rest += p->after_len;
	}
	*alternatives += count > 1;
	for (size_t i = 0; i < count; i++)
		if (beginning_fits(&beginnings[i], first_bytes(rest, strlen(rest))))
			return true;
	return !count;
}

static void nothing_that_matches_is_left_out(void **state)
{
	static const char *const of_patterns[] = {"a", "b", "/", "/a", "(", ")", "|", "[", "]", "^",
		"*", "+", "?", "{1,2}", "\\.", "\\Q", "\\E", "(?:", "(?i)", "(?#", "(?=", "(?!",
		"(.*/)?", "(/.*)?", ".*", ".+", "(/.+)?", "[^/]*/", "[^/]+/", "(?|", "(*ACCEPT)",
		"[^a]", "[[:digit:]|]", "\\1", ".", "$", "\\", "(?<n>", "\\K", "(?x) ", "#", "\\|",
		"((a)|(b))"};
	static const char *const of_paths[] = {"a", "b", "/", "/a", ".", "|", "A", "#", "\n"};
	struct regex_scratch *scratch = NULL;
	unsigned matched = 0, known = 0, alternatives = 0;

	(void)state;
	for (int i = 0; i < 60000; i++) {
		char pattern[128], path[64], reason[REGEX_REASON];
		struct regex *regex;
		struct pattern p;

		random_text(pattern, of_patterns, ARRAY_SIZE(of_patterns));
		if (!*pattern || regex_compile(pattern, &regex, reason) < 0)
			continue;
		p = read_pattern(pattern);
		for (int k = 0; k < 30; k++) {
			random_text(path, of_paths, ARRAY_SIZE(of_paths));
			bool partial = next_random() % 4 == 0, says;
			int truth = regex_match(regex, &scratch, path, strlen(path), partial);

			if (decided(&p, path, partial, &says)) {
				known++;
				if (says != truth)
					fail_msg("%s on %s: %d, and PCRE2 says %d", pattern, path,
						says, truth);
			}
			if (truth != 1 || partial)
				continue;
			matched++;
			if (strncmp(path, prefix, p.prefix_len) != 0)
				fail_msg("%s matches %s, whose beginning is not %s", pattern, path,
					prefix);
			if (!has_beginning(&p, path, &alternatives))
				fail_msg("%s matches %s, which begins otherwise", pattern, path);
			if (!may_match(&p, path) ||
				(p.required_len &&
					!memmem(path + p.prefix_len, strlen(path) - p.prefix_len,
						p.required, p.required_len)))
				fail_msg("%s matches %s, which lacks something", pattern, path);
		}
		regex_free(regex);
	}
	regex_scratch_free(scratch);
	assert_true(matched > 10000);
	assert_true(known > 10000);
	assert_true(alternatives > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prefixes_are_what_every_match_begins_with),
		cmocka_unit_test(paths_without_the_needed_pairs_are_left_out),
		cmocka_unit_test(stems_are_unescaped_components),
		cmocka_unit_test(nothing_that_matches_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
