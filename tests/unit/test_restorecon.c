/* SPDX-License-Identifier: MIT */
/*
 * The parts of relabelling that a black box does not show: what a run does on kernels that lack
 * O_PATH or getxattrat(), the table of files of several names, settings and handles.
 */
#define _GNU_SOURCE
#include "tree.h"

#include <sys/xattr.h>

/* With and without O_PATH, with and without getxattrat(): all four kernels label alike. */
static void every_kernel_labels_alike(void **state)
{
	char text[256];
	struct selinux_opt option = {SELABEL_OPT_PATH, "specs"};
	struct selabel_handle *h;

	(void)state;
	write_text("d/f", "");
	write_text("outside/f", "");
	assert_int_equal(symlink("../outside/f", "d/l"), 0);
	assert_int_equal(symlink("nowhere", "d/dangling"), 0);
	if (lsetxattr("d/dangling", "security.selinux", "u:r:x:s0", 9, 0) < 0)
		skip(); /* that takes root, and a file system that can */
	snprintf(text, sizeof(text), "%s/d(/.*)?\tu:r:t:s0\n%s/d/.*\t-l\tu:r:l:s0\n", directory,
		directory);
	write_text("specs", text);
	h = selabel_open(SELABEL_CTX_FILE, &option, 1);
	assert_non_null(h);
	selinux_restorecon_set_sehandle(h);
	for (int kernel = 0; kernel < 4; kernel++) {
		static const char *const names[] = {"d", "d/f", "d/l", "d/dangling"};
		int changed = 0;

		at_pins = kernel & 1;
		at_lacks_getxattrat = kernel >> 1;
		for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
			assert_int_equal(
				lsetxattr(names[i], "security.selinux", "a:b:c:s1", 9, 0), 0);
		}
		for (int again = 0; again < 2; again++) {
			assert_int_equal(selinux_restorecon(path_of("d"),
						 SELINUX_RESTORECON_RECURSE |
							 SELINUX_RESTORECON_COUNT_RELABELED),
				0);
			changed += (int)selinux_restorecon_get_relabeled_files();
		}
		assert_int_equal(changed, 4);
		assert_string_equal(label_of("d"), "a:b:t:s1");
		assert_string_equal(label_of("d/f"), "a:b:t:s1");
		assert_string_equal(label_of("d/l"), "a:b:l:s1");
		assert_string_equal(label_of("d/dangling"), "a:b:l:s1");
		assert_string_equal(label_of("outside/f"), "");
	}
	selinux_restorecon_set_sehandle(NULL);
	selabel_close(h);
}

static void names_of_one_file_are_put_together(void **state)
{
	struct hardlinks *table = NULL;
	struct stat st = {.st_dev = 1, .st_ino = 2, .st_nlink = 3};
	const char *const a = "a", *const b = "b", *con;
	char *first = NULL;

	(void)state;
	con = a;
	assert_int_equal(hardlink_check(&table, &st, "/1", &con, &first), 0);
	assert_int_equal(hardlink_check(&table, &st, "/2", &con, &first), 1);
	assert_null(first);
	con = b;
	assert_int_equal(hardlink_check(&table, &st, "/3", &con, &first), 1);
	assert_string_equal(first, "/1");
	assert_ptr_equal(con, a);
	free(first);
	/* All three have been seen: a file of that number is another one. */
	con = b;
	assert_int_equal(hardlink_check(&table, &st, "/4", &con, &first), 0);
	assert_ptr_equal(con, b);
	st.st_nlink = 1;
	st.st_ino = 2;
	con = a;
	assert_int_equal(hardlink_check(&table, &st, "/5", &con, &first), 0);
	/* The same number on another device, and the table's buckets wrap there. */
	st.st_nlink = 2;
	st.st_dev += 4096;
	assert_int_equal(hardlink_check(&table, &st, "/6", &con, &first), 0);
	st.st_dev += 4096;
	con = b;
	assert_int_equal(hardlink_check(&table, &st, "/7", &con, &first), 0);
	st.st_dev -= 4096;
	assert_int_equal(hardlink_check(&table, &st, "/8", &con, &first), 1);
	assert_string_equal(first, "/6");
	assert_ptr_equal(con, a);
	free(first);
	hardlinks_free(table);
	hardlinks_free(NULL);
}

static void excluded_paths_end_at_slashes(void **state)
{
	struct settings s = {0};
	const char *list[] = {"/tmp/", "/", "relative", NULL};
	struct selinux_opt option = {SELABEL_OPT_PATH, "specs"};
	struct selabel_handle *handle;

	(void)state;
	write_text("specs", "");
	handle = selabel_open(SELABEL_CTX_FILE, &option, 1);
	selinux_restorecon_set_sehandle(handle);
	selinux_restorecon_set_exclude_list(NULL);
	selinux_restorecon_set_exclude_list(list);
	selinux_restorecon_set_exclude_list(list);
	assert_int_equal(settings_get(&s, 0), 0);
	assert_true(settings_excludes_exactly(&s, "/tmp"));
	assert_true(settings_excludes_exactly(&s, "/"));
	assert_false(settings_excludes_exactly(&s, "/tmp/x"));
	assert_false(settings_excludes_exactly(&s, "relative"));
	assert_true(settings_excludes(&s, "/tmp/x"));
	assert_true(settings_excludes(&s, "/tmp"));
	assert_false(settings_excludes(&s, "/tmpx"));
	assert_false(settings_excludes(&s, "/usr"));
	settings_put(&s);
	selinux_restorecon_set_sehandle(NULL);
	selabel_close(handle);
}

static void replaced_handles_stay_the_callers(void **state)
{
	struct selinux_opt option = {SELABEL_OPT_PATH, "specs"};
	struct selabel_handle *handles[2];
	struct settings s;
	char *con;

	(void)state;
	write_text("specs", "");
	for (int i = 0; i < 2; i++) {
		handles[i] = selabel_open(SELABEL_CTX_FILE, &option, 1);
		assert_non_null(handles[i]);
		selinux_restorecon_set_sehandle(handles[i]);
	}
	assert_int_equal(settings_get(&s, 0), 0);
	assert_ptr_equal(s.handle, handles[1]);
	selinux_restorecon_set_sehandle(NULL);
	settings_put(&s);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(selabel_lookup_raw(handles[i], &con, "/x", 0), -1);
		assert_int_equal(errno, ENOENT);
		selabel_close(handles[i]);
	}
}

/* What one call handed out is not changed by the next. */
static void lists_of_digests_are_each_callers_own(void **state)
{
	struct selinux_opt option = {SELABEL_OPT_PATH, "specs"};
	struct selabel_handle *handle;
	struct dir_xattr **lists[2];

	(void)state;
	write_text("specs", "");
	handle = selabel_open(SELABEL_CTX_FILE, &option, 1);
	selinux_restorecon_set_sehandle(handle);
	for (int i = 0; i < 2; i++)
		assert_int_equal(selinux_restorecon_xattr(path_of("none"), 0, &lists[i]), 0);
	assert_ptr_not_equal(lists[0], lists[1]);
	assert_null(*lists[0]);
	selinux_restorecon_set_sehandle(NULL);
	selabel_close(handle);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_kernel_labels_alike),
		TEST(names_of_one_file_are_put_together),
		TEST(excluded_paths_end_at_slashes),
		TEST(replaced_handles_stay_the_callers),
		TEST(lists_of_digests_are_each_callers_own),
	};

	return cmocka_run_group_tests_name("restorecon", tests, NULL, NULL);
}
