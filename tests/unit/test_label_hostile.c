/* SPDX-License-Identifier: MIT */
/*
 * The file back end on files and expressions that nobody should have written: one bad thing spoils
 * nothing else. What stock does was seen on Debian's 3.11.
 */
#define _GNU_SOURCE
#include "label.h"

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
	assert_string_equal(told, message);
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
	assert_string_equal(told, "fc:  line 1 has invalid regex /a/[:  REGEX back-end error: "
				  "At offset 6: missing terminating ] for character class\n");
	selabel_close(h);
}

/* As in 3.4; in 3.11 <<none>> ends the search. */
static void the_last_line_counts_whatever_the_stems(void **state)
{
	struct selabel_handle *h = open_text("/n/.* <<none>>\n/.* root\n");

	(void)state;
	expect(h, "/n/1", S_IFREG, "root");
	selabel_close(h);
}

static void partial_matches_use_no_line(void **state)
{
	struct selabel_handle *h = open_text("/a/.* a\n/b/.* b\n");
	uint8_t digest[20];

	(void)state;
	assert_true(selabel_partial_match(h, "/a"));
	assert_true(selabel_hash_all_partial_matches(h, "/a/b", digest));
	expect(h, "/b/c", 0, "b");
	selabel_stats(h);
	assert_string_equal(told, "Warning!  No matches for (/a/.*, wildcard, a)\n");
	selabel_close(h);
}

static int make_fifo(const char *name)
{
	return mkfifo(name, 0600);
}

static int make_directory(const char *name)
{
	return mkdir(name, 0700);
}

static int make_device(const char *name)
{
	return symlink("/dev/zero", name);
}

static int make_loop(const char *name)
{
	const char *slash = strrchr(name, '/');

	return symlink(slash ? slash + 1 : name, name);
}

static const struct thing {
	int (*make)(const char *name);
	int error;
} things[] = {
	{make_fifo, EINVAL}, {make_directory, EISDIR}, {make_device, EINVAL}, {make_loop, ELOOP}};

static void remove_thing(const char *name)
{
	if (unlink(name) < 0)
		assert_int_equal(rmdir(name), 0);
}

/* Nothing but a regular file is read, and nothing is waited for. */
static void specifications_are_regular_files(void **state)
{
	static const char *const names[] = {
		"fc", "fc.homedirs", "fc.local", "fc.subs", "fc.subs_dist"};

	(void)state;
	alarm(patience(120));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (size_t k = 0; k < sizeof(things) / sizeof(things[0]); k++) {
			write_text("fc", "/a b\n");
			if (i == 0)
				unlink("fc");
			told[0] = '\0';
			assert_int_equal(things[k].make(names[i]), 0);
			assert_null(open_fc(SELABEL_OPT_DIGEST));
			assert_int_equal(errno, things[k].error);
			assert_memory_equal(told, names[i], strlen(names[i]));
			assert_non_null(strstr(told, "cannot be read"));
			remove_thing(names[i]);
		}
	alarm(0);
}

/* Where a compiled file should be: the text is read, if there is one. */
static void compiled_files_are_regular_files(void **state)
{
	static const char *const names[] = {"fc.bin", "fc.homedirs.bin"};
	struct selabel_handle *h;

	(void)state;
	alarm(patience(120));
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < sizeof(things) / sizeof(things[0]); k++) {
			write_text("fc", "/a b\n");
			write_text("fc.homedirs", "/c d\n");
			told[0] = '\0';
			assert_int_equal(things[k].make(names[i]), 0);
			h = open_fc(SELABEL_OPT_DIGEST);
			assert_non_null(h);
			expect(h, "/a", 0, "b");
			expect(h, "/c", 0, "d");
			selabel_close(h);
			unlink(i ? "fc.homedirs" : "fc");
			h = open_fc(SELABEL_OPT_DIGEST);
			assert_true(!h || (i == 1 && things[k].error == ELOOP));
			if (h)
				selabel_close(h);
			else
				assert_int_equal(
					errno, things[k].error == ELOOP ? ENOENT : things[k].error);
			remove_thing(names[i]);
		}
	alarm(0);
}

static void tables_are_regular_files(void **state)
{
	static const unsigned backends[] = {SELABEL_CTX_MEDIA, SELABEL_CTX_X, SELABEL_CTX_DB};
	struct selinux_opt path = {SELABEL_OPT_PATH, "fc"};

	(void)state;
	alarm(patience(120));
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < sizeof(things) / sizeof(things[0]); k++) {
			assert_int_equal(things[k].make("fc"), 0);
			assert_null(selabel_open(backends[i], &path, 1));
			assert_int_equal(
				errno, things[k].error == EISDIR ? EINVAL : things[k].error);
			remove_thing("fc");
		}
	alarm(0);
}

static void files_of_the_store_are_regular_files(void **state)
{
	char root[512], *con;

	(void)state;
	alarm(patience(120));
	assert_non_null(getcwd(root, sizeof(root)));
	assert_int_equal(selinux_set_policy_root(root), 0);
	assert_int_equal(mkdir("contexts", 0700), 0);
	assert_int_equal(mkdir("contexts/files", 0700), 0);
	for (size_t k = 0; k < sizeof(things) / sizeof(things[0]); k++) {
		assert_int_equal(things[k].make("contexts/customizable_types"), 0);
		assert_int_equal(is_context_customizable("u:r:t:s0"), -1);
		assert_int_equal(errno, things[k].error);
		remove_thing("contexts/customizable_types");
		assert_int_equal(things[k].make("contexts/files/media"), 0);
		assert_int_equal(matchmediacon("cdrom", &con), -1);
		assert_int_equal(errno, things[k].error);
		remove_thing("contexts/files/media");
	}
	remove_thing("contexts/files");
	remove_thing("contexts");
	selinux_reset_config();
	alarm(0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_component_has_a_length_of_its_own_in_each_line),
		TEST(costly_expressions_are_given_up),
		TEST(bad_expressions_spoil_no_partial_match),
		TEST(the_last_line_counts_whatever_the_stems),
		TEST(partial_matches_use_no_line),
		TEST(specifications_are_regular_files),
		TEST(compiled_files_are_regular_files),
		TEST(tables_are_regular_files),
		TEST(files_of_the_store_are_regular_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
