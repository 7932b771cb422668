/* SPDX-License-Identifier: MIT */
/*
 * avc/cache.c, sid.c, instance.c by themselves: what is kept, what is replaced, when it is freed.
 */
#include "unit.h"

#include "avc/cache.h"
#include "avc/instance.h"
#include "avc/sid.h"

static struct security_id sids[4096];

static struct key key(int source, int target)
{
	return key_of(&sids[source], &sids[target], 6, KIND_DECISION);
}

static union value allowing(access_vector_t allowed)
{
	return (union value){.avd = {.allowed = allowed, .decided = ~0U, .seqno = 1}};
}

static void put(struct key k, access_vector_t allowed)
{
	union value v = allowing(allowed);

	assert_non_null(cache_put(k, &v, cache_generation()));
}

static int empty(void **state)
{
	(void)state;
	cache_flush();
	return 0;
}

static void each_key_has_its_own_entry(void **state)
{
	struct key create = key_of(&sids[1], &sids[2], 6, KIND_CREATE);
	struct key other_class = key_of(&sids[1], &sids[2], 7, KIND_DECISION);
	union value v;

	(void)state;
	put(key(1, 2), 3);
	assert_non_null(cache_find(key(1, 2), &v));
	assert_int_equal(v.avd.allowed, 3);
	assert_int_equal(v.avd.seqno, 1);
	assert_null(cache_find(key(2, 1), &v));
	assert_null(cache_find(key(1, 3), &v));
	assert_null(cache_find(create, &v));
	assert_null(cache_find(other_class, &v));
	put(key(1, 2), 4); /* in its own place, not beside */
	assert_int_equal(cache_fill().entries, 1);
	assert_non_null(cache_find(key(1, 2), &v));
	assert_int_equal(v.avd.allowed, 4);
}

static void an_entry_grants_only_its_key_until_flushed(void **state)
{
	struct avc_entry *e;
	struct av_decision avd;
	union value v = allowing(6);

	(void)state;
	e = cache_put(key(1, 2), &v, cache_generation());
	assert_true(entry_allows(e, key(1, 2), 2, &avd));
	assert_int_equal(avd.allowed, 6);
	assert_int_equal(avd.decided, ~0U);
	assert_true(entry_allows(e, key(1, 2), 6, NULL));
	assert_false(entry_allows(e, key(1, 2), 1, NULL));
	assert_false(entry_allows(e, key(1, 3), 2, NULL));
	cache_flush();
	assert_false(entry_allows(e, key(1, 2), 2, NULL));
	/* an entry never written is all zero, and so may a key be */
	for (int i = 0; i < CACHE_BUCKETS; i++)
		assert_false(entry_allows(avc_cache[i], (struct key){0}, 1, NULL));
}

static void late_answers_are_not_kept(void **state)
{
	unsigned asked = cache_generation();
	union value v = allowing(1);

	(void)state;
	put(key(1, 2), 1);
	cache_flush();
	assert_null(cache_find(key(1, 2), &v));
	assert_null(cache_put(key(1, 2), &v, asked));
	assert_null(cache_find(key(1, 2), &v));
	put(key(1, 2), 1);
	cache_grant(key(1, 2), 4, asked);
	assert_non_null(cache_find(key(1, 2), &v));
	assert_int_equal(v.avd.allowed, 1);
	cache_grant(key(1, 2), 4, cache_generation());
	assert_non_null(cache_find(key(1, 2), &v));
	assert_int_equal(v.avd.allowed, 5);
	cache_grant(key(9, 9), 4, cache_generation()); /* is not there */
	assert_null(cache_find(key(9, 9), &v));
}

static void a_full_cache_replaces_entries(void **state)
{
	struct fill f;
	union value v;
	int found = 0;

	(void)state;
	for (int i = 0; i < 4096; i++)
		put(key(i, 4095 - i), (access_vector_t)i);
	for (int i = 0; i < 4096; i++) {
		if (!cache_find(key(i, 4095 - i), &v))
			continue;
		assert_int_equal(v.avd.allowed, i);
		found++;
	}
	f = cache_fill();
	assert_int_equal(found, f.entries);
	assert_true(f.entries > CACHE_BUCKETS * CACHE_WAYS * 9 / 10);
	assert_int_equal(f.longest, CACHE_WAYS);
	cache_flush();
	assert_int_equal(cache_fill().entries, 0);
}

