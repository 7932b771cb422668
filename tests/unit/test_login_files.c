/* SPDX-License-Identifier: MIT */
/*
 * login/: default_type, securetty_types, the dialogs, and running a program. The expected answers
 * are those of Debian's 3.4 and 3.11, but for the rows and tests marked "ours".
 */
#include "login.h"

#include <sys/wait.h>

#include <selinux/get_context_list.h>
#include <selinux/get_default_type.h>

/* rpm_execcon() */
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

static void default_type_is_that_of_the_first_line_of_the_role(void **state)
{
	static const struct {
		const char *text, *role, *type;
		int number;
	} rows[] = {
		{NULL, "a_r", NULL, ENOENT}, {"", "a_r", NULL, EINVAL},
		{"a_r:a_t\nb_r:b_t\n", "a_r", "a_t", 0}, {"a_r:a_t\nb_r:b_t\n", "b_r", "b_t", 0},
		{"a_r:a_t\nb_r:b_t\n", "c_r", NULL, EINVAL}, {"a_r:a_t\n", "a", NULL, EINVAL},
		{"a_r:a_t\n", "", NULL, EINVAL}, {"a_r:a_t\n", "a_r:a_t", NULL, EINVAL},
		{"a_r:a_t:s0\n", "a_r:a_t", "s0", 0}, {"a_r:one_t\na_r:two_t\n", "a_r", "one_t", 0},
		{" \ta_r:a_t\n", "a_r", "a_t", 0}, {"a_r :a_t\n", "a_r", NULL, EINVAL},
		{"a_r: a_t\n", "a_r", " a_t", 0}, {"#a_r:a_t\n", "a_r", NULL, EINVAL},
		{"a_r:a_t:s0 # x\n", "a_r", "a_t:s0 # x", 0}, {"a_r\na_r:a_t\n", "a_r", "a_t", 0},
		{"a_r:a_t \r\n", "a_r", "a_t", 0},    /* ours: stock gives "a_t \r" */
		{"a_r:a_t", "a_r", "a_t", 0},         /* ours: stock gives "a_" */
		{"a_r:\na_r:a_t\n", "a_r", "a_t", 0}, /* ours: stock gives "" */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *type = NULL;

		write_or_remove("contexts/default_type", rows[i].text);
		errno = 0;
		if (rows[i].type) {
			assert_int_equal(get_default_type(rows[i].role, &type), 0);
			assert_string_equal(type, rows[i].type);
			free(type);
		} else {
			assert_int_equal(get_default_type(rows[i].role, &type), -1);
			assert_int_equal(errno, rows[i].number);
			assert_null(type);
		}
	}
	assert_string_equal(told, "");
}

static void bad_lines_of_default_type_are_skipped(void **state)
{
	static const char nul[] = "a_r:a\0_t\na_r:b_t\n"; /* ours: stock gives "" */
	char *type = NULL;

	(void)state;
	write_file("contexts/default_type", nul, sizeof(nul) - 1);
	assert_int_equal(get_default_type("a_r", &type), 0);
	assert_string_equal(type, "b_t");
	free(type);
	assert_non_null(strstr(told, "/default_type:  error on line 1, skipping...\n"));

	write_huge("contexts/default_type", "a_r:", "\n"); /* ours: stock cuts it short */
	assert_int_equal(get_default_type("a_r", &type), 0);
	assert_int_equal(strlen(type), 70000);
	free(type);
	type = NULL;

	assert_int_equal(get_default_type(NULL, &type), -1);
	assert_int_equal(errno, EINVAL);
	errno = 0;
	assert_int_equal(get_default_type("a_r", NULL), -1);
	assert_int_equal(errno, EINVAL);

	unlink("contexts/default_type");
	assert_int_equal(mkdir("contexts/default_type", 0700), 0);
	assert_int_equal(get_default_type("a_r", &type), -1);
	assert_int_equal(errno, EISDIR); /* ours: stock says EINVAL, and nothing in the log */
	assert_null(type);
	assert_non_null(strstr(told, "/default_type:  cannot be read"));
	rmdir("contexts/default_type");
}

