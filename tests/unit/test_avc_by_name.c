/* SPDX-License-Identifier: MIT */
/*
 * avc/check_access.c on a selinuxfs of plain files, with a policy that allows what it does not
 * know: that is not to be had by a kernel that could not be asked.
 *
 * WRAP: presence_is_enabled process_get
 */
#include "unit.h"

#include "common/common.h"

#include <selinux/avc.h>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

bool __wrap_presence_is_enabled(void);
bool __wrap_presence_is_enabled(void)
{
	return 1;
}

/* As without /proc. */
int __wrap_process_get(pid_t pid, const char *attribute, char **con);
int __wrap_process_get(pid_t pid, const char *attribute, char **con)
{
	(void)pid, (void)attribute, (void)con;
	return -ENOENT;
}

static int make(void **state)
{
	(void)state;
	drop_messages();
	fakefs_make();
	fakefs_fill();
	fakefs_text("class/broken/index/file", "a folder where a number should be");
	fakefs_text("class/going/index", "9"); /* and its permissions are gone already */
	return 0;
}

static int unmake(void **state)
{
	(void)state;
	avc_destroy();
	fakefs_remove();
	return 0;
}

static void only_unknown_names_are_allowed(void **state)
{
	static const struct {
		const char *tclass, *permission;
		int error;
	} rows[] = {
		{"nothing", "read", 0},
		{"file", "nothing", 0},
		{"no/name", "read", 0},
		{"broken", "read", EISDIR},
		{"going", "read", EAGAIN},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		errno = 0;
		assert_int_equal(
			selinux_check_access("s", "t", rows[i].tclass, rows[i].permission, NULL),
			rows[i].error ? -1 : 0);
		assert_int_equal(errno, rows[i].error);
	}
}

/* The same of a mapping, which would allow it as long as it is in force. */
static void only_unknown_classes_may_be_mapped(void **state)
{
	const struct security_class_mapping unknown[] = {{"nothing", {"read", NULL}}, {NULL}},
					    broken[] = {{"broken", {"read", NULL}}, {NULL}};

	(void)state;
	assert_int_equal(selinux_set_mapping(unknown), 0);
	assert_int_equal(selinux_set_mapping(broken), -1);
	assert_int_equal(errno, EISDIR);
}

/* Permissive mode lets through what cannot be asked. */
static void passwd_access_without_proc_fails_unless_permissive(void **state)
{
	(void)state;
	fakefs_text("class/passwd/index", "10");
	fakefs_text("class/passwd/perms/passwd", "1");
	errno = 0;
	assert_int_equal(selinux_check_passwd_access(1), -1);
	assert_int_equal(errno, ENOENT);
	fakefs_text("enforce", "0");
	assert_int_equal(selinux_check_passwd_access(1), 0);
	fakefs_text("enforce", "1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_unknown_names_are_allowed),
		cmocka_unit_test(only_unknown_classes_may_be_mapped),
		cmocka_unit_test(passwd_access_without_proc_fails_unless_permissive),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
