/* SPDX-License-Identifier: MIT */
/*
 * The file back end on small specification files: which entry wins, what is refused, what patterns
 * cost. What stock does was seen on Debian's 3.11; tests/label compares the two on real policies.
 */
#define _GNU_SOURCE
#include "label.h"

static void the_last_expression_wins(void **state)
{
	struct selabel_handle *h = open_text("/a/b/.* deep\n/a/.* shallow\n/.* -d root\n");

	(void)state;
	expect(h, "/a/b/c", S_IFREG, "shallow");
	expect(h, "/a/b/c", S_IFDIR, "root");
	expect(h, "/a/b/c", 0, "root");
	expect(h, "/b", S_IFREG, NULL);
	selabel_close(h);
}

static void literals_win_over_expressions_and_the_first_of_them(void **state)
{
	struct selabel_handle *h =
		open_text("/a one\n/a two\n/a -- three\n/b\\.c -- dot\n/.* all\n/n <<none>>\n");

	(void)state;
	expect(h, "/a", S_IFREG, "one");
	expect(h, "/b.c", S_IFREG, "dot");
	expect(h, "/b.c", S_IFDIR, "all");
	expect(h, "/bxc", S_IFREG, "all");
	expect(h, "/n", 0, NULL);
	selabel_close(h);
}

static void later_files_win(void **state)
{
	struct selabel_handle *h;

	(void)state;
	write_text("fc.homedirs", "/a/.* home\n/l homelit\n");
	write_text("fc.local", "/a/b.* local\n/l locallit\n");
	h = open_text("/.* base\n/a/b/.* base\n/l baselit\n");
	expect(h, "/a/x", 0, "home");
	expect(h, "/a/bx", 0, "local");
	expect(h, "/l", 0, "locallit");
	selabel_close(h);
	h = open_fc(SELABEL_OPT_BASEONLY);
	expect(h, "/a/x", 0, "base");
	selabel_close(h);
}

