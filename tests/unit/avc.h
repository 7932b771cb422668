/* SPDX-License-Identifier: MIT */
/*
 * The AVC through public functions, on a selinuxfs of plain files; messages and callbacks are told
 * one a line. What they say is what 3.11 says to the same files.
 */
#ifndef UNIT_AVC_H
#define UNIT_AVC_H

#include "unit.h"

#include <selinux/avc.h>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

#define SOURCE "user_u:user_r:user_t:s0"
#define TARGET "system_u:object_r:etc_t:s0"
#define PAIR   " scontext=" SOURCE " tcontext=" TARGET " tclass=file"

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

static security_id_t ssid, tsid;

static inline int on_log(int type, const char *fmt, ...)
{
	va_list ap;

	tell("%d ", type);
	va_start(ap, fmt);
	tell_list(fmt, ap);
	va_end(ap);
	tell("\n");
	return 0;
}

static inline int on_audit(void *data, security_class_t tclass, char *buf, size_t size)
{
	assert_int_equal(tclass, FAKE_FILE);
	return snprintf(buf, size, "%s", (const char *)data);
}

static inline int on_setenforce(int enforcing)
{
	tell("setenforce %d\n", enforcing);
	return 0;
}

static inline int on_policyload(int seqno)
{
	tell("policyload %d\n", seqno);
	return 0;
}

static int reset_result;
static inline int on_reset(uint32_t event, security_id_t s, security_id_t t,
	security_class_t tclass, access_vector_t perms, access_vector_t *retained)
{
	assert_null(s);
	assert_null(t);
	assert_null(retained);
	tell("reset %u %u %u\n", event, tclass, perms);
	if (reset_result < 0)
		errno = -reset_result;
	return reset_result;
}

/* What the kernel answers to the next question. */
static inline void decide(const char *answer)
{
	fakefs_answer("access", answer);
}

static inline void forget(void)
{
	avc_reset();
	told[0] = '\0';
}

static inline int check(access_vector_t requested)
{
	static char hello[] = "hello";

	errno = 0;
	return avc_has_perm(ssid, tsid, FAKE_FILE, requested, NULL, hello);
}

static inline void make_sids(void)
{
	assert_int_equal(avc_context_to_sid(SOURCE, &ssid), 0);
	assert_int_equal(avc_context_to_sid(TARGET, &tsid), 0);
}

static inline void open_avc(void)
{
	assert_int_equal(avc_open(NULL, 0), 0);
	make_sids();
	selinux_status_updated(); /* the first look */
	told[0] = '\0';
}

static inline void set_callbacks(void)
{
	union selinux_callback cb;

	cb.func_log = on_log;
	selinux_set_callback(SELINUX_CB_LOG, cb);
	cb.func_audit = on_audit;
	selinux_set_callback(SELINUX_CB_AUDIT, cb);
	cb.func_setenforce = on_setenforce;
	selinux_set_callback(SELINUX_CB_SETENFORCE, cb);
	cb.func_policyload = on_policyload;
	selinux_set_callback(SELINUX_CB_POLICYLOAD, cb);
}

static inline int set_up(void **state)
{
	(void)state;
	fakefs_make();
	fakefs_fill();
	set_callbacks();
	string_to_security_class("file"); /* its name is known from then on */
	decide("2 ffffffff 0 ffffffff 7 0");
	reset_result = 0;
	open_avc();
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	avc_destroy();
	fakefs_remove();
	return 0;
}

#endif