/* A few hundred decisions, as a busy program has them, must hardly be in each other's way. */
static void some_hundred_decisions_fit_side_by_side(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++)
		for (int j = 0; j < 10; j++)
			put(key(i, 100 + j), 1);
	assert_true(cache_fill().entries > 185);
}

static int blocks, fail_at;

static void *counted_malloc(size_t size)
{
	if (fail_at && --fail_at == 0)
		return NULL;
	blocks++;
	return malloc(size);
}

static void counted_free(void *p)
{
	blocks--;
	free(p);
}

static const struct avc_memory_callback memory = {counted_malloc, counted_free};

static void equal_contexts_have_one_sid(void **state)
{
	struct avc *a = instance_make("test", &memory, NULL, NULL);
	security_id_t one, two, again;
	char long_context[5000];

	(void)state;
	assert_int_equal(sid_get(a, "user_u:user_r:user_t:s0", &one), 0);
	assert_int_equal(sid_get(a, "user_u:user_r:user_t:s1", &two), 0);
	assert_int_equal(sid_get(a, "user_u:user_r:user_t:s0", &again), 0);
	assert_ptr_equal(one, again);
	assert_ptr_not_equal(one, two);
	assert_int_equal(one->id, 1);
	assert_int_equal(two->id, 2);
	assert_string_equal(two->ctx, "user_u:user_r:user_t:s1");
	memset(long_context, 'x', sizeof(long_context) - 1);
	/* every length, so that each word and tail is hashed and compared */
	for (size_t len = 0; len < 100; len++) {
		long_context[sizeof(long_context) - 1] = '\0';
		assert_int_equal(
			sid_get(a, long_context + sizeof(long_context) - 1 - len, &one), 0);
		assert_int_equal(strlen(one->ctx), len);
	}
	assert_int_equal(sid_get(a, long_context, &one), 0);
	assert_string_equal(one->ctx, long_context);
	fail_at = 1;
	assert_int_equal(sid_get(a, "no memory", &one), -ENOMEM);
	assert_string_equal(one->ctx, long_context);
	instance_free(a);
	assert_int_equal(blocks, 0);
}

/* What was ended is freed by the last one to leave, and not sooner. */
static void the_last_reader_to_leave_frees_the_instance(void **state)
{
	struct avc *a = instance_make("test", &memory, NULL, NULL);
	struct avc_reader outer, inner, late;
	security_id_t sid;

	(void)state;
	instance_publish(a);
	assert_true(instance_running());
	outer = avc_read_begin();
	inner = avc_read_begin();
	assert_ptr_equal(outer.avc, a);
	assert_int_equal(sid_get(outer.avc, "a:b:c", &sid), 0);
	assert_true(instance_retire());
	assert_false(instance_retire());
	assert_false(instance_running());
	instance_reclaim();
	late = avc_read_begin();
	assert_null(late.avc);
	avc_read_end(&inner);
	assert_int_equal(blocks, 2);
	assert_string_equal(sid->ctx, "a:b:c");
	avc_read_end(&outer);
	assert_int_equal(blocks, 2); /* someone is inside; who, cannot be told */
	avc_read_end(&late);
	assert_int_equal(blocks, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(each_key_has_its_own_entry, empty),
		cmocka_unit_test_setup(an_entry_grants_only_its_key_until_flushed, empty),
		cmocka_unit_test_setup(late_answers_are_not_kept, empty),
		cmocka_unit_test_setup(a_full_cache_replaces_entries, empty),
		cmocka_unit_test_setup(some_hundred_decisions_fit_side_by_side, empty),
		cmocka_unit_test(equal_contexts_have_one_sid),
		cmocka_unit_test(the_last_reader_to_leave_frees_the_instance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
