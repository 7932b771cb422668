/* SPDX-License-Identifier: MIT */
/*
 * kernel/: against a made-up selinuxfs, a folder of plain files. What a real kernel answers is
 * tested in the worlds; here is what no sane kernel says.
 * WRAP: dir_names_read selinuxfs_read_u32
 */
#define _GNU_SOURCE
#include <limits.h>

#include "unit.h"

#include <selinux/selinux.h>
#include <selinux/strict.h>

#include "kernel/kernel.h"
#include "kernel/selinuxfs.h"
#include "presence/presence.h"

/* A policy is being loaded: each other one of so many lists lacks a name, the last one too; or so
 * many numbers their node. */
static int short_lists, missing_numbers;

int __real_dir_names_read(struct dir_names *d, const char *path);
int __wrap_dir_names_read(struct dir_names *d, const char *path);
int __wrap_dir_names_read(struct dir_names *d, const char *path)
{
	int r = __real_dir_names_read(d, path);

	if (r == 0 && d->count && short_lists > 0 && short_lists-- % 2)
		free(d->names[--d->count]);
	return r;
}

int __real_selinuxfs_read_u32(const char *name, uint32_t *value);
int __wrap_selinuxfs_read_u32(const char *name, uint32_t *value);
int __wrap_selinuxfs_read_u32(const char *name, uint32_t *value)
{
	return missing_numbers > 0 && missing_numbers-- ? -ENOENT
							: __real_selinuxfs_read_u32(name, value);
}

static int make_fs(void **state)
{
	(void)state;
	fakefs_make();
	return 0;
}

static int remove_fs(void **state)
{
	(void)state;
	fini_selinuxmnt();
	fakefs_remove();
	return 0;
}

static void flags_are_numbers_or_einval(void **state)
{
	static const struct {
		const char *text;
		int value;
		int error;
	} rows[] = {{"0", 0, 0}, {"1", 1, 0}, {"1\n", 1, 0}, {"2", 1, 0}, {"", -1, EINVAL},
		{"garbage", -1, EINVAL}, {"-1", -1, EINVAL}, {"99999999999", -1, EINVAL}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		fakefs_text("enforce", rows[i].text);
		errno = 0;
		assert_int_equal(security_getenforce(), rows[i].value);
		assert_int_equal(errno, rows[i].error);
	}
	fakefs_text("mls", "1");
	assert_int_equal(is_selinux_mls_enabled(), 1);
	fakefs_text("mls", "1x");
	assert_int_equal(is_selinux_mls_enabled(), 0);
}

static void without_a_node_the_policy_version_is_15(void **state)
{
	(void)state;
	assert_int_equal(security_policyvers(), 15);
	fakefs_text("policyvers", "33");
	assert_int_equal(security_policyvers(), 33);
	fini_selinuxmnt();
	errno = 0;
	assert_int_equal(security_policyvers(), -1);
	assert_int_equal(errno, ENOENT);
	set_selinuxmnt(fakefs_top);
}

static void make_class(const char *name, const char *index, const char *perm, const char *bit)
{
	fakefs_class(name, index);
	fakefs_permission(name, perm, bit);
}

static void classes_are_remembered_until_flushed(void **state)
{
	const char *name;

	(void)state;
	make_class("process", "2", "fork", "1");
	assert_null(security_class_to_string(2)); /* not met by name yet */
	assert_int_equal(string_to_security_class("process"), 2);
	name = security_class_to_string(2);
	assert_string_equal(name, "process");
	assert_int_equal(string_to_av_perm(2, "fork"), 1);
	assert_int_equal(string_to_av_perm(2, "exec"), 0);

	make_class("process", "3", "exec", "2");
	assert_int_equal(string_to_security_class("process"), 2);
	selinux_flush_class_cache();
	assert_int_equal(string_to_security_class("process"), 3);
	assert_int_equal(string_to_av_perm(3, "exec"), 2);
	assert_null(security_class_to_string(2));

	/* the old policy comes back, and with it the very same entry */
	make_class("process", "2", "fork", "1");
	fakefs_unlink("class/process/perms/exec");
	selinux_flush_class_cache();
	assert_int_equal(string_to_security_class("process"), 2);
	assert_ptr_equal(security_class_to_string(2), name);
}

