/* SPDX-License-Identifier: MIT */
#ifndef AVC_SHARD_H
#define AVC_SHARD_H

#include "common/common.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

#define CACHE_LINE 64

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
	uintptr_t pointer = THREAD_POINTER;

	return &avc_shards[((uint32_t)pointer * UINT32_C(2654435769)) / (UINT32_MAX / SHARDS + 1)];
}

/* Not atomic on purpose: two threads on one shard may lose a count, which costs less than a locked
 * operation for each check. */
static inline __attribute__((always_inline)) void count_one(enum count what)
{
	unsigned *n = &shard_here()->count[what];

	__atomic_store_n(n, __atomic_load_n(n, __ATOMIC_RELAXED) + 1, __ATOMIC_RELAXED);
}

#pragma GCC visibility pop

#endif
