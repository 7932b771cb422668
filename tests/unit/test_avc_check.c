/* SPDX-License-Identifier: MIT */
/*
 * avc/: whole checks, audit messages, events, statistics, through public functions and against a
 * made-up selinuxfs of plain files. What they say is what 3.11 says to the same files.
 * WRAP: kernel_compute_av
 */
#define _GNU_SOURCE
#include "unit.h"

#include <sys/wait.h>

#include <selinux/avc.h>

#include "../avc/fake.h"
#include "avc/cache.h"
#include "avc/event.h"
#include "avc/status.h"
#include "kernel/kernel.h"

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

#define SOURCE "user_u:user_r:user_t:s0"
#define TARGET "system_u:object_r:etc_t:s0"
#define PAIR   " scontext=" SOURCE " tcontext=" TARGET " tclass=file"

static char heard[16384]; /* messages and callbacks, one a line */
static security_id_t ssid, tsid;
static char hello[] = "hello", x[] = "x", none[] = "";

static void __attribute__((format(printf, 1, 2))) hear(const char *fmt, ...)
{
	size_t len = strlen(heard);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(heard + len, sizeof(heard) - len, fmt, ap);
	va_end(ap);
}

static int on_log(int type, const char *fmt, ...)
{
	char text[4096];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	hear("%d %s\n", type, text);
	return 0;
}

static int on_audit(void *data, security_class_t tclass, char *buf, size_t size)
{
	assert_int_equal(tclass, FAKE_FILE);
	return snprintf(buf, size, "%s", (const char *)data);
}

static int on_setenforce(int enforcing)
{
	hear("setenforce %d\n", enforcing);
	return 0;
}

static int on_policyload(int seqno)
{
	hear("policyload %d\n", seqno);
	return 0;
}

static int reset_result;
static int on_reset(uint32_t event, security_id_t s, security_id_t t, security_class_t tclass,
	access_vector_t perms, access_vector_t *retained)
{
	assert_null(s);
	assert_null(t);
	assert_null(retained);
	hear("reset %u %u %u\n", event, tclass, perms);
	if (reset_result < 0)
		errno = -reset_result;
	return reset_result;
}

static void expect_heard(const char *what)
{
	assert_string_equal(heard, what);
	heard[0] = '\0';
}

static int is(int r, int error)
{
	return error ? r == -1 && errno == error : r == 0;
}

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

static void decide(const char *answer)
{
	fake_answer("access", answer);
}

static void forget(void)
{
	avc_reset();
	heard[0] = '\0';
}

static int check(access_vector_t requested)
{
	errno = 0;
	return avc_has_perm(ssid, tsid, FAKE_FILE, requested, NULL, hello);
}

static void open_avc(void)
{
	assert_int_equal(avc_open(NULL, 0), 0);
	assert_int_equal(avc_context_to_sid(SOURCE, &ssid), 0);
	assert_int_equal(avc_context_to_sid(TARGET, &tsid), 0);
	selinux_status_updated(); /* the first look */
	heard[0] = '\0';
}

static int make(void **state)
{
	(void)state;
	fake_make();
	return 0;
}

static int unmake(void **state)
{
	(void)state;
	fake_remove();
	return 0;
}

static int set_up(void **state)
{
	union selinux_callback cb;

	(void)state;
	cb.func_log = on_log;
	selinux_set_callback(SELINUX_CB_LOG, cb);
	cb.func_audit = on_audit;
	selinux_set_callback(SELINUX_CB_AUDIT, cb);
	cb.func_setenforce = on_setenforce;
	selinux_set_callback(SELINUX_CB_SETENFORCE, cb);
	cb.func_policyload = on_policyload;
	selinux_set_callback(SELINUX_CB_POLICYLOAD, cb);
	fake_change(1, 7);
	string_to_security_class("file");
	decide("2 ffffffff 0 ffffffff 7 0");
	reset_result = 0;
	open_avc();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	avc_destroy();
	heard[0] = '\0';
	return 0;
}

static void test_denied_and_granted(void **state)
{
	(void)state;
	assert_true(is(check(FAKE_READ), 0));
	expect_heard("");
	assert_true(is(check(FAKE_WRITE), EACCES));
	expect_heard("3 avc:  denied  { write } for hello" PAIR " permissive=0\n");
	assert_true(is(check(7), EACCES));
	expect_heard("3 avc:  denied  { ioctl write } for hello" PAIR " permissive=0\n");
	assert_true(is(check(0x80000009), EACCES));
	expect_heard("3 avc:  denied  { ioctl 0x80000008 } for hello" PAIR " permissive=0\n");
	/* nothing asked for is nothing granted, and nothing to tell */
	assert_true(is(check(0), EACCES));
	expect_heard("");
}

