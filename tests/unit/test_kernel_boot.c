/* SPDX-License-Identifier: MIT */
/*
 * kernel/boot.c: what init does by selinux_init_load_policy(). The mocks are the kernel's command
 * line, its mounts and the loading of a policy; selinuxfs is a directory of plain files.
 *
 * WRAP: syscall mount_find io_exists text_open config_boot_mode policy_load_configured
 */
#define _GNU_SOURCE
#include <sys/mount.h>
#include <sys/syscall.h>

#include "unit.h"

#include <selinux/selinux.h>

#include "config/config.h"
#include "kernel/policy.h"
#include "presence/presence.h"

static struct {
	const char *mounted, *mountable; /* where selinuxfs is, and where it can be mounted */
	const char *command_line;        /* NULL: no /proc */
	int mode;                        /* as config_boot_mode() has it; or a negative errno */
	bool has_sysfs;
} world;

long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);
long __wrap_syscall(long number, ...)
{
	long x[6];
	va_list ap;

	va_start(ap, number);
	for (int i = 0; i < 6; i++)
		x[i] = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_umount2) {
		tell("umount %s\n", strcmp((char *)x[0], fakefs_top) ? (char *)x[0] : "selinuxfs");
		return 0;
	}
	if (number != SYS_mount)
		return __real_syscall(number, x[0], x[1], x[2], x[3], x[4], x[5]);
	tell("mount %s %s\n", (char *)x[2], (char *)x[1]);
	if (strcmp((char *)x[2], "proc") == 0) {
		world.command_line = "enforcing=1";
		return 0;
	}
	if (!world.mountable || strcmp((char *)x[1], world.mountable) != 0) {
		errno = ENODEV;
		return -1;
	}
	assert_int_equal(x[3], MS_NOSUID | MS_NOEXEC);
	world.mounted = world.mountable;
	errno = EBUSY; /* as good as mounted */
	return -1;
}

enum mount_state __wrap_mount_find(const char **mountpoint);
enum mount_state __wrap_mount_find(const char **mountpoint)
{
	*mountpoint = world.mounted ? fakefs_top : NULL;
	return world.mounted ? MOUNT_USABLE : MOUNT_NONE;
}

bool __real_io_exists(const char *path);
bool __wrap_io_exists(const char *path);
bool __wrap_io_exists(const char *path)
{
	if (strcmp(path, "/proc/cmdline") == 0)
		return world.command_line;
	return strcmp(path, "/sys/fs/selinux") == 0 ? world.has_sysfs : __real_io_exists(path);
}

int __real_text_open(struct text *t, const char *path);
int __wrap_text_open(struct text *t, const char *path);
int __wrap_text_open(struct text *t, const char *path)
{
	if (strcmp(path, "/proc/cmdline") != 0)
		return __real_text_open(t, path);
	if (!world.command_line)
		return -ENOENT;
	write_text("cmdline", world.command_line);
	return __real_text_open(t, "cmdline");
}

int __wrap_config_boot_mode(int *mode);
int __wrap_config_boot_mode(int *mode)
{
	if (world.mode < -1)
		return world.mode;
	*mode = world.mode;
	return 0;
}

int __wrap_policy_load_configured(void);
int __wrap_policy_load_configured(void)
{
	tell("load\n");
	return 0;
}

static int set_up(void **state)
{
	world.mounted = "/sys/fs/selinux";
	world.mountable = NULL;
	world.command_line = "quiet";
	world.mode = 0;
	world.has_sysfs = true;
	told[0] = '\0';
	tell_messages();
	if (enter_directory(state) < 0)
		return -1;
	fakefs_make();
	fini_selinuxmnt();
	fakefs_text("enforce", "0");
	return 0;
}

static int tear_down(void **state)
{
	fini_selinuxmnt();
	fakefs_remove();
	return leave_directory(state);
}

static void expect_mode(const char *wanted)
{
	char found[8] = "";

	read_file(fakefs_path("enforce"), found, sizeof(found));
	assert_string_equal(found, wanted);
}

