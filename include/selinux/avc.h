/* SPDX-License-Identifier: MIT */
/*
 * The access vector cache: a program's own memory of what the kernel decided, and how it learns
 * that the kernel has changed its mind. avc_open(3)
 *
 * Most programs want selinux_check_access() only. There is one cache to a process. Every function
 * may be called from any thread, but avc_destroy() must be the last use of SIDs and entry
 * references. The conventions are those of selinux.h.
 */
#ifndef _SELINUX_AVC_H
#define _SELINUX_AVC_H

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <selinux/selinux.h>

#if defined(SWIG) && !defined(__attribute__)
#define __attribute__(list) /* SWIG cannot read one */
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Security identifiers: contexts as pointers, equal if the contexts are. avc_context_to_sid(3)
 */

/* Valid until avc_destroy(); the string is the library's. */
struct security_id {
	char *ctx;       /* raw */
	unsigned int id; /* from 1; up to 3.7 named refcnt */
};
typedef struct security_id *security_id_t;

#define SECSID_WILD ((security_id_t)NULL) /* any, for avc_add_callback() */

extern int avc_context_to_sid(const char *ctx, security_id_t *sid);
extern int avc_context_to_sid_raw(const char *ctx, security_id_t *sid);
extern int avc_sid_to_context(security_id_t sid, char **ctx);
extern int avc_sid_to_context_raw(security_id_t sid, char **ctx);

/* The SID of security_get_initial_context(). */
extern int avc_get_initial_sid(const char *name, security_id_t *sid);

/* Always 1: SIDs are not counted any more. */
extern int sidget(security_id_t sid) __attribute__((deprecated));
extern int sidput(security_id_t sid) __attribute__((deprecated));

/*
 * Beginning and end. avc_open(3)
 */

#define AVC_OPT_UNUSED     0 /* ignored */
#define AVC_OPT_SETENFORCE 1 /* not NULL: enforcing, NULL: permissive; else as the kernel is */

/* Makes the cache and connects it to the kernel's status page, or to netlink where the kernel has
 * none. `opts` may be NULL if `nopts` is 0. A second call does nothing. ENOENT without SELinux.
 * What needs the cache fails with EINVAL until it is open. */
extern int avc_open(const struct selinux_opt *opts, unsigned nopts);

/* Frees it all, and closes the status page, or netlink in place of it, but not what the caller
 * opened for himself (selinux_status_open()). */
extern void avc_destroy(void);

/* Forgets all decisions and calls those who asked for AVC_CALLBACK_RESET. 0 without a cache. */
extern int avc_reset(void);

/* Does nothing. */
extern void avc_cleanup(void);

/* Callbacks of avc_init(), which avc_open() has no need of. */
struct avc_memory_callback {
	void *(*func_malloc)(size_t size);
	void (*func_free)(void *ptr);
};

