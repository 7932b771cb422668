/* SPDX-License-Identifier: MIT */
/*
 * kernel/policy.c and sepol.c: which file of the store is loaded, and how one that is newer than
 * the kernel is brought down. The mocks are libsepol.so.2 or .1, as much of it as a row says.
 *
 * WRAP: dlopen dlsym
 */
#include <sys/stat.h>

#include "unit.h"

#include <selinux/selinux.h>

#include "kernel/sepol.h"

/* What is installed, and which of its functions fail; what is still there of what it made. */
static const char *installed, *lacks, *fails;
static int alive;

static bool is_failing(const char *function)
{
	return fails && strcmp(fails, function) == 0;
}

static int newest_format(void)
{
	return is_failing("newest_format") ? -1 : 33;
}

static int create(void **made)
{
	*made = malloc(1);
	alive++;
	return 0;
}

static int create_file(void **made)
{
	return is_failing("file_create") ? -1 : create(made);
}

static int create_db(void **made)
{
	return is_failing("db_create") ? -1 : create(made);
}

static void destroy(void *made)
{
	free(made);
	alive--;
}

static void file_set_mem(void *file, char *data, size_t len)
{
	(void)file;
	assert_memory_equal(data, "new policy", len);
}

static int db_read(void *db, void *file)
{
	(void)db, (void)file;
	return is_failing("db_read") ? -1 : 0;
}

static int db_set_format(void *db, unsigned format)
{
	(void)db;
	return is_failing("db_set_format") || format != 31 ? -1 : 0;
}

static int db_to_image(void *handle, void *db, void **data, size_t *size)
{
	(void)handle, (void)db;
	if (is_failing("db_to_image"))
		return -1;
	*data = strdup("lowered");
	*size = strlen("lowered");
	return 0;
}

void *__wrap_dlopen(const char *name, int flags);
void *__wrap_dlopen(const char *name, int flags)
{
	(void)flags;
	return installed && strcmp(name, installed) == 0 ? &installed : NULL;
}

void *__wrap_dlsym(void *object, const char *name);
void *__wrap_dlsym(void *object, const char *name)
{
	static const struct {
		const char *name;
		void *function;
	} functions[] = {{"sepol_policy_kern_vers_max", newest_format},
		{"sepol_policy_file_create", create_file}, {"sepol_policy_file_free", destroy},
		{"sepol_policy_file_set_mem", file_set_mem}, {"sepol_policydb_create", create_db},
		{"sepol_policydb_free", destroy}, {"sepol_policydb_read", db_read},
		{"sepol_policydb_set_vers", db_set_format},
		{"sepol_policydb_to_image", db_to_image}};

	assert_ptr_equal(object, &installed);
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (strcmp(name, functions[i].name) == 0 && (!lacks || strcmp(name, lacks) != 0))
			return functions[i].function;
	return NULL;
}

/* A kernel that reads 31, and a store with a policy of 30; each test is a process of its own, for
 * libsepol is looked for once. */
static int set_up(void **state)
{
	if (enter_directory(state) < 0)
		return -1;
	fakefs_make();
	fakefs_text("policyvers", "31");
	fakefs_text("load", "");
	write_text("policy/policy.30", "old policy");
	tell_messages();
	return selinux_set_policy_root(directory);
}

static int tear_down(void **state)
{
	fini_selinuxmnt();
	fakefs_remove();
	return leave_directory(state);
}

static void expect_loaded(const char *wanted)
{
	char found[64] = "";

	read_file(fakefs_path("load"), found, sizeof(found));
	assert_string_equal(found, wanted);
}

static void in_a_child(void (*run)(void))
{
	pid_t child = fork();

	if (child == 0) {
		alarm(patience(120));
		run();
		_exit(0);
	}
	assert_int_equal(wait_in_time(child), 0);
}

static void load_without_sepol(void)
{
	write_text("policy/policy.33", "new policy");
	expect_result(selinux_mkload_policy(0), 0);
	expect_loaded("old policy");
}

static void load_newest(void)
{
	write_text("policy/policy.33", "new policy");
	expect_result(selinux_mkload_policy(0), 0);
	expect_loaded("lowered");
	assert_int_equal(alive, 0);
}

static void what_the_kernel_reads_is_loaded_without_libsepol(void **state)
{
	(void)state;
	installed = NULL;
	in_a_child(load_without_sepol);
}