static void the_command_line_is_above_the_configuration(void **state)
{
	static const struct {
		int mode;
		const char *command_line, *wanted;
	} rows[] = {{1, "quiet", "1"}, {0, "quiet", "0"}, {1, "enforcing=0 quiet", "0"},
		{0, "ro enforcing=1", "1"}, {0, "enforcing=1 enforcing=0", "0"},
		{1, "enforcing=x", "1"}, {1, "", "1"}, {1, "xenforcing=0", "1"},
		{-EINVAL, "quiet", "0"}, {-ENOENT, "enforcing=1", "1"}};
	int enforce;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		world.mode = rows[i].mode;
		world.command_line = rows[i].command_line;
		fakefs_text("enforce", "0");
		enforce = -7;
		expect_result(selinux_init_load_policy(&enforce), 0);
		assert_int_equal(enforce, rows[i].wanted[0] - '0');
		expect_mode(rows[i].wanted);
		expect_told("load\n");
		assert_string_equal(mount_point(), fakefs_top);
	}
}

static void what_is_not_mounted_is_mounted(void **state)
{
	int enforce = -7;

	(void)state;
	world.mounted = NULL;
	world.mountable = "/sys/fs/selinux";
	world.command_line = NULL;
	expect_result(selinux_init_load_policy(&enforce), 0);
	assert_int_equal(enforce, 1);
	expect_told("mount proc /proc\nmount selinuxfs /sys/fs/selinux\numount /proc\nload\n");

	world.mounted = NULL;
	world.mountable = "/selinux";
	world.has_sysfs = false;
	expect_result(selinux_init_load_policy(&enforce), 0);
	expect_told("mount sysfs /sys\nmount selinuxfs /sys/fs/selinux\n"
		    "mount selinuxfs /selinux\nload\n");
}

static void a_kernel_without_selinux_is_enodev(void **state)
{
	int enforce = -7;

	(void)state;
	world.mounted = NULL;
	world.mode = 1;
	expect_result(selinux_init_load_policy(&enforce), ENODEV);
	assert_int_equal(enforce, 0);
	expect_told("mount selinuxfs /sys/fs/selinux\nmount selinuxfs /selinux\n");
	expect_result(selinux_init_load_policy(NULL), EINVAL);
}

/* Whatever the command line says. */
static void disabled_is_disabled_where_the_kernel_can(void **state)
{
	char found[8] = "";
	int enforce = -7;

	(void)state;
	world.mode = -1;
	world.command_line = "enforcing=1";
	expect_result(selinux_init_load_policy(&enforce), ENOENT);
	expect_told("umount selinuxfs\nSELinux:  Could not be disabled at runtime:  "
		    "No such file or directory\n");
	fakefs_text("disable", "");
	expect_result(selinux_init_load_policy(&enforce), ENOTSUP);
	expect_told("umount selinuxfs\nSELinux:  Disabled at runtime.\n");
	read_file(fakefs_path("disable"), found, sizeof(found));
	assert_string_equal(found, "1");
	assert_int_equal(enforce, 0);
	assert_null(mount_point());
}

static void a_mode_that_cannot_be_is_told_and_nothing_is_loaded(void **state)
{
	int enforce = -7;

	(void)state;
	world.mode = 1;
	fakefs_unlink("enforce");
	expect_result(selinux_init_load_policy(&enforce), ENOENT);
	assert_int_equal(enforce, 1);
	expect_told("SELinux:  Unable to switch to enforcing mode\n");
	world.mode = 0;
	expect_result(selinux_init_load_policy(&enforce), ENOENT);
	assert_int_equal(enforce, 0);
	expect_told("SELinux:  Unable to switch to permissive mode\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_command_line_is_above_the_configuration),
		TEST(what_is_not_mounted_is_mounted),
		TEST(a_kernel_without_selinux_is_enodev),
		TEST(disabled_is_disabled_where_the_kernel_can),
		TEST(a_mode_that_cannot_be_is_told_and_nothing_is_loaded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