struct avc_log_callback {
	void (*func_log)(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
	void (*func_audit)(void *auditdata, security_class_t cls, char *msgbuf, size_t msgbufsize);
};

/* Threads are not made any more: never called. */
struct avc_thread_callback {
	void *(*func_create_thread)(void (*run)(void)); /* returns what names the thread */
	void (*func_stop_thread)(void *thread);
};

struct avc_lock_callback {
	void *(*func_alloc_lock)(void);
	void (*func_get_lock)(void *lock);
	void (*func_release_lock)(void *lock);
	void (*func_free_lock)(void *lock);
};

/* avc_open() of old: each pointer may be NULL. `msgprefix` (15 characters of it; NULL: "uavc")
 * begins each message. Use avc_open() and selinux_set_callback(). avc_init(3) */
extern int avc_init(const char *msgprefix, const struct avc_memory_callback *mem_callbacks,
	const struct avc_log_callback *log_callbacks,
	const struct avc_thread_callback *thread_callbacks,
	const struct avc_lock_callback *lock_callbacks) __attribute__((deprecated));

/*
 * Decisions. avc_has_perm(3)
 */

/* A caller's bookmark into the cache, for a question that it asks again and again. Optional. Not to
 * be used by two threads at once. */
struct avc_entry;
struct avc_entry_ref {
	struct avc_entry *ae; /* private */
};
#define avc_entry_ref_init(aeref) ((aeref)->ae = NULL)

/* 0 if ssid may do all of `requested` to tsid, or nothing is enforced; else -1 and EACCES. EINVAL
 * if the policy does not know a context or the class. Looks for news from the kernel first.
 * avc_has_perm() audits, too; `aeref`, `avd` and `auditdata` may be NULL. */
extern int avc_has_perm(security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct avc_entry_ref *aeref, void *auditdata);
extern int avc_has_perm_noaudit(security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct avc_entry_ref *aeref, struct av_decision *avd);

/* Audits what avc_has_perm_noaudit() returned (`result`) and gave (`avd`), if the policy asks for
 * it: one message of kind SELINUX_AVC. */
extern void avc_audit(security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd, int result, void *auditdata);

/* security_compute_create() and security_compute_member(), by SIDs. avc_compute_create(3) */
extern int avc_compute_create(
	security_id_t ssid, security_id_t tsid, security_class_t tclass, security_id_t *newsid);
extern int avc_compute_member(
	security_id_t ssid, security_id_t tsid, security_class_t tclass, security_id_t *newsid);

/*
 * Events. avc_add_callback(3)
 */

/* Of these, kernels send but one: the cache was emptied. */
#define AVC_CALLBACK_GRANT              1
#define AVC_CALLBACK_TRY_REVOKE         2
#define AVC_CALLBACK_REVOKE             4
#define AVC_CALLBACK_RESET              8
#define AVC_CALLBACK_AUDITALLOW_ENABLE  16
#define AVC_CALLBACK_AUDITALLOW_DISABLE 32
#define AVC_CALLBACK_AUDITDENY_ENABLE   64
#define AVC_CALLBACK_AUDITDENY_DISABLE  128

/* Has `callback` called at each of `events`, until avc_destroy(). With AVC_CALLBACK_RESET its other
 * arguments are NULL and 0. It returns 0, or -1 and errno, which the call that ran it returns in
 * turn. */
extern int avc_add_callback(
	int (*callback)(uint32_t event, security_id_t ssid, security_id_t tsid,
		security_class_t tclass, access_vector_t perms, access_vector_t *out_retained),
	uint32_t events, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t perms);

/*
 * Statistics. avc_cache_stats(3)
 */

#define AVC_CACHE_STATS 1 /* they are kept */

/* Questions, since the cache was last emptied. */
struct avc_cache_stats {
	unsigned entry_lookups;  /* asked */
	unsigned entry_hits;     /* answered by the entry reference */
	unsigned entry_misses;   /* not so */
	unsigned entry_discards; /* not so, although there was one */
	unsigned cav_lookups;    /* asked of the cache */
	unsigned cav_hits;       /* answered by it */
	unsigned cav_probes;     /* entries looked at */
	unsigned cav_misses;     /* not answered: the kernel was asked */
};

extern void avc_cache_stats(struct avc_cache_stats *stats);

/* Log how full the cache and the table of SIDs are. */
extern void avc_av_stats(void);
extern void avc_sid_stats(void);

/*
 * News from the kernel by a shared page, <selinuxfs>/status: no system calls.
 * selinux_status_open(3). Since 2.0.99. All but _open return -1 and EINVAL until it was opened.
 */

/* 0: opened, or was open. 1: the kernel has no such page, netlink is used, as `fallback` allows. */
extern int selinux_status_open(int fallback);
extern void selinux_status_close(void);

/* 1 if anything changed since the last call (the first says 0): then the cache has been emptied as
 * needed, and the callbacks called. */
extern int selinux_status_updated(void);

/* security_getenforce() and security_deny_unknown(), from the page. */
extern int selinux_status_getenforce(void);
extern int selinux_status_deny_unknown(void);

/* The number of the policy in force: it grows with each one loaded, and with each change of
 * booleans. 0 until the first of these after a process first looked at the page (since boot); by
 * netlink, until the first after it was opened. */
extern int selinux_status_policyload(void);

/*
 * News from the kernel by messages, on a NETLINK_SELINUX socket. avc_netlink_open(3). Since 2.0.79
 */

/* Opens the socket, once for the process; is reading from it to wait? Since 2.0.80 */
extern int avc_netlink_open(int blocking);
extern void avc_netlink_close(void);

/* The descriptor, opened if need be, for the caller to poll. It stays the library's; but until it
 * is released, avc_has_perm() does not read it: call avc_netlink_check_nb(). */
extern int avc_netlink_acquire_fd(void);
extern void avc_netlink_release_fd(void);

/* Handles all that has come, without waiting. */
extern int avc_netlink_check_nb(void);

/* Waits and handles, until the socket fails or is closed by another thread. Closes nothing itself.
 * Since 2.0.80 */
extern void avc_netlink_loop(void);

#ifdef __cplusplus
}
#endif

#endif
