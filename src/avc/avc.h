/* SPDX-License-Identifier: MIT */
/*
 * The access vector cache. A file calls only those after it in this list: check_access.c, open.c,
 * check.c, audit.c, stats.c, status.c, netlink.c, event.c, sid.c, instance.c, cache.c, shard.c.
 */
#ifndef AVC_AVC_H
#define AVC_AVC_H

#include <string.h>

#include <selinux/avc.h>

#include "common/common.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

#define CACHE_LINE 64

/* instance.c: the AVC between avc_init() and avc_destroy(). */
enum {
	SID_BUCKETS = 128,
	PREFIX_SIZE = 16
};

struct sid {
	struct security_id public; /* first: what callers hold is a pointer to it */
	struct sid *next;          /* of the bucket; never changes */
	size_t hash, len;
	char text[];
};

struct event_callback {
	struct event_callback *next;
	int (*function)(uint32_t event, security_id_t ssid, security_id_t tsid,
		security_class_t tclass, access_vector_t perms, access_vector_t *out_retained);
	uint32_t events;
};

struct avc {
	char prefix[PREFIX_SIZE];
	struct avc_memory_callback memory;
	struct avc_log_callback log;
	struct avc_lock_callback lock;
	void *user_lock;
	unsigned sids;
	struct sid *buckets[SID_BUCKETS];
	struct event_callback *callbacks;
	struct avc *next_retired;
};

/* What happened, counted by each thread for itself as well as that goes without thread-local
 * storage; and how many are reading the AVC, see instance.c. */
enum count {
	COUNT_OTHER_HIT, /* found, what is not an access decision */
	COUNT_OTHER_MISS,
	COUNT_DISCARD, /* avc_entry_ref pointed elsewhere */
	COUNT_MISS,    /* asked of the kernel */
	COUNT_HIT,     /* found in the cache */
	COUNT_REF_HIT, /* found by the caller's avc_entry_ref */
	COUNTS
};

enum {
	SHARDS = 16
};

/* The counts that checks write lie where no field that they read lies in its own cache line: a
 * processor that compares only the low bits of addresses would make the next check wait. */
struct shard {
	unsigned readers, unused[CACHE_LINE / sizeof(unsigned) - 1 - COUNTS];
	unsigned count[COUNTS];
} __attribute__((aligned(CACHE_LINE)));
extern struct shard avc_shards[SHARDS];
bool shards_have_readers(void); /* in one moment or another: a shard seen empty once will do */
unsigned shards_count(enum count what);
void shards_reset_counts(void);

#ifdef __has_builtin
#if __has_builtin(__builtin_thread_pointer)
#define THREAD_POINTER (uintptr_t) __builtin_thread_pointer()
#endif
#endif
#ifndef THREAD_POINTER /* then by the stack, which may be two at a page's border */
#define THREAD_POINTER ((uintptr_t)__builtin_frame_address(0) & ~(uintptr_t)0xffff)
#endif

/* Each thread has its control block elsewhere, so mostly a shard of its own. */
static inline struct shard *shard_here(void)
{
	uintptr_t place = THREAD_POINTER;

	return &avc_shards[((uint32_t)place * UINT32_C(2654435769)) / (UINT32_MAX / SHARDS + 1)];
}

/* Not atomic on purpose: two threads on one shard may lose a count, which costs less than a locked
 * operation for each check. */
static inline __attribute__((always_inline)) void count_one(enum count what)
{
	unsigned *n = &shard_here()->count[what];

	__atomic_store_n(n, __atomic_load_n(n, __ATOMIC_RELAXED) + 1, __ATOMIC_RELAXED);
}

struct avc_reader {
	struct avc *avc; /* NULL: not running */
	struct shard *shard;
};
struct avc_reader avc_read_begin(void);
void avc_read_end(const struct avc_reader *v);
#define AUTO_READER __attribute__((cleanup(avc_read_end))) struct avc_reader

bool instance_running(void);
struct avc *instance_make(const char *prefix, const struct avc_memory_callback *memory,
	const struct avc_log_callback *log, const struct avc_lock_callback *lock);
