/* SPDX-License-Identifier: MIT */
/*
 * presence/: what the callers can change, callbacks, paths. The answer itself is tested in the
 * worlds, on a kernel that runs SELinux; here nothing may depend on whether this machine does.
 *
 * WRAP: text_open
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

#include <selinux/selinux.h>
#include <selinux/strict.h>

#include "kernel/kernel.h"
#include "common/log.h"
#include "config/config.h"
#include "presence/presence.h"

static char logged[256];
static int logged_type;

static int PRINTF_LIKE(2, 3) keep(int type, const char *fmt, ...)
{
	va_list ap;

	logged_type = type;
	va_start(ap, fmt);
	vsnprintf(logged, sizeof(logged), fmt, ap);
	va_end(ap);
	errno = EXDEV;
	return 0;
}

static int refuse(char **context)
{
	(void)context;
	errno = 0;
	return -1;
}

static void a_told_mountpoint_is_believed(void **state)
{
	int real = selinux_strict_recheck();

	(void)state;
	set_selinuxmnt("/nonexistent/selinuxfs");
	assert_string_equal(mount_point(), "/nonexistent/selinuxfs");
	errno = 0;
	assert_int_equal(security_getenforce(), -1);
	assert_int_equal(errno, ENOENT);
	fini_selinuxmnt();
	assert_null(mount_point());
	assert_int_equal(is_selinux_enabled(), 0);
	set_selinuxmnt(NULL);
	assert_null(mount_point());
	/* and looking again undoes all that */
	assert_int_equal(selinux_strict_recheck(), real);
	assert_int_equal(is_selinux_enabled(), real);
}

static bool without_proc;

int __real_text_open(struct text *t, const char *path);
int __wrap_text_open(struct text *t, const char *path);
int __wrap_text_open(struct text *t, const char *path)
{
	return without_proc && !strncmp(path, "/proc/", 6) ? -ENOENT : __real_text_open(t, path);
}

static void an_unreadable_list_of_file_systems_counts_as_yes(void **state)
{
	(void)state;
	without_proc = true;
	assert_int_equal(selinuxfs_exists(), 1);
	without_proc = false;
}

/* As sefcontext_compile does, which has libselinux.a's half of this in it. */
static void a_caller_may_free_the_mountpoint(void **state)
{
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		alarm(patience(120));
		set_selinuxmnt("/nonexistent/selinuxfs");
		free((void *)mount_point());
		_exit(0);
	}
	assert_int_equal(wait_in_time(child), 0);
}

static void the_reason_agrees_with_the_answer(void **state)
{
	(void)state;
	errno = EXDEV;
	assert_int_equal(diagnose().enabled, selinux_strict_recheck());
	assert_int_equal(errno, EXDEV);
	assert_string_equal(selinux_strict_reason(), diagnose().reason);
	assert_string_equal(selinux_strict_version(), STRICT_VERSION);
}

/* It is of what would be found, not of the answer that is kept. */
static void the_reason_is_of_now_not_of_the_kept_answer(void **state)
{
	const char *before = selinux_strict_reason();
	bool enabled = diagnose().enabled;

	(void)state;
	set_selinuxmnt("/nonexistent/selinuxfs");
	assert_ptr_equal(selinux_strict_reason(), before);
	fini_selinuxmnt();
	assert_int_equal(is_selinux_enabled(), 0);
	assert_ptr_equal(selinux_strict_reason(), before);
	assert_int_equal(diagnose().enabled, enabled);
	assert_int_equal(is_selinux_enabled(), 0);
	selinux_strict_recheck();
}

static void messages_go_to_the_caller(void **state)
{
	(void)state;
	selinux_set_callback(SELINUX_CB_LOG, (union selinux_callback){.func_log = keep});
	errno = EBADF;
	report(SELINUX_INFO, "%s %d\n", "message", 7);
	assert_string_equal(logged, "message 7\n");
	assert_int_equal(logged_type, SELINUX_INFO);
	report_errno(ENOSPC, "cannot: %m\n");
	assert_string_equal(logged, "cannot: No space left on device\n");
	assert_int_equal(logged_type, SELINUX_ERROR);
	assert_int_equal(errno, EBADF);
	assert_ptr_equal(selinux_get_callback(SELINUX_CB_LOG).func_log, keep);
}

