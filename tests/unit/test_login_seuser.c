/* SPDX-License-Identifier: MIT */
/*
 * login/seuser.c: what each line of seusers and of logins/USER means. The expected answers are
 * those of Debian's 3.4 and 3.11, but for the rows marked "ours".
 */
#include "login.h"

#include <grp.h>
#include <pwd.h>

static char login[64] = "%none", group[66]; /* who runs the test, and "%" and its group */

static int find_me(void **state)
{
	struct passwd *pw = getpwuid(getuid());
	struct group *gr = pw ? getgrgid(pw->pw_gid) : NULL;

	if (gr) {
		snprintf(login, sizeof(login), "%s", pw->pw_name);
		snprintf(group, sizeof(group), "%%%s", gr->gr_name);
	}
	return make_root(state);
}

struct row {
	const char *text; /* of the file */
	const char *who;  /* asked for */
	const char *seuser, *level;
	unsigned bad_line; /* which the log names */
};

static void check_log(const char *file, const struct row *row)
{
	char expected[256] = "";

	if (row->bad_line)
		snprintf(expected, sizeof(expected), "%s/%s:  error on line %u, skipping...\n",
			directory, file, row->bad_line);
	assert_string_equal(told, expected);
	told[0] = '\0';
}

static void check_pair(const struct row *row, char *seuser, char *level)
{
	assert_string_equal(seuser, row->seuser);
	if (row->level)
		assert_string_equal(level, row->level);
	else
		assert_null(level);
	free(seuser);
	free(level);
}

static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *seuser = NULL, *level = (char *)"untouched";

		write_or_remove("seusers", rows[i].text);
		if (getseuserbyname(rows[i].who, &seuser, &level) != 0)
			fail_msg("row %zu", i);
		check_pair(&rows[i], seuser, level);
		check_log("seusers", &rows[i]);
	}
}

static void blanks_end_a_level_but_belong_to_a_login(void **state)
{
	static const struct row rows[] = {
		{NULL, "bob", "bob", NULL, 0},
		{"", "bob", "bob", NULL, 0},
		{"# only\n", "bob", "bob", NULL, 0},
		{"bob:bob_u:s0-s0:c0.c3\n", "bob", "bob_u", "s0-s0:c0.c3", 0},
		{"bob:bob_u:s0", "bob", "bob_u", "s0", 0},
		{"bob:bob_u\n", "bob", "bob_u", NULL, 0},
		{"bob:bob_u:s0\n", "al", "al", NULL, 0},
		{"BOB:bob_u:s0\n", "bob", "bob", NULL, 0},
		{"bob:one_u:s1\nbob:two_u:s2\n", "bob", "one_u", "s1", 0},
		{"__default__:def_u:s0\nbob:bob_u:s1\n", "bob", "bob_u", "s1", 0},
		{"__default__:one_u:s0\n__default__:two_u:s0\n", "bob", "one_u", "s0", 0},
		{"__default__:def_u\n", "bob", "def_u", NULL, 0},
		{" \t\n\n  # x\n  bob:bob_u:s0\n", "bob", "bob_u", "s0", 0},
		/* blanks: some end a word, some belong to it */
		{"bob :bob_u:s0\n", "bob", "bob", NULL, 0},
		{"bob:\tbob_u:s0\n", "bob", "\tbob_u", "s0", 0},
		{"bob:b u:s0\n", "bob", "b u", "s0", 0},
		{"bob:bob_u x\n", "bob", "bob_u", NULL, 0},
		{"bob:bob_u:s0 # x\n", "bob", "bob_u", "s0", 0},
		{"bob:bob_u:s0:c1:x y\n", "bob", "bob_u", "s0:c1:x", 0},
		{"bob:bob_u:s0\r\n", "bob", "bob_u", "s0", 0},
		{"bob:bob_u:s0#x\n", "bob", "bob_u", "s0#x", 0},
		/* lines that are none */
		{"bob\nbob:bob_u:s0\n", "bob", "bob_u", "s0", 1},
		{"bob:\nbob:bob_u:s0\n", "bob", "bob_u", "s0", 1},
		{"bob::s0\nbob:bob_u:s0\n", "bob", "bob_u", "s0", 1},
		{"bob: bob_u\n", "bob", "bob", NULL, 1},
		{"\nbob:bob_u:\n", "bob", "bob", NULL, 2},
		{"bob:bob_u: s0\n", "bob", "bob", NULL, 1},
		{"garbage\n__default__:def_u:s0", "bob", "def_u", "s0", 1},
		/* what follows the login's own line is not read */
		{"bob:bob_u:s0\ngarbage\n", "bob", "bob_u", "s0", 0},
		/* no group of these names, or nobody of this name */
		{"%:x_u:s0\n", "bob", "bob", NULL, 0},
		{"%no-such-group-here:x_u:s0\n__default__:def_u:s0\n", "root", "def_u", "s0", 0},
		{"%root:x_u:s0\n", "no-such-login-here", "no-such-login-here", NULL, 0},
	};

	(void)state;
	check_rows(rows, sizeof(rows) / sizeof(*rows));
}

