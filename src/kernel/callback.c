/* SPDX-License-Identifier: MIT */
/*
 * The program's functions (selinux_set_callback(3)), and what stands in for them. Each is one
 * pointer, read and written whole, so no lock is needed. The log callback is in common/log.c.
 */
#include <selinux/selinux.h>

#include "common/log.h"
#include "kernel/callback.h"
#include "kernel/check_context.h"

static int audit_nothing(void *auditdata, security_class_t cls, char *msgbuf, size_t msgbufsize)
{
	(void)auditdata, (void)cls, (void)msgbuf, (void)msgbufsize;
	return 0;
}

static int ask_kernel(char **context)
{
	return api_return(kernel_check_translated_context(*context));
}

static int ignore_event(int value)
{
	(void)value;
	return 0;
}

enum {
	CALLBACKS = SELINUX_CB_POLICYLOAD + 1
};
static const union selinux_callback stand_ins[CALLBACKS] = {
	[SELINUX_CB_AUDIT].func_audit = audit_nothing,
	[SELINUX_CB_VALIDATE].func_validate = ask_kernel,
	[SELINUX_CB_SETENFORCE].func_setenforce = ignore_event,
	[SELINUX_CB_POLICYLOAD].func_policyload = ignore_event,
};
static union selinux_callback callbacks[CALLBACKS]; /* what was set, in so far as `is_set` */
static bool is_set[CALLBACKS];

/* All kinds are pointers to functions: if one is NULL, so is log. */
static union selinux_callback load_callback(int type)
{
	union selinux_callback cb;

	__atomic_load(&callbacks[type], &cb, __ATOMIC_ACQUIRE);
	return cb;
}

/* What to call; where the program set NULL, what was called before it did. */
static union selinux_callback effective_callback(int type)
{
	union selinux_callback cb = load_callback(type);

	if (cb.func_log)
		return cb;
	return type == SELINUX_CB_LOG ? (union selinux_callback){.func_log = log_get()}
				      : stand_ins[type];
}

PUBLIC union selinux_callback selinux_get_callback(int type)
{
	if (type >= 0 && type < CALLBACKS)
		return __atomic_load_n(&is_set[type], __ATOMIC_ACQUIRE) ? load_callback(type)
									: effective_callback(type);
	errno = EINVAL;
	return (union selinux_callback){0};
}

PUBLIC void selinux_set_callback(int type, union selinux_callback cb)
{
	if (type < 0 || type >= CALLBACKS)
		return;
	__atomic_store(&callbacks[type], &cb, __ATOMIC_RELEASE);
	__atomic_store_n(&is_set[type], true, __ATOMIC_RELEASE);
	if (type == SELINUX_CB_LOG)
		log_set(cb.func_log);
}

int callback_audit(void *auditdata, uint16_t tclass, char *buf, size_t size)
{
	return effective_callback(SELINUX_CB_AUDIT).func_audit(auditdata, tclass, buf, size);
}

/* COMPAT: a callback that refuses without saying why refuses with EINVAL
 * (tests/unit/test_presence.c a_refusal_without_errno_is_einval). */
int callback_validate(char **context)
{
	int saved = errno, r = 0;

	errno = 0;
	if (effective_callback(SELINUX_CB_VALIDATE).func_validate(context) < 0)
		r = errno ? -errno : -EINVAL;
	errno = saved;
	return r;
}

int callback_setenforce(int enforcing)
{
	return effective_callback(SELINUX_CB_SETENFORCE).func_setenforce(enforcing);
}

int callback_policyload(int seqno)
{
	return effective_callback(SELINUX_CB_POLICYLOAD).func_policyload(seqno);
}