static void test_auditing_by_policy(void **state)
{
	(void)state;
	decide("2 ffffffff 2 fffffffb 7 0");
	assert_true(is(check(FAKE_WRITE), EACCES));
	expect_heard("");
	assert_true(is(check(5), EACCES));
	expect_heard("3 avc:  denied  { ioctl } for hello" PAIR " permissive=0\n");
	for (int i = 0; i < 2; i++) { /* a hit is audited, too */
		assert_true(is(check(FAKE_READ), 0));
		expect_heard("3 avc:  granted  { read } for hello" PAIR "\n");
	}
}

static void test_audit_alone(void **state)
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
		expect_heard(said);
	}
	avc_audit(NULL, tsid, FAKE_FILE, 2, &(struct av_decision){0}, 0, x);
	avc_audit(ssid, NULL, FAKE_FILE, 2, &(struct av_decision){0}, 0, x);
	avc_audit(ssid, tsid, FAKE_FILE, 2, NULL, 0, x);
	expect_heard("");
}

static void test_audit_is_cut(void **state)
{
	char big[3000];

	(void)state;
	memset(big, 'y', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	errno = 0;
	assert_int_equal(avc_has_perm(ssid, tsid, FAKE_FILE, FAKE_WRITE, NULL, big), -1);
	assert_int_equal(errno, EACCES);
	assert_int_equal(strlen(heard), 2 + MESSAGE_SIZE - 1 + 1);
	assert_int_equal(strspn(heard + strlen("3 avc:  denied  { write } for "), "y"),
		MESSAGE_SIZE - 1 - strlen("avc:  denied  { write } for "));
}

static void test_permissive(void **state)
{
	struct av_decision avd;

	(void)state;
	fake_change(0, 7);
	assert_true(is(check(FAKE_WRITE), 0));
	expect_heard("5 avc:  op=setenforce lsm=selinux enforcing=0 res=1\nsetenforce 0\n"
		     "3 avc:  denied  { write } for hello" PAIR " permissive=1\n");
	assert_true(is(check(FAKE_WRITE), 0)); /* told once */
	assert_true(is(check(0), 0));
	expect_heard("");
	assert_int_equal(avc_has_perm_noaudit(ssid, tsid, FAKE_FILE, 1, NULL, &avd), 0);
	assert_int_equal(avd.allowed, 6); /* before it was allowed */
	assert_int_equal(avc_has_perm_noaudit(ssid, tsid, FAKE_FILE, 1, NULL, &avd), 0);
	assert_int_equal(avd.allowed, 7);
	fake_change(1, 7); /* and what permissive mode allowed is gone */
	decide("2 ffffffff 0 ffffffff 7 0");
	assert_true(is(check(FAKE_WRITE), EACCES));
	expect_heard("5 avc:  op=setenforce lsm=selinux enforcing=1 res=1\nsetenforce 1\n"
		     "3 avc:  denied  { write } for hello" PAIR " permissive=0\n");
}

static void test_permissive_domain(void **state)
{
	(void)state;
	decide("2 ffffffff 0 ffffffff 7 1");
	assert_true(is(check(FAKE_WRITE), 0));
	expect_heard("3 avc:  denied  { write } for hello" PAIR " permissive=1\n");
	assert_true(is(check(FAKE_WRITE), 0));
	expect_heard("");
}

static void test_policy_loaded(void **state)
{
	struct av_decision avd;

	(void)state;
	assert_true(is(check(FAKE_READ), 0));
	assert_int_equal(avc_add_callback(on_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0), 0);
	assert_int_equal(avc_add_callback(on_reset, AVC_CALLBACK_GRANT, NULL, NULL, 0, 0), 0);
	fake_change(1, 9);
	decide("4 ffffffff 0 ffffffff 8 0"); /* an answer by a policy before that one */
	errno = 0;
	assert_int_equal(avc_has_perm_noaudit(ssid, tsid, FAKE_FILE, FAKE_WRITE, NULL, &avd), -1);
	assert_int_equal(errno, EAGAIN);
	assert_int_equal(avd.allowed, 0);
	assert_int_equal(avd.auditdeny, ~0U);
	expect_heard("4 avc:  op=load_policy lsm=selinux seqno=9 res=1\nreset 8 0 0\npolicyload 9\n"
		     "1 avc:  seqno 8 < latest_notif 9\n\n");
	decide("4 ffffffff 0 ffffffff 9 0");
	outdated = 1; /* asked again */
	assert_true(is(check(FAKE_WRITE), 0));
	assert_true(is(check(FAKE_READ), EACCES));
}

static void test_reset_fails(void **state)
{
	(void)state;
	assert_int_equal(avc_add_callback(on_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0), 0);
	reset_result = -EIO;
	assert_true(is(avc_reset(), EIO));
	heard[0] = '\0';
	fake_change(1, 9);
	assert_true(is(selinux_status_updated(), EIO));
	expect_heard("4 avc:  op=load_policy lsm=selinux seqno=9 res=1\nreset 8 0 0\n"
		     "0 avc:  cache reset returned -1 (errno 5)\n\npolicyload 9\n");
	assert_int_equal(selinux_status_updated(), 0); /* told once */
}

/* Between avc_open() and the first check: known, though not told of. */
static void test_first_look(void **state)
{
	(void)state;
	avc_destroy();
	assert_int_equal(avc_open(NULL, 0), 0);
	avc_context_to_sid(SOURCE, &ssid);
	avc_context_to_sid(TARGET, &tsid);
	fake_change(0, 7);
	assert_true(is(check(FAKE_WRITE), 0));
	expect_heard("3 avc:  denied  { write } for hello" PAIR " permissive=1\n");
}

static void test_own_mode(void **state)
{
	struct selinux_opt opts[] = {{AVC_OPT_SETENFORCE, NULL}, {AVC_OPT_SETENFORCE, (char *)1},
		{AVC_OPT_UNUSED, NULL}, {77, NULL}};

	(void)state;
	avc_destroy();
	assert_int_equal(avc_open(opts, 4), 0); /* the first of two */
	avc_context_to_sid(SOURCE, &ssid);
	avc_context_to_sid(TARGET, &tsid);
	assert_true(is(check(FAKE_WRITE), 0));
	forget();
	fake_change(1, 7);
	decide("2 ffffffff 0 ffffffff 7 0");
	assert_true(is(check(FAKE_WRITE), 0)); /* still */
	expect_heard("5 avc:  op=setenforce lsm=selinux enforcing=1 res=1\nsetenforce 1\n"
		     "3 avc:  denied  { write } for hello" PAIR " permissive=1\n");
	avc_destroy();
	assert_true(is(avc_open(NULL, 1), EINVAL));
}

static void test_kernel_fails(void **state)
{
	(void)state;
	fake_text("access", "");
	assert_true(is(check(FAKE_READ), EBADMSG));
	expect_heard("3 avc:  denied  { read } for hello" PAIR " permissive=0\n");
	decide("2 ffffffff 0 ffffffff 7 0");
	assert_true(is(check(FAKE_READ), 0)); /* nothing of it was kept */
}

static void test_statistics(void **state)
{
	struct avc_entry_ref ref = {NULL};
	struct avc_cache_stats s;
	security_id_t made;

	(void)state;
	forget();
	avc_has_perm(ssid, tsid, FAKE_FILE, FAKE_READ, &ref, none);
	assert_non_null(ref.ae);
	avc_has_perm(ssid, tsid, FAKE_FILE, FAKE_READ, &ref, none);
	avc_has_perm(ssid, tsid, FAKE_FILE, FAKE_WRITE, &ref, none);
	avc_has_perm(ssid, tsid, FAKE_FILE, FAKE_READ, NULL, none);
	avc_cache_stats(&s);
	assert_int_equal(s.entry_lookups, 4);
	assert_int_equal(s.entry_hits, 2);
	assert_int_equal(s.entry_misses, 2);
	assert_int_equal(s.entry_discards, 0);
	assert_int_equal(s.cav_lookups, 2);
	assert_int_equal(s.cav_hits, 1);
	assert_int_equal(s.cav_misses, 1);
	decide("2 ffffffff 0 ffffffff 7 0");
	avc_has_perm(tsid, ssid, FAKE_FILE, FAKE_READ, &ref, none);
	avc_has_perm(ssid, tsid, FAKE_FILE, FAKE_READ, &ref, none);
	avc_cache_stats(&s);
	assert_int_equal(s.entry_discards, 2);
	heard[0] = '\0';
	avc_av_stats();
	avc_sid_stats();
	expect_heard("2 avc:  2 AV entries and 2/512 buckets used, longest chain length 1\n\n"
		     "2 avc:  2 SID entries and 2/128 buckets used, longest chain length 1\n\n");
	fake_answer("create", "a:b:c:d");
	assert_int_equal(avc_compute_create(ssid, tsid, FAKE_FILE, &made), 0);
	assert_non_null(strstr(made->ctx, "a:b:c:d"));
	fake_text("create", "");
	assert_int_equal(avc_compute_create(ssid, tsid, FAKE_FILE, &made), 0); /* cached */
	assert_non_null(strstr(made->ctx, "a:b:c:d"));
	forget();
	avc_cache_stats(&s);
	assert_int_equal(s.entry_lookups + s.cav_lookups + s.entry_discards, 0);
	avc_cache_stats(NULL);
}

static int blocks, locked, locks, fail_at;

static void *user_malloc(size_t size)
{
	assert_int_equal(locked, 0);
	if (fail_at && --fail_at == 0)
		return NULL;
	blocks++;
	return malloc(size);
}

static void user_free(void *p)
{
	blocks--;
	free(p);
}

static void *user_alloc_lock(void)
{
	locks++;
	return &locks;
}

static void user_get_lock(void *lock)
{
	assert_ptr_equal(lock, &locks);
	assert_int_equal(locked++, 0);
}

static void user_release_lock(void *lock)
{
	assert_ptr_equal(lock, &locks);
	assert_int_equal(--locked, 0);
}

static void user_free_lock(void *lock)
{
	assert_ptr_equal(lock, &locks);
	locks--;
}

static void user_log(const char *fmt, ...)
{
	char text[2048];
	va_list ap;

	assert_int_equal(locked, 0);
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	hear("user %s\n", text);
}

/* Ends the AVC in the middle of a check of its own. */
static bool end_it;
static void user_audit(void *data, security_class_t tclass, char *buf, size_t size)
{
	(void)tclass;
	assert_int_equal(locked, 0);
	if (end_it)
		avc_destroy();
	snprintf(buf, size, "<%s>", (char *)data);
}

static void *no_thread(void (*run)(void))
{
	(void)run;
	fail();
	return NULL;
}

static void no_stop(void *thread)
{
	(void)thread;
	fail();
}

static const struct avc_memory_callback memory = {user_malloc, user_free};
static const struct avc_log_callback logging = {user_log, user_audit};
static const struct avc_thread_callback threads = {no_thread, no_stop};
static const struct avc_lock_callback locking = {
	user_alloc_lock, user_get_lock, user_release_lock, user_free_lock};

static void test_users_functions(void **state)
{
	(void)state;
	avc_destroy();
	heard[0] = '\0';
	assert_int_equal(
		avc_init("0123456789abcdefghij", &memory, &logging, &threads, &locking), 0);
	assert_int_equal(avc_init("again", NULL, NULL, NULL, NULL), 0); /* changes nothing */
	assert_int_equal(locks, 1);
	avc_context_to_sid(SOURCE, &ssid);
	avc_context_to_sid(TARGET, &tsid);
	avc_context_to_sid(TARGET, &tsid);
	avc_add_callback(on_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0);
	assert_int_equal(blocks, 4);
	end_it = true;
	assert_true(is(check(FAKE_WRITE), EACCES));
	end_it = false;
	expect_heard("user 0123456789abcde:  denied  { write } for <hello>" PAIR " permissive=0\n");
	assert_int_equal(blocks, 0);
	assert_int_equal(locks, 0);
	assert_int_equal(locked, 0);
	open_avc();
}

static void test_no_memory(void **state)
{
	int r = -1;

	(void)state;
	avc_destroy();
	for (int n = 1; r < 0 && n < 10; n++) {
		fail_at = n;
		r = avc_init(NULL, &memory, NULL, NULL, NULL);
		if (r == 0)
			r = avc_context_to_sid(SOURCE, &ssid);
		if (r == 0)
			r = avc_add_callback(on_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0);
		assert_true(r == 0 || errno == ENOMEM);
		fail_at = 0;
		avc_destroy();
		assert_int_equal(blocks, 0);
	}
	assert_int_equal(r, 0);
	open_avc();
}

/* What succeeds leaves errno alone, starting included. */
static void test_errno_of_success(void **state)
{
	(void)state;
	avc_destroy();
	errno = EXFULL;
	assert_int_equal(avc_open(NULL, 0), 0);
	assert_int_equal(errno, EXFULL);
	avc_destroy();
	open_avc();
}

static void test_not_running(void **state)
{
	struct security_id sid = {(char *)SOURCE, 1};
	security_id_t out = &sid;
	struct av_decision avd;
	char *con;

	(void)state;
	assert_int_equal(check(FAKE_READ), 0); /* in the cache */
	avc_destroy();
	assert_true(is(avc_has_perm(ssid, tsid, FAKE_FILE, FAKE_READ, NULL, none), EINVAL));
	assert_true(is(avc_has_perm_noaudit(&sid, &sid, 6, 2, NULL, &avd), EINVAL));
	assert_true(is(avc_context_to_sid(SOURCE, &out), EINVAL));
	assert_true(is(avc_context_to_sid_raw(SOURCE, &out), EINVAL));
	assert_true(is(avc_get_initial_sid("kernel", &out), EINVAL));
	assert_true(is(avc_compute_create(&sid, &sid, 6, &out), EINVAL));
	assert_true(is(avc_compute_member(&sid, &sid, 6, &out), EINVAL));
	assert_true(is(avc_add_callback(on_reset, 8, NULL, NULL, 0, 0), EINVAL));
	assert_ptr_equal(out, &sid);
	assert_int_equal(avc_reset(), 0);
	assert_int_equal(avc_sid_to_context(&sid, &con), 0);
	assert_string_equal(con, SOURCE);
	freecon(con);
	avc_destroy();
	avc_cleanup();
	avc_sid_stats();
	open_avc();
}

static void test_null(void **state)
{
	struct av_decision avd;
	char *con = NULL;

	(void)state;
	assert_true(is(avc_has_perm(NULL, tsid, FAKE_FILE, FAKE_READ, NULL, none), EINVAL));
	assert_true(is(avc_has_perm(ssid, NULL, FAKE_FILE, FAKE_READ, NULL, none), EINVAL));
	assert_true(is(avc_has_perm(NULL, NULL, 0, 0, NULL, none), EINVAL));
	assert_true(is(avc_has_perm_noaudit(NULL, NULL, 0, 1, NULL, &avd), EINVAL));
	assert_int_equal(avc_has_perm_noaudit(ssid, tsid, FAKE_FILE, FAKE_READ, NULL, NULL), 0);
	assert_true(is(avc_context_to_sid(NULL, &ssid), EINVAL));
	assert_true(is(avc_context_to_sid_raw(SOURCE, NULL), EINVAL));
	assert_true(is(avc_sid_to_context(NULL, &con), EINVAL));
	assert_true(is(avc_sid_to_context_raw(ssid, NULL), EINVAL));
	assert_true(is(avc_get_initial_sid(NULL, &ssid), EINVAL));
	assert_true(is(avc_get_initial_sid("nonesuch", &ssid), ENOENT));
	assert_true(is(avc_compute_create(ssid, tsid, FAKE_FILE, NULL), EINVAL));
	assert_true(is(avc_add_callback(NULL, 8, NULL, NULL, 0, 0), EINVAL));
	assert_true(is(selinux_set_mapping(NULL), EINVAL));
	assert_int_equal(sidget(NULL), 1);
	assert_int_equal(sidput(NULL), 1);
}

/* Decisions are in the caller's numbers. */
static void test_mapping(void **state)
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

static void test_after_fork(void **state)
{
	int status;
	pid_t pid;

	(void)state;
	assert_int_equal(check(FAKE_READ), 0);
	pid = fork();
	if (pid == 0) {
		bool good = check(FAKE_READ) == 0;

		fake_change(1, 20);
		decide("4 ffffffff 0 ffffffff 20 0");
		_exit(good && check(FAKE_WRITE) == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	decide("4 ffffffff 0 ffffffff 20 0");
	assert_true(is(check(FAKE_READ), EACCES)); /* the parent sees it, too */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_denied_and_granted),
		TEST(test_auditing_by_policy),
		TEST(test_audit_alone),
		TEST(test_audit_is_cut),
		TEST(test_permissive),
		TEST(test_permissive_domain),
		TEST(test_policy_loaded),
		TEST(test_reset_fails),
		TEST(test_first_look),
		TEST(test_own_mode),
		TEST(test_kernel_fails),
		TEST(test_statistics),
		TEST(test_users_functions),
		TEST(test_no_memory),
		TEST(test_errno_of_success),
		TEST(test_not_running),
		TEST(test_null),
		TEST(test_mapping),
		TEST(test_after_fork),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
