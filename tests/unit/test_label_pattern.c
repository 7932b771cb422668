/* SPDX-License-Identifier: MIT */
/*
 * What is told of patterns without PCRE2, against PCRE2: a pattern taken for a literal matches its
 * path and nothing else, and the fixed beginning is that of everything that the pattern matches.
 */
#define _GNU_SOURCE
#include <string.h>

#include "unit.h"

#include "label/file.h"

static char fixed[512];

static struct pattern read_pattern(const char *text)
{
	struct pattern p;

	memset(fixed, 0, sizeof(fixed));
	pattern_read(text, fixed, &p);
	return p;
}

static void fixed_beginnings(void **state)
{
	static const struct {
		const char *pattern, *fixed;
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
		struct pattern p = read_pattern(cases[i].pattern);

		fixed[p.fixed_len] = '\0';
		assert_string_equal(fixed, cases[i].fixed);
		assert_int_equal(p.literal, cases[i].literal);
	}
}

static struct signature signature_of(const char *text)
{
	struct signature signature = {{0, 0}};

	signature_add(&signature, text, strlen(text));
	return signature;
}

static void signatures(void **state)
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
		struct signature path = signature_of(cases[i].with);

		assert_false(signature_lacks(&path, &p.signature));
		if (!cases[i].without)
			continue;
		path = signature_of(cases[i].without);
		assert_true(signature_lacks(&path, &p.signature));
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

static void nothing_that_matches_is_left_out(void **state)
{
	static const char *const of_patterns[] = {"a", "b", "/", "/a", "(", ")", "|", "[", "]", "^",
		"*", "+", "?", "{1,2}", "\\.", "\\Q", "\\E", "(?:", "(?i)", "(?#", "(?=", "(?!",
		"(?|", "(*ACCEPT)", "[^a]", "[[:digit:]|]", "\\1", ".", "$", "\\", "(?<n>", "\\K",
		"(?x) ", "#", "\\|"};
	static const char *const of_paths[] = {"a", "b", "/", "/a", ".", "|", "A", "#"};
	struct regex_scratch *scratch = NULL;
	unsigned matched = 0;

	(void)state;
	for (int i = 0; i < 60000; i++) {
		char pattern[128], path[64], reason[REGEX_REASON];
		struct signature has;
		struct regex *regex;
		struct pattern p;

		random_text(pattern, of_patterns, ARRAY_SIZE(of_patterns));
		if (!*pattern || regex_compile(pattern, &regex, reason) < 0)
			continue;
		p = read_pattern(pattern);
		for (int k = 0; k < 30; k++) {
			random_text(path, of_paths, ARRAY_SIZE(of_paths));
			if (regex_match(regex, &scratch, path, strlen(path), false) != 1)
				continue;
			matched++;
			if (strncmp(path, fixed, p.fixed_len) != 0)
				fail_msg("%s matches %s, whose beginning is not %.*s", pattern,
					path, (int)p.fixed_len, fixed);
			has = signature_of(path);
			if (signature_lacks(&has, &p.signature) ||
				(p.needed_len &&
					!memmem(path + p.fixed_len, strlen(path) - p.fixed_len,
						p.needed, p.needed_len)))
				fail_msg("%s matches %s, which lacks something", pattern, path);
		}
		regex_free(regex);
	}
	regex_scratch_free(scratch);
	assert_true(matched > 10000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixed_beginnings),
		cmocka_unit_test(signatures),
		cmocka_unit_test(nothing_that_matches_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
