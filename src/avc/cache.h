/* SPDX-License-Identifier: MIT */
/*
 * What the kernel decided.
 */
#ifndef AVC_CACHE_H
#define AVC_CACHE_H

#include <string.h>

#include <selinux/avc.h>

#include "avc/shard.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

enum kind {
	KIND_DECISION,
	KIND_CREATE,
	KIND_MEMBER
};

struct key {
	security_id_t ssid, tsid;
	uint32_t what; /* kind and class */
};

static inline struct key key_of(
	security_id_t ssid, security_id_t tsid, security_class_t tclass, enum kind kind)
{
	return (struct key){ssid, tsid, (uint32_t)kind << 16 | tclass};
}

/* What an entry holds: an access decision, or the SID of a context. Read and written by words. */
enum {
	WORDS = sizeof(struct av_decision) / sizeof(long)
};

union value {
	struct av_decision avd;
	security_id_t sid;
	unsigned long word[WORDS];
};

struct avc_entry {
	uint32_t version, what;
	security_id_t ssid, tsid;
	unsigned long word[WORDS];
} __attribute__((aligned(CACHE_LINE)));

enum {
	CACHE_BUCKETS = 512,
	CACHE_WAYS = 2
};
extern struct avc_entry avc_cache[CACHE_BUCKETS][CACHE_WAYS];

/* How an entry is read: entry_is(), its words, entry_still(). Invariants in cache.c. */
static inline __attribute__((always_inline)) bool entry_is(
	const struct avc_entry *e, struct key key, uint32_t *version)
{
	*version = __atomic_load_n(&e->version, __ATOMIC_ACQUIRE);
	return __atomic_load_n(&e->what, __ATOMIC_ACQUIRE) == key.what &&
	       __atomic_load_n(&e->ssid, __ATOMIC_ACQUIRE) == key.ssid &&
	       __atomic_load_n(&e->tsid, __ATOMIC_ACQUIRE) == key.tsid;
}

static inline bool entry_still(const struct avc_entry *e, uint32_t version)
{
	return __atomic_load_n(&e->version, __ATOMIC_RELAXED) == version;
}

/* The high bits of a product depend on all bits of its factors. What addresses have above their
 * lower half seldom differs. */
static inline struct avc_entry *bucket_of(struct key key)
{
	const uint32_t factor = UINT32_C(2654435769);
	uint32_t h = (uint32_t)(uintptr_t)key.ssid * factor + (uint32_t)(uintptr_t)key.tsid;

	return avc_cache[(h + key.what) * factor / (UINT32_MAX / CACHE_BUCKETS + 1)];
}

struct avc_entry *cache_find(struct key key, union value *v);

/* The one question that has to be quick: is this entry a decision that allows all of `requested`?
 * It is copied to *avd, if that is wanted, before that is certain: at "no" *avd holds anything. */
static inline __attribute__((always_inline)) bool entry_allows(const struct avc_entry *e,
	struct key key, access_vector_t requested, struct av_decision *avd)
{
	access_vector_t allowed;
	unsigned long word;
	uint32_t version;

	if (!entry_is(e, key, &version))
		return false;
	word = __atomic_load_n(&e->word[0], __ATOMIC_ACQUIRE);
	memcpy(&allowed, &word, sizeof(allowed));
	if (requested & ~allowed)
		return false;
	for (int i = 0; avd && i < WORDS; i++) {
		word = __atomic_load_n(&e->word[i], __ATOMIC_ACQUIRE);
		memcpy((char *)avd + (size_t)i * sizeof(word), &word, sizeof(word));
	}
	return entry_still(e, version);
}

/* Changes with every flush: an answer that was asked for before one is not kept after it. */
unsigned cache_generation(void);
struct avc_entry *cache_put(struct key key, const union value *v, unsigned generation);
void cache_grant(struct key key, access_vector_t more, unsigned generation);
void cache_flush(void);
/* Access decisions, buckets used, most decisions in a bucket. */
struct fill {
	unsigned entries, buckets, longest;
};
struct fill cache_fill(void);

#pragma GCC visibility pop

#endif
