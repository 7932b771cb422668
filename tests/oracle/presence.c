/*
 * Is SELinux here, and what does the kernel say of itself: enforcing, versions, unknowns.
 */
#include <dlfcn.h>
#include <string.h>
#include <unistd.h>

#include "blackbox.h"

struct query {
	const char *name;
	int (*run)(void);
};

static const struct query queries[] = {
	{"is_selinux_enabled", is_selinux_enabled},
	{"is_selinux_mls_enabled", is_selinux_mls_enabled},
	{"selinuxfs_exists", selinuxfs_exists},
	{"security_getenforce", security_getenforce},
	{"security_policyvers", security_policyvers},
	{"security_deny_unknown", security_deny_unknown},
	{"security_reject_unknown", security_reject_unknown},
	{"security_get_checkreqprot", security_get_checkreqprot},
};

static void query_all(const char *state)
{
	for (size_t i = 0; i < COUNT(queries); i++)
		if (call_begin(queries[i].name, queries[i].run != NULL, "%s", state))
			end_int(queries[i].run());
}

static void mount_point(const char *state)
{
	char **mnt = dlsym(RTLD_DEFAULT, "selinux_mnt");

	if (call_begin("selinux_mnt", mnt != NULL, "%s", state))
		end_string(*mnt);
}

static void mounts(void)
{
	static const char *const places[] = {
		"", "/", "/nonexistent", "/sys/fs/selinux", "/sys/fs/selinux/", "relative"};

	for (size_t i = 0; i < COUNT(places); i++) {
		if (!CALL(set_selinuxmnt, "%zu", i))
			continue;
		set_selinuxmnt(places[i]);
		end_void();
		mount_point(places[i]);
		query_all(places[i]);
	}
	if (CALL(fini_selinuxmnt, "once")) {
		fini_selinuxmnt();
		end_void();
	}
	mount_point("fini");
	query_all("fini");
	if (CALL(fini_selinuxmnt, "twice")) {
		fini_selinuxmnt();
		end_void();
	}
	mount_point("fini-twice");
	if (CALL(security_disable, "no-mount"))
		end_int(security_disable());
	if (CALL(security_setenforce, "no-mount"))
		end_int(security_setenforce(1));
}

/* Values that change nothing, or that the kernel takes for "not zero". */
static void setenforce(void)
{
	static const int values[] = {0, 1, 2, -1, 1000000};
	int now = security_getenforce ? security_getenforce() : -1;

	if (CALL(security_setenforce, "same"))
		end_int(security_setenforce(now < 0 ? 0 : now));
	for (size_t i = 0; i < COUNT(values); i++) {
		if (CALL(security_setenforce, "%d", values[i]))
			end_int(security_setenforce(values[i]));
		if (CALL(security_getenforce, "after-%d", values[i]))
			end_int(security_getenforce());
		if (now >= 0 && security_setenforce)
			security_setenforce(now);
	}
}

static void modes_and_types(void)
{
	char *type = untouched;
	int mode = -7;

	if (CALL(selinux_getenforcemode, "value")) {
		int ret = selinux_getenforcemode(&mode);

		end_text(ret, mode == 1    ? "enforcing"
			      : mode == 0  ? "permissive"
			      : mode == -1 ? "disabled"
					   : "untouched");
	}
	if (FORKED(selinux_getenforcemode, "null"))
		end_int(selinux_getenforcemode(NULL));
	if (CALL(selinux_getpolicytype, "value"))
		end_con(selinux_getpolicytype(&type), &type);
	if (FORKED(selinux_getpolicytype, "null"))
		end_int(selinux_getpolicytype(NULL));
}

void family_presence(void)
{
	mount_point("load");
	query_all("load");
	modes_and_types();
	setenforce();
	if (FORKED(set_selinuxmnt, "null")) {
		set_selinuxmnt(NULL);
		end_void();
	}
	apart_run("mounts", mounts);
}
