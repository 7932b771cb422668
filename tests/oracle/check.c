/*
 * Access checks by name: selinux_check_access() and the passwd checks, with the audit
 * text that they log.
 */
#include <stdio.h>
#include <stdlib.h>

#include "blackbox.h"

static const struct check {
	const char *name;
	const char *source, *target, *class_name, *perm;
} checks[] = {
	{"kernel-shadow-read", KERNEL_CON, SHADOW_CON, "file", "read"},
	{"init-shadow-write", INIT_CON, SHADOW_CON, "file", "write"},
	{"sshd-shadow-read", SSHD_CON, SHADOW_CON, "file", "read"},
	{"sshd-shadow-write", SSHD_CON, SHADOW_CON, "file", "write"},
	{"user-shadow-read", "user_u:user_r:user_t:s0", SHADOW_CON, "file", "read"},
	{"user-shadow-again", "user_u:user_r:user_t:s0", SHADOW_CON, "file", "read"},
	{"user-shadow-append", "user_u:user_r:user_t:s0", SHADOW_CON, "file", "append"},
	{"user-tmp-search", "user_u:user_r:user_t:s0", TMP_CON, "dir", "search"},
	{"user-passwd", "user_u:user_r:user_t:s0", "user_u:user_r:user_t:s0", "passwd", "rootok"},
	{"init-passwd", INIT_CON, INIT_CON, "passwd", "rootok"},
	{"init-service", INIT_CON, INIT_CON, "service", "start"},
	{"dbus", SSHD_CON, INIT_CON, "dbus", "send_msg"},
	{"range", "user_u:user_r:user_t:s0", "system_u:object_r:tmp_t:s0:c3", "file", "read"},
	{"bad-class", KERNEL_CON, SHADOW_CON, "nosuch", "read"},
	{"bad-class-again", KERNEL_CON, SHADOW_CON, "nosuch", "read"},
	{"bad-perm", KERNEL_CON, SHADOW_CON, "file", "nosuch"},
	{"other-class-perm", KERNEL_CON, SHADOW_CON, "file", "rootok"},
	{"empty-class", KERNEL_CON, SHADOW_CON, "", "read"},
	{"empty-perm", KERNEL_CON, SHADOW_CON, "file", ""},
	{"bad-both", KERNEL_CON, SHADOW_CON, "nosuch", "nosuch"},
	{"odd-class", KERNEL_CON, SHADOW_CON, "a/b%s", "read"},
	{"self", KERNEL_CON, KERNEL_CON, "process", "fork"},
};

typedef int (*audit_callback)(void *, security_class_t, char *, size_t);

static int audit(void *data, security_class_t tclass, char *text, size_t size)
{
	return snprintf(text, size, "class=%u data=%s", tclass, data ? (const char *)data : "none");
}

static int audit_long(void *data, security_class_t tclass, char *text, size_t size)
{
	(void)data;
	(void)tclass;
	return snprintf(text, size, "size=%zu %s", size, repeat("long ", 1000));
}

static void set_audit(audit_callback run)
{
	union selinux_callback cb = {.func_audit = run};

	if (selinux_set_callback)
		selinux_set_callback(SELINUX_CB_AUDIT, cb);
}

static void check_all(const char *state, void *data)
{
	for (size_t i = 0; i < COUNT(checks); i++)
		if (CALL(selinux_check_access, "%s/%s", state, checks[i].name))
			end_int(selinux_check_access(checks[i].source, checks[i].target,
				checks[i].class_name, checks[i].perm, data));
}

static void check_samples(void)
{
	for (size_t i = 0; i < sample_count; i++) {
		if (CALL(selinux_check_access, "source/%s", samples[i].name))
			end_int(selinux_check_access(
				samples[i].text, SHADOW_CON, "file", "read", NULL));
		if (CALL(selinux_check_access, "target/%s", samples[i].name))
			end_int(selinux_check_access(
				KERNEL_CON, samples[i].text, "file", "read", NULL));
	}
}

static void passwd_checks(void)
{
	static const access_vector_t requests[] = {0, 1, 2, 4, 8, 16, 32, 0x80000000, ~0u};

	for (size_t i = 0; i < COUNT(requests); i++) {
		if (CALL(selinux_check_passwd_access, "%x", requests[i]))
			end_int(selinux_check_passwd_access(requests[i]));
		if (CALL(checkPasswdAccess, "%x", requests[i]))
			end_int(checkPasswdAccess(requests[i]));
	}
}

/* avc_destroy() ends the AVC that the first check started. */
static void destroyed(void)
{
	if (!is_selinux_enabled || is_selinux_enabled() != 1 || !avc_destroy)
		return;
	if (FORKED(selinux_check_access, "destroyed")) {
		selinux_check_access(KERNEL_CON, KERNEL_CON, "process", "fork", NULL);
		avc_destroy();
		end_int(selinux_check_access(KERNEL_CON, KERNEL_CON, "process", "fork", NULL));
	}
}

static void nulls(void)
{
	if (FORKED(selinux_check_access, "null-source"))
		end_int(selinux_check_access(NULL, TMP_CON, "file", "read", NULL));
	if (FORKED(selinux_check_access, "null-target"))
		end_int(selinux_check_access(KERNEL_CON, NULL, "file", "read", NULL));
	if (FORKED(selinux_check_access, "null-class"))
		end_int(selinux_check_access(KERNEL_CON, TMP_CON, NULL, "read", NULL));
	if (FORKED(selinux_check_access, "null-perm"))
		end_int(selinux_check_access(KERNEL_CON, TMP_CON, "file", NULL, NULL));
}

void family_check(void)
{
	static char data[] = "some";

	check_all("plain", NULL);
	check_samples();
	if (apart("audit")) {
		set_audit(audit);
		check_all("audit", data);
		apart_end();
	}
	if (apart("audit-long")) {
		set_audit(audit_long);
		check_all("audit-long", data);
		apart_end();
	}
	if (apart("after-avc_open")) {
		if (CALL(avc_open, "first"))
			end_int(avc_open(NULL, 0));
		check_all("after-avc_open", NULL);
		apart_end();
	}
	destroyed();
	passwd_checks();
	nulls();
}