static void paths_are_cleaned_and_substituted(void **state)
{
	struct selabel_handle *h;
	char *con;

	(void)state;
	write_text("fc.subs", "/x /c\n/y /\n/q /nowhere\n/q /a\n");
	write_text("fc.subs_dist", "/c /a\n");
	h = open_text("/a/b ab\n/ slash\n/xb xb\n");
	expect(h, "//a//b/", 0, "ab");
	expect(h, "/x/b", 0, "ab"); /* through both files */
	expect(h, "/q/b", 0, "ab");
	expect(h, "/y/a/b", 0, "ab");
	expect(h, "/y", 0, "slash");
	expect(h, "/xb", 0, "xb");
	expect(h, "//", 0, "slash");
	assert_int_equal(selabel_lookup_raw(h, &con, "", 0), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(selabel_lookup_raw(h, &con, NULL, 0), -1);
	assert_int_equal(errno, EINVAL);
	selabel_close(h);
}

static void anchors_belong_to_the_outermost_alternatives(void **state)
{
	struct selabel_handle *h = open_text("/foo/a|/b alt\n/c/d? d\n/e/? e\n/x[1] x\n");

	(void)state;
	expect(h, "/foo/axx", 0, "alt");
	expect(h, "/foo/x/b", 0, "alt");
	expect(h, "/b", 0, NULL); /* not below the stem */
	expect(h, "/c/", 0, NULL);
	expect(h, "/c/d", 0, "d");
	expect(h, "/e", 0, NULL);   /* COMPAT: likewise */
	expect(h, "/x1\n", 0, "x"); /* $ also fits before a last newline */
	selabel_close(h);
}

static void best_match_prefers_literals_then_prefixes(void **state)
{
	const char *aliases[] = {"/dev/foo", "/dev/console", NULL};
	const char *others[] = {"/dev/tty1", NULL};
	struct selabel_handle *h =
		open_text("/dev/.* dev\n/dev/tty.* tty\n/dev/console console\n/n.* <<none>>\n");
	char *con;

	(void)state;
	assert_int_equal(selabel_lookup_best_match_raw(h, &con, "/dev/tty1", aliases, 0), 0);
	assert_string_equal(con, "console");
	freecon(con);
	assert_int_equal(selabel_lookup_best_match_raw(h, &con, "/dev/foo", others, 0), 0);
	assert_string_equal(con, "tty");
	freecon(con);
	assert_int_equal(selabel_lookup_best_match_raw(h, &con, "/none", NULL, 0), -1);
	assert_int_equal(errno, ENOENT);
	selabel_close(h);
}

static void partial_matches_and_their_digest(void **state)
{
	/* SHA-1 of pattern, NUL, kind, context, NUL of c3, c0, c4, c1, c2: as 3.11 has it */
	static const uint8_t wanted[20] = {0x0f, 0x54, 0x00, 0xe5, 0x30, 0x08, 0x84, 0x18, 0xad,
		0xa0, 0xa4, 0x39, 0x6a, 0x79, 0x03, 0x7e, 0x50, 0x31, 0x0f, 0xaf};
	struct selabel_handle *h = open_text("/a/b/.* c0\n/a/b.* c1\n/.* c2\n/a/b/x -- c3\n"
					     "/a/.* -- c4\n/q/r c5\n/n/m <<none>>\n");
	uint8_t one[20], two[20];

	(void)state;
	assert_true(selabel_partial_match(h, "/a"));
	assert_true(selabel_partial_match(h, "/q"));
	assert_true(selabel_hash_all_partial_matches(h, "/a/b", one));
	assert_memory_equal(one, wanted, 20);
	assert_true(selabel_hash_all_partial_matches(h, "/q", two));
	assert_memory_not_equal(one, two, 20);
	assert_false(selabel_partial_match(h, ""));
	selabel_close(h);
	h = open_text("/n/m <<none>>\n");
	assert_false(selabel_partial_match(h, "/n"));
	assert_false(selabel_hash_all_partial_matches(h, "/n/m", one)); /* stock 3.11 hangs */
	selabel_close(h);
}

static void bad_lines_are_refused_with_file_and_line(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{"/a b\n/c\n", "fc:  line 2 is missing fields\n"},
		{"/a -x b\n", "fc:  line 1 has invalid file type -x\n"},
		{"/a b\n\n#\n/\xc3\xa9 b\n",
			"fc:  line 4 error due to: Non-ASCII characters found\n"},
		{"/a b c d\n", "fc:  line 1 has invalid file type b\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		told[0] = '\0';
		write_text("fc", cases[i].text);
		assert_null(open_fc(SELABEL_OPT_UNUSED));
		assert_int_equal(errno, EINVAL);
		assert_string_equal(told, cases[i].message);
	}
}

static void a_file_with_one_bad_line_is_refused(void **state)
{
	static char line[70000];
	struct selabel_handle *h;

	(void)state;
	assert_null(open_fc(SELABEL_OPT_UNUSED));
	assert_int_equal(errno, ENOENT);
	assert_string_equal(told, "");
	memset(line, 'x', sizeof(line));
	memcpy(line, "/a b\n/", 6);
	memcpy(line + sizeof(line) - 3, " c\n", 3);
	write_file("fc", line, sizeof(line));
	assert_null(open_fc(SELABEL_OPT_UNUSED));
	assert_string_equal(told, "fc:  line 2 error due to: Spec entry too long\n");
	write_file("fc", "/a b\0junk\n/c d",
		14); /* a NUL ends a line; the last one needs no newline */
	h = open_fc(SELABEL_OPT_UNUSED);
	assert_non_null(h);
	expect(h, "/a", 0, "b");
	expect(h, "/c", 0, "d");
	selabel_close(h);
	unlink("fc");
	mkdir("fc", 0700);
	assert_null(open_fc(SELABEL_OPT_UNUSED));
	assert_int_equal(errno, EISDIR);
	rmdir("fc");
	write_text("fc", "/a b\n");
	write_text("fc.local", "/a\n"); /* nothing partial */
	assert_null(open_fc(SELABEL_OPT_UNUSED));
	assert_int_equal(errno, EINVAL);
}

static void bad_expressions_fail_when_reached(void **state)
{
	struct selabel_handle *h = open_text("/a/b( bad\n/a/c.* good\n");
	char *con;

	(void)state;
	expect(h, "/a/c", 0, "good");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(selabel_lookup_raw(h, &con, "/a/bc", 0), -1);
		assert_int_equal(errno, EINVAL);
		assert_string_equal(told,
			"fc:  line 1 has invalid regex /a/b(:  REGEX back-end error: "
			"At offset 7: missing closing parenthesis\n");
	}
	selabel_close(h);
	assert_null(open_fc(SELABEL_OPT_VALIDATE));
	assert_int_equal(errno, EINVAL);
}

static int judge(char **con)
{
	if (!strcmp(*con, "alias")) {
		free(*con);
		*con = strdup("proper");
	}
	errno = EINVAL;
	return strcmp(*con, "bad") ? 0 : -1;
}

