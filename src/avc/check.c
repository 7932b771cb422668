/* SPDX-License-Identifier: MIT */
/*
 * Checks, and what new objects are to be labelled with, by SIDs.
 *
 * A check whose answer is cached takes no lock and follows no pointer but the caller's: it compares
 * the status page's number with the one seen last (status.c) and reads one entry (cache.c). The
 * cache is emptied when an AVC ends, so a hit also means that one is running.
 */
#include <string.h>

#include "avc/audit.h"
#include "avc/cache.h"
#include "avc/check.h"
#include "avc/event.h"
#include "avc/netlink.h"
#include "avc/sid.h"
#include "avc/status.h"
#include "kernel/kernel.h"

/* What the kernel has changed since the last check. A program that polls netlink itself does that
 * in its own time. A failure is no reason to refuse: the AVC knows what it knew. */
void avc_poll_events(void)
{
	if (!status_quiet() && !netlink_owned_by_caller())
		status_update();
}

/* Only "yes"; false: not known, or not so simple, and *avd may hold anything. */
static inline __attribute__((always_inline)) bool granted_from_cache(struct key key,
	access_vector_t requested, struct avc_entry_ref *aeref, struct av_decision *avd)
{
	struct avc_entry *e;

	if (!requested || !status_quiet())
		return false;
	if (aeref && aeref->ae && entry_allows(aeref->ae, key, requested, avd)) {
		count_one(COUNT_REF_HIT);
		return true;
	}
	e = bucket_of(key);
	if (!entry_allows(e, key, requested, avd) && !entry_allows(++e, key, requested, avd))
		return false;
	if (aeref) {
		if (aeref->ae)
			count_one(COUNT_DISCARD);
		aeref->ae = e;
	}
	count_one(COUNT_HIT);
	return true;
}

bool avc_has_moved(unsigned generation)
{
	return policy_generation() != generation ||
	       (!status_quiet() && status_by_page() && !netlink_owned_by_caller());
}

/* The kernel's decision, by the policy that the AVC knows of; *generation is that of the cache
 * when it was asked for. It may be by a newer policy, of which the kernel is about to tell, or (a
 * policy was loaded meanwhile, and another thread told of it) an older one. */
static int ask_kernel(const struct avc *a, security_id_t ssid, security_id_t tsid,
	security_class_t tclass, access_vector_t requested, struct av_decision *avd,
	unsigned *generation)
{
	uint32_t policy = 0;
	int r = 0;

	for (int newer = 0, older = 0; older < 3 && newer < LOADING_TRIES;) {
		*generation = cache_generation();
		policy = __atomic_load_n(&avc_policy, __ATOMIC_ACQUIRE);
		r = kernel_compute_av(ssid->ctx, tsid->ctx, tclass, requested, avd);
		if (r < 0 || avd->seqno == policy)
			break;
		r = -EAGAIN;
		if (avd->seqno < policy) {
			older++;
		} else {
			newer++;
			status_reach_policy(avd->seqno);
		}
	}
	if (r == -EAGAIN)
		avc_log(a, SELINUX_WARNING, "%s:  seqno %u %s latest_notif %u\n", a->prefix,
			avd->seqno, avd->seqno < policy ? "<" : ">", policy);
	if (r < 0)
		*avd = (struct av_decision){.auditdeny = ~0U, .seqno = policy};
	return r;
}

static int apply_mode(struct key key, access_vector_t requested, const struct av_decision *avd,
	unsigned generation)
{
	if (requested && !(requested & ~avd->allowed))
		return 0;
	if (enforcing() && !(avd->flags & SELINUX_AVD_FLAGS_PERMISSIVE))
		return -EACCES;
	cache_grant(key, requested, generation); /* so that it is noted once */
	return 0;
}

static void count_check(struct avc_entry_ref *aeref, struct avc_entry *e, bool hit)
{
	bool by_ref = hit && aeref && aeref->ae == e;

	count_one(by_ref ? COUNT_REF_HIT : hit ? COUNT_HIT : COUNT_MISS);
	if (!aeref || by_ref)
		return;
	if (aeref->ae)
		count_one(COUNT_DISCARD);
	aeref->ae = e;
}

/* The whole of it. *avd is set whatever is returned. */
static int find_or_ask(const struct avc *a, security_id_t ssid, security_id_t tsid,
	security_class_t tclass, access_vector_t requested, struct avc_entry_ref *aeref,
	struct av_decision *avd)
{
	struct key key = key_of(ssid, tsid, tclass, KIND_DECISION);
	struct avc_entry *e;
	union value v;
	unsigned generation;
	bool hit;
	int r = 0;

	avc_poll_events();
	generation = cache_generation();
	e = cache_find(key, &v);
	hit = e;
	if (!e) {
		r = ask_kernel(a, ssid, tsid, tclass, requested, &v.avd, &generation);
		if (r == 0) {
			instance_lock(a);
			e = cache_put(key, &v, generation);
			instance_unlock(a);
		}
	}
	count_check(aeref, e, hit);
	*avd = v.avd;
	if (r < 0) /* contexts that the policy does not have stop nobody in permissive mode */
		return r == -EINVAL && !enforcing() ? 0 : r;
	return apply_mode(key, requested, avd, generation);
}

