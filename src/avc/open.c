/* SPDX-License-Identifier: MIT */
/*
 * The life of the AVC: started, emptied, ended. LOCK_AVC_START is held while it starts or ends.
 */
#include <string.h>

#include "avc/cache.h"
#include "avc/event.h"
#include "avc/open.h"
#include "avc/status.h"
#include "kernel/kernel.h"

enum start_error {
	STARTED,
	MODE_UNKNOWN,
	STATUS_CLOSED
};

static int start_locked(struct avc *a, const bool *own_mode, enum start_error *error)
{
	int r = own_mode ? 0 : kernel_enforcing();

	*error = MODE_UNKNOWN;
	if (r < 0)
		return r;
	/* a kernel without the page (before 2.6.37) may still tell by netlink */
	*error = STATUS_CLOSED;
	r = status_open(USER_AVC | USER_AVC_VIEW, true);
	if (r < 0)
		return r;
	/* once more, now that no change can be missed */
	*error = MODE_UNKNOWN;
	r = status_take_mode(own_mode);
	if (r < 0) {
		status_close(USER_AVC | USER_AVC_VIEW);
		return r;
	}
	*error = STARTED;
	cache_flush();
	instance_publish(a);
	return 0;
}

/* own_mode: what AVC_OPT_SETENFORCE said, or NULL. */
int avc_start(const char *prefix, const bool *own_mode, const struct avc_memory_callback *memory,
	const struct avc_log_callback *log, const struct avc_lock_callback *lock)
{
	enum start_error error = STARTED;
	bool started = false;
	struct avc *a;
	int r = 0;

	if (instance_running())
		return 0;
	a = instance_make(prefix, memory, log, lock);
	if (!a)
		return -ENOMEM;
	lock_take(LOCK_AVC_START);
	if (!instance_running()) {
		r = start_locked(a, own_mode, &error);
		started = r == 0;
	}
	lock_drop(LOCK_AVC_START);
	if (error)
		errno = -r; /* for %m */
	if (error == MODE_UNKNOWN)
		avc_log(a, SELINUX_ERROR, "%s:  could not determine enforcing mode: %m\n",
			a->prefix);
	else if (error == STATUS_CLOSED)
		avc_log(a, SELINUX_ERROR, "%s: could not open selinux status page: %d (%m)\n",
			a->prefix, -r);
	if (!started)
		instance_free(a);
	return r;
}

PUBLIC int avc_init(const char *msgprefix, const struct avc_memory_callback *mem_callbacks,
	const struct avc_log_callback *log_callbacks,
	const struct avc_thread_callback *thread_callbacks,
	const struct avc_lock_callback *lock_callbacks)
{
	(void)thread_callbacks; /* no thread is needed: checks look at the status page themselves */
	return api_return(avc_start(msgprefix, NULL, mem_callbacks, log_callbacks, lock_callbacks));
}

PUBLIC int avc_open(const struct selinux_opt *opts, unsigned nopts)
{
	bool enforce = false, given = false;

	if (!opts && nopts)
		return api_return(-EINVAL);
	while (nopts--) { /* from the end: the first of two wins */
		if (opts[nopts].type == AVC_OPT_SETENFORCE) {
			enforce = opts[nopts].value != NULL;
			given = true;
		}
	}
	return api_return(avc_start("avc", given ? &enforce : NULL, NULL, NULL, NULL));
}

PUBLIC void avc_destroy(void)
{
	lock_take(LOCK_AVC_START);
	if (instance_retire()) {
		status_close(USER_AVC | USER_AVC_VIEW);
		cache_flush(); /* last: what was granted in a mode that is over is not to stay */
	}
	lock_drop(LOCK_AVC_START);
	instance_reclaim();
}

/* Nothing that is held goes unused. */
PUBLIC void avc_cleanup(void)
{
}

PUBLIC int avc_reset(void)
{
	AUTO_READER v = avc_read_begin();

	return api_return(v.avc ? event_reset(v.avc) : 0);
}

PUBLIC int avc_add_callback(
	int (*callback)(uint32_t event, security_id_t ssid, security_id_t tsid,
		security_class_t tclass, access_vector_t perms, access_vector_t *out_retained),
	uint32_t events, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t perms)
{
	AUTO_READER v = avc_read_begin();
	struct event_callback *c;

	/* only a reset ever happens, and it is of everything */
	(void)ssid, (void)tsid, (void)tclass, (void)perms;
	if (!v.avc || !callback)
		return api_return(-EINVAL);
	c = instance_alloc(v.avc, sizeof(*c));
	if (!c)
		return api_return(-ENOMEM);
	c->function = callback;
	c->events = events;
	lock_take(LOCK_AVC);
	c->next = v.avc->callbacks;
	__atomic_store_n(&v.avc->callbacks, c, __ATOMIC_RELEASE);
	lock_drop(LOCK_AVC);
	return 0;
}

/* Decisions are in the caller's numbers, so they go when the numbers change: before, with all who
 * have to hear of it, and once more for those that were being asked for meanwhile. */
PUBLIC int selinux_set_mapping(const struct security_class_mapping *map)
{
	int r = avc_reset();

	if (r < 0)
		return r;
	r = mapping_install(map);
	cache_flush();
	return api_return(r);
}