static void contexts_are_validated(void **state)
{
	union selinux_callback old = selinux_get_callback(SELINUX_CB_VALIDATE);
	union selinux_callback validate = {.func_validate = judge};
	struct selabel_handle *h;

	(void)state;
	selinux_set_callback(SELINUX_CB_VALIDATE, validate);
	write_text("fc", "/a alias\n/b <<none>>\n");
	h = open_fc(SELABEL_OPT_VALIDATE);
	assert_non_null(h);
	expect(h, "/a", 0, "proper");
	expect(h, "/b", 0, NULL);
	selabel_close(h);
	write_text("fc", "/a alias\n/b bad\n");
	assert_null(open_fc(SELABEL_OPT_VALIDATE));
	assert_string_equal(told, "fc: line 2 has invalid context bad\n");
	told[0] = '\0';
	write_text("fc", "/a/.* x\n/a/.* -- y\n");
	assert_null(open_fc(SELABEL_OPT_VALIDATE));
	assert_int_equal(errno, EINVAL);
	assert_string_equal(
		told, "fc: Multiple different specifications for wildcard /a/.*  (x and y).\n");
	selinux_set_callback(SELINUX_CB_VALIDATE, old);
}

/* As long as 3.11 takes them. */
static void patterns_are_as_long_as_those_of_3_11(void **state)
{
	enum {
		LONGEST = 4095
	};
	char line[LONGEST + 32], path[LONGEST], *con;
	struct selabel_handle *h;

	(void)state;
	memset(line, 'a', LONGEST);
	memcpy(line, "/[xy]", 5);
	strcpy(line + LONGEST, " type\n");
	h = open_text(line);
	assert_non_null(h);
	memset(path, 'a', sizeof(path));
	memcpy(path, "/x", 2);
	path[LONGEST - 3] = '\0';
	expect(h, path, 0, "type");
	selabel_close(h);
	strcpy(line + LONGEST, "a type\n");
	h = open_text(line);
	assert_non_null(h);
	path[LONGEST - 3] = 'a';
	path[LONGEST - 2] = '\0';
	assert_int_equal(selabel_lookup_raw(h, &con, path, 0), -1);
	assert_int_equal(errno, EINVAL);
	assert_non_null(strstr(told, "fc:  line 1 has invalid regex /[xy]aaaa"));
	assert_non_null(strstr(told, "pattern is too long"));
	selabel_close(h);
}

