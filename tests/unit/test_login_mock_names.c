/* SPDX-License-Identifier: MIT */
/*
 * login/seuser.c: what a failing name service means for the lines of groups. The mock answers in
 * place of the C library's.
 *
 * WRAP: getpwnam_r getgrnam_r getgrouplist
 */
#include "login.h"

#include <grp.h>
#include <pwd.h>

/* What each function gives: an errno, or 0; and whether it knows the name. */
static int login_error, group_error, list_error;
static bool login_known, group_known;
static int interrupted; /* so often before that */

int __wrap_getpwnam_r(
	const char *name, struct passwd *login, char *buf, size_t size, struct passwd **result);
int __wrap_getpwnam_r(
	const char *name, struct passwd *login, char *buf, size_t size, struct passwd **result)
{
	(void)name, (void)buf, (void)size;
	*result = NULL;
	if (interrupted && interrupted--)
		return EINTR;
	if (login_error)
		return login_error;
	login->pw_gid = 100;
	if (login_known)
		*result = login;
	return 0;
}

int __wrap_getgrnam_r(
	const char *name, struct group *group, char *buf, size_t size, struct group **result);
int __wrap_getgrnam_r(
	const char *name, struct group *group, char *buf, size_t size, struct group **result)
{
	(void)buf, (void)size;
	*result = NULL;
	if (interrupted && interrupted--)
		return EINTR;
	if (group_error)
		return group_error;
	group->gr_gid = strcmp(name, "crew") == 0 ? 200 : 300;
	if (group_known)
		*result = group;
	return 0;
}

/* As the C library's: a part of the list that cannot be had is left out. */
int __wrap_getgrouplist(const char *name, gid_t primary, gid_t *groups, int *count);
int __wrap_getgrouplist(const char *name, gid_t primary, gid_t *groups, int *count)
{
	(void)name;
	assert_true(*count >= 2);
	groups[0] = primary;
	groups[1] = 200;
	*count = list_error ? 1 : 2;
	errno = list_error;
	return *count;
}

static int all_well(void **state)
{
	login_error = group_error = list_error = interrupted = 0;
	login_known = group_known = true;
	write_text("seusers", "%none:none_u:s1\n%crew:crew_u:s2\nown:own_u:s3\n"
			      "__default__:def_u:s4\n");
	return forget(state);
}

static void gives(const char *login, const char *wanted_user, const char *wanted_level)
{
	char *seuser = NULL, *level = NULL;

	assert_int_equal(getseuserbyname(login, &seuser, &level), 0);
	assert_string_equal(seuser, wanted_user);
	assert_string_equal(level, wanted_level);
	free(seuser);
	free(level);
}

static void fails_with(const char *login, int error)
{
	char untouched[] = "untouched", *seuser = untouched, *level = untouched;

	errno = 0;
	assert_int_equal(getseuserbyname(login, &seuser, &level), -1);
	assert_int_equal(errno, error);
	assert_ptr_equal(seuser, untouched);
	assert_ptr_equal(level, untouched);
}

static void a_group_of_the_login_counts(void **state)
{
	(void)state;
	gives("bob", "crew_u", "s2");
}

static void an_unknown_name_is_in_no_group(void **state)
{
	static const int unknown[] = {0, ENOENT, ESRCH};

	(void)state;
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++) {
		login_error = unknown[i], login_known = false;
		gives("bob", "def_u", "s4");
		login_error = 0, login_known = true;
		group_error = unknown[i], group_known = false;
		gives("bob", "def_u", "s4");
		group_error = 0, group_known = true;
	}
}

static void a_failure_is_an_error(void **state)
{
	static const int errors[] = {EIO, ENOMEM, EMFILE, ENFILE, EAGAIN, EACCES, EPERM, ERANGE};

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		login_error = errors[i];
		fails_with("bob", errors[i]);
		gives("own", "own_u", "s3"); /* whom no group concerns */
		login_error = 0;
		group_error = errors[i];
		fails_with("bob", errors[i]);
		gives("own", "own_u", "s3");
		group_error = 0;
		gives("bob", "crew_u", "s2");
	}
}

static void half_a_list_of_groups_is_an_error(void **state)
{
	static const int errors[] = {EIO, ENOMEM, EMFILE, ENFILE};

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		list_error = errors[i];
		fails_with("bob", errors[i]);
	}
}

static void an_interrupted_name_service_is_asked_again(void **state)
{
	(void)state;
	interrupted = 3;
	gives("bob", "crew_u", "s2");
	assert_int_equal(interrupted, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_group_of_the_login_counts, all_well),
		cmocka_unit_test_setup(an_unknown_name_is_in_no_group, all_well),
		cmocka_unit_test_setup(a_failure_is_an_error, all_well),
		cmocka_unit_test_setup(half_a_list_of_groups_is_an_error, all_well),
		cmocka_unit_test_setup(an_interrupted_name_service_is_asked_again, all_well),
	};

	return cmocka_run_group_tests(tests, make_root, remove_root);
}