static __attribute__((noinline)) int check_noaudit(security_id_t ssid, security_id_t tsid,
	security_class_t tclass, access_vector_t requested, struct avc_entry_ref *aeref,
	struct av_decision *avd)
{
	AUTO_READER v = avc_read_begin();
	struct av_decision ignored;

	if (!v.avc || !ssid || !tsid)
		return api_return(-EINVAL);
	return api_return(
		find_or_ask(v.avc, ssid, tsid, tclass, requested, aeref, avd ? avd : &ignored));
}

PUBLIC int avc_has_perm_noaudit(security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct avc_entry_ref *aeref, struct av_decision *avd)
{
	if (granted_from_cache(key_of(ssid, tsid, tclass, KIND_DECISION), requested, aeref, avd))
		return 0;
	return check_noaudit(ssid, tsid, tclass, requested, aeref, avd);
}

/* The second half of a check that leaves a message; `avd` is what granted it at once, or NULL. */
static int check_audited(const struct avc *a, security_id_t ssid, security_id_t tsid,
	security_class_t tclass, access_vector_t requested, struct avc_entry_ref *aeref,
	struct av_decision *avd, void *auditdata)
{
	struct av_decision made;
	int r = avd ? 0 : find_or_ask(a, ssid, tsid, tclass, requested, aeref, &made);

	audit(a, ssid, tsid, tclass, requested, avd ? avd : &made, r, auditdata);
	return r;
}

int avc_decide(const struct avc *a, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd)
{
	struct key key = key_of(ssid, tsid, tclass, KIND_DECISION);

	return granted_from_cache(key, requested, NULL, avd)
		       ? 0
		       : find_or_ask(a, ssid, tsid, tclass, requested, NULL, avd);
}

static __attribute__((noinline)) int enter_and_check(security_id_t ssid, security_id_t tsid,
	security_class_t tclass, access_vector_t requested, struct avc_entry_ref *aeref,
	struct av_decision *avd, void *auditdata)
{
	AUTO_READER v = avc_read_begin();

	if (!v.avc || !ssid || !tsid)
		return -EINVAL;
	return check_audited(v.avc, ssid, tsid, tclass, requested, aeref, avd, auditdata);
}

PUBLIC int avc_has_perm(security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct avc_entry_ref *aeref, void *auditdata)
{
	struct av_decision avd;
	bool at_once = granted_from_cache(
		key_of(ssid, tsid, tclass, KIND_DECISION), requested, aeref, &avd);

	if (at_once && !(requested & avd.auditallow))
		return 0;
	return api_return(enter_and_check(
		ssid, tsid, tclass, requested, aeref, at_once ? &avd : NULL, auditdata));
}

/* By the policy that the AVC knows of, when the answer comes as when it was asked for. */
static int ask_for_context(security_id_t ssid, security_id_t tsid, security_class_t tclass,
	enum kind kind, char **con, unsigned *generation)
{
	bool again = true;
	int r = 0;

	for (int tries = 0; again && tries < LOADING_TRIES; tries++) {
		unsigned policy = policy_generation();

		*generation = cache_generation();
		free(*con);
		*con = NULL;
		r = kind == KIND_CREATE
			    ? kernel_compute_create(ssid->ctx, tsid->ctx, tclass, NULL, con)
			    : kernel_compute_member(ssid->ctx, tsid->ctx, tclass, con);
		(void)!policy_wait();
		again = avc_has_moved(policy);
		if (again)
			avc_poll_events();
	}
	return r;
}

/* What a new object is to be labeled with; cached like decisions. */
static int compute_context(security_id_t ssid, security_id_t tsid, security_class_t tclass,
	enum kind kind, security_id_t *newsid)
{
	AUTO_READER v = avc_read_begin();
	AUTO_FREE char *con = NULL;
	struct key key = key_of(ssid, tsid, tclass, kind);
	union value value = {.word = {0}};
	unsigned generation;
	int r;

	if (!v.avc || !ssid || !tsid || !newsid)
		return -EINVAL;
	avc_poll_events();
	if (cache_find(key, &value)) {
		count_one(COUNT_OTHER_HIT);
		*newsid = value.sid;
		return 0;
	}
	count_one(COUNT_OTHER_MISS);
	r = ask_for_context(ssid, tsid, tclass, kind, &con, &generation);
	if (r == 0)
		r = sid_get(v.avc, con, &value.sid);
	if (r < 0)
		return r;
	cache_put(key, &value, generation);
	*newsid = value.sid;
	return 0;
}

PUBLIC int avc_compute_create(
	security_id_t ssid, security_id_t tsid, security_class_t tclass, security_id_t *newsid)
{
	return api_return(compute_context(ssid, tsid, tclass, KIND_CREATE, newsid));
}

PUBLIC int avc_compute_member(
	security_id_t ssid, security_id_t tsid, security_class_t tclass, security_id_t *newsid)
{
	return api_return(compute_context(ssid, tsid, tclass, KIND_MEMBER, newsid));
}