static void without_mls_the_level_may_be_anything(void **state)
{
	static const struct row rows[] = {
		{"bob:bob_u:s0\n", "bob", "bob_u", NULL, 0},
		{"bob:bob_u:\n", "bob", "bob_u", NULL, 0},
		{"bob:bob_u: s0\n", "bob", "bob_u", NULL, 0},
		{"bob:bob_u\n", "bob", "bob_u", NULL, 0},
		{"bob:\n", "bob", "bob", NULL, 1},
	};

	(void)state;
	set_mls(0);
	check_rows(rows, sizeof(rows) / sizeof(*rows));
}

static void a_line_of_a_group_counts_after_that_of_the_login(void **state)
{
	char text[512];
	struct row row = {text, login, "grp_u", "s1", 0};

	(void)state;
	if (!group[0])
		skip();
	snprintf(text, sizeof(text),
		"__default__:def_u\n%%no-such-group-here:x_u\n%s:grp_u:s1\n%s:x_u\n", group, group);
	check_rows(&row, 1);
	snprintf(text, sizeof(text), "%s:grp_u:s1\n%s:own_u:s2\n", group, login);
	row.seuser = "own_u", row.level = "s2";
	check_rows(&row, 1);
}

static void bad_lines_are_skipped_and_unreadable_files_told(void **state)
{
	static const char nul[] =
		"bob:bo\0b_u:s0\n__default__:def_u:s1\n"; /* ours: stock takes "bo" */
	struct row row = {NULL, "bob", "def_u", "s1", 1};
	char *seuser = NULL, *level = NULL;

	(void)state;
	write_file("seusers", nul, sizeof(nul) - 1);
	assert_int_equal(getseuserbyname("bob", &seuser, &level), 0);
	check_pair(&row, seuser, level);
	check_log("seusers", &row);

	write_huge("seusers", "", "\nbob:bob_u:s0\n");
	row = (struct row){NULL, "bob", "bob_u", "s0", 1};
	assert_int_equal(getseuserbyname("bob", &seuser, &level), 0);
	check_pair(&row, seuser, level);
	check_log("seusers", &row);

	write_huge("seusers", "bob:", ":s0\n");
	assert_int_equal(getseuserbyname("bob", &seuser, &level), 0);
	assert_int_equal(strlen(seuser), 70000);
	assert_string_equal(level, "s0");
	free(seuser);
	free(level);

	write_binary("seusers");
	row = (struct row){NULL, "bob", "bob", NULL, 0};
	assert_int_equal(getseuserbyname("bob", &seuser, &level), 0);
	check_pair(&row, seuser, level);
	assert_non_null(strstr(told, "error on line 1, skipping"));

	/* ours: the message; stock says nothing */
	told[0] = '\0';
	unlink("seusers");
	assert_int_equal(mkdir("seusers", 0700), 0);
	assert_int_equal(getseuserbyname("bob", &seuser, &level), 0);
	check_pair(&row, seuser, level);
	assert_non_null(strstr(told, "/seusers:  cannot be read"));
	rmdir("seusers");
}

