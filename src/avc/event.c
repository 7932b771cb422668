/* SPDX-License-Identifier: MIT */
/*
 * What follows from a mode switched or a policy loaded, whoever told of it (status.c, netlink.c).
 * First it is applied: quick, under the teller's lock, so that no check that comes later goes by
 * what was. Then it is announced, with no lock held: messages and callbacks.
 */
#include <stdarg.h>
#include <stdio.h>

#include "common/log.h"
#include "avc/cache.h"
#include "avc/event.h"
#include "kernel/kernel.h"

/* COMPAT: before anything is known, enforcing; so the first look at the status page of a permissive
 * system may tell of a switch (tests/unit/test_avc_status.c
 * a_permissive_system_is_first_told_of_as_a_switch). */
int avc_mode = 1;
bool avc_mode_is_own;
uint32_t avc_policy;

void avc_log(const struct avc *a, int type, const char *fmt, ...)
{
	char text[MESSAGE_SIZE];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap); /* cut off if too long */
	va_end(ap);
	if (a && a->log.func_log)
		a->log.func_log("%s", text);
	else
		report(type, "%s", text);
}

static const char *prefix(const struct avc *a)
{
	return a ? a->prefix : "uavc";
}

/* Tells the callbacks that everything decided so far is void. Runs all; the first failure counts.
 */
static int notify_reset(const struct avc *a)
{
	const struct event_callback *c = __atomic_load_n(&a->callbacks, __ATOMIC_ACQUIRE);
	int saved = errno, r = 0;

	for (; c; c = c->next) {
		errno = 0;
		if ((c->events & AVC_CALLBACK_RESET) &&
			c->function(AVC_CALLBACK_RESET, NULL, NULL, 0, 0, NULL) && r == 0)
			r = errno ? -errno : -EINVAL;
	}
	errno = saved;
	return r;
}

int event_reset(const struct avc *a)
{
	instance_lock(a);
	cache_flush();
	instance_unlock(a);
	return notify_reset(a);
}

/* true: the cache was emptied, which is to be announced too. */
bool event_apply(const struct event *e)
{
	if (e->what == EVENT_SETENFORCE) {
		if (avc_mode_is_own)
			return false;
		__atomic_store_n(&avc_mode, (int)e->value, __ATOMIC_RELEASE);
		/* what permissive mode allowed is not to be allowed any more */
		if (e->value)
			cache_flush();
		return e->value;
	}
	policy_new_generation();
	if (e->value > __atomic_load_n(&avc_policy, __ATOMIC_RELAXED))
		__atomic_store_n(&avc_policy, e->value, __ATOMIC_RELEASE);
	cache_flush();
	return true;
}

int event_notify(const struct event *e, bool reset)
{
	AUTO_READER v = avc_read_begin();
	const struct avc *a = v.avc;
	int r;

	if (e->what == EVENT_SETENFORCE)
		avc_log(a, SELINUX_SETENFORCE, "%s:  op=setenforce lsm=selinux enforcing=%d res=1",
			prefix(a), (int)e->value);
	else
		avc_log(a, SELINUX_POLICYLOAD, "%s:  op=load_policy lsm=selinux seqno=%u res=1",
			prefix(a), e->value);
	r = reset && a ? notify_reset(a) : 0;
	if (r < 0)
		avc_log(a, SELINUX_ERROR, "%s:  cache reset returned -1 (errno %d)\n", prefix(a),
			-r);
	if (e->what == EVENT_SETENFORCE)
		callback_setenforce((int)e->value);
	else
		callback_policyload((int)e->value);
	return r;
}
