/* SPDX-License-Identifier: MIT */
/*
 * config/: which policy store is in force by /etc/selinux/config, and what its readers are told of
 * a file that makes no sense. The mocks lead /etc/selinux to the test's own directory.
 *
 * WRAP: text_open io_is_regular dir_names_read
 */
#include <fcntl.h>
#include <sys/stat.h>

#include "unit.h"

#include <selinux/selinux.h>

#include "config/config.h"

static int config_error; /* of who opens the configuration */
static int look_error;   /* of who looks below /etc/selinux */
static int list_error;   /* of who lists it */

static const char *led(const char *path)
{
	size_t len = strlen(SELINUX_DIR);

	return strncmp(path, SELINUX_DIR, len) == 0 ? path_of(path + len) : path;
}

int __real_text_open(struct text *t, const char *path);
int __wrap_text_open(struct text *t, const char *path);
int __wrap_text_open(struct text *t, const char *path)
{
	if (config_error && strcmp(path, SELINUX_CONFIG) == 0)
		return config_error;
	return __real_text_open(t, led(path));
}

int __real_io_is_regular(const char *path);
int __wrap_io_is_regular(const char *path);
int __wrap_io_is_regular(const char *path)
{
	return look_error ? look_error : __real_io_is_regular(led(path));
}

int __real_dir_names_read(struct dir_names *d, const char *path);
int __wrap_dir_names_read(struct dir_names *d, const char *path);
int __wrap_dir_names_read(struct dir_names *d, const char *path)
{
	return list_error ? list_error : __real_dir_names_read(d, led(path));
}

static void make_store(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/contexts/files/file_contexts", name);
	write_text(path, "");
}

static int set_up(void **state)
{
	told[0] = '\0';
	config_error = look_error = list_error = 0;
	tell_messages();
	return enter_directory(state);
}

static int tear_down(void **state)
{
	config_error = look_error = list_error = 0;
	return leave_directory(state);
}

/* Reads it anew; who asks for the root is told. */
static void expect_root(const char *config, const char *root, const char *message)
{
	write_text("config", config);
	selinux_reset_config();
	assert_string_equal(selinux_policy_root(), root);
	expect_told(message);
	assert_string_equal(selinux_policy_root(), root); /* once only */
	expect_told("");
}

static void the_last_line_with_a_type_counts(void **state)
{
	(void)state;
	expect_root("SELINUXTYPE=one\n  selinuxtype=two \n# SELINUXTYPE=three\n",
		"/etc/selinux/two", "");
}

static void without_a_type_it_is_default_if_that_is_there_else_targeted(void **state)
{
	(void)state;
	expect_root("SELINUX=enforcing\n", "/etc/selinux/targeted", "");
	make_store("default");
	expect_root("SELINUX=enforcing\n", "/etc/selinux/default", "");
	expect_root("SELINUXTYPE=mls\n", "/etc/selinux/mls", "");
}

static void a_line_without_sense_is_told_once(void **state)
{
	char name[400] = "SELINUXTYPE=one\nSELINUXTYPE=";

	(void)state;
	expect_root("SELINUXTYPE=one\nnonsense\n", "/etc/selinux/one",
		"/etc/selinux/config:  line 2 is ignored: it is not a setting\n");
	memset(name + strlen(name), 'n', 300);
	expect_root(name, "/etc/selinux/one",
		"/etc/selinux/config:  line 2 is ignored: the policy's name is too long\n");
}