static void only_errors_and_denials_go_to_stderr(void **state)
{
	static const int types[] = {SELINUX_ERROR, SELINUX_WARNING, SELINUX_INFO, SELINUX_AVC,
		SELINUX_POLICYLOAD, SELINUX_SETENFORCE};
	const union selinux_callback *stock = *state;
	char text[512] = "";
	int ends[2], saved = dup(STDERR_FILENO);

	assert_int_equal(pipe(ends), 0);
	selinux_set_callback(SELINUX_CB_LOG, *stock);
	dup2(ends[1], STDERR_FILENO);
	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		report(types[i], "type %d;", types[i]);
	dup2(saved, STDERR_FILENO);
	close(ends[1]);
	close(saved);
	assert_true(read(ends[0], text, sizeof(text) - 1) > 0);
	close(ends[0]);
	assert_string_equal(text, "type 0;type 1;type 3;");
}

/* What is longer than its buffer is cut there, and what is empty is not written. */
static void stderr_gets_a_kib_of_a_message(void **state)
{
	const union selinux_callback *stock = *state;
	char text[4096] = "", longest[3000];
	int ends[2], saved = dup(STDERR_FILENO);

	memset(longest, 'l', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(pipe(ends), 0);
	selinux_set_callback(SELINUX_CB_LOG, *stock);
	dup2(ends[1], STDERR_FILENO);
	report(SELINUX_ERROR, "%s", "");
	report(SELINUX_ERROR, "%s", longest);
	dup2(saved, STDERR_FILENO);
	close(ends[1]);
	close(saved);
	assert_int_equal(read(ends[0], text, sizeof(text) - 1), 1023);
	assert_int_equal(strspn(text, "l"), 1023);
	close(ends[0]);
}

static void callbacks_out_of_range_are_einval(void **state)
{
	union selinux_callback none = selinux_get_callback(SELINUX_CB_POLICYLOAD + 1);

	(void)state;
	assert_int_equal(errno, EINVAL);
	assert_null(none.func_log);
	errno = 0;
	selinux_get_callback(-1);
	assert_int_equal(errno, EINVAL);
	selinux_set_callback(99, (union selinux_callback){.func_log = keep}); /* does nothing */
}

static void a_callback_of_null_is_the_default_one(void **state)
{
	union selinux_callback log = selinux_get_callback(SELINUX_CB_LOG);
	union selinux_callback none = {.func_log = NULL};
	char con[] = "not:a:context", *p = con;

	(void)state;
	for (int type = SELINUX_CB_LOG; type <= SELINUX_CB_POLICYLOAD; type++)
		selinux_set_callback(type, none);
	for (int type = SELINUX_CB_LOG; type <= SELINUX_CB_POLICYLOAD; type++)
		assert_null(selinux_get_callback(type).func_log);
	assert_false(log_is_set());
	report(SELINUX_INFO, "nobody is told\n");
	assert_true(callback_validate(&p) < 0);
	assert_int_equal(callback_setenforce(1), 0);
	assert_int_equal(callback_policyload(1), 0);
	assert_int_equal(callback_audit(NULL, 0, con, sizeof(con)), 0);
	selinux_set_callback(SELINUX_CB_LOG, log);
}

static void a_refusal_without_errno_is_einval(void **state)
{
	char *context = (char *)"a:b:c";

	(void)state;
	selinux_set_callback(
		SELINUX_CB_VALIDATE, (union selinux_callback){.func_validate = refuse});
	errno = EXDEV;
	assert_int_equal(callback_validate(&context), -EINVAL);
	assert_int_equal(errno, EXDEV);
}

static void paths_follow_the_root(void **state)
{
	char *type;
	const char *before = selinux_policy_root(), *path;

	(void)state;
	assert_int_equal(selinux_set_policy_root("/tmp/x/mine"), 0);
	assert_string_equal(selinux_policy_root(), "/tmp/x/mine");
	path = selinux_file_context_path();
	assert_string_equal(path, "/tmp/x/mine/contexts/files/file_contexts");
	assert_int_equal(selinux_getpolicytype(&type), 0);
	assert_string_equal(type, "mine");
	free(type);
	errno = 0;
	assert_int_equal(selinux_set_policy_root("mine"), -1);
	assert_int_equal(errno, EINVAL);
	selinux_reset_config();
	assert_ptr_equal(selinux_policy_root(), before);
	/* what was handed out stays good */
	assert_string_equal(path, "/tmp/x/mine/contexts/files/file_contexts");
	assert_int_equal(selinux_set_policy_root("/tmp/x/mine"), 0);
	assert_ptr_equal(selinux_file_context_path(), path);
	selinux_reset_config();
}

/* What a confined domain, or the user of a setuid program, may not look at is not missing. */
static void a_store_that_may_not_be_searched_exists(void **state)
{
	int closed;
	pid_t child;

	(void)state;
	assert_int_equal(mkdir("closed", 0), 0);
	assert_int_equal(selinux_set_policy_root(path_of("closed/policy")), 0);
	child = fork();
	if (child == 0) {
		if (getuid() == 0 && setresuid(65534, 65534, 65534) < 0)
			_exit(2);
		_exit(config_find_store() == STORE_EXISTS);
	}
	assert_int_equal(waitpid(child, &closed, 0), child);
	assert_int_equal(rmdir("closed"), 0);
	assert_int_not_equal(config_find_store(), STORE_EXISTS);
	selinux_reset_config();
	assert_int_equal(WEXITSTATUS(closed), 1);
}

static void expect_context(int r, const char *wanted)
{
	char context[32];

	assert_int_equal(container_ask_kernel(fakefs_top, context, sizeof(context)), r);
	assert_string_equal(context, wanted);
	assert_int_equal(container_has_kernels_policy(fakefs_top), r != -EINVAL);
}

/* docs/PRESENCE.md, row D13: initrc_context, else the first context of file_contexts. A file in
 * place of the kernel's node takes any. */
static void a_container_tells_the_kernel_one_context_of_its_store(void **state)
{
	char found[32] = "";

	(void)state;
	fakefs_make();
	fakefs_text("context", "");
	assert_int_equal(selinux_set_policy_root(directory), 0);
	expect_context(-ENODATA, "");
	write_text("contexts/files/file_contexts",
		"# /x u:o:no:s0\n\n/proc <<none>>\n/.* -- u:o:first:s0\n/a u:o:second:s0\n");
	expect_context(0, "u:o:first:s0");
	read_file(fakefs_path("context"), found, sizeof(found));
	assert_string_equal(found, "u:o:first:s0");
	write_text("contexts/initrc_context", " # comment\nu:r:init:s0\n");
	expect_context(0, "u:r:init:s0");
	write_text("contexts/initrc_context", "u:r:longer_than_any_that_fits_here:s0\n");
	expect_context(0, "u:o:first:s0");
	fakefs_unlink("context");
	expect_context(-ENOENT, "u:o:first:s0"); /* not asked, so perhaps known */
	fakefs_remove();
	selinux_reset_config();
	selinux_strict_recheck();
}

static void a_root_may_be_of_any_length(void **state)
{
	char root[20000];

	(void)state;
	memset(root, 'r', sizeof(root));
	root[0] = '/';
	root[sizeof(root) - 1] = '\0';
	assert_int_equal(selinux_set_policy_root(root), 0);
	assert_int_equal(strlen(selinux_sepgsql_context_path()),
		sizeof(root) - 1 + strlen("/contexts/sepgsql_contexts"));
	selinux_reset_config();
}

int main(void)
{
	union selinux_callback stock = selinux_get_callback(SELINUX_CB_LOG);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_told_mountpoint_is_believed),
		cmocka_unit_test(an_unreadable_list_of_file_systems_counts_as_yes),
		cmocka_unit_test(a_caller_may_free_the_mountpoint),
		cmocka_unit_test(the_reason_agrees_with_the_answer),
		cmocka_unit_test(the_reason_is_of_now_not_of_the_kept_answer),
		cmocka_unit_test(messages_go_to_the_caller),
		cmocka_unit_test_prestate(only_errors_and_denials_go_to_stderr, &stock),
		cmocka_unit_test_prestate(stderr_gets_a_kib_of_a_message, &stock),
		cmocka_unit_test(callbacks_out_of_range_are_einval),
		cmocka_unit_test(a_callback_of_null_is_the_default_one),
		cmocka_unit_test(a_refusal_without_errno_is_einval),
		cmocka_unit_test(paths_follow_the_root),
		cmocka_unit_test_setup_teardown(
			a_store_that_may_not_be_searched_exists, enter_directory, leave_directory),
		cmocka_unit_test_setup_teardown(
			a_container_tells_the_kernel_one_context_of_its_store, enter_directory,
			leave_directory),
		cmocka_unit_test(a_root_may_be_of_any_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
