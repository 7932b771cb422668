/* SPDX-License-Identifier: MIT */
/*
 * What the kernel told, and what follows from it.
 */
#ifndef AVC_EVENT_H
#define AVC_EVENT_H

#include "avc/instance.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

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

#pragma GCC visibility pop

#endif