static void a_media_file_without_lines_has_its_digest(void **state)
{
	struct selinux_opt opts[] = {{SELABEL_OPT_PATH, "fc.local"}, {SELABEL_OPT_DIGEST, "1"}};
	struct selabel_handle *h;
	unsigned char *digest;
	char **files;
	size_t len, count;

	(void)state;
	write_text("fc.local", "");
	h = selabel_open(SELABEL_CTX_MEDIA, opts, 2);
	assert_non_null(h);
	assert_int_equal(selabel_digest(h, &digest, &len, &files, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(digest[0], 0xda); /* sha1sum </dev/null */
	assert_int_equal(digest[19], 0x09);
	selabel_close(h);
}

static void digests_are_sha1_and_comparison_is_by_lines(void **state)
{
	struct selabel_handle *h, *g;
	unsigned char *digest;
	char **files;
	size_t len, count;

	(void)state;
	write_text("fc", "/abc d\n");
	h = open_fc(SELABEL_OPT_DIGEST);
	assert_int_equal(selabel_digest(h, &digest, &len, &files, &count), 0);
	assert_int_equal(len, 20);
	assert_int_equal(count, 1);
	assert_string_equal(files[0], "fc");
	/* printf '/abc d\n' | sha1sum */
	assert_int_equal(digest[0], 0xe7);
	assert_int_equal(digest[19], 0x11);
	g = open_text("/abc d\n/q.* r\n");
	assert_int_equal(selabel_digest(g, &digest, &len, &files, &count), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(selabel_cmp(h, h), SELABEL_EQUAL);
	assert_int_equal(selabel_cmp(h, g), SELABEL_SUBSET);
	assert_int_equal(selabel_cmp(g, h), SELABEL_SUPERSET);
	selabel_close(g);
	g = open_text("/abc e\n");
	assert_int_equal(selabel_cmp(h, g), SELABEL_INCOMPARABLE);
	selabel_close(g);
	selabel_close(h);
}

/* As Debian's 3.11 says, too. */
static void a_set_holds_another_if_that_is_its_part_in_order(void **state)
{
	static const struct {
		const char *left, *right;
		enum selabel_cmp_result wanted;
	} rows[] = {
		{"/d/a.* x\n/d/b.* y\n", "/d/a.* x\n/d/c.* y\n", SELABEL_INCOMPARABLE},
		{"/d/a.* x\n/d/b.* y\n", "/d/b.* y\n/d/a.* x\n", SELABEL_INCOMPARABLE},
		{"/d/a.* x\n/d/b.* y\n/d/c.* z\n", "/d/b.* y\n", SELABEL_SUPERSET},
		{"/d/b.* y\n", "/d/a.* x\n/d/b.* y\n/d/c.* z\n", SELABEL_SUBSET},
		{"/d/a.* x\n/d/b.* y\n", "/d/z.* y\n", SELABEL_INCOMPARABLE},
		{"/d/f -- x\n/d/f -d y\n", "/d/f -- x\n", SELABEL_SUPERSET},
		{"/d/f -- x\n", "/d/f -d x\n", SELABEL_INCOMPARABLE},
		{"/d/f -- x\n/a x\n", "/a x\n", SELABEL_SUPERSET},
		{"/b x\n", "/a x\n/b x\n", SELABEL_SUBSET},
		{"/a x\n", "/b x\n", SELABEL_INCOMPARABLE},
		{"/d/f -- x\n/d/f -- x\n", "/d/f -- x\n", SELABEL_SUPERSET},
		{"/d/f -- x\n", "/d/f -- x\n/d/f -- x\n", SELABEL_SUBSET},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct selabel_handle *h = open_text(rows[i].left), *g = open_text(rows[i].right);

		assert_int_equal(selabel_cmp(h, g), rows[i].wanted);
		selabel_close(g);
		selabel_close(h);
	}
}

static void options_of_other_back_ends_are_einval(void **state)
{
	struct selinux_opt two[] = {{SELABEL_OPT_PATH, "fc"}, {SELABEL_OPT_PATH, "nothing"}};
	struct selinux_opt bad = {99, "1"},
			   subset[] = {{SELABEL_OPT_PATH, "fc"}, {SELABEL_OPT_SUBSET, "/a"}};
	struct selabel_handle *h;

	(void)state;
	write_text("fc", "/a/.* a\n/b/.* b\n/.* -d root\n");
	h = selabel_open(SELABEL_CTX_FILE, two, 2); /* the first one counts */
	assert_non_null(h);
	selabel_close(h);
	h = selabel_open(SELABEL_CTX_FILE, subset, 2);
	assert_non_null(h);
	expect(h, "/a/x", S_IFREG, "a");
	expect(h, "/b/x", S_IFREG, NULL);
	expect(h, "/b/x", S_IFDIR, "root");
	selabel_close(h);
	assert_null(selabel_open(SELABEL_CTX_MEDIA, subset, 2));
	assert_int_equal(errno, EINVAL);
	assert_null(selabel_open(SELABEL_CTX_FILE, &bad, 1));
	assert_int_equal(errno, EINVAL);
	assert_null(selabel_open(SELABEL_CTX_ANDROID_PROP, NULL, 0));
	assert_int_equal(errno, ENOTSUP);
	assert_null(selabel_open(6, NULL, 0));
	assert_int_equal(errno, EINVAL);
}

static void null_is_einval(void **state)
{
	struct selabel_handle *h = open_text("/a b\n");
	char *con;

	(void)state;
	selabel_close(NULL);
	selabel_stats(NULL);
	assert_int_equal(selabel_lookup(NULL, &con, "/a", 0), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(selabel_lookup(h, NULL, "/a", 0), -1);
	assert_int_equal(selabel_lookup_best_match(h, &con, NULL, NULL, 0), -1);
	errno = 0;
	assert_false(selabel_partial_match(h, NULL));
	assert_int_equal(errno, EINVAL);
	assert_false(selabel_hash_all_partial_matches(h, "/a", NULL));
	assert_false(selabel_get_digests_all_partial_matches(h, "/a", NULL, NULL, NULL));
	assert_int_equal(selabel_digest(NULL, NULL, NULL, NULL, NULL), -1);
	assert_int_equal(selabel_cmp(NULL, h), SELABEL_INCOMPARABLE);
	selabel_close(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_last_expression_wins),
		TEST(literals_win_over_expressions_and_the_first_of_them),
		TEST(later_files_win),
		TEST(paths_are_cleaned_and_substituted),
		TEST(anchors_belong_to_the_outermost_alternatives),
		TEST(best_match_prefers_literals_then_prefixes),
		TEST(partial_matches_and_their_digest),
		TEST(bad_lines_are_refused_with_file_and_line),
		TEST(a_file_with_one_bad_line_is_refused),
		TEST(bad_expressions_fail_when_reached),
		TEST(contexts_are_validated),
		TEST(patterns_are_as_long_as_those_of_3_11),
		TEST(a_media_file_without_lines_has_its_digest),
		TEST(digests_are_sha1_and_comparison_is_by_lines),
		TEST(a_set_holds_another_if_that_is_its_part_in_order),
		TEST(options_of_other_back_ends_are_einval),
		TEST(null_is_einval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
