/* SPDX-License-Identifier: MIT */
/*
 * avc/audit.c: which permissions a message names, and how.
 */
#define _GNU_SOURCE
#include "avc.h"

#include "avc/event.h"
#include "kernel/kernel.h"

static char x[] = "x";

static void the_policy_says_what_is_audited(void **state)
{
	(void)state;
	decide("2 ffffffff 2 fffffffb 7 0");
	expect_result(check(FAKE_WRITE), EACCES);
	expect_told("");
	expect_result(check(5), EACCES);
	expect_told("3 avc:  denied  { ioctl } for hello" PAIR " permissive=0\n");
	for (int i = 0; i < 2; i++) { /* a hit is audited, too */
		expect_result(check(FAKE_READ), 0);
		expect_told("3 avc:  granted  { read } for hello" PAIR "\n");
	}
}

static void audit_names_the_permissions_that_count(void **state)
{
	static const struct {
		access_vector_t requested, allowed, auditallow, auditdeny;
		int result;
		const char *said;
	} rows[] = {
		{6, 2, 0, ~0U, 0, "denied  { write } for x" PAIR " permissive=1"},
		{6, 2, 0, ~0U, -1, "denied  { write } for x" PAIR " permissive=0"},
		{3, 2, 0, ~0U, 5, "denied  { ioctl } for x" PAIR " permissive=0"},
		{4, 2, 0, 0, -1, NULL},
		{7, 2, 0, 4, -1, "denied  { write } for x" PAIR " permissive=0"},
		{2, 2, 0, ~0U, 0, NULL},
		{7, ~0U, 2, 0, 0, "granted  { read } for x" PAIR},
		{6, ~0U, 0, 0, -1, "denied  { read write } for x" PAIR " permissive=0"},
		{~0U, ~0U, ~0U, 0, 0, "granted  { ioctl read write 0xfffffff8 } for x" PAIR},
		{0, ~0U, ~0U, ~0U, -1, NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct av_decision avd = {.allowed = rows[i].allowed,
			.auditallow = rows[i].auditallow,
			.auditdeny = rows[i].auditdeny};
		char said[512] = "";

		avc_audit(ssid, tsid, FAKE_FILE, rows[i].requested, &avd, rows[i].result, x);
		if (rows[i].said)
			snprintf(said, sizeof(said), "3 avc:  %s\n", rows[i].said);
		expect_told(said);
	}
	avc_audit(NULL, tsid, FAKE_FILE, 2, &(struct av_decision){0}, 0, x);
	avc_audit(ssid, NULL, FAKE_FILE, 2, &(struct av_decision){0}, 0, x);
	avc_audit(ssid, tsid, FAKE_FILE, 2, NULL, 0, x);
	expect_told("");
}

static void a_message_longer_than_the_buffer_is_cut(void **state)
{
	char big[3000];

	(void)state;
	memset(big, 'y', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	errno = 0;
	assert_int_equal(avc_has_perm(ssid, tsid, FAKE_FILE, FAKE_WRITE, NULL, big), -1);
	assert_int_equal(errno, EACCES);
	assert_int_equal(strlen(told), 2 + MESSAGE_SIZE - 1 + 1);
	assert_int_equal(strspn(told + strlen("3 avc:  denied  { write } for "), "y"),
		MESSAGE_SIZE - 1 - strlen("avc:  denied  { write } for "));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_policy_says_what_is_audited),
		TEST(audit_names_the_permissions_that_count),
		TEST(a_message_longer_than_the_buffer_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
