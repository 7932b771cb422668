/* SPDX-License-Identifier: MIT */
/*
 * Checks on a real kernel while the mode is switched and the policy loaded anew, through public
 * headers only, so that it runs on any libselinux.so.1 and the outputs can be compared. Runs as
 * root in the permissive world; leaves it permissive.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <selinux/avc.h>
#include <selinux/selinux.h>

#define SSHD   "system_u:system_r:sshd_t:s0"
#define USER   "user_u:user_r:user_t:s0"
#define LOADER "system_u:system_r:load_policy_t:s0"
#define SHADOW "system_u:object_r:shadow_t:s0"
#define ETC    "system_u:object_r:etc_t:s0"
#define TMP    "system_u:object_r:tmp_t:s0"
#define KERNEL "system_u:object_r:security_t:s0"

static security_class_t file, dir, security;

static int print_log(int type, const char *fmt, ...)
{
	char text[4096];
	size_t len;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	len = strlen(text);
	if (len && text[len - 1] == '\n') /* 3.5 stopped ending audit messages with one */
		text[len - 1] = '\0';
	printf("\tlog %d: %s\n", type, text);
	return 0;
}

static int print_audit(void *data, security_class_t tclass, char *buf, size_t size)
{
	(void)tclass;
	return snprintf(buf, size, "%s", (const char *)data);
}

static int print_setenforce(int enforcing)
{
	printf("\tcallback setenforce %d\n", enforcing);
	return 0;
}

/* The number of loads depends on what ran before: only that there was one. */
static int print_policyload(int seqno)
{
	printf("\tcallback policyload %s\n", seqno > 0 ? "n" : "0");
	return 0;
}

static int print_reset(uint32_t event, security_id_t ssid, security_id_t tsid,
	security_class_t tclass, access_vector_t perms, access_vector_t *retained)
{
	(void)ssid, (void)tsid, (void)tclass, (void)perms, (void)retained;
	printf("\tcallback event %u\n", event);
	return 0;
}

#define SAY(call)                                                                                  \
	do {                                                                                       \
		errno = 0;                                                                         \
		long say_r = (call);                                                               \
		printf("%s = %ld%s%s\n", #call, say_r, say_r < 0 ? " " : "",                       \
			say_r < 0 ? strerror(errno) : "");                                         \
	} while (0)

static int check(const char *scon, const char *tcon, security_class_t tclass, const char *perm)
{
	static struct avc_entry_ref ref;
	security_id_t ssid, tsid;

	if (avc_context_to_sid(scon, &ssid) < 0 || avc_context_to_sid(tcon, &tsid) < 0)
		return -2;
	return avc_has_perm(ssid, tsid, tclass, string_to_av_perm(tclass, perm), &ref, "audited");
}

static int noaudit(const char *scon, const char *tcon, security_class_t tclass, const char *perm)
{
	security_id_t ssid, tsid;
	struct av_decision avd;
	int r;

	if (avc_context_to_sid(scon, &ssid) < 0 || avc_context_to_sid(tcon, &tsid) < 0)
		return -2;
	memset(&avd, 0, sizeof(avd));
	r = avc_has_perm_noaudit(ssid, tsid, tclass, string_to_av_perm(tclass, perm), NULL, &avd);
	printf("\tallowed %x decided %x auditallow %x auditdeny %x flags %x\n", avd.allowed,
		avd.decided, avd.auditallow, avd.auditdeny, avd.flags);
	return r;
}

static int label(int (*compute)(security_id_t, security_id_t, security_class_t, security_id_t *),
	const char *scon, const char *tcon, security_class_t tclass)
{
	security_id_t ssid, tsid, made;
	int r;

	if (avc_context_to_sid(scon, &ssid) < 0 || avc_context_to_sid(tcon, &tsid) < 0)
		return -2;
	r = compute(ssid, tsid, tclass, &made);
	printf("\t%s\n", r < 0 ? "none" : made->ctx);
	return r;
}

