/* SPDX-License-Identifier: MIT */
/*
 * restorecon/mounts.c: which file systems keep no labels, by a made-up /proc/mounts, where SELinux
 * is (a mock says so).
 *
 * WRAP: text_open presence_is_enabled io_statfs
 */
#include <sys/vfs.h>

#include "unit.h"

#include "presence/presence.h"
#include "restorecon/mounts.h"

static bool enabled;
static int open_error, look_error;

bool __wrap_presence_is_enabled(void);
bool __wrap_presence_is_enabled(void)
{
	return enabled;
}

int __real_text_open(struct text *t, const char *path);
int __wrap_text_open(struct text *t, const char *path);
int __wrap_text_open(struct text *t, const char *path)
{
	assert_string_equal(path, "/proc/mounts");
	return open_error ? open_error : __real_text_open(t, "mounts");
}

int __wrap_io_statfs(const char *path, struct statfs *fs);
int __wrap_io_statfs(const char *path, struct statfs *fs)
{
	(void)path;
	*fs = (struct statfs){.f_files = 100, .f_ffree = 30};
	return look_error;
}

static int set_up(void **state)
{
	enabled = true;
	open_error = look_error = 0;
	return enter_directory(state);
}

static void file_systems_without_seclabel_keep_no_labels(void **state)
{
	struct mounts m = {0};

	(void)state;
	write_text("mounts", "/dev/a / ext4 rw,seclabel 0 0\n"
			     "b /with/seclabel tmpfs seclabel,rw 0 0\n"
			     "c /almost tmpfs rw,seclabels 0 0\n"
			     "d /z/unlabelled nfs rw,noseclabel,x=seclabe 0 0\n"
			     "e /a\\040blank\\011\\134\\9\\400 fuse rw 0 0\n"
			     "f /short fuse\n"
			     "\n");
	assert_int_equal(mounts_read(&m, MOUNTS_UNLABELED), 0);
	assert_int_equal(m.count, 3);
	assert_int_equal(m.files, 0);
	assert_string_equal(m.paths[0], "/a blank\t\\\\9\\400"); /* sorted */
	assert_string_equal(m.paths[1], "/almost");
	assert_string_equal(m.paths[2], "/z/unlabelled");
	for (size_t i = 0; i < m.count; i++)
		assert_true(is_mountpoint(&m, m.paths[i]));
	assert_false(is_mountpoint(&m, "/"));
	assert_false(is_mountpoint(&m, "/with/seclabel"));
	assert_false(is_mountpoint(&m, "/z/unlabelled/below"));
	assert_true(is_below_mountpoint(&m, "/z/unlabelled/below"));
	assert_false(is_below_mountpoint(&m, "/z/unlabelled"));
	assert_false(is_below_mountpoint(&m, "/z/unlabelledbelow"));
	mounts_free(&m);
	assert_int_equal(m.count, 0);
}

/* Of an unlabelled root nothing is below: else nothing at all were labelled. */
static void nothing_is_below_the_root(void **state)
{
	struct mounts m = {0};

	(void)state;
	write_text("mounts", "/dev/a / ext4 rw 0 0\n");
	assert_int_equal(mounts_read(&m, MOUNTS_UNLABELED), 0);
	assert_true(is_mountpoint(&m, "/"));
	assert_false(is_below_mountpoint(&m, "/etc"));
	mounts_free(&m);
}

static void files_are_counted_where_labels_are(void **state)
{
	struct mounts m = {0};

	(void)state;
	write_text("mounts", "a / ext4 seclabel 0 0\nb /b ext4 rw 0 0\nc /c ext4 seclabel 0 0\n");
	assert_int_equal(mounts_read(&m, MOUNTS_COUNT_FILES), 0);
	assert_int_equal(m.files, 140);
	assert_int_equal(m.count, 0);
	look_error = -EACCES;
	assert_int_equal(mounts_read(&m, MOUNTS_COUNT_FILES), 0);
	assert_int_equal(m.files, 140);
	mounts_free(&m);
}

static void without_a_list_there_are_none(void **state)
{
	struct mounts m = {0};

	(void)state;
	open_error = -ENOENT;
	assert_int_equal(mounts_read(&m, MOUNTS_UNLABELED), 0);
	open_error = -ENOMEM;
	assert_int_equal(mounts_read(&m, MOUNTS_UNLABELED), -ENOMEM);
	assert_int_equal(mounts_read(&m, 0), 0); /* not asked for */
	enabled = false;
	assert_int_equal(mounts_read(&m, MOUNTS_UNLABELED), 0);
	assert_int_equal(m.count, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, leave_directory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(file_systems_without_seclabel_keep_no_labels),
		TEST(nothing_is_below_the_root),
		TEST(files_are_counted_where_labels_are),
		TEST(without_a_list_there_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