static void only_the_first_word_of_a_line_of_securetty_types_counts(void **state)
{
	static const struct {
		const char *text, *con;
		int number;
	} rows[] = {
		{NULL, "u:r:tty_t:s0", ENOENT}, {NULL, "junk", ENOENT},
		{"tty_t\n", "u:r:tty_t:s0", 0}, {"tty_t\n", "u:r:tty_t", 0},
		{"x_t\n\ntty_t", "u:r:tty_t", 0}, {"  tty_t # x\n", "u:r:tty_t", 0},
		{"tty_t\r\n", "u:r:tty_t", 0}, {"tty_t\n", "junk", EINVAL}, {"tty_t\n", "", EINVAL},
		/* ours from here on: stock leaves errno alone */
		{"", "u:r:tty_t", EACCES}, {"tty_t\n", "u:r:other_t", EACCES},
		{"tty_tx\n#tty_t\n# tty_t\nx tty_t\ntty_t:x\n", "u:r:tty_t", EACCES},
		{"\n", "u:r::s0", EACCES}, {"tty_t\n", "u:r:", EINVAL}, /* ours: stock crashes */
		{"tty_t\n", NULL, EINVAL},                              /* likewise */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		write_or_remove("contexts/securetty_types", rows[i].text);
		errno = 0;
		assert_int_equal(
			selinux_check_securetty_context(rows[i].con), rows[i].number ? -1 : 0);
		assert_int_equal(errno, rows[i].number);
	}
	write_huge("contexts/securetty_types", "", "\ntty_t\n");
	assert_int_equal(selinux_check_securetty_context("u:r:tty_t"), 0);
}

/* A child with `input` on its stdin; what it prints, and its answer, come back in one string. */
static const char *dialog(const char *input, int (*talk)(char **con))
{
	static char text[2048];
	FILE *in = tmpfile(), *out = tmpfile();
	pid_t child;
	size_t len;

	assert_non_null(in);
	assert_non_null(out);
	fputs(input, in);
	rewind(in);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		char *con = NULL;

		alarm(patience(120));
		dup2(fileno(in), 0);
		dup2(fileno(out), 1);
		clearerr(stdin);
		if (talk(&con) == 0)
			printf("=%s", con);
		else
			printf("=-1");
		fflush(stdout);
		_exit(0);
	}
	wait_in_time(child);
	rewind(out);
	len = fread(text, 1, sizeof(text) - 1, out);
	text[len] = '\0';
	fclose(in);
	fclose(out);
	return text;
}

static int query(char **con)
{
	char one[] = "a:b:c", two[] = "d:e:f", *list[] = {one, two, NULL};

	return query_user_context(list, con);
}

static int query_one(char **con)
{
	char one[] = "a:b:c", *list[] = {one, NULL};

	return query_user_context(list, con);
}

static int query_none(char **con)
{
	char *list[] = {NULL};

	return query_user_context(list, con);
}

static int manual(char **con)
{
	return manual_user_enter_context("bob", con);
}

static void a_choice_is_asked_for_until_it_is_one(void **state)
{
#define QUERY  "\nYour default context is a:b:c.\nDo you want to choose a different one? [n]"
#define CHOICE QUERY "\n\n[1] a:b:c\n[2] d:e:f\nEnter number of choice: "
	(void)state;
	assert_string_equal(dialog("\n", query), QUERY "=a:b:c");
	assert_string_equal(dialog("n\n", query), QUERY "=a:b:c");
	assert_string_equal(dialog("2\n", query), QUERY "=a:b:c");
	assert_string_equal(dialog("y\n2\n", query), CHOICE "=d:e:f");
	assert_string_equal(dialog("Yes\n1\n", query), CHOICE "=a:b:c");
	assert_string_equal(dialog("y\n0\nx\n\n3\n-1\n 2 \n", query),
		CHOICE "Enter number of choice: Enter number of choice: Enter number of choice: "
		       "Enter number of choice: Enter number of choice: =d:e:f");
	assert_string_equal(dialog("", query_one), "\nYour default context is a:b:c.\n=a:b:c");
	assert_string_equal(dialog("", query), QUERY "=-1");
	assert_string_equal(dialog("", query_none), "=-1");
	/* ours: stock asks for ever */
	assert_string_equal(dialog("y\n", query), CHOICE "=-1");
}