void instance_free(struct avc *a);
void instance_publish(struct avc *a);
bool instance_retire(void);
void instance_reclaim(void);
void *instance_alloc(const struct avc *a, size_t size);
void instance_lock(const struct avc *a);
void instance_unlock(const struct avc *a);

/* sid.c: contexts and their numbers. The caller is between avc_read_begin() and avc_read_end(). */
int sid_get(struct avc *a, const char *raw, security_id_t *sid) MUST_CHECK;
int sid_get_translated(struct avc *a, const char *ctx, security_id_t *sid) MUST_CHECK;

/* cache.c: what the kernel decided. */
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

/* event.c: what the kernel told, and what follows from it. */
enum {
	MESSAGE_SIZE = 1024
};
void avc_log(const struct avc *a, int type, const char *fmt, ...) PRINTF_LIKE(3, 4);
int event_reset(const struct avc *a);

struct event {
	enum {
		EVENT_SETENFORCE,
		EVENT_POLICYLOAD
	} what;
	uint32_t value;
};
bool event_apply(const struct event *e);
int event_notify(const struct event *e, bool reset);

/* 1: enforcing. Changed under LOCK_STATUS, both. */
extern int avc_mode;
extern bool avc_mode_is_own; /* by AVC_OPT_SETENFORCE, whatever the kernel does */
static inline bool enforcing(void)
{
	return __atomic_load_n(&avc_mode, __ATOMIC_ACQUIRE);
}

/* The policy that what the AVC holds is of: by its number in the status page and in decisions. 0:
 * not known yet. */
extern uint32_t avc_policy;

/* netlink.c */
struct netlink_state {
	unsigned events; /* so many were told */
	int enforcing;
	uint32_t policyload;
};
int netlink_open(bool blocking, int mode) MUST_CHECK; /* LOCK_STATUS held, for these three */
void netlink_close(void);
const struct netlink_state *netlink_state(void);
int netlink_receive(void) MUST_CHECK;
bool netlink_owned_by_caller(void);

/* status.c */
enum status_user {
	USER_CALLER = 1,   /* selinux_status_open() */
	USER_AVC = 2,      /* the AVC, for itself */
	USER_AVC_VIEW = 4, /* COMPAT: the AVC opens it to the caller too (test_avc_status) */
};
int status_open(unsigned user, bool fallback) MUST_CHECK;
void status_close(unsigned user);
int status_take_mode(const bool *own) MUST_CHECK;
int status_update(void);
/* A decision was by this policy, of which the AVC has not been told yet: waits until it has been,
 * so that nothing that it holds is of an older one. */
void status_reach_policy(uint32_t policy);

/* Where a number is, and what it was when last seen; the same: nothing new, for certain. Else
 * status_update() has to look. */
struct watch {
	const uint32_t *number;
	uint32_t seen;
} __attribute__((aligned(CACHE_LINE)));
extern struct watch avc_watch;

/* Is it a page that tells, or netlink, or nothing? */
bool status_by_page(void);

static inline bool status_quiet(void)
{
	const uint32_t *number = __atomic_load_n(&avc_watch.number, __ATOMIC_ACQUIRE);

	return __atomic_load_n(number, __ATOMIC_ACQUIRE) ==
	       __atomic_load_n(&avc_watch.seen, __ATOMIC_ACQUIRE);
}

/* audit.c */
void audit(const struct avc *a, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, const struct av_decision *avd, int result, void *auditdata);

/* open.c */
int avc_start(const char *prefix, const bool *own_mode, const struct avc_memory_callback *memory,
	const struct avc_log_callback *log, const struct avc_lock_callback *lock) MUST_CHECK;

/* check.c */
void avc_poll_events(void);
/* Classes were looked up when their generation was this one, and decisions made since: may they be
 * of another policy? */
bool avc_has_moved(unsigned generation);
/* A decision, not audited yet; the caller is between avc_read_begin() and avc_read_end(). */
int avc_decide(const struct avc *a, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd) MUST_CHECK;

#pragma GCC visibility pop

#endif
