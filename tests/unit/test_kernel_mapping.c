/* SPDX-License-Identifier: MIT */
/*
 * kernel/mapping.c at its limits: as many permissions as a class can have, tables that differ
 * little, a policy that never comes to rest (a mock counts it) and a kernel that cannot be asked.
 *
 * WRAP: policy_generation selinuxfs_read_u32
 */
#include "unit.h"

#include <selinux/selinux.h>

#include "kernel/mapping.h"
#include "kernel/policy_watch.h"

static bool moves; /* each look at the policy finds another */
static int read_error;

unsigned __real_policy_generation(void);
unsigned __wrap_policy_generation(void);
unsigned __wrap_policy_generation(void)
{
	static unsigned more;

	return moves ? 1000 + more++ : __real_policy_generation();
}

int __real_selinuxfs_read_u32(const char *name, uint32_t *value);
int __wrap_selinuxfs_read_u32(const char *name, uint32_t *value);
int __wrap_selinuxfs_read_u32(const char *name, uint32_t *value)
{
	return read_error ? read_error : __real_selinuxfs_read_u32(name, value);
}

static int set_up(void **state)
{
	(void)state;
	told[0] = '\0';
	tell_messages();
	fakefs_make();
	fakefs_fill();
	selinux_flush_class_cache();
	return 0;
}

static int tear_down(void **state)
{
	static const struct security_class_mapping none[] = {{NULL, {NULL}}};

	(void)state;
	moves = false;
	read_error = 0;
	(void)!selinux_set_mapping(none);
	fini_selinuxmnt();
	fakefs_remove();
	return 0;
}

/* The caller's bits are the kernel's in the opposite order. */
static void a_class_has_up_to_32_permissions(void **state)
{
	static char names[32][16];
	struct security_class_mapping map[2] = {{.name = "full"}};
	struct av_decision avd = {.allowed = 1, .decided = UINT32_MAX};
	const struct mapping *m;
	char bit[16];

	(void)state;
	fakefs_class("full", "9");
	for (int i = 0; i < 32; i++) {
		snprintf(names[i], sizeof(names[i]), "p%d", i);
		snprintf(bit, sizeof(bit), "%d", 32 - i);
		fakefs_permission("full", names[i], bit);
		map[0].perms[i] = names[i];
	}
	expect_result(selinux_set_mapping(map), 0);
	for (int i = 0; i < 32; i++) {
		assert_int_equal(string_to_av_perm(1, names[i]), 1U << i);
		assert_string_equal(security_av_perm_to_string(1, 1U << i), names[i]);
	}
	assert_int_equal(mapping_get(&m), 0);
	assert_int_equal(mapping_to_kernel_permissions(m, 1, 1), 1U << 31);
	mapping_decision(m, 1, &avd);
	assert_int_equal(avd.allowed, 1U << 31);
	expect_result(selinux_set_mapping(map), 0); /* the same once more */
	assert_int_equal(mapping_get(&m), 0);
	assert_int_equal(mapping_to_kernel_class(m, 1), 9);
	assert_int_equal(mapping_to_kernel_class(m, 2), 0); /* there is no second one */
}

/* Each of these is another mapping, whatever the one before was. */
static void tables_that_differ_are_told_apart(void **state)
{
	static const struct security_class_mapping tables[][3] = {
		{{"file", {"read", "write", NULL}}, {NULL, {NULL}}},
		{{"file", {"read", NULL}}, {NULL, {NULL}}},
		{{"file", {"write", "read", NULL}}, {NULL, {NULL}}},
		{{"process", {"read", "write", NULL}}, {NULL, {NULL}}},
		{{"file", {"read", "write", NULL}}, {"process", {"read", NULL}}, {NULL, {NULL}}},
	};

	(void)state;
	for (int turn = 0; turn < 2; turn++)
		for (size_t i = 0; i < ARRAY_SIZE(tables); i++) {
			expect_result(selinux_set_mapping(tables[i]), 0);
			assert_int_equal(string_to_security_class("file"), i == 3 ? 0 : 1);
			assert_int_equal(string_to_security_class("process"), i == 3   ? 1
									      : i == 4 ? 2
										       : 0);
			assert_int_equal(string_to_av_perm(1, "read"), i == 2 ? 2 : 1);
			assert_int_equal(string_to_av_perm(1, "write"), i == 1   ? 0
									: i == 2 ? 1
										 : 2);
		}
	expect_told("");
}

static int messages;

static int count_message(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	messages++;
	return 0;
}

static void unknown_names_are_told_of(void **state)
{
	static const struct security_class_mapping map[] = {
		{"file", {"read", "fly", NULL}}, {"bird", {"fly", NULL}}, {NULL, {NULL}}};

	(void)state;
	expect_result(selinux_set_mapping(map), 0);
	expect_told("SELinux:  Permission fly in class file not defined in policy.\n"
		    "SELinux: Class bird not defined in policy.\n"
		    "SELinux: the above unknown classes and permissions will be allowed\n");
	char longest[5000];
	struct security_class_mapping none[] = {
		{longest, {"read", NULL}}, {"file", {longest, NULL}}, {NULL, {NULL}}};

	memset(longest, 'l', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0'; /* no policy can have it */
	selinux_set_callback(SELINUX_CB_LOG, (union selinux_callback){.func_log = count_message});
	expect_result(selinux_set_mapping(none), 0);
	assert_int_equal(messages, 3);
	tell_messages();
	fakefs_text("deny_unknown", "1");
	selinux_flush_class_cache();
	expect_result(selinux_set_mapping(map), 0);
	assert_non_null(strstr(told, "permissions will be denied\n"));
}

static void a_policy_that_never_rests_is_ebusy(void **state)
{
	static const struct security_class_mapping map[] = {
		{"file", {"write", "read", NULL}}, {NULL, {NULL}}};
	const struct mapping *m;
	security_class_t class;

	(void)state;
	expect_result(selinux_set_mapping(map), 0);
	assert_int_equal(string_to_security_class("file"), 1);
	moves = true;
	assert_int_equal(mapping_get(&m), -EBUSY);
	assert_int_equal(class_look_up("file", &class), -EBUSY);
	assert_int_equal(class_known("file"), 0);
	assert_int_equal(class_known_permission(1, "read"), 0);
	assert_null(class_name(1));
	assert_null(class_permission_name(1, 1));
	expect_result(selinux_set_mapping(map), EBUSY); /* and all stays as it was */
	moves = false;
	assert_int_equal(string_to_security_class("file"), 1);
}

/* What the kernel does not tell is not unknown, and so not allowed either. */
static void a_kernel_that_cannot_be_asked_is_an_error(void **state)
{
	static const struct security_class_mapping map[] = {
		{"process", {"write", NULL}}, {NULL, {NULL}}};

	(void)state;
	read_error = -EIO;
	expect_result(selinux_set_mapping(map), EIO);
	expect_told("");
	read_error = 0;
	expect_result(selinux_set_mapping(map), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_class_has_up_to_32_permissions),
		TEST(tables_that_differ_are_told_apart),
		TEST(unknown_names_are_told_of),
		TEST(a_policy_that_never_rests_is_ebusy),
		TEST(a_kernel_that_cannot_be_asked_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
