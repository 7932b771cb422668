/* SPDX-License-Identifier: MIT */
/*
 * What the kernel decided: a fixed table of entries, read without a lock, written under LOCK_AVC.
 *
 * The entries are never freed, so a reader may be late, but it must never take the halves of two
 * entries for one. Invariants (avc.h has the readers' side):
 *  - Writing goes: `what` BUSY; version + 1; the other fields; `what` as it is to be. Each store is
 *    a release, each load of a reader an acquire, in the order version, `what`, the other fields,
 *    version again.
 *  - So a reader that saw the new version finds `what` BUSY, or the entry complete. One that saw
 *    the old version and then any new field finds the new version at its second look. (After
 *    2^32 writes between its two looks it would be deceived.)
 *  - No key is BUSY. An entry never written is all zero; its key has no SIDs and it allows nothing.
 *  - SIDs are compared by address and never followed: a key of a destroyed AVC harms nothing until
 *    its address is used again, and the cache is emptied before its SIDs are freed.
 *  - An answer is kept only if no flush began since before it was asked for.
 */
#include <stdio.h>
#include <string.h>

#include "avc/cache.h"

#define BUSY UINT32_MAX

struct avc_entry avc_cache[CACHE_BUCKETS][CACHE_WAYS];
static unsigned now;

static void entry_write(struct avc_entry *e, struct key key, const union value *v)
{
	__atomic_store_n(&e->what, BUSY, __ATOMIC_RELAXED);
	__atomic_store_n(&e->version, e->version + 1, __ATOMIC_RELEASE);
	__atomic_store_n(&e->ssid, key.ssid, __ATOMIC_RELEASE);
	__atomic_store_n(&e->tsid, key.tsid, __ATOMIC_RELEASE);
	for (int i = 0; i < WORDS; i++)
		__atomic_store_n(&e->word[i], v->word[i], __ATOMIC_RELEASE);
	__atomic_store_n(&e->what, key.what, __ATOMIC_RELEASE);
}

/* The entry to overwrite: this key's own, else an unused one, else they take turns. */
static struct avc_entry *place_for(struct key key)
{
	struct avc_entry *bucket = bucket_of(key), *next = bucket;
	uint32_t version;

	for (int i = 0; i < CACHE_WAYS; i++)
		if (entry_is(&bucket[i], key, &version))
			return &bucket[i];
	for (int i = 0; i < CACHE_WAYS; i++) {
		if (!bucket[i].ssid)
			return &bucket[i];
		if ((int32_t)(bucket[i].version - next->version) < 0)
			next = &bucket[i];
	}
	return next;
}

struct avc_entry *cache_find(struct key key, union value *v)
{
	struct avc_entry *e = bucket_of(key);
	uint32_t version;

	for (int i = 0; i < CACHE_WAYS; i++, e++) {
		if (!entry_is(e, key, &version))
			continue;
		for (int j = 0; j < WORDS; j++)
			v->word[j] = __atomic_load_n(&e->word[j], __ATOMIC_ACQUIRE);
		if (entry_still(e, version))
			return e;
	}
	return NULL;
}

unsigned cache_generation(void)
{
	return __atomic_load_n(&now, __ATOMIC_ACQUIRE);
}

struct avc_entry *cache_put(struct key key, const union value *v, unsigned generation)
{
	struct avc_entry *e = NULL;

	lock_take(LOCK_AVC);
	if (now == generation) {
		e = place_for(key);
		entry_write(e, key, v);
	}
	lock_drop(LOCK_AVC);
	return e;
}

/* To a decision that is in the cache, and was not flushed since. */
void cache_grant(struct key key, access_vector_t more, unsigned generation)
{
	struct avc_entry *e;
	union value v;

	lock_take(LOCK_AVC);
	e = now == generation ? cache_find(key, &v) : NULL;
	if (e && (more & ~v.avd.allowed)) {
		v.avd.allowed |= more;
		entry_write(e, key, &v);
	}
	lock_drop(LOCK_AVC);
}

void cache_flush(void)
{
	static const union value nothing;

	lock_take(LOCK_AVC);
	__atomic_store_n(&now, now + 1, __ATOMIC_RELEASE);
	for (int i = 0; i < CACHE_BUCKETS; i++)
		for (int j = 0; j < CACHE_WAYS; j++)
			if (avc_cache[i][j].ssid)
				entry_write(&avc_cache[i][j], (struct key){.what = BUSY}, &nothing);
	shards_reset_counts();
	lock_drop(LOCK_AVC);
}

struct fill cache_fill(void)
{
	struct fill f = {0};

	lock_take(LOCK_AVC);
	for (int i = 0; i < CACHE_BUCKETS; i++) {
		unsigned n = 0;

		for (int j = 0; j < CACHE_WAYS; j++)
			n += avc_cache[i][j].ssid && avc_cache[i][j].what >> 16 == KIND_DECISION;
		f.entries += n;
		f.buckets += n > 0;
		if (n > f.longest)
			f.longest = n;
	}
	lock_drop(LOCK_AVC);
	return f;
}