/* mock: what a folder or a node says that is just being taken away. */
static void classes_are_looked_for_until_nothing_moves(void **state)
{
	const char *node;
	security_class_t class;

	(void)state;
	make_class("moving", "4", "one", "1");
	make_class("moving", "4", "two", "2");
	short_lists = 1;
	assert_int_equal(class_look_up("moving", &class), 0);
	assert_int_equal(string_to_av_perm(4, "two"), 2);
	selinux_flush_class_cache();
	missing_numbers = 1; /* the class's */
	assert_int_equal(class_look_up("moving", &class), 0);
	missing_numbers = 2; /* it is not there */
	assert_int_equal(class_look_up("absent", &class), -ENOENT);
	assert_int_equal(missing_numbers, 0);

	/* what never comes to rest is not unknown */
	selinux_flush_class_cache();
	node = fakefs_path("class/moving/perms/two");
	unlink(node);
	assert_int_equal(symlink("nowhere", node), 0);
	assert_int_equal(class_look_up("moving", &class), -EAGAIN);
	unlink(node);
	short_lists = INT_MAX;
	assert_int_equal(class_look_up("moving", &class), -EBUSY);
	short_lists = 0;
	assert_int_equal(class_look_up("moving", &class), 0);
}

static void impossible_classes_are_einval(void **state)
{
	static const char *const indexes[] = {"0", "65536", "", "x", "-1"};
	static const char *const names[] = {"", ".", "..", "a/b", "absent"};
	char longest[5000];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(indexes); i++) {
		make_class("odd", indexes[i], "p", "1");
		errno = 0;
		assert_int_equal(string_to_security_class("odd"), 0);
		assert_int_equal(errno, EINVAL);
	}
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		assert_int_equal(string_to_security_class(names[i]), 0);
	memset(longest, 'l', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(string_to_security_class(longest), 0);
	assert_int_equal(string_to_security_class(NULL), 0);
	make_class("odd", "9", "p", "33");
	assert_int_equal(string_to_security_class("odd"), 0);
}

static void a_mapping_is_in_the_callers_numbers(void **state)
{
	static const struct security_class_mapping map[] = {
		{"file", {"write", "", "nosuch", "read", NULL}}, {"nowhere", {"p", NULL}},
		{NULL, {NULL}}};
	struct av_decision avd = {.allowed = 3, .decided = 3, .auditdeny = 1};
	const struct mapping *m;
	char *text;

	(void)state;
	fakefs_text("deny_unknown", "0");
	fakefs_text("reject_unknown", "0");
	make_class("file", "6", "read", "1");
	make_class("file", "6", "write", "2");
	assert_int_equal(mapping_install(map), 0);
	assert_int_equal(string_to_security_class("file"), 1);
	assert_int_equal(string_to_security_class("nowhere"), 0);
	assert_int_equal(string_to_security_class("process"), 0);
	assert_int_equal(string_to_av_perm(1, "read"), 8);
	assert_string_equal(security_av_perm_to_string(1, 1), "write");
	assert_null(security_av_perm_to_string(1, 4));
	assert_int_equal(mapping_get(&m), 0);
	assert_int_equal(mapping_to_kernel_class(m, 1), 6);
	assert_int_equal(mapping_to_kernel_permissions(m, 1, 9), 3);
	assert_int_equal(security_av_string(1, 9, &text), 0);
	assert_string_equal(text, "{ write read }");
	free(text);

	mapping_decision(m, 1, &avd);
	assert_int_equal(avd.allowed, 0xf); /* the unknown ones are allowed */
	assert_int_equal(avd.auditdeny, 8 | ~0xfU);
	fakefs_text("deny_unknown", "1");
	avd = (struct av_decision){.allowed = 3};
	mapping_decision(m, 1, &avd);
	assert_int_equal(avd.allowed, 9);

	fakefs_text("reject_unknown", "1");
	assert_int_equal(mapping_install(map), -EINVAL);
	assert_int_equal(string_to_security_class("file"), 6); /* the kernel's again */
}