/* A confined program may not read the file, and its users can do nothing about it. */
static void a_file_that_may_not_be_read_is_told_who_listens(void **state)
{
	int saved = dup(STDERR_FILENO), fd = open("stderr", O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	(void)state;
	config_error = -EACCES;
	selinux_reset_config();
	assert_string_equal(selinux_policy_root(), "/etc/selinux/targeted");
	expect_told("/etc/selinux/config: it cannot be read, its defaults hold\n");
	selinux_set_callback(SELINUX_CB_LOG, (union selinux_callback){.func_log = NULL});
	selinux_reset_config();
	dup2(fd, STDERR_FILENO);
	assert_string_equal(selinux_policy_root(), "/etc/selinux/targeted");
	dup2(saved, STDERR_FILENO);
	close(saved);
	assert_int_equal(lseek(fd, 0, SEEK_END), 0);
	close(fd);
	assert_int_equal(config_find_store(), STORE_EXISTS); /* for all that is known */
}

/* What says nothing of the file leaves what is in force. */
static void a_lack_of_memory_changes_nothing(void **state)
{
	(void)state;
	expect_root("SELINUXTYPE=kept\n", "/etc/selinux/kept", "");
	config_error = -ENOMEM;
	selinux_reset_config();
	assert_string_equal(selinux_policy_root(), "/etc/selinux/kept");
}

static void stores_are_found(void **state)
{
	(void)state;
	expect_root("SELINUXTYPE=mine\n", "/etc/selinux/mine", "");
	assert_int_equal(config_find_store(), STORE_NONE);
	make_parents("empty/");
	assert_int_equal(config_find_store(), STORE_NONE);
	make_store("other");
	assert_int_equal(config_find_store(), STORE_MISNAMED);
	write_text("mine/contexts/files/file_contexts.bin", "");
	assert_int_equal(config_find_store(), STORE_EXISTS);
	assert_int_equal(config_is_store("other"), 1);
	assert_int_equal(config_is_store("empty"), 0);
}

static void what_may_not_be_looked_at_is_not_missing(void **state)
{
	char longest[1000];

	(void)state;
	expect_root("SELINUXTYPE=mine\n", "/etc/selinux/mine", "");
	look_error = -EACCES;
	assert_int_equal(config_find_store(), STORE_EXISTS);
	assert_true(config_exists());
	look_error = 0;
	list_error = -EACCES;
	assert_int_equal(config_find_store(), STORE_MISNAMED); /* there may be another */
	list_error = -ENOTDIR;
	assert_int_equal(config_find_store(), STORE_NONE);
	memset(longest, 'l', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(config_is_store(longest), 0);
}

static void expect_missing(const char *message)
{
	char *con = NULL;

	errno = 0;
	assert_int_equal(matchmediacon("cdrom", &con), -1);
	assert_int_equal(errno, ENOENT);
	expect_told(message);
}

/* docs/PRESENCE.md: what fails for want of a file of the store names the line. */
static void a_misnamed_store_is_told_of(void **state)
{
	(void)state;
	expect_root("# comment\nSELINUXTYPE=mine\n", "/etc/selinux/mine", "");
	expect_missing(""); /* there is no other store, so no slip of the pen */
	make_store("other");
	expect_missing("/etc/selinux/config:  line 2 names the policy store /etc/selinux/mine, "
		       "which does not exist\n");
	expect_root("SELINUX=permissive\n", "/etc/selinux/targeted", "");
	expect_missing("/etc/selinux/config:  no line SELINUXTYPE= names a policy store, and "
		       "/etc/selinux/targeted does not exist\n");
	assert_int_equal(selinux_set_policy_root("/etc/selinux/gone"), 0);
	expect_missing(""); /* the program's own choice */
	make_store("gone");
	expect_missing("");
}

static void the_first_line_with_a_mode_counts(void **state)
{
	static const struct {
		const char *config;
		int mode;
	} rows[] = {{"SELINUX=Enforcing\nSELINUX=disabled\n", 1}, {"SELINUX= permissive\n", 0},
		{"SELINUX=on\nSELINUX=disabled", -1}};
	int mode;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		write_text("config", rows[i].config);
		assert_int_equal(selinux_getenforcemode(&mode), 0);
		assert_int_equal(mode, rows[i].mode);
	}
	write_text("config", " SELINUX=enforcing\n");
	expect_result(selinux_getenforcemode(&mode), EINVAL);
	unlink("config");
	expect_result(selinux_getenforcemode(&mode), ENOENT);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_last_line_with_a_type_counts),
		TEST(without_a_type_it_is_default_if_that_is_there_else_targeted),
		TEST(a_line_without_sense_is_told_once),
		TEST(a_file_that_may_not_be_read_is_told_who_listens),
		TEST(a_lack_of_memory_changes_nothing),
		TEST(stores_are_found),
		TEST(what_may_not_be_looked_at_is_not_missing),
		TEST(a_misnamed_store_is_told_of),
		TEST(the_first_line_with_a_mode_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
