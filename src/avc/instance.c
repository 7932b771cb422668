/* SPDX-License-Identifier: MIT */
/*
 * The AVC between avc_init() and avc_destroy(): its settings, its memory, and who reads it.
 *
 * What it owns (SIDs, callbacks, itself) is read without a lock, so avc_destroy() may free nothing
 * that another thread still reads. Invariants:
 *  - Whoever dereferences `current`, or what hangs on it, is a reader: between avc_read_begin(),
 *    which first counts it in a shard and then reads `current`, and avc_read_end(). That is no
 * lock: a reader may call the kernel, callbacks, even avc_destroy().
 *  - Destroying first takes the AVC out of `current`, puts it on `retired`, and only then looks at
 *    the shards. Each step is sequentially consistent, so a reader that is not seen in a shard
 * after that came too late to get hold of it. A shard seen empty once will do: they need not all be
 *    empty at one moment.
 *  - A reader that leaves a shard empty tries again, so what is retired is freed by the last one.
 * After a fork() with readers in other threads the child counts readers that never leave: it frees
 * no AVC, no more.
 *
 * LOCK_AVC guards `retired`, changes of `current`, and in sid.c, event.c and cache.c all
 * insertions.
 */
#include <string.h>

#include "avc/cache.h"
#include "avc/instance.h"

static struct avc *current, *retired;

void instance_reclaim(void)
{
	struct avc *a = NULL, *next;

	lock_take(LOCK_AVC);
	if (!shards_have_readers()) {
		a = retired;
		__atomic_store_n(&retired, NULL, __ATOMIC_RELAXED);
	}
	lock_drop(LOCK_AVC);
	/* A check on its way may have kept an answer after avc_destroy() emptied the cache,
	 * and the next AVC's SIDs may get the addresses of these. */
	if (a)
		cache_flush();
	for (; a; a = next) {
		next = a->next_retired;
		instance_free(a);
	}
}

struct avc_reader avc_read_begin(void)
{
	struct avc_reader v = {.shard = shard_here()};

	__atomic_add_fetch(&v.shard->readers, 1, __ATOMIC_SEQ_CST);
	v.avc = __atomic_load_n(&current, __ATOMIC_SEQ_CST);
	return v;
}

void avc_read_end(const struct avc_reader *v)
{
	if (!__atomic_sub_fetch(&v->shard->readers, 1, __ATOMIC_SEQ_CST) &&
		__atomic_load_n(&retired, __ATOMIC_SEQ_CST))
		instance_reclaim();
}

bool instance_running(void)
{
	return __atomic_load_n(&current, __ATOMIC_ACQUIRE);
}

/* An AVC that nobody else knows yet. */
struct avc *instance_make(const char *prefix, const struct avc_memory_callback *memory,
	const struct avc_log_callback *log, const struct avc_lock_callback *lock)
{
	struct avc_memory_callback m = {malloc, free};
	struct avc *a;

	if (memory && memory->func_malloc && memory->func_free)
		m = *memory;
	a = m.func_malloc(sizeof(*a));
	if (!a)
		return NULL;
	memset(a, 0, sizeof(*a));
	a->memory = m;
	str_format(a->prefix, sizeof(a->prefix), "%s",
		prefix ? prefix : "uavc"); /* or its beginning */
	if (log)
		a->log = *log;
	if (lock && lock->func_alloc_lock && lock->func_get_lock && lock->func_release_lock &&
		lock->func_free_lock) {
		a->lock = *lock;
		a->user_lock = a->lock.func_alloc_lock();
	}
	return a;
}

void instance_free(struct avc *a)
{
	void (*release)(void *) = a->memory.func_free;

	for (int i = 0; i < SID_BUCKETS; i++) {
		for (struct sid *s = a->buckets[i], *next; s; s = next) {
			next = s->next;
			release(s);
		}
	}
	for (struct event_callback *c = a->callbacks, *next; c; c = next) {
		next = c->next;
		release(c);
	}
	if (a->lock.func_free_lock)
		a->lock.func_free_lock(a->user_lock);
	release(a);
}

/* LOCK_AVC_START is held, here and in the next: */
void instance_publish(struct avc *a)
{
	lock_take(LOCK_AVC);
	__atomic_store_n(&current, a, __ATOMIC_SEQ_CST);
	lock_drop(LOCK_AVC);
}

/* To be freed by instance_reclaim(), if not sooner. false: none was running. */
bool instance_retire(void)
{
	struct avc *a;

	lock_take(LOCK_AVC);
	a = __atomic_exchange_n(&current, NULL, __ATOMIC_SEQ_CST);
	if (a) {
		a->next_retired = retired;
		__atomic_store_n(&retired, a, __ATOMIC_SEQ_CST);
	}
	lock_drop(LOCK_AVC);
	return a;
}

void *instance_alloc(const struct avc *a, size_t size)
{
	return a->memory.func_malloc(size);
}

/* The caller's own lock (avc_init) is of no use to us. As a courtesy it is held where a SID or a
 * decision is added and where the cache is emptied by avc_reset(), never while we hold a lock. */
void instance_lock(const struct avc *a)
{
	if (a->lock.func_get_lock)
		a->lock.func_get_lock(a->user_lock);
}

void instance_unlock(const struct avc *a)
{
	if (a->lock.func_release_lock)
		a->lock.func_release_lock(a->user_lock);
}