static void booleans_are_listed_sorted_and_checked(void **state)
{
	char **names;
	int len;

	(void)state;
	errno = 0;
	assert_int_equal(security_get_boolean_names(&names, &len), -1);
	assert_int_equal(errno, ENOENT);
	fakefs_text("booleans/b_one", "1 0");
	fakefs_text("booleans/a two", "0 1");
	fakefs_text("booleans/short", "1");
	fakefs_text("booleans/odd", "yes");
	assert_int_equal(security_get_boolean_names(&names, &len), 0);
	assert_int_equal(len, 4);
	assert_string_equal(names[0], "a two");
	assert_null(names[4]);
	freeconary(names);
	assert_int_equal(security_get_boolean_active("b_one"), 1);
	assert_int_equal(security_get_boolean_pending("b_one"), 0);
	assert_int_equal(security_get_boolean_pending("short"), -1);
	assert_int_equal(security_get_boolean_active("odd"), -1);
	assert_int_equal(security_get_boolean_active("../enforce"), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(security_set_boolean("b_one", 2), -1);
	assert_int_equal(errno, EINVAL);
}

static void a_question_longer_than_a_page_is_eoverflow(void **state)
{
	char longest[9000], *con = (char *)"untouched";
	struct av_decision avd;

	(void)state;
	memset(longest, 'c', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	fakefs_text("access", "");
	fakefs_text("create", "");
	fakefs_text("context", "");
	assert_int_equal(security_compute_av_raw(longest, "t", 1, 1, &avd), -1);
	assert_int_equal(errno, EOVERFLOW);
	assert_int_equal(security_compute_create_raw("s", longest, 1, &con), -1);
	assert_int_equal(errno, EOVERFLOW);
	assert_int_equal(security_canonicalize_context_raw(longest, &con), -1);
	assert_string_equal(con, "untouched");
}

/* Three words and a fourth: a blank would make it the class. */
static void a_transition_is_of_words(void **state)
{
	char longest[9000];

	(void)state;
	memset(longest, 'c', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	fakefs_text("validatetrans", "");
	errno = 0;
	assert_int_equal(security_validatetrans_raw("s", "t", 1, NULL), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(security_validatetrans_raw("s", "t", 1, "n 7"), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(security_validatetrans_raw("s", "t", 1, longest), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(security_validatetrans_raw("", "t", 1, "n"), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(security_validatetrans_raw("s", " \t", 1, "n"), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(security_validatetrans_raw("s", "t", 1, "n"), 0);
	assert_int_equal(security_validatetrans_raw(" s", "\tt ", 1, "  n "), 0);
}

/* A question of just a page, to which no name can be added. */
static void a_name_that_does_not_fit_is_refused(void **state)
{
	char con[SELINUXFS_PAGE], *new = NULL;

	(void)state;
	memset(con, 'c', sizeof(con));
	con[sizeof(con) - sizeof("s  1")] = '\0';
	fakefs_text("create", "");
	assert_int_equal(security_compute_create_name_raw("s", con, 1, "n", &new), -1);
	assert_int_equal(errno, EOVERFLOW);
	con[sizeof(con) - sizeof("s  1 n")] = '\0';
	assert_int_equal(security_compute_create_name_raw("s", con, 1, "name", &new), -1);
	assert_int_equal(errno, ENAMETOOLONG);
	assert_null(new);
}

static void lists_of_contexts_are_as_long_as_they_say(void **state)
{
	static const struct {
		const char *answer;
		size_t size;
		int error;
	} rows[] = {{"2\0a:b:c\0d:e:f", 14, 0}, {"0", 2, 0}, {"3\0a:b:c\0d:e:f", 14, EBADMSG},
		{"1\0a:b:c", 7, EBADMSG}, {"x\0a", 4, EBADMSG}, {"1x\0a", 5, EBADMSG},
		{"4000000000\0a", 13, EBADMSG}, {"", 1, EBADMSG}};
	char untouched, **list;

	(void)state;
	drop_messages();
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		fakefs_answer_at("user", strlen("s u"), rows[i].answer, rows[i].size);
		list = (char **)&untouched;
		errno = 0;
		expect_result(security_compute_user_raw("s", "u", &list), rows[i].error);
		if (rows[i].error) {
			assert_ptr_equal(list, &untouched);
			continue;
		}
		if (rows[i].answer[0] == '2') {
			assert_string_equal(list[0], "a:b:c");
			assert_string_equal(list[1], "d:e:f");
		}
		assert_null(list[rows[i].answer[0] - '0']);
		freeconary(list);
	}
}

static void initial_contexts_end_at_their_nul(void **state)
{
	char *con = NULL;

	(void)state;
	fakefs_write("initial_contexts/kernel", "a:b:c\0junk", 10);
	assert_int_equal(security_get_initial_context_raw("kernel", &con), 0);
	assert_string_equal(con, "a:b:c");
	freecon(con);
	assert_int_equal(security_get_initial_context_raw("../enforce", &con), -1);
	assert_int_equal(errno, EINVAL);
}

/* The pointers that a caller may forget. */
static void null_is_einval(void **state)
{
	char *con;
	struct av_decision avd;

#define REFUSED(call)                                                                              \
	do {                                                                                       \
		errno = 0;                                                                         \
		assert_int_equal(call, -1);                                                        \
		assert_int_equal(errno, EINVAL);                                                   \
	} while (0)
	(void)state;
	REFUSED(getcon(NULL));
	REFUSED(getpidcon(1, NULL));
	REFUSED(getpidcon(0, &con));
	REFUSED(getfilecon(NULL, &con));
	REFUSED(getfilecon("/", NULL));
	REFUSED(fgetfilecon_raw(0, NULL));
	REFUSED(setfilecon("/nonexistent", NULL));
	REFUSED(lsetfilecon_raw(NULL, "a:b:c"));
	REFUSED(fsetfilecon(0, NULL));
	REFUSED(getpeercon(0, NULL));
	REFUSED(security_compute_av(NULL, "t", 1, 1, &avd));
	REFUSED(security_compute_av_flags_raw("s", "t", 1, 1, NULL));
	REFUSED(security_compute_create("s", NULL, 1, &con));
	REFUSED(security_compute_create_name_raw("s", "t", 1, "n", NULL));
	REFUSED(security_compute_member_raw("s", "t", 1, NULL));
	REFUSED(security_compute_relabel(NULL, NULL, 1, &con));
	REFUSED(security_compute_user("s", NULL, NULL));
	REFUSED(security_validatetrans("s", "t", 1, NULL));
	REFUSED(security_check_context(NULL));
	REFUSED(security_canonicalize_context("c", NULL));
	REFUSED(security_get_initial_context(NULL, &con));
	REFUSED(security_get_boolean_names(NULL, NULL));
	REFUSED(security_get_boolean_active(NULL));
	REFUSED(security_set_boolean_list(1, NULL, 0));
	REFUSED(security_av_string(1, 1, NULL));
	REFUSED(selinux_set_policy_root(NULL));
	REFUSED(selinux_getenforcemode(NULL));
	REFUSED(selinux_getpolicytype(NULL));
	assert_null(selinux_boolean_sub(NULL));
	freecon(NULL);
	freeconary(NULL);
	set_selinuxmnt(NULL);
	assert_string_equal(mount_point(), fakefs_top);
#undef REFUSED
}

static void nothing_mounted_is_enoent(void **state)
{
	char *con;
	struct av_decision avd;

	(void)state;
	fini_selinuxmnt();
	errno = 0;
	assert_int_equal(security_getenforce(), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(is_selinux_enabled(), 0);
	assert_int_equal(security_compute_av("s", "t", 1, 1, &avd), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(security_get_initial_context("kernel", &con), -1);
	assert_int_equal(errno, ENOENT);
	set_selinuxmnt(fakefs_top);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flags_are_numbers_or_einval),
		cmocka_unit_test(without_a_node_the_policy_version_is_15),
		cmocka_unit_test(classes_are_remembered_until_flushed),
		cmocka_unit_test(classes_are_looked_for_until_nothing_moves),
		cmocka_unit_test(impossible_classes_are_einval),
		cmocka_unit_test(a_mapping_is_in_the_callers_numbers),
		cmocka_unit_test(booleans_are_listed_sorted_and_checked),
		cmocka_unit_test(a_question_longer_than_a_page_is_eoverflow),
		cmocka_unit_test(a_transition_is_of_words),
		cmocka_unit_test(a_name_that_does_not_fit_is_refused),
		cmocka_unit_test(lists_of_contexts_are_as_long_as_they_say),
		cmocka_unit_test(initial_contexts_end_at_their_nul),
		cmocka_unit_test(null_is_einval),
		cmocka_unit_test(nothing_mounted_is_enoent),
	};

	return cmocka_run_group_tests(tests, make_fs, remove_fs);
}
