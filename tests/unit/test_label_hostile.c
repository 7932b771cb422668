/* SPDX-License-Identifier: MIT */
/*
 * The file back end on files and expressions that nobody should have written: one bad thing spoils
 * nothing else. What stock does was seen on Debian's 3.11.
 */
#define _GNU_SOURCE
#include "label.h"

#define TEST(name) cmocka_unit_test_setup(name, clear_folder)

#define X10 "xxxxxxxxxx"
#define X60 X10 X10 X10 X10 X10 X10

/* The component of one line may be spelled otherwise in the line before it. */
static void a_component_has_a_length_of_its_own_in_each_line(void **state)
{
	struct selabel_handle *h = open_text("/a\\-b/c/x one\n/a-b/c/.x two\n"
					     "//d/b/x three\n/d/b/.x four\n");
	char text[8192] = "/";
	size_t len;

	(void)state;
	expect(h, "/a-b/c/x", 0, "one");
	expect(h, "/a-b/c/zx", 0, "two");
	expect(h, "/d/b/zx", 0, "four");
	selabel_close(h);
	for (int i = 0; i < 1500; i++)
		strcpy(text + 1 + 2 * i, "\\-");
	strcat(text, "/c/x one\n/");
	len = strlen(text);
	memset(text + len, '-', 1500);
	strcpy(text + len + 1500, "/c/.x two\n");
	h = open_text(text);
	strcpy(strchr(text + len, ' ') - 2, "zx");
	expect(h, text + len - 1, 0, "two");
	selabel_close(h);
}

static void expect_same_digest(struct selabel_handle *h, const char *text, const char *key)
{
	uint8_t with[20] = {0}, without[20] = {1};
	struct selabel_handle *g = open_text(text);

	assert_true(selabel_hash_all_partial_matches(h, key, with));
	assert_true(selabel_hash_all_partial_matches(g, key, without));
	assert_memory_equal(with, without, sizeof(with));
	selabel_close(g);
}

/* As in 3.4 and 3.11, which say nothing, and of which the latter gives up the whole digest. It may
 * match something: so it counts as a partial match. */
static void costly_expressions_are_given_up(void **state)
{
	static const char message[] =
		"fc:  line 2 has costly regex /a/(x+x+)+y:  gave up matching\n";
	static const char key[] = "/a/" X60 "z/y";
	struct selabel_handle *h = open_text("/.* root\n/a/(x+x+)+y costly\n/a/.*q later\n");
	const char *aliases[] = {"/b", NULL};
	char *con;

	(void)state;
	expect(h, key, 0, NULL);
	expect(h, key, 0, NULL);
	expect(h, "/a/" X60 "z/yq", 0, "later");
	assert_int_equal(selabel_lookup_best_match_raw(h, &con, key, aliases, 0), 0);
	assert_string_equal(con, "root");
	freecon(con);
	assert_true(selabel_partial_match(h, key));
	assert_string_equal(log_text, message);
	expect_same_digest(h, "/.* root\n/a/(x+x+)+y costly\n/a/.*q later\n", "/a/x");
	expect_same_digest(h, "/.* root\n/a/(x+x+)+y costly\n/a/.*q later\n", "/a/" X60 "z");
	selabel_close(h);
	h = open_text("/a/(x+x+)+y costly\n");
	assert_true(selabel_partial_match(h, "/a/" X60 "z"));
	selabel_close(h);
}

/* 3.11 gives up some digests that have such a line on their way. */
static void bad_expressions_spoil_no_partial_match(void **state)
{
	static const char good[] = "/a/b/.* b\n";
	struct selabel_handle *h = open_text("/a/[ bad\n/a/b/.* b\n");

	(void)state;
	assert_true(selabel_partial_match(h, "/a"));
	assert_true(selabel_partial_match(h, "/a/b"));
	assert_true(selabel_partial_match(h, "/a/b/c"));
	assert_false(selabel_partial_match(h, "/a/z"));
	expect_same_digest(h, good, "/a/b");
	expect_same_digest(h, good, "/a/b/c");
	assert_string_equal(log_text, "fc:  line 1 has invalid regex /a/[:  REGEX back-end error: "
				      "At offset 6: missing terminating ] for character class\n");
	selabel_close(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_component_has_a_length_of_its_own_in_each_line),
		TEST(costly_expressions_are_given_up),
		TEST(bad_expressions_spoil_no_partial_match),
	};

	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
