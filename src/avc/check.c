/* SPDX-License-Identifier: MIT */
/*
 * Checks by name, for programs that keep no SIDs: selinux_check_access() on the process's AVC,
 * which it starts if need be, and the checks of passwd's own class.
 */
#include <selinux/selinux.h>

#include "avc/avc.h"
#include "kernel/kernel.h"
#include "presence/presence.h"

/* What the policy does not have is allowed, or not, by what it says of such. `why` a name was not
 * found: only because it is none. */
static int unknown(int why)
{
	if (!class_is_unknown(why))
		return why;
	return kernel_deny_unknown() == 0 ? 0 : -EINVAL;
}

static int check_access(struct avc *a, const char *scon, const char *tcon, const char *class,
	const char *perm, void *auditdata)
{
	security_id_t ssid, tsid;
	security_class_t tclass;
	access_vector_t av;
	int r = sid_get_translated(a, scon, &ssid);

	if (r == 0)
		r = sid_get_translated(a, tcon, &tsid);
	if (r < 0)
		return r;
	avc_catch_up(); /* before classes are looked up: the policy may be a new one */
	r = class_look_up(class, &tclass);
	if (r < 0) {
		report(SELINUX_ERROR, "Unknown class %s", class);
		return unknown(r);
	}
	r = class_look_up_permission(tclass, perm, &av);
	if (r < 0) {
		report(SELINUX_ERROR, "Unknown permission %s for class %s", perm, class);
		return unknown(r);
	}
	return avc_check(a, ssid, tsid, tclass, av, auditdata);
}

static struct visit enter_started(int *r)
{
	struct visit v = instance_enter();

	if (v.avc)
		return v;
	instance_leave(&v);
	*r = avc_start("avc", NULL, NULL, NULL, NULL);
	v = instance_enter();
	if (*r == 0 && !v.avc)
		*r = -EINVAL; /* destroyed again meanwhile */
	return v;
}

static int check_by_name(
	const char *scon, const char *tcon, const char *class, const char *perm, void *auditdata)
{
	int r = 0;
	AUTO_VISIT v = enter_started(&r);

	return r < 0 ? r : check_access(v.avc, scon, tcon, class, perm, auditdata);
}

PUBLIC int selinux_check_access(
	const char *scon, const char *tcon, const char *tclass, const char *perm, void *auditdata)
{
	if (is_selinux_enabled() != 1)
		return 0;
	if (!scon || !tcon || !tclass || !perm)
		return edge(-EINVAL);
	return edge(check_by_name(scon, tcon, tclass, perm, auditdata));
}

/* Whether the process that ran us may do this of the class "passwd", to itself as it were. */
static int check_passwd(access_vector_t requested)
{
	AUTO_FREE char *con = NULL;
	security_class_t tclass;
	struct av_decision avd;
	int r;

	if (is_selinux_enabled() != 1)
		return 0;
	r = process_get(0, "prev", &con);
	if (r < 0)
		return r;
	r = class_look_up("passwd", &tclass);
	if (r < 0) {
		report(SELINUX_ERROR, "Unknown class passwd");
		return unknown(r);
	}
	r = kernel_compute_av(con, con, tclass, requested, &avd);
	if (r == 0 && (avd.allowed & requested) != requested)
		r = -EACCES;
	return r < 0 && kernel_enforcing() == 0 ? 0 : r;
}

PUBLIC int selinux_check_passwd_access(access_vector_t requested)
{
	return edge(check_passwd(requested));
}

PUBLIC int checkPasswdAccess(access_vector_t requested)
{
	return edge(check_passwd(requested));
}