static void a_context_is_asked_for_until_it_is_valid(void **state)
{
#define WOULD "Would you like to enter a security context? [y]"
#define ROLE  "\tEnter role "
#define TYPE  "\tEnter type "
#define LEVEL "\tEnter level "
	char long_line[3000];

	(void)state;
	assert_string_equal(dialog("n\n", manual), WOULD "=-1");
	assert_string_equal(dialog("No\n", manual), WOULD "=-1");
	assert_string_equal(dialog("", manual), WOULD "=-1");
	assert_string_equal(dialog("y\nr\nt\ns0\n", manual), WOULD ROLE TYPE LEVEL "=bob:r:t:s0");
	assert_string_equal(dialog("\nr\n\nt\n\ns0 x\n", manual),
		WOULD ROLE TYPE "You must enter a type\n" TYPE LEVEL
				"You must enter a level\n" LEVEL "=bob:r:t:s0 x");
	assert_string_equal(dialog("y\nr:x\n", manual), WOULD ROLE "=-1");
	refused = "bob:r:";
	assert_string_equal(dialog("y\nr\nt\ns0\ny\nr2\nt\ns0\n", manual), WOULD ROLE TYPE LEVEL
		"Not a valid security context\n" WOULD ROLE TYPE LEVEL "=bob:r2:t:s0");
	assert_string_equal(dialog("y\nr\nt\ns0\nn\n", manual),
		WOULD ROLE TYPE LEVEL "Not a valid security context\n" WOULD "=-1");
	refused = NULL;
	set_mls(0);
	assert_string_equal(dialog("y\nr\nt\n", manual), WOULD ROLE TYPE "=bob:r:t");
	/* ours: stock asks for ever, and takes pieces of a long line for many */
	assert_string_equal(dialog("y\nr\n", manual), WOULD ROLE TYPE "=-1");
	memset(long_line, 'x', sizeof(long_line));
	memcpy(long_line, "y\n", 2);
	strcpy(long_line + sizeof(long_line) - 6, "\nr\nt\n");
	assert_string_equal(dialog(long_line, manual),
		WOULD ROLE "You must enter a role\n" ROLE TYPE "=bob:r:t");
}

static void null_is_einval(void **state)
{
	char one[] = "a:b:c", *list[] = {one, NULL}, *con;

	(void)state;
#define REFUSED(call) errno = 0, assert_int_equal(call, -1), assert_int_equal(errno, EINVAL)
	REFUSED(query_user_context(NULL, &con));
	REFUSED(query_user_context(list, NULL));
	REFUSED(manual_user_enter_context(NULL, &con));
	REFUSED(manual_user_enter_context("bob", NULL));
}

/* Where SELinux is off, a program is simply run. */
static void without_selinux_a_program_is_simply_run(void **state)
{
	char name[] = "sh", option[] = "-c", script[] = "exit $X", variable[] = "X=7";
	char *argv[] = {name, option, script, NULL}, *envp[] = {variable, NULL};
	int status;
	pid_t child;

	(void)state;
	fini_selinuxmnt();
	assert_int_equal(setexecfilecon("/no/such/file", "x_t"), 0);
	assert_int_equal(setexecfilecon(NULL, NULL), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		rpm_execcon(0, "/bin/sh", argv, envp);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
	assert_int_equal(rpm_execcon(0, "/no/such/file", argv, envp), -1);
	assert_int_equal(errno, ENOENT);
	REFUSED(rpm_execcon(0, NULL, argv, envp)); /* ours: stock says EFAULT */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(default_type_is_that_of_the_first_line_of_the_role),
		TEST(bad_lines_of_default_type_are_skipped),
		TEST(only_the_first_word_of_a_line_of_securetty_types_counts),
		TEST(a_choice_is_asked_for_until_it_is_one),
		TEST(a_context_is_asked_for_until_it_is_valid),
		TEST(null_is_einval),
		TEST(without_selinux_a_program_is_simply_run),
	};

	return cmocka_run_group_tests(tests, make_root, remove_root);
}