static void the_line_of_the_service_counts_else_the_last_of_all(void **state)
{
	static const struct row rows[] = {
		{NULL, "sshd", "fall_u", "s7", 0},
		{"", "sshd", "fall_u", "s7", 0},
		{"sshd:one_u:s1\n", "sshd", "one_u", "s1", 0},
		{"sshd:one_u:s1", "sshd", "one_u", "s1", 0},
		{"sshd:one_u:s1\n", "login", "fall_u", "s7", 0},
		{"sshd:one_u:s1\n", NULL, "fall_u", "s7", 0},
		{"*:any_u:s2\n", NULL, "any_u", "s2", 0},
		{"*:any_u:s2\nsshd:one_u:s1\n", "sshd", "one_u", "s1", 0},
		{"sshd:one_u:s1\n*:any_u:s2\n", "sshd", "one_u", "s1", 0},
		{"*:any_u:s2\n*:last_u:s3\n", "sshd", "last_u", "s3", 0},
		{"sshd:one_u:s1\nsshd:two_u:s2\n", "sshd", "one_u", "s1", 0},
		{"sshd:one_u:s0:c1\n", "sshd", "one_u", "s0:c1", 0},
		{"sshd:one_u:\n", "sshd", "one_u", "", 0},
		{"sshd: one_u: s1 # x\n", "sshd", " one_u", " s1 # x", 0},
		{" sshd:one_u:s1\n", "sshd", "fall_u", "s7", 0},
		{"sshd\n*:any_u:s2\n", "sshd", "any_u", "s2", 0},
		/* a line of ours without a level hides all others */
		{"sshd:one_u\n*:any_u:s2\n", "sshd", "fall_u", "s7", 0},
		{"*:any_u:s2\n*:last_u\n", "sshd", "fall_u", "s7", 0},
		{"*:any_u\n*:last_u:s3\n", "sshd", "last_u", "s3", 0},
	};

	(void)state;
	for (int mls = 1; mls >= 0; mls--) {
		set_mls(mls);
		write_text("seusers", "bob:fall_u:s7\n");
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
			char *seuser = NULL, *level = NULL;
			struct row row = rows[i];

			if (!mls && strcmp(row.seuser, "fall_u") == 0)
				row.level = NULL;
			write_or_remove("logins/bob", row.text);
			if (getseuser("bob", row.who, &seuser, &level) != 0)
				fail_msg("row %zu", i);
			check_pair(&row, seuser, level);
		}
	}
	assert_string_equal(told, "");
}

/* ours: stock opens whatever file the name leads to */
static void a_login_is_no_path(void **state)
{
	static const char *const names[] = {"../logins/bob", "../seusers", ".", "..", ""};

	(void)state;
	write_text("logins/bob", "sshd:one_u:s1\n");
	write_text("seusers", "sshd:one_u:s1\n");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct row row = {NULL, NULL, names[i], NULL, 0};
		char *seuser = NULL, *level = NULL;

		assert_int_equal(getseuser(names[i], "sshd", &seuser, &level), 0);
		check_pair(&row, seuser, level);
	}
	assert_string_equal(told, "");
}

/* ours: stock crashes */
static void null_is_einval(void **state)
{
	char *s = (char *)"untouched";

	(void)state;
#define REFUSED(call) errno = 0, assert_int_equal(call, -1), assert_int_equal(errno, EINVAL)
	REFUSED(getseuserbyname(NULL, &s, &s));
	REFUSED(getseuserbyname("bob", NULL, &s));
	REFUSED(getseuserbyname("bob", &s, NULL));
	REFUSED(getseuser(NULL, "sshd", &s, &s));
	REFUSED(getseuser("bob", "sshd", NULL, &s));
	REFUSED(getseuser("bob", "sshd", &s, NULL));
	assert_string_equal(s, "untouched");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(blanks_end_a_level_but_belong_to_a_login),
		TEST(without_mls_the_level_may_be_anything),
		TEST(a_line_of_a_group_counts_after_that_of_the_login),
		TEST(bad_lines_are_skipped_and_unreadable_files_told),
		TEST(the_line_of_the_service_counts_else_the_last_of_all),
		TEST(a_login_is_no_path),
		TEST(null_is_einval),
	};

	return cmocka_run_group_tests(tests, find_me, remove_root);
}
