/* SPDX-License-Identifier: MIT */
/*
 * The matchpathcon family: its handle, its callbacks, its table of inodes, and path resolution.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

#include <selinux/selinux.h>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

static char directory[] = "/tmp/unit-mpc.XXXXXX";
static char printed[4096];

static void keep_print(const char *fmt, ...)
{
	size_t len = strlen(printed);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(printed + len, sizeof(printed) - len, fmt, ap);
	va_end(ap);
}

static const char *in_directory(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	return path;
}

static void expect(const char *path, mode_t mode, const char *wanted)
{
	char *con = NULL;
	int r = matchpathcon(path, mode, &con);

	assert_int_equal(r, wanted ? 0 : -1);
	if (wanted)
		assert_string_equal(con, wanted);
	else
		assert_int_equal(errno, ENOENT);
	freecon(con);
}

static int prepare(void **state)
{
	FILE *f;

	(void)state;
	if (!mkdtemp(directory) || chdir(directory) < 0 || !(f = fopen("fc", "w")))
		return -1;
	fprintf(f,
		"%s/real x:y:real\n%s/link x:y:link\n%s/dir/f -- x:y:f\n"
		"%s/alias alias\n%s/bad bad\n%s/none <<none>>\n",
		directory, directory, directory, directory, directory, directory);
	fclose(f);
	fclose(fopen("real", "w"));
	mkdir("dir", 0700);
	return symlink("real", "link") || symlink("dir", "other") || link("real", "second");
}

static int clean_up(void **state)
{
	static const char *const names[] = {"fc", "real", "link", "other", "second"};

	(void)state;
	matchpathcon_fini();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlink(names[i]);
	rmdir("dir");
	return chdir("/") == 0 ? rmdir(directory) : -1;
}

static int begin(void **state)
{
	(void)state;
	printed[0] = '\0';
	set_matchpathcon_flags(0);
	set_matchpathcon_printf(keep_print);
	return matchpathcon_init("fc");
}

static int end(void **state)
{
	(void)state;
	set_matchpathcon_canoncon(NULL);
	set_matchpathcon_invalidcon(NULL);
	matchpathcon_filespec_destroy();
	return 0;
}

static void paths_are_resolved(void **state)
{
	(void)state;
	expect(in_directory("link"), S_IFREG, "x:y:real");
	expect(in_directory("link"), S_IFLNK, "x:y:link"); /* the link's own label */
	expect("link", S_IFLNK, "x:y:link");
	expect(in_directory("other/f"), S_IFLNK, NULL);
	expect(in_directory("dir/f"), S_IFREG, "x:y:f"); /* does not exist: taken as it is */
	expect(in_directory("none"), S_IFREG, NULL);
	assert_int_equal(matchpathcon(NULL, 0, NULL), -1);
	assert_int_equal(errno, EINVAL);
}