static void a_newer_policy_is_brought_down(void **state)
{
	static const char *const names[] = {"libsepol.so.2", "libsepol.so.1"};

	(void)state;
	lacks = fails = NULL;
	for (size_t i = 0; i < 2; i++) {
		installed = names[i];
		fakefs_text("load", "");
		in_a_child(load_newest);
	}
}

/* A libsepol that lacks a function, or knows no format, is none. */
static void half_a_libsepol_is_none(void **state)
{
	(void)state;
	installed = "libsepol.so.2";
	lacks = "sepol_policydb_to_image";
	in_a_child(load_without_sepol);
	lacks = NULL;
}

static void load_fails(void)
{
	char message[256], *data = (char *)"new policy";
	void *lowered = message;
	size_t size = 7;

	write_text("policy/policy.33", "new policy");
	errno = 0;
	assert_int_equal(selinux_mkload_policy(0), -1);
	assert_true(errno == EINVAL || errno == ENOMEM);
	snprintf(message, sizeof(message),
		"SELinux:  Could not load policy file %s/policy/policy.33:  %s\n", directory,
		strerror(errno));
	expect_told(message);
	expect_loaded("");
	assert_int_equal(alive, 0);
	assert_true(sepol_lower(data, strlen(data), 31, &lowered, &size) < 0);
	assert_ptr_equal(lowered, message);
}

static void a_failure_of_libsepol_loads_nothing(void **state)
{
	static const char *const functions[] = {
		"file_create", "db_create", "db_read", "db_set_format", "db_to_image"};

	(void)state;
	installed = "libsepol.so.2";
	lacks = NULL;
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		fails = functions[i];
		in_a_child(load_fails);
	}
	fails = "newest_format";
	fakefs_text("load", "");
	in_a_child(load_without_sepol);
	fails = NULL;
}

static void find_no_policy(void)
{
	char message[256];
	void *lowered = message;
	size_t size = 7;

	installed = NULL;
	unlink("policy/policy.30");
	expect_result(selinux_mkload_policy(0), ENOENT);
	snprintf(message, sizeof(message),
		"SELinux:  Could not open policy file <= %s/policy/policy.31:  %s\n", directory,
		strerror(ENOENT));
	expect_told(message);
	assert_null(selinux_current_policy_path());
	assert_int_equal(errno, ENOENT);
	assert_int_equal(sepol_lower(message, 1, 31, &lowered, &size), -ENOTSUP);
}

static void find_bad_policies(void)
{
	char message[256];

	installed = NULL;
	write_text("policy/policy.31", "");
	expect_result(selinux_mkload_policy(0), EINVAL); /* an empty file */
	snprintf(message, sizeof(message),
		"SELinux:  Could not load policy file %s/policy/policy.31:  %s\n", directory,
		strerror(EINVAL));
	expect_told(message);
	unlink("policy/policy.31");
	assert_int_equal(mkdir("policy/policy.31", 0755), 0);
	expect_result(selinux_mkload_policy(0), EISDIR);
	expect_loaded("");
	fini_selinuxmnt();
	expect_result(selinux_mkload_policy(0), ENOENT);
	assert_null(selinux_current_policy_path());
	assert_int_equal(errno, ENOENT);
}

static void the_newest_policy_that_is_missing_is_named(void **state)
{
	(void)state;
	in_a_child(find_no_policy);
}

static void bad_policies_are_not_passed_over(void **state)
{
	(void)state;
	in_a_child(find_bad_policies);
}

/* Kernels before 2.6.37 have no node with the policy; then it is the file that would be loaded. */
static void the_current_policy_is_the_kernels_or_the_stores(void **state)
{
	(void)state;
	assert_string_equal(selinux_current_policy_path(), path_of("policy/policy.30"));
	fakefs_text("policy", "in force");
	assert_string_equal(selinux_current_policy_path(), fakefs_path("policy"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_the_kernel_reads_is_loaded_without_libsepol),
		TEST(a_newer_policy_is_brought_down),
		TEST(half_a_libsepol_is_none),
		TEST(a_failure_of_libsepol_loads_nothing),
		TEST(the_newest_policy_that_is_missing_is_named),
		TEST(bad_policies_are_not_passed_over),
		TEST(the_current_policy_is_the_kernels_or_the_stores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
