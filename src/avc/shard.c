/* SPDX-License-Identifier: MIT */
/*
 * What many threads count at once: checks, and who reads the AVC. Each thread has mostly a cache
 * line of its own (avc.h). Takes no lock.
 */
#include "avc/shard.h"

struct shard avc_shards[SHARDS];

bool shards_have_readers(void)
{
	for (int i = 0; i < SHARDS; i++)
		if (__atomic_load_n(&avc_shards[i].readers, __ATOMIC_SEQ_CST))
			return true;
	return false;
}

unsigned shards_count(enum count what)
{
	unsigned n = 0;

	for (int i = 0; i < SHARDS; i++)
		n += __atomic_load_n(&avc_shards[i].count[what], __ATOMIC_RELAXED);
	return n;
}

void shards_reset_counts(void)
{
	for (int i = 0; i < SHARDS; i++)
		for (int j = 0; j < COUNTS; j++)
			__atomic_store_n(&avc_shards[i].count[j], 0, __ATOMIC_RELAXED);
}
