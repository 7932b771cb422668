/* SPDX-License-Identifier: MIT */
/*
 * login/default_context.c: users/USER, default_contexts, failsafe_context. The expected answers are
 * those of Debian's 3.4 and 3.11, but for the rows and tests marked "ours".
 */
#include "login.h"

#include <selinux/get_context_list.h>

#define FROM  "system_u:system_r:sshd_t:s0"
#define LINE  "system_r:sshd_t:s0 "
#define USER  "contexts/users/staff_u"
#define OTHER "contexts/default_contexts"
#define SAFE  "contexts/failsafe_context"

/* "con con con", or "errno N". */
static const char *listed(const char *user, const char *level, const char *from)
{
	static char text[512];
	char **list = NULL;
	int r = level ? get_ordered_context_list_with_level(user, level, from, &list)
		      : get_ordered_context_list(user, from, &list);
	int count = 0;

	text[0] = '\0';
	if (r < 0) {
		assert_int_equal(r, -1);
		assert_null(list);
		snprintf(text, sizeof(text), "errno %d", errno);
		return text;
	}
	for (char **con = list; *con; con++) {
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s",
			count++ ? " " : "", *con);
	}
	assert_int_equal(r, count);
	freeconary(list);
	return text;
}

static const char *failed(int number)
{
	static char text[32];

	snprintf(text, sizeof(text), "errno %d", number);
	return text;
}

static void files(const char *user, const char *other, const char *safe)
{
	write_or_remove(USER, user);
	write_or_remove(OTHER, other);
	write_or_remove(SAFE, safe);
}