static void the_last_component_is_kept(void **state)
{
	char path[4096], wanted[256];

	(void)state;
	assert_int_equal(realpath_not_final(in_directory("other/link"), path), 0);
	snprintf(wanted, sizeof(wanted), "%s", in_directory("dir/link"));
	assert_string_equal(path, wanted);
	assert_int_equal(realpath_not_final("/x", path), 0);
	assert_string_equal(path, "/x");
	assert_int_equal(realpath_not_final(in_directory("nothing/x"), path), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(realpath_not_final(NULL, path), -1);
}

static int canon(const char *path, unsigned lineno, char **con)
{
	keep_print("%s %u %s\n", path, lineno, *con);
	if (!strcmp(*con, "bad"))
		return -1;
	if (!strcmp(*con, "alias")) {
		free(*con);
		*con = strdup("proper");
	}
	return 0;
}

static int refuse_bad(const char *path, unsigned lineno, char *con)
{
	(void)path, (void)lineno;
	return !strcmp(con, "bad");
}

static void contexts_are_shown_to_the_callers_functions(void **state)
{
	char *con;

	(void)state;
	set_matchpathcon_canoncon(canon);
	expect(in_directory("alias"), 0, "proper");
	expect(in_directory("alias"), 0, "proper");
	assert_string_equal(printed, "fc 4 alias\n"); /* once */
	assert_int_equal(matchpathcon(in_directory("bad"), 0, &con), -1);
	assert_int_equal(matchpathcon_init("fc"), 0);
	set_matchpathcon_invalidcon(refuse_bad);
	expect(in_directory("alias"), 0, "alias");
	assert_int_equal(matchpathcon(in_directory("bad"), 0, &con), -1);
	assert_int_equal(errno, EINVAL);
}

static void two_labels_of_one_file_are_noticed(void **state)
{
	struct stat st;
	char *con;

	(void)state;
	assert_int_equal(stat("real", &st), 0);
	assert_int_equal(matchpathcon_index(in_directory("real"), 0, &con), 0);
	freecon(con);
	assert_int_equal(matchpathcon_index(in_directory("link"), S_IFLNK, &con), 1);
	freecon(con);
	assert_int_equal(matchpathcon_filespec_add(st.st_ino, 0, "real"), 0);
	assert_int_equal(matchpathcon_filespec_add(st.st_ino, 0, "second"), 0);
	assert_string_equal(printed, "");
	assert_int_equal(matchpathcon_filespec_add(st.st_ino, 1, "real"), 0);
	assert_string_equal(printed,
		"matchpathcon_filespec_add:  conflicting specifications for real and second, "
		"using x:y:real.\n");
	printed[0] = '\0';
	matchpathcon_filespec_eval();
	assert_string_equal(printed, "matchpathcon_filespec_eval:  hash table stats: 1 elements, "
				     "1/65536 buckets used, longest chain length 1\n");
	assert_int_equal(matchpathcon_filespec_add(1, 0, NULL), -1);
}

static void a_failed_init_leaves_none(void **state)
{
	(void)state;
	assert_int_equal(matchpathcon_init("nothing"), -1);
	assert_int_equal(errno, ENOENT);
	expect(in_directory("real"), 0, NULL);
	matchpathcon_checkmatches(NULL);
	assert_string_equal(printed, "");
}

static void contexts_are_compared_without_users(void **state)
{
	(void)state;
	assert_int_equal(selinux_file_context_cmp("a:b:c", "x:b:c"), 0);
	assert_true(selinux_file_context_cmp("a:b:c", "a:b:d") < 0);
	assert_true(selinux_file_context_cmp("a:b:d", "b:b:c") > 0);
	assert_int_equal(selinux_file_context_cmp(NULL, NULL), 0);
	assert_true(selinux_file_context_cmp(NULL, "a") < 0);
	assert_true(selinux_file_context_cmp("a", NULL) > 0);
}

static void *look_up(void *arg)
{
	for (int i = 0; i < 3000; i++) {
		char *con = NULL;

		if (i % 100 == 0 && matchpathcon_init("fc") < 0)
			return (void *)1;
		if (matchpathcon(arg, S_IFREG, &con) < 0 || strcmp(con, "x:y:real"))
			return (void *)1;
		freecon(con);
	}
	return NULL;
}

static void handles_are_replaced_under_lookups(void **state)
{
	pthread_t threads[4];
	void *failed;

	(void)state;
	const char *path = in_directory("real");
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, look_up, (void *)path), 0);
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], &failed);
		assert_null(failed);
	}
}

static void *look_up_once(void *arg)
{
	char *con = NULL;
	bool good = matchpathcon(arg, S_IFREG, &con) == 0 && !strcmp(con, "x:y:real");

	freecon(con);
	return good ? NULL : (void *)1;
}

/* ours: stock opens another handle in each thread, and of the policy's own file */
static void a_thread_has_no_handle_of_its_own(void **state)
{
	pthread_t thread;
	void *failed;

	(void)state;
	assert_int_equal(
		pthread_create(&thread, NULL, look_up_once, (void *)in_directory("real")), 0);
	pthread_join(thread, &failed);
	assert_null(failed);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(paths_are_resolved),
		TEST(the_last_component_is_kept),
		TEST(contexts_are_shown_to_the_callers_functions),
		TEST(two_labels_of_one_file_are_noticed),
		TEST(a_failed_init_leaves_none),
		TEST(contexts_are_compared_without_users),
		TEST(handles_are_replaced_under_lookups),
		TEST(a_thread_has_no_handle_of_its_own),
	};

	return cmocka_run_group_tests(tests, prepare, clean_up);
}
