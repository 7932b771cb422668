/* SPDX-License-Identifier: MIT */
/*
 * The matchpathcon family: its handle, its callbacks, its table of inodes, and path resolution.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sys/stat.h>

#include "unit.h"

#include <selinux/label.h>
#include <selinux/selinux.h>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

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
	static const char *const lines[][2] = {{"real", "x:y:real"}, {"link", "x:y:link"},
		{"dir/f", "-- x:y:f"}, {"alias", "alias"}, {"bad", "bad"}, {"none", "<<none>>"}};
	char text[1024] = "";

	if (enter_directory(state) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s %s\n",
			path_of(lines[i][0]), lines[i][1]);
	write_text("fc", text);
	write_text("real", "");
	make_parents("dir/");
	return symlink("real", "link") || symlink("dir", "other") || link("real", "second");
}

static int clean_up(void **state)
{
	matchpathcon_fini();
	return leave_directory(state);
}

static int begin(void **state)
{
	(void)state;
	told[0] = '\0';
	set_matchpathcon_flags(0);
	set_matchpathcon_printf(tell);
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

static void all_but_links_are_looked_up_by_their_real_paths(void **state)
{
	(void)state;
	expect(path_of("link"), S_IFREG, "x:y:real");
	expect(path_of("link"), S_IFLNK, "x:y:link"); /* the link's own label */
	expect("link", S_IFLNK, "x:y:link");
	expect(path_of("other/f"), S_IFLNK, NULL);
	expect(path_of("dir/f"), S_IFREG, "x:y:f"); /* does not exist: taken as it is */
	expect(path_of("none"), S_IFREG, NULL);
	assert_int_equal(matchpathcon(NULL, 0, NULL), -1);
	assert_int_equal(errno, EINVAL);
}

static void the_last_component_is_not_resolved(void **state)
{
	char path[4096], wanted[256];

	(void)state;
	assert_int_equal(realpath_not_final(path_of("other/link"), path), 0);
	snprintf(wanted, sizeof(wanted), "%s", path_of("dir/link"));
	assert_string_equal(path, wanted);
	assert_int_equal(realpath_not_final(path_of("other/."), path), 0);
	assert_string_equal(path, path_of("dir/."));
	assert_int_equal(realpath_not_final(path_of("other/"), path), 0);
	assert_string_equal(path, path_of("dir/"));
	assert_int_equal(realpath_not_final("/x", path), 0);
	assert_string_equal(path, "/x");
	assert_int_equal(realpath_not_final(path_of("nothing/x"), path), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(realpath_not_final(NULL, path), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(realpath_not_final("x", NULL), -1);
	assert_int_equal(errno, EINVAL);
}

static void a_path_that_does_not_fit_is_refused(void **state)
{
	char name[5000], path[4096];

	(void)state;
	memset(name, 'x', sizeof(name));
	name[0] = '.';
	name[1] = '/';
	name[4096] = '\0'; /* by itself too long */
	assert_int_equal(realpath_not_final(name, path), -1);
	assert_int_equal(errno, ENAMETOOLONG);
	name[4095] = '\0'; /* as a part of the real path */
	assert_int_equal(realpath_not_final(name, path), -1);
	assert_int_equal(errno, ENAMETOOLONG);
}

static int canon(const char *path, unsigned lineno, char **con)
{
	tell("%s %u %s\n", path, lineno, *con);
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
	expect(path_of("alias"), 0, "proper");
	expect(path_of("alias"), 0, "proper");
	assert_string_equal(told, "fc 4 alias\n"); /* once */
	assert_int_equal(matchpathcon(path_of("bad"), 0, &con), -1);
	assert_int_equal(matchpathcon_init("fc"), 0);
	set_matchpathcon_invalidcon(refuse_bad);
	expect(path_of("alias"), 0, "alias");
	assert_int_equal(matchpathcon(path_of("bad"), 0, &con), -1);
	assert_int_equal(errno, EINVAL);
}

static void two_labels_of_one_file_are_noticed(void **state)
{
	struct stat st;
	char *con;

	(void)state;
	assert_int_equal(stat("real", &st), 0);
	assert_int_equal(matchpathcon_index(path_of("real"), 0, &con), 0);
	freecon(con);
	assert_int_equal(matchpathcon_index(path_of("link"), S_IFLNK, &con), 1);
	freecon(con);
	assert_int_equal(matchpathcon_filespec_add(st.st_ino, 0, "real"), 0);
	assert_int_equal(matchpathcon_filespec_add(st.st_ino, 0, "second"), 0);
	assert_string_equal(told, "");
	assert_int_equal(matchpathcon_filespec_add(st.st_ino, 1, "real"), 0);
	assert_string_equal(told,
		"matchpathcon_filespec_add:  conflicting specifications for real and second, "
		"using x:y:real.\n");
	told[0] = '\0';
	matchpathcon_filespec_eval();
	assert_string_equal(told, "matchpathcon_filespec_eval:  hash table stats: 1 elements, "
				  "1/65536 buckets used, longest chain length 1\n");
	assert_int_equal(matchpathcon_filespec_add(1, 0, NULL), -1);
}

static void equal_contexts_are_no_conflict(void **state)
{
	struct stat st;
	char *con;

	(void)state;
	assert_int_equal(stat("real", &st), 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(matchpathcon_index(path_of("real"), 0, &con), i);
		freecon(con);
	}
	assert_int_equal(matchpathcon_filespec_add(st.st_ino, 0, "real"), 0);
	assert_int_equal(matchpathcon_filespec_add(st.st_ino, 1, "second"), 0);
	expect_told("");
}

/* Of a handle that is none of matchpathcon's, too. */
static void messages_of_all_handles_go_to_the_callers_printer(void **state)
{
	struct selinux_opt path = {SELABEL_OPT_PATH, "one-word"};

	(void)state;
	write_text("one-word", "/a\n");
	assert_null(selabel_open(SELABEL_CTX_FILE, &path, 1));
	expect_told("one-word:  line 1 is missing fields\n");
}

static void a_failed_init_leaves_none(void **state)
{
	(void)state;
	assert_int_equal(matchpathcon_init("nothing"), -1);
	assert_int_equal(errno, ENOENT);
	expect(path_of("real"), 0, NULL);
	matchpathcon_checkmatches(NULL);
	assert_string_equal(told, "");
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
	const char *path = path_of("real");
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
	assert_int_equal(pthread_create(&thread, NULL, look_up_once, (void *)path_of("real")), 0);
	pthread_join(thread, &failed);
	assert_null(failed);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_but_links_are_looked_up_by_their_real_paths),
		TEST(the_last_component_is_not_resolved),
		TEST(a_path_that_does_not_fit_is_refused),
		TEST(contexts_are_shown_to_the_callers_functions),
		TEST(two_labels_of_one_file_are_noticed),
		TEST(equal_contexts_are_no_conflict),
		TEST(messages_of_all_handles_go_to_the_callers_printer),
		TEST(a_failed_init_leaves_none),
		TEST(contexts_are_compared_without_users),
		TEST(handles_are_replaced_under_lookups),
		TEST(a_thread_has_no_handle_of_its_own),
	};

	return cmocka_run_group_tests(tests, prepare, clean_up);
}