static void the_first_line_of_role_and_type_counts(void **state)
{
	static const struct {
		const char *user, *other, *contexts;
	} rows[] = {
		{NULL, LINE "a_r:a_t:s9 b_r:b_t\n", "staff_u:a_r:a_t:s0 staff_u:b_r:b_t:s0"},
		{LINE "a_r:a_t\n", LINE "b_r:b_t\n", "staff_u:a_r:a_t:s0 staff_u:b_r:b_t:s0"},
		{LINE "b_r:b_t\n", LINE "a_r:a_t b_r:b_t:s1\n",
			"staff_u:b_r:b_t:s0 staff_u:a_r:a_t:s0"},
		{LINE "a_r:a_t a_r:a_t:s0", NULL, "staff_u:a_r:a_t:s0"},
		{LINE "a_r:a_t\r\n", NULL, "staff_u:a_r:a_t:s0"},
		{" \tsystem_r:sshd_t\ta_r:a_t \t b_r:b_t\t\n", NULL,
			"staff_u:a_r:a_t:s0 staff_u:b_r:b_t:s0"},
		/* which line: role and type alone count, and the first one */
		{"system_r:sshd_t a_r:a_t\n", NULL, "staff_u:a_r:a_t:s0"},
		{"system_r:sshd_t:s7:c1 a_r:a_t\n", NULL, "staff_u:a_r:a_t:s0"},
		{"system_r:sshd_t: a_r:a_t\n", NULL, "staff_u:a_r:a_t:s0"},
		{"system_r:sshd_tx x_r:x_t\nsystem_r:sshd x_r:x_t\nystem_r:sshd_t x_r:x_t\n"
		 "system_u:system_r:sshd_t x_r:x_t\nsshd_t x_r:x_t\nSystem_r:sshd_t x_r:x_t\n"
		 "# " LINE "x_r:x_t\n\n" LINE "a_r:a_t\n" LINE "x_r:x_t\n",
			NULL, "staff_u:a_r:a_t:s0"},
		{"system_r:sshd_t:s0\n" LINE "a_r:a_t\n", NULL, "staff_u:a_r:a_t:s0"},
		{LINE "\n" LINE "x_r:x_t\n", LINE "a_r:a_t\n", "staff_u:a_r:a_t:s0"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		files(rows[i].user, rows[i].other, "fail_r:fail_t:s0\n");
		assert_string_equal(listed("staff_u", NULL, FROM), rows[i].contexts);
	}
	assert_string_equal(told, "");
}

static void choices_that_are_no_contexts_are_skipped(void **state)
{
	(void)state;
	files(LINE "junk a_r:a_t x:y:z:w:v:u:t\n", NULL, NULL);
	assert_string_equal(listed("staff_u", NULL, FROM), "staff_u:a_r:a_t:s0");
	assert_string_equal(told,
		"get_context_user: can't create a context from staff_u:junk, skipping\n"
		"get_context_user: can't create a context from staff_u:x:y:z:w:v:u:t, skipping\n");
}

static void choices_that_the_policy_refuses_are_left_out(void **state)
{
	(void)state;
	files(LINE "a_r:a_t b_r:b_t\n", LINE "a_r:a_t c_r:c_t\n", NULL);
	refused = "a_r:a_t";
	assert_string_equal(listed("staff_u", NULL, FROM), "staff_u:b_r:b_t:s0 staff_u:c_r:c_t:s0");
	refused = ":s0";
	assert_string_equal(listed("staff_u", NULL, FROM), failed(ENOENT));
	refused = "staff_u:";
	write_text(SAFE, "fail_r:fail_t\n");
	refused = "staff_u:fail_r";
	assert_string_equal(listed("staff_u", NULL, "u:other_r:other_t"), failed(EINVAL));
}

static void failsafe_context_is_its_first_line(void **state)
{
	static const struct {
		const char *text, *context;
		int number;
	} rows[] = {
		{"fail_r:fail_t:s0\n", "staff_u:fail_r:fail_t:s0", 0},
		{"fail_r:fail_t", "staff_u:fail_r:fail_t", 0},
		{"fail_r:fail_t:s0\nx_r:x_t\n", "staff_u:fail_r:fail_t:s0", 0},
		{NULL, NULL, ENOENT},
		{"", NULL, ENOENT},
		/* ours: stock gives what stands there, whatever it is */
		{" fail_r:fail_t \r\n", "staff_u:fail_r:fail_t", 0},
		{"\nfail_r:fail_t\n", NULL, EINVAL},
		{"# x\n", NULL, EINVAL},
		{"fail_r\n", NULL, EINVAL},
		{"junk junk\n", NULL, EINVAL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		files(NULL, LINE "a_r:a_t\n", rows[i].text);
		assert_string_equal(listed("staff_u", NULL, "u:other_r:other_t:s0"),
			rows[i].context ? rows[i].context : failed(rows[i].number));
	}
	/* ours: stock cuts the line behind 254 bytes */
	write_huge(SAFE, "fail_r:fail_", "\n");
	char **list;

	assert_int_equal(get_ordered_context_list("staff_u", "u:other_r:other_t", &list), 1);
	assert_int_equal(strlen(list[0]), strlen("staff_u:fail_r:fail_") + 70000);
	freeconary(list);
}

/* Nobody can say whether a context is valid: only the failsafe one is taken on trust. */
static void without_a_kernel_only_failsafe_context_is_given(void **state)
{
	(void)state;
	files(LINE "a_r:a_t\n", NULL, "fail_r:fail_t:s0\n");
	fakefs_unlink("context");
	assert_string_equal(listed("staff_u", NULL, FROM), "staff_u:fail_r:fail_t:s0");
	unlink(SAFE);
	assert_string_equal(listed("staff_u", NULL, FROM), failed(ENOENT));
	fakefs_text("context", "");
}

static void the_level_is_that_of_the_starting_context(void **state)
{
	static const char *const none[] = {"", "a", "a:b", "a:b c:d"};

	(void)state;
	files(NULL, LINE "a_r:a_t:s5\n", "fail_r:fail_t\n");
	assert_string_equal(listed("staff_u", NULL, "u:system_r:sshd_t"), "staff_u:a_r:a_t");
	assert_string_equal(
		listed("staff_u", NULL, "u:system_r:sshd_t:s1-s2:c3"), "staff_u:a_r:a_t:s1-s2:c3");
	assert_string_equal(told, "");
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		assert_string_equal(listed("staff_u", NULL, none[i]), "staff_u:fail_r:fail_t");
		assert_string_equal(listed("staff_u", "s0", none[i]), failed(EINVAL));
	}
	assert_string_equal(told, "");
	assert_string_equal(listed("staff_u", NULL, "a:b:"), "staff_u:fail_r:fail_t");
	assert_non_null(strstr(told, "get_ordered_context_list:  error in processing configuration "
				     "file /"));
}

static void a_given_level_replaces_that_of_the_line(void **state)
{
	(void)state;
	files(NULL, LINE "a_r:a_t:s5 b_r:b_t\n", NULL);
	assert_string_equal(listed("staff_u", "s1", FROM), "staff_u:a_r:a_t:s1 staff_u:b_r:b_t:s1");
	assert_string_equal(listed("staff_u", "", FROM), "staff_u:a_r:a_t staff_u:b_r:b_t");
	assert_string_equal(listed("staff_u", "s\t1", FROM), failed(EINVAL));
}

static void roles_choose_among_default_contexts(void **state)
{
	char *con = NULL;

	(void)state;
#define GIVES(call, context)                                                                       \
	do {                                                                                       \
		assert_int_equal(call, 0);                                                         \
		assert_string_equal(con, context);                                                 \
		freecon(con);                                                                      \
		con = NULL;                                                                        \
	} while (0)
#define FAILS(call, number)                                                                        \
	do {                                                                                       \
		errno = 0;                                                                         \
		assert_int_equal(call, -1);                                                        \
		assert_int_equal(errno, number);                                                   \
		assert_null(con);                                                                  \
	} while (0)
	files(LINE "a_r:a_t b_r:b_t b_r:c_t\n", NULL, "fail_r:fail_t:s0\n");
	GIVES(get_default_context("staff_u", FROM, &con), "staff_u:a_r:a_t:s0");
	GIVES(get_default_context_with_level("staff_u", "s2", FROM, &con), "staff_u:a_r:a_t:s2");
	GIVES(get_default_context_with_level("staff_u", NULL, FROM, &con), "staff_u:a_r:a_t:s0");
	GIVES(get_default_context_with_role("staff_u", "b_r", FROM, &con), "staff_u:b_r:b_t:s0");
	GIVES(get_default_context_with_rolelevel("staff_u", "b_r", "s3", FROM, &con),
		"staff_u:b_r:b_t:s3");
	GIVES(get_default_context_with_rolelevel("staff_u", "b_r", NULL, FROM, &con),
		"staff_u:b_r:b_t:s0");
	GIVES(get_default_context_with_role("staff_u", "fail_r", "u:o_r:o_t:s0", &con),
		"staff_u:fail_r:fail_t:s0");
	FAILS(get_default_context_with_role("staff_u", "fail_r", FROM, &con), EINVAL);
	FAILS(get_default_context_with_role("staff_u", "", FROM, &con), EINVAL);
	FAILS(get_default_context_with_role("staff_u", "b", FROM, &con), EINVAL);
	FAILS(get_default_context_with_role("staff_u", "b_r:b_t", FROM, &con), EINVAL);
	FAILS(get_default_context_with_rolelevel("staff_u", "x_r", "s3", FROM, &con), EINVAL);
	unlink(SAFE);
	FAILS(get_default_context("staff_u", "u:o_r:o_t:s0", &con), ENOENT);
	FAILS(get_default_context_with_role("staff_u", "a_r", "u:o_r:o_t:s0", &con), ENOENT);
}

/* Two empty fields, and a level as the third one. Only levels may have blanks. */
static void a_level_may_be_where_a_type_was(void **state)
{
	char *con = NULL;

	(void)state;
	files(LINE ": b_r:b_t\n", NULL, NULL);
	GIVES(get_default_context_with_level("staff_u", "s 0", FROM, &con), "staff_u::s 0");
	GIVES(get_default_context_with_rolelevel("staff_u", "", "s0", FROM, &con), "staff_u::s0");
	FAILS(get_default_context_with_rolelevel("staff_u", "", "s 0", FROM, &con), EINVAL);
	GIVES(get_default_context_with_rolelevel("staff_u", "b_r", "s 0", FROM, &con),
		"staff_u:b_r:b_t:s 0");
}

static void bad_lines_are_skipped_and_unreadable_files_told(void **state)
{
	static const char nul[] = LINE "x_r:x\0_t a_r:a_t\n" LINE "b_r:b_t\n";

	(void)state;
	/* ours: stock reads a line up to its NUL */
	files(NULL, NULL, "fail_r:fail_t\n");
	write_file(OTHER, nul, sizeof(nul) - 1);
	assert_string_equal(listed("staff_u", NULL, FROM), "staff_u:b_r:b_t:s0");
	assert_non_null(strstr(told, "contexts:  error on line 1, skipping...\n"));

	write_huge(OTHER, "", "\n" LINE "a_r:a_t\n");
	assert_string_equal(listed("staff_u", NULL, FROM), "staff_u:a_r:a_t:s0");
	write_binary(OTHER);
	assert_string_equal(listed("staff_u", NULL, FROM), "staff_u:fail_r:fail_t");

	/* ours: the message; stock says nothing */
	told[0] = '\0';
	write_text(OTHER, LINE "a_r:a_t\n");
	assert_int_equal(mkdir(USER, 0700), 0);
	assert_string_equal(listed("staff_u", NULL, FROM), "staff_u:a_r:a_t:s0");
	assert_non_null(strstr(told, "/staff_u:  cannot be read"));
	rmdir(USER);
}

/* ours: stock reads users/../default_contexts, and lets "u:r:t" be a user's name */
static void a_user_is_a_name(void **state)
{
	(void)state;
	files(NULL, NULL, "fail_r:fail_t\n");
	write_text("contexts/users/../elsewhere", LINE "x_r:x_t\n");
	assert_string_equal(listed("../elsewhere", NULL, FROM), "../elsewhere:fail_r:fail_t");
	write_text(OTHER, LINE "a_r:a_t\n");
	assert_string_equal(listed("system_u:system_r:init_t", NULL, FROM), failed(EINVAL));
}

/* ours: stock crashes */
static void null_is_einval(void **state)
{
	char *con = NULL;

	(void)state;
	files(NULL, LINE "a_r:a_t\n", NULL);
	FAILS(get_ordered_context_list(NULL, FROM, &(char **){0}), EINVAL);
	FAILS(get_ordered_context_list("staff_u", FROM, NULL), EINVAL);
	FAILS(get_ordered_context_list_with_level(NULL, "s0", FROM, &(char **){0}), EINVAL);
	FAILS(get_default_context(NULL, FROM, &con), EINVAL);
	FAILS(get_default_context("staff_u", FROM, NULL), EINVAL);
	FAILS(get_default_context_with_role("staff_u", NULL, FROM, &con), EINVAL);
	FAILS(get_default_context_with_rolelevel("staff_u", NULL, "s0", FROM, &con), EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_first_line_of_role_and_type_counts),
		TEST(a_level_may_be_where_a_type_was),
		TEST(choices_that_are_no_contexts_are_skipped),
		TEST(choices_that_the_policy_refuses_are_left_out),
		TEST(failsafe_context_is_its_first_line),
		TEST(without_a_kernel_only_failsafe_context_is_given),
		TEST(the_level_is_that_of_the_starting_context),
		TEST(a_given_level_replaces_that_of_the_line),
		TEST(roles_choose_among_default_contexts),
		TEST(bad_lines_are_skipped_and_unreadable_files_told),
		TEST(a_user_is_a_name),
		TEST(null_is_einval),
	};

	return cmocka_run_group_tests(tests, make_root, remove_root);
}
