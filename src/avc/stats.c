/* SPDX-License-Identifier: MIT */
/*
 * What was counted, and how full the tables are.
 */
#include "avc/cache.h"
#include "avc/event.h"

PUBLIC void avc_cache_stats(struct avc_cache_stats *stats)
{
	unsigned by_ref = shards_count(COUNT_REF_HIT), hits = shards_count(COUNT_HIT);
	unsigned misses = shards_count(COUNT_MISS);
	unsigned cache_hits = hits + shards_count(COUNT_OTHER_HIT);
	unsigned cache_misses = misses + shards_count(COUNT_OTHER_MISS);

	if (!stats)
		return;
	*stats = (struct avc_cache_stats){
		.entry_lookups = by_ref + hits + misses,
		.entry_hits = by_ref,
		.entry_misses = hits + misses,
		.entry_discards = shards_count(COUNT_DISCARD),
		.cav_lookups = cache_hits + cache_misses,
		.cav_hits = cache_hits,
		.cav_probes = cache_hits,
		.cav_misses = cache_misses,
	};
}

PUBLIC void avc_av_stats(void)
{
	AUTO_READER v = avc_read_begin();
	struct fill f = cache_fill();

	avc_log(v.avc, SELINUX_INFO,
		"%s:  %u AV entries and %u/%d buckets used, longest chain length %u\n",
		v.avc ? v.avc->prefix : "uavc", f.entries, f.buckets, CACHE_BUCKETS, f.longest);
}

PUBLIC void avc_sid_stats(void)
{
	AUTO_READER v = avc_read_begin();
	unsigned used = 0, longest = 0, sids = 0;

	for (int i = 0; v.avc && i < SID_BUCKETS; i++) {
		const struct sid *s = __atomic_load_n(&v.avc->buckets[i], __ATOMIC_ACQUIRE);
		unsigned n = 0;

		used += s != NULL;
		for (; s; s = s->next)
			n++;
		sids += n;
		longest = n > longest ? n : longest;
	}
	if (v.avc)
		avc_log(v.avc, SELINUX_INFO,
			"%s:  %u SID entries and %u/%d buckets used, longest chain length %u\n",
			v.avc->prefix, sids, used, SID_BUCKETS, longest);
}
