/* SPDX-License-Identifier: MIT */
/*
 * Checks by name, for programs that keep no SIDs: selinux_check_access() on the process's AVC,
 * which it starts if need be, and the checks of passwd's own class.
 */
#include <selinux/selinux.h>

#include "common/log.h"
#include "avc/audit.h"
#include "avc/check.h"
#include "avc/open.h"
#include "avc/sid.h"
#include "kernel/kernel.h"
#include "presence/presence.h"

/* What the policy does not have is allowed, or not, by what it says of such. `why` a name was not
 * found: only because it is none. */
static int answer_unknown(int why)
{
	if (!class_is_unknown(why))
		return why;
	return kernel_deny_unknown() == 0 ? 0 : -EINVAL;
}

/* Classes and decision of one policy: asked again if one was loaded meanwhile. `*unknown`: the name
 * that the policy does not have, or that could not be asked for. */
static int decide_by_name(struct avc *a, security_id_t ssid, security_id_t tsid, const char *class,
	const char *perm, struct class_use *use, struct av_decision *avd, const char **unknown)
{
	int r = 0;
	bool again = true;

	for (int tries = 0; again && tries < LOADING_TRIES; tries++) {
		unsigned generation;

		avc_poll_events(); /* before classes are looked up */
		generation = policy_generation();
		r = class_look_up_both(class, perm, use);
		*unknown = r == 0 ? NULL : use->tclass ? perm : class;
		if (r < 0)
			r = answer_unknown(r);
		else
			r = avc_decide(a, ssid, tsid, use->tclass, use->permission, avd);
		again = avc_has_moved(generation);
	}
	return again ? -EBUSY : r;
}

static int check_access(struct avc *a, const char *scon, const char *tcon, const char *class,
	const char *perm, void *auditdata)
{
	const char *unknown = NULL;
	security_id_t ssid, tsid;
	struct class_use use;
	struct av_decision avd;
	int r = sid_get_translated(a, scon, &ssid);

	if (r == 0)
		r = sid_get_translated(a, tcon, &tsid);
	if (r < 0)
		return r;
	r = decide_by_name(a, ssid, tsid, class, perm, &use, &avd, &unknown);
	if (unknown == class)
		report(SELINUX_ERROR, "Unknown class %s", class);
	else if (unknown)
		report(SELINUX_ERROR, "Unknown permission %s for class %s", perm, class);
	else if (r < 0 || (use.permission & avd.auditallow) || (use.permission & ~avd.allowed))
		audit(a, ssid, tsid, use.tclass, use.permission, &avd, r, auditdata);
	return r;
}

static struct avc_reader enter_started(int *r)
{
	struct avc_reader v = avc_read_begin();

	if (v.avc)
		return v;
	avc_read_end(&v);
	*r = avc_start("avc", NULL, NULL, NULL, NULL);
	v = avc_read_begin();
	if (*r == 0 && !v.avc)
		*r = -EINVAL; /* destroyed again meanwhile */
	return v;
}

static int check_by_name(
	const char *scon, const char *tcon, const char *class, const char *perm, void *auditdata)
{
	int r = 0;
	AUTO_READER v = enter_started(&r);

	return r < 0 ? r : check_access(v.avc, scon, tcon, class, perm, auditdata);
}

PUBLIC int selinux_check_access(
	const char *scon, const char *tcon, const char *tclass, const char *perm, void *auditdata)
{
	if (!presence_is_enabled())
		return 0;
	if (!scon || !tcon || !tclass || !perm)
		return api_return(-EINVAL);
	return api_return(check_by_name(scon, tcon, tclass, perm, auditdata));
}

/* What the policy says of this for the class "passwd"; *known: it has that class. */
static int ask_passwd(
	const char *con, access_vector_t requested, struct av_decision *avd, bool *known)
{
	struct policy_watch w;
	security_class_t tclass;
	int r;

	policy_watch_start(&w);
	do {
		r = class_look_up("passwd", &tclass);
		*known = r == 0;
		if (r == 0)
			r = kernel_compute_av(con, con, tclass, requested, avd);
		else
			r = answer_unknown(r);
	} while (policy_watch_changed(&w));
	return r;
}

/* Whether the process that ran us may do this of the class "passwd", to itself as it were. */
static int check_passwd(access_vector_t requested)
{
	AUTO_FREE char *con = NULL;
	struct av_decision avd;
	bool known = true;
	int r;

	if (!presence_is_enabled())
		return 0;
	r = process_get(0, "prev", &con);
	if (r >= 0)
		r = ask_passwd(con, requested, &avd, &known);
	if (!known) {
		report(SELINUX_ERROR, "Unknown class passwd");
		return r;
	}
	if (r == 0 && (avd.allowed & requested) != requested)
		r = -EACCES;
	return r < 0 && kernel_enforcing() == 0 ? 0 : r;
}

PUBLIC int selinux_check_passwd_access(access_vector_t requested)
{
	return api_return(check_passwd(requested));
}

PUBLIC int checkPasswdAccess(access_vector_t requested)
{
	return api_return(check_passwd(requested));
}
