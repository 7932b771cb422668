/* SPDX-License-Identifier: MIT */
/*
 * avc/status.c on a page of ours.
 */
#define _GNU_SOURCE
#include "status.h"

static int tear_down_page(void **state)
{
	(void)state;
	selinux_status_close();
	fakefs_remove();
	return 0;
}

/* The first of all: nothing has been heard of the mode yet. */
static void a_permissive_system_is_first_told_of_as_a_switch(void **state)
{
	(void)state;
	fakefs_make();
	fakefs_fill();
	fakefs_page->enforcing = 0;
	set_callbacks();
	assert_int_equal(selinux_status_open(0), 0);
	assert_int_equal(selinux_status_updated(), 0);
	fakefs_page->sequence += 2;
	assert_int_equal(selinux_status_updated(), 1);
	expect_told("5 uavc:  op=setenforce lsm=selinux enforcing=0 res=1\nsetenforce 0\n");
	selinux_status_close();
	fakefs_remove();
}

static void the_first_poll_reports_nothing_and_each_change_once(void **state)
{
	(void)state;
	expect_closed();
	assert_int_equal(selinux_status_open(0), 0);
	assert_int_equal(selinux_status_open(0), 0);
	assert_int_equal(selinux_status_getenforce(), 1);
	assert_int_equal(selinux_status_policyload(), 7);
	assert_int_equal(selinux_status_deny_unknown(), 0);
	fakefs_change(1, 8);
	assert_int_equal(selinux_status_updated(), 0); /* the first look */
	expect_told("");
	fakefs_change(0, 9);
	assert_int_equal(selinux_status_updated(), 1);
	expect_told("setenforce 0\npolicyload 9\n");
	assert_int_equal(selinux_status_updated(), 0);
	fakefs_change(0, 9); /* changed and changed back */
	assert_int_equal(selinux_status_updated(), 1);
	expect_told("");
	fakefs_page->deny_unknown = 7;
	fakefs_change(9, 9);
	assert_int_equal(selinux_status_deny_unknown(), 1);
	assert_int_equal(selinux_status_getenforce(), 1);
	assert_int_equal(selinux_status_updated(), 1);
	expect_told("setenforce 9\n");
	selinux_status_close();
	expect_closed();
	selinux_status_close();
}

/* The AVC's own last look at the page, also where the caller has closed his view of it: what was
 * learned under a policy that is over is learned anew. */
static void destroying_the_avc_polls_a_last_time(void **state)
{
	(void)state;
	for (int closed = 0; closed < 2; closed++) {
		fakefs_text("class/file/index", "6");
		selinux_flush_class_cache();
		assert_int_equal(avc_open(NULL, 0), 0);
		assert_int_equal(string_to_security_class("file"), 6);
		if (closed)
			selinux_status_close();
		fakefs_text("class/file/index", "8");
		fakefs_change(1, 8 + (uint32_t)closed);
		avc_destroy();
		assert_int_equal(string_to_security_class("file"), 8);
	}
	selinux_flush_class_cache();
}

/* The address stays, what is behind it does not. */
static void the_counter_keeps_its_address_when_reopened(void **state)
{
	const uint32_t *number;

	(void)state;
	assert_int_equal(selinux_status_open(0), 0);
	number = avc_watch.number;
	assert_int_equal(*number, 4);
	selinux_status_close();
	assert_int_equal(*number, 0);
	assert_true(status_quiet());
	fakefs_page->sequence = 40;
	assert_int_equal(selinux_status_open(0), 0);
	assert_ptr_equal(avc_watch.number, number);
	assert_int_equal(*number, 40);
}

static void a_page_being_written_is_no_change(void **state)
{
	(void)state;
	assert_int_equal(selinux_status_open(0), 0);
	assert_int_equal(selinux_status_updated(), 0);
	fakefs_page->sequence++; /* the kernel is at it, and takes its time */
	fakefs_page->policyload = 8;
	assert_int_equal(selinux_status_updated(), 0);
	expect_told("");
	fakefs_page->sequence++;
	assert_int_equal(selinux_status_updated(), 1);
	expect_told("policyload 8\n");
}

static void without_a_page_opening_fails(void **state)
{
	(void)state;
	fakefs_text("status", ""); /* too short to be mapped */
	expect_result(selinux_status_open(0), EINVAL);
	fakefs_unlink("status");
	expect_result(selinux_status_open(0), ENOENT);
	expect_closed();
}

/* Its two users do not close it under each other. */
static void the_avc_and_its_caller_hold_the_page_each(void **state)
{
	(void)state;
	assert_int_equal(avc_open(NULL, 0), 0);
	assert_int_equal(selinux_status_getenforce(), 1); /* open by that, and its changes too */
	assert_int_equal(selinux_status_updated(), 0);
	selinux_status_close();
	expect_closed();
	assert_false(avc_watch.number == &avc_watch.seen); /* checks still look */
	avc_destroy();
	assert_true(avc_watch.number == &avc_watch.seen);
	assert_int_equal(selinux_status_open(0), 0);
	assert_int_equal(avc_open(NULL, 0), 0);
	avc_destroy();
	assert_int_equal(selinux_status_getenforce(), 1);
}

#define PAGE(f) cmocka_unit_test_setup_teardown(f, set_up_page, tear_down_page)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_permissive_system_is_first_told_of_as_a_switch),
		PAGE(the_first_poll_reports_nothing_and_each_change_once),
		PAGE(destroying_the_avc_polls_a_last_time),
		PAGE(the_counter_keeps_its_address_when_reopened),
		PAGE(a_page_being_written_is_no_change),
		PAGE(without_a_page_opening_fails),
		PAGE(the_avc_and_its_caller_hold_the_page_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
