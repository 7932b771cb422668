/* SPDX-License-Identifier: MIT */
#ifndef AVC_STATUS_H
#define AVC_STATUS_H

#include "avc/shard.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

enum status_user {
	USER_CALLER = 1, /* selinux_status_open() */
	USER_AVC = 2,    /* the AVC, for itself */
	/* COMPAT: the AVC opens it to the caller too (tests/unit/test_avc_status.c
	 * the_avc_and_its_caller_hold_the_page_each). */
	USER_AVC_VIEW = 4,
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

#pragma GCC visibility pop

#endif
