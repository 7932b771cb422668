/*
 * The status page: opened, asked, and watched while enforcing is switched.
 */
#include <stdio.h>

#include "blackbox.h"

static void ask(const char *state)
{
	if (CALL(selinux_status_getenforce, "%s", state))
		end_int(selinux_status_getenforce());
	if (CALL(selinux_status_policyload, "%s", state))
		end_sign(selinux_status_policyload());
	if (CALL(selinux_status_deny_unknown, "%s", state))
		end_int(selinux_status_deny_unknown());
}

static void updated(const char *state)
{
	if (CALL(selinux_status_updated, "%s", state))
		end_int(selinux_status_updated());
}

static unsigned int callback_count;

static int on_setenforce(int enforcing)
{
	char name[32];

	snprintf(name, sizeof(name), "setenforce-%u", callback_count++);
	fact(name, "%d", enforcing);
	return 0;
}

static int on_policyload(int seqno)
{
	char name[32];

	snprintf(name, sizeof(name), "policyload-%u", callback_count++);
	fact(name, "%s", seqno > 0 ? "positive" : "not positive");
	return 0;
}

/* Switches enforcing for a moment; the state is put back before anything else is asked. */
static void toggle(void)
{
	union selinux_callback enforce = {.func_setenforce = on_setenforce};
	union selinux_callback load = {.func_policyload = on_policyload};
	int now = security_getenforce ? security_getenforce() : -1;

	if (now < 0 || !security_setenforce)
		return;
	if (selinux_set_callback) {
		selinux_set_callback(SELINUX_CB_SETENFORCE, enforce);
		selinux_set_callback(SELINUX_CB_POLICYLOAD, load);
	}
	if (CALL(security_setenforce, "other"))
		end_int(security_setenforce(!now));
	updated("other");
	updated("other-again");
	ask("other");
	if (CALL(security_setenforce, "back"))
		end_int(security_setenforce(now));
	updated("back");
	ask("back");
}

static void life(const char *name, int fallback)
{
	char state[32];

	if (!apart(name))
		return;
	if (CALL(selinux_status_open, "%s", name))
		end_int(selinux_status_open(fallback));
	snprintf(state, sizeof(state), "%s-first", name);
	updated(state);
	snprintf(state, sizeof(state), "%s-second", name);
	updated(state);
	ask(name);
	if (CALL(selinux_status_open, "%s-again", name))
		end_int(selinux_status_open(fallback));
	if (fallback)
		toggle();
	if (CALL(selinux_status_close, "%s", name)) {
		selinux_status_close();
		end_void();
	}
	if (CALL(selinux_status_close, "%s-again", name)) {
		selinux_status_close();
		end_void();
	}
	snprintf(state, sizeof(state), "%s-closed", name);
	updated(state);
	ask(state);
	if (CALL(selinux_status_open, "%s-reopened", name))
		end_int(selinux_status_open(fallback));
	snprintf(state, sizeof(state), "%s-reopened", name);
	updated(state);
	ask(state);
	apart_end();
}

void family_status(void)
{
	updated("unopened");
	ask("unopened");
	if (FORKED(selinux_status_close, "unopened")) {
		selinux_status_close();
		end_void();
	}
	life("page", 0);
	life("fallback", 1);
}
