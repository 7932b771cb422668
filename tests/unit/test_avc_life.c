/* SPDX-License-Identifier: MIT */
/*
 * avc/open.c, stats.c: the life of an AVC, the caller's functions, statistics, and what is called
 * outside of that life or with NULL.
 */
#define _GNU_SOURCE
#include "avc.h"

#include "kernel/kernel.h"

static char none[] = "";

static void statistics_count_lookups_hits_and_discards(void **state)
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
	told[0] = '\0';
	avc_sid_stats();
	expect_told("2 avc:  2 SID entries and 2/128 buckets used, longest chain length 1\n\n");
	fakefs_answer("create", "a:b:c:d");
	assert_int_equal(avc_compute_create(ssid, tsid, FAKE_FILE, &made), 0);
	assert_non_null(strstr(made->ctx, "a:b:c:d"));
	fakefs_text("create", "");
	assert_int_equal(avc_compute_create(ssid, tsid, FAKE_FILE, &made), 0); /* cached */
	assert_non_null(strstr(made->ctx, "a:b:c:d"));
	forget();
	avc_cache_stats(&s);
	assert_int_equal(s.entry_lookups + s.cav_lookups + s.entry_discards, 0);
	avc_cache_stats(NULL);
}

/* An entry's bucket comes from the addresses of its SIDs, so two entries may share one. */
static void fill_is_told_of_one_entry_and_of_two(void **state)
{
	char wanted[128];

	(void)state;
	forget();
	assert_int_equal(check(FAKE_READ), 0);
	told[0] = '\0';
	avc_av_stats();
	expect_told("2 avc:  1 AV entries and 1/512 buckets used, longest chain length 1\n\n");
	avc_has_perm(tsid, ssid, FAKE_FILE, FAKE_READ, NULL, none);
	told[0] = '\0';
	avc_av_stats();
	snprintf(wanted, sizeof(wanted),
		"2 avc:  2 AV entries and %d/512 buckets used, longest chain length %d\n\n",
		strstr(told, " 1/512 ") ? 1 : 2, strstr(told, " 1/512 ") ? 2 : 1);
	expect_told(wanted);
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
	tell("user %s\n", text);
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

static void the_callers_lock_is_not_held_in_its_functions(void **state)
{
	(void)state;
	avc_destroy();
	told[0] = '\0';
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
	expect_result(check(FAKE_WRITE), EACCES);
	end_it = false;
	expect_told("user 0123456789abcde:  denied  { write } for <hello>" PAIR " permissive=0\n");
	assert_int_equal(blocks, 0);
	assert_int_equal(locks, 0);
	assert_int_equal(locked, 0);
	open_avc();
}

static void a_failed_allocation_is_enomem_and_leaves_no_block(void **state)
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
static void success_keeps_errno(void **state)
{
	(void)state;
	avc_destroy();
	errno = EXFULL;
	assert_int_equal(avc_open(NULL, 0), 0);
	assert_int_equal(errno, EXFULL);
	avc_destroy();
	open_avc();
}

static void functions_without_avc_open_are_einval(void **state)
{
	struct security_id sid = {(char *)SOURCE, 1};
	security_id_t out = &sid;
	struct av_decision avd;
	char *con;

	(void)state;
	assert_int_equal(check(FAKE_READ), 0); /* in the cache */
	avc_destroy();
	expect_result(avc_has_perm(ssid, tsid, FAKE_FILE, FAKE_READ, NULL, none), EINVAL);
	expect_result(avc_has_perm_noaudit(&sid, &sid, 6, 2, NULL, &avd), EINVAL);
	expect_result(avc_context_to_sid(SOURCE, &out), EINVAL);
	expect_result(avc_context_to_sid_raw(SOURCE, &out), EINVAL);
	expect_result(avc_get_initial_sid("kernel", &out), EINVAL);
	expect_result(avc_compute_create(&sid, &sid, 6, &out), EINVAL);
	expect_result(avc_compute_member(&sid, &sid, 6, &out), EINVAL);
	expect_result(avc_add_callback(on_reset, 8, NULL, NULL, 0, 0), EINVAL);
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

static void null_is_einval(void **state)
{
	struct av_decision avd;
	char *con = NULL;

	(void)state;
	expect_result(avc_has_perm(NULL, tsid, FAKE_FILE, FAKE_READ, NULL, none), EINVAL);
	expect_result(avc_has_perm(ssid, NULL, FAKE_FILE, FAKE_READ, NULL, none), EINVAL);
	expect_result(avc_has_perm(NULL, NULL, 0, 0, NULL, none), EINVAL);
	expect_result(avc_has_perm_noaudit(NULL, NULL, 0, 1, NULL, &avd), EINVAL);
	assert_int_equal(avc_has_perm_noaudit(ssid, tsid, FAKE_FILE, FAKE_READ, NULL, NULL), 0);
	expect_result(avc_context_to_sid(NULL, &ssid), EINVAL);
	expect_result(avc_context_to_sid_raw(SOURCE, NULL), EINVAL);
	expect_result(avc_sid_to_context(NULL, &con), EINVAL);
	expect_result(avc_sid_to_context_raw(ssid, NULL), EINVAL);
	expect_result(avc_get_initial_sid(NULL, &ssid), EINVAL);
	expect_result(avc_get_initial_sid("nonesuch", &ssid), ENOENT);
	expect_result(avc_compute_create(ssid, tsid, FAKE_FILE, NULL), EINVAL);
	expect_result(avc_add_callback(NULL, 8, NULL, NULL, 0, 0), EINVAL);
	expect_result(selinux_set_mapping(NULL), EINVAL);
	assert_int_equal(sidget(NULL), 1);
	assert_int_equal(sidput(NULL), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(statistics_count_lookups_hits_and_discards),
		TEST(fill_is_told_of_one_entry_and_of_two),
		TEST(the_callers_lock_is_not_held_in_its_functions),
		TEST(a_failed_allocation_is_enomem_and_leaves_no_block),
		TEST(success_keeps_errno),
		TEST(functions_without_avc_open_are_einval),
		TEST(null_is_einval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
