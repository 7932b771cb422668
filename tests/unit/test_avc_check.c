/* SPDX-License-Identifier: MIT */
/*
 * avc/check.c: whole checks through public functions, and what changes while they are cached.
 *
 * WRAP: kernel_compute_av
 */
#define _GNU_SOURCE
#include <sys/wait.h>

#include "avc.h"

#include "kernel/kernel.h"

/* So many of the next answers are of the policy before. */
static int outdated;

int __real_kernel_compute_av(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd);
int __wrap_kernel_compute_av(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd);
int __wrap_kernel_compute_av(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd)
{
	int r = __real_kernel_compute_av(scon, tcon, tclass, requested, avd);

	if (r == 0 && outdated > 0 && outdated--)
		avd->seqno--;
	return r;
}

static void only_allowed_permissions_are_granted(void **state)
{
	(void)state;
	expect_result(check(FAKE_READ), 0);
	expect_told("");
	expect_result(check(FAKE_WRITE), EACCES);
	expect_told("3 avc:  denied  { write } for hello" PAIR " permissive=0\n");
	expect_result(check(7), EACCES);
	expect_told("3 avc:  denied  { ioctl write } for hello" PAIR " permissive=0\n");
	expect_result(check(0x80000009), EACCES);
	expect_told("3 avc:  denied  { ioctl 0x80000008 } for hello" PAIR " permissive=0\n");
	/* nothing asked for is nothing granted, and nothing to tell */
	expect_result(check(0), EACCES);
	expect_told("");
}

static void permissive_mode_grants_and_reports_once(void **state)
{
	struct av_decision avd;

	(void)state;
	fakefs_change(0, 7);
	expect_result(check(FAKE_WRITE), 0);
	expect_told("5 avc:  op=setenforce lsm=selinux enforcing=0 res=1\nsetenforce 0\n"
		    "3 avc:  denied  { write } for hello" PAIR " permissive=1\n");
	expect_result(check(FAKE_WRITE), 0); /* told once */
	expect_result(check(0), 0);
	expect_told("");
	assert_int_equal(avc_has_perm_noaudit(ssid, tsid, FAKE_FILE, 1, NULL, &avd), 0);
	assert_int_equal(avd.allowed, 6); /* before it was allowed */
	assert_int_equal(avc_has_perm_noaudit(ssid, tsid, FAKE_FILE, 1, NULL, &avd), 0);
	assert_int_equal(avd.allowed, 7);
	fakefs_change(1, 7); /* and what permissive mode allowed is gone */
	decide("2 ffffffff 0 ffffffff 7 0");
	expect_result(check(FAKE_WRITE), EACCES);
	expect_told("5 avc:  op=setenforce lsm=selinux enforcing=1 res=1\nsetenforce 1\n"
		    "3 avc:  denied  { write } for hello" PAIR " permissive=0\n");
}

static void a_permissive_domain_is_granted_and_reported_once(void **state)
{
	(void)state;
	decide("2 ffffffff 0 ffffffff 7 1");
	expect_result(check(FAKE_WRITE), 0);
	expect_told("3 avc:  denied  { write } for hello" PAIR " permissive=1\n");
	expect_result(check(FAKE_WRITE), 0);
	expect_told("");
}

static void a_loaded_policy_empties_the_cache(void **state)
{
	struct av_decision avd;

	(void)state;
	expect_result(check(FAKE_READ), 0);
	assert_int_equal(avc_add_callback(on_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0), 0);
	assert_int_equal(avc_add_callback(on_reset, AVC_CALLBACK_GRANT, NULL, NULL, 0, 0), 0);
	fakefs_change(1, 9);
	decide("4 ffffffff 0 ffffffff 8 0"); /* an answer by a policy before that one */
	errno = 0;
	assert_int_equal(avc_has_perm_noaudit(ssid, tsid, FAKE_FILE, FAKE_WRITE, NULL, &avd), -1);
	assert_int_equal(errno, EAGAIN);
	assert_int_equal(avd.allowed, 0);
	assert_int_equal(avd.auditdeny, ~0U);
	expect_told("4 avc:  op=load_policy lsm=selinux seqno=9 res=1\nreset 8 0 0\npolicyload 9\n"
		    "1 avc:  seqno 8 < latest_notif 9\n\n");
	decide("4 ffffffff 0 ffffffff 9 0");
	outdated = 1; /* asked again */
	expect_result(check(FAKE_WRITE), 0);
	expect_result(check(FAKE_READ), EACCES);
}

