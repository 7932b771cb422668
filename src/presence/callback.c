/* SPDX-License-Identifier: MIT */
/*
 * The caller's functions (selinux_set_callback), and what stands in for them. Each is one pointer,
 * read and written whole, so no lock is needed.
 */
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "presence/presence.h"

/* Errors, warnings and denials only: a program that set no callback did not ask to be told more. */
static int PRINTF_LIKE(2, 3) log_to_stderr(int type, const char *fmt, ...)
{
	char text[1024]; /* longer messages are cut */
	va_list ap;
	int n;

	if (type != SELINUX_ERROR && type != SELINUX_WARNING && type != SELINUX_AVC)
		return 0;
	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n <= 0)
		return n;
	return (int)io_write(
		STDERR_FILENO, text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1);
}

static int audit_nothing(void *auditdata, security_class_t cls, char *msgbuf, size_t msgbufsize)
{
	(void)auditdata, (void)cls, (void)msgbuf, (void)msgbufsize;
	return 0;
}

static int ask_kernel(char **context)
{
	return security_check_context(*context);
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
	[SELINUX_CB_LOG].func_log = log_to_stderr,
	[SELINUX_CB_AUDIT].func_audit = audit_nothing,
	[SELINUX_CB_VALIDATE].func_validate = ask_kernel,
	[SELINUX_CB_SETENFORCE].func_setenforce = ignore_event,
	[SELINUX_CB_POLICYLOAD].func_policyload = ignore_event,
};
static union selinux_callback callbacks[CALLBACKS]; /* what was set, in so far as `is_set` */
static bool is_set[CALLBACKS];

/* All kinds are pointers to functions: if one is NULL, so is log. */
static union selinux_callback load(int type)
{
	union selinux_callback cb;

	__atomic_load(&callbacks[type], &cb, __ATOMIC_ACQUIRE);
	return cb;
}

/* What to call; where the caller set NULL, what was called before he did. */
static union selinux_callback current(int type)
{
	union selinux_callback cb = load(type);

	return cb.func_log ? cb : stand_ins[type];
}

PUBLIC union selinux_callback selinux_get_callback(int type)
{
	if (type >= 0 && type < CALLBACKS)
		return __atomic_load_n(&is_set[type], __ATOMIC_ACQUIRE) ? load(type)
									: current(type);
	errno = EINVAL;
	return (union selinux_callback){0};
}

PUBLIC void selinux_set_callback(int type, union selinux_callback cb)
{
	if (type < 0 || type >= CALLBACKS)
		return;
	__atomic_store(&callbacks[type], &cb, __ATOMIC_RELEASE);
	__atomic_store_n(&is_set[type], true, __ATOMIC_RELEASE);
}

log_function *callback_log(void)
{
	return current(SELINUX_CB_LOG).func_log;
}

bool callback_log_is_set(void)
{
	return current(SELINUX_CB_LOG).func_log != log_to_stderr;
}

int callback_audit(void *auditdata, uint16_t tclass, char *buf, size_t size)
{
	return current(SELINUX_CB_AUDIT).func_audit(auditdata, tclass, buf, size);
}

/* COMPAT: a callback that refuses without saying why refuses with EINVAL
 * (tests/unit/test_presence.c). */
int callback_validate(char **context)
{
	int saved = errno, r = 0;

	errno = 0;
	if (current(SELINUX_CB_VALIDATE).func_validate(context) < 0)
		r = errno ? -errno : -EINVAL;
	errno = saved;
	return r;
}

int callback_setenforce(int enforcing)
{
	return current(SELINUX_CB_SETENFORCE).func_setenforce(enforcing);
}

int callback_policyload(int seqno)
{
	return current(SELINUX_CB_POLICYLOAD).func_policyload(seqno);
}