static void checks(void)
{
	SAY(check(SSHD, SHADOW, file, "read"));
	SAY(check(SSHD, SHADOW, file, "read"));
	SAY(check(USER, SHADOW, file, "read"));
	SAY(check(USER, SHADOW, file, "read"));
	SAY(check(USER, SHADOW, file, "append"));
	SAY(check(USER, ETC, file, "read"));
	SAY(check(USER, TMP, dir, "search"));
	SAY(check(LOADER, KERNEL, security, "load_policy"));
	SAY(check(USER, "nobody:nothing:none_t:s0", file, "read"));
	SAY(check("not a context", ETC, file, "read"));
	SAY(check(USER, ETC, 9999, "read"));
	SAY(noaudit(USER, ETC, file, "write"));
	SAY(noaudit("not a context", ETC, file, "write"));
	SAY(label(avc_compute_create, SSHD, TMP, file));
	SAY(label(avc_compute_create, SSHD, TMP, file));
	SAY(label(avc_compute_create, "not a context", TMP, file));
	SAY(label(avc_compute_member, USER, TMP, dir));
	SAY(selinux_check_access(USER, SHADOW, "file", "write", "by name"));
	SAY(selinux_check_access(SSHD, SHADOW, "file", "read", "by name"));
	SAY(selinux_check_access(SSHD, SHADOW, "file", "nothing", "by name"));
	SAY(selinux_check_access(SSHD, SHADOW, "nothing", "read", "by name"));
	SAY(selinux_check_access("not a context", SHADOW, "file", "read", "by name"));
	SAY(selinux_check_passwd_access(1));
	SAY(selinux_check_passwd_access(~0U));
}

static void find_classes(void)
{
	file = string_to_security_class("file");
	dir = string_to_security_class("dir");
	security = string_to_security_class("security");
}

static int load_policy(void)
{
	return system("load_policy </dev/null >/dev/null 2>&1");
}

static void set_callbacks(void)
{
	union selinux_callback cb;

	cb.func_log = print_log;
	selinux_set_callback(SELINUX_CB_LOG, cb);
	cb.func_audit = print_audit;
	selinux_set_callback(SELINUX_CB_AUDIT, cb);
	cb.func_setenforce = print_setenforce;
	selinux_set_callback(SELINUX_CB_SETENFORCE, cb);
	cb.func_policyload = print_policyload;
	selinux_set_callback(SELINUX_CB_POLICYLOAD, cb);
}

static void by_status_page(void)
{
	int first;

	puts("== the status page alone");
	SAY(selinux_status_open(0));
	SAY(selinux_status_getenforce());
	SAY(selinux_status_deny_unknown());
	first = selinux_status_policyload();
	SAY(selinux_status_updated());
	SAY(selinux_status_updated());
	SAY(security_setenforce(1));
	SAY(selinux_status_updated());
	SAY(selinux_status_getenforce());
	SAY(security_setenforce(0));
	SAY(selinux_status_updated());
	SAY(load_policy());
	SAY(selinux_status_updated());
	SAY(selinux_status_updated());
	SAY(selinux_status_policyload() != first);
	selinux_status_close();
	SAY(selinux_status_getenforce());
}

static void by_netlink(void)
{
	puts("== netlink");
	SAY(avc_netlink_open(0));
	SAY(avc_netlink_check_nb());
	SAY(security_setenforce(1));
	SAY(avc_netlink_check_nb());
	SAY(security_setenforce(0));
	SAY(avc_netlink_check_nb());
	SAY(load_policy());
	SAY(avc_netlink_check_nb());
	avc_netlink_close();
}

int main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	set_callbacks();
	by_netlink();
	by_status_page();
	find_classes();
	puts("== permissive");
	SAY(avc_open(NULL, 0));
	SAY(avc_add_callback(print_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0));
	checks();
	puts("== enforcing");
	SAY(security_setenforce(1));
	checks();
	puts("== a policy loaded");
	SAY(load_policy());
	SAY(selinux_status_updated());
	find_classes(); /* stock forgets the permissions of classes at a load */
	checks();
	puts("== permissive again");
	SAY(security_setenforce(0));
	checks();
	avc_destroy();
	puts("== a mode of its own");
	{
		struct selinux_opt own = {AVC_OPT_SETENFORCE, (char *)1};

		SAY(avc_open(&own, 1));
		SAY(check(USER, SHADOW, file, "read"));
		SAY(check("not a context", ETC, file, "read"));
	}
	return 0;
}