static void a_failed_reset_callback_is_told_once(void **state)
{
	(void)state;
	assert_int_equal(avc_add_callback(on_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0), 0);
	reset_result = -EIO;
	expect_result(avc_reset(), EIO);
	told[0] = '\0';
	fakefs_change(1, 9);
	expect_result(selinux_status_updated(), EIO);
	expect_told("4 avc:  op=load_policy lsm=selinux seqno=9 res=1\nreset 8 0 0\n"
		    "0 avc:  cache reset returned -1 (errno 5)\n\npolicyload 9\n");
	assert_int_equal(selinux_status_updated(), 0); /* told once */
}

/* Between avc_open() and the first check: known, though not told of. */
static void a_switch_before_the_first_check_is_seen(void **state)
{
	(void)state;
	avc_destroy();
	assert_int_equal(avc_open(NULL, 0), 0);
	avc_context_to_sid(SOURCE, &ssid);
	avc_context_to_sid(TARGET, &tsid);
	fakefs_change(0, 7);
	expect_result(check(FAKE_WRITE), 0);
	expect_told("3 avc:  denied  { write } for hello" PAIR " permissive=1\n");
}

static void a_mode_set_by_option_stays(void **state)
{
	struct selinux_opt opts[] = {{AVC_OPT_SETENFORCE, NULL}, {AVC_OPT_SETENFORCE, (char *)1},
		{AVC_OPT_UNUSED, NULL}, {77, NULL}};

	(void)state;
	avc_destroy();
	assert_int_equal(avc_open(opts, 4), 0); /* the first of two */
	avc_context_to_sid(SOURCE, &ssid);
	avc_context_to_sid(TARGET, &tsid);
	expect_result(check(FAKE_WRITE), 0);
	forget();
	fakefs_change(1, 7);
	decide("2 ffffffff 0 ffffffff 7 0");
	expect_result(check(FAKE_WRITE), 0); /* still */
	expect_told("5 avc:  op=setenforce lsm=selinux enforcing=1 res=1\nsetenforce 1\n"
		    "3 avc:  denied  { write } for hello" PAIR " permissive=1\n");
	avc_destroy();
	expect_result(avc_open(NULL, 1), EINVAL);
}

static void a_failed_question_is_not_cached(void **state)
{
	(void)state;
	fakefs_text("access", "");
	expect_result(check(FAKE_READ), EBADMSG);
	expect_told("3 avc:  denied  { read } for hello" PAIR " permissive=0\n");
	decide("2 ffffffff 0 ffffffff 7 0");
	expect_result(check(FAKE_READ), 0); /* nothing of it was kept */
}

/* Decisions are in the caller's numbers. */
static void decisions_are_in_the_callers_numbers(void **state)
{
	static const struct security_class_mapping map[] = {
		{"file", {"write", "read", NULL}}, {NULL, {NULL}}};
	static const struct security_class_mapping same[] = {{"process", {NULL}},
		{"process", {NULL}}, {"process", {NULL}}, {"process", {NULL}}, {"process", {NULL}},
		{"file", {"ioctl", "read", "write", NULL}}, {NULL, {NULL}}};
	struct av_decision avd;

	(void)state;
	assert_int_equal(avc_has_perm_noaudit(ssid, tsid, FAKE_FILE, FAKE_READ, NULL, &avd), 0);
	assert_int_equal(selinux_set_mapping(map), 0);
	decide("2 ffffffff 0 ffffffff 7 0");
	assert_int_equal(avc_has_perm_noaudit(ssid, tsid, 1, 1, NULL, &avd), -1);
	assert_int_equal(avc_has_perm_noaudit(ssid, tsid, 1, 2, NULL, &avd), 0);
	assert_int_equal(selinux_set_mapping(same), 0); /* as it was, for the other tests */
}

static void a_child_sees_changes_as_its_parent_does(void **state)
{
	int status;
	pid_t pid;

	(void)state;
	assert_int_equal(check(FAKE_READ), 0);
	pid = fork();
	if (pid == 0) {
		bool good = check(FAKE_READ) == 0;

		fakefs_change(1, 20);
		decide("4 ffffffff 0 ffffffff 20 0");
		_exit(good && check(FAKE_WRITE) == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	decide("4 ffffffff 0 ffffffff 20 0");
	expect_result(check(FAKE_READ), EACCES); /* the parent sees it, too */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_allowed_permissions_are_granted),
		TEST(permissive_mode_grants_and_reports_once),
		TEST(a_permissive_domain_is_granted_and_reported_once),
		TEST(a_loaded_policy_empties_the_cache),
		TEST(a_failed_reset_callback_is_told_once),
		TEST(a_switch_before_the_first_check_is_seen),
		TEST(a_mode_set_by_option_stays),
		TEST(a_failed_question_is_not_cached),
		TEST(decisions_are_in_the_callers_numbers),
		TEST(a_child_sees_changes_as_its_parent_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
