/* SPDX-License-Identifier: MIT */
/*
 * Callbacks for the binding: each prints that it was called, and what it was told.
 */
#ifndef SAMPLES_H
#define SAMPLES_H

#include <dlfcn.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int call_errno;

/* A message, its newline or the lack of one to be seen. */
static void print_text(const char *kind, int type, const char *fmt, va_list values)
{
	char text[4096];
	size_t len;

	vsnprintf(text, sizeof text, fmt, values);
	len = strlen(text);
	if (len && text[len - 1] == '\n')
		text[len - 1] = '$';
	printf("%s %d: %s\n", kind, type, text);
}

static int print_log(int type, const char *fmt, ...)
{
	va_list values;

	va_start(values, fmt);
	print_text("log", type, fmt, values);
	va_end(values);
	return 0;
}

static void print_message(const char *fmt, ...)
{
	va_list values;

	va_start(values, fmt);
	print_text("printf", 0, fmt, values);
	va_end(values);
}

static int print_audit(void *data, security_class_t tclass, char *buffer, size_t size)
{
	(void)data;
	snprintf(buffer, size, "audit=%d", tclass != 0);
	return 0;
}

static void print_old_audit(void *data, security_class_t tclass, char *buffer, size_t size)
{
	print_audit(data, tclass, buffer, size);
}

static int print_validate(char **context)
{
	printf("validate: %s\n", *context);
	return 0;
}

static int print_setenforce(int enforcing)
{
	printf("setenforce: %d\n", enforcing);
	return 0;
}

static int print_policyload(int seqno)
{
	printf("policyload: %d\n", seqno > 0);
	return 0;
}

static int print_event(uint32_t event, security_id_t ssid, security_id_t tsid,
	security_class_t tclass, access_vector_t perms, access_vector_t *out_retained)
{
	printf("event %u: %d %d %u %u %d\n", event, ssid != NULL, tsid != NULL, tclass, perms,
		out_retained != NULL);
	return 0;
}

static int print_invalidcon(const char *path, unsigned lineno, char *context)
{
	printf("invalidcon: %s %u %s\n", path, lineno, context);
	return 0;
}

static int print_canoncon(const char *path, unsigned lineno, char **context)
{
	printf("canoncon: %s %u %s\n", path, lineno, *context);
	return 0;
}

/* The sample of a type; NULL for other numbers. */
static union selinux_callback sample_callback(int type)
{
	union selinux_callback callback;

	memset(&callback, 0, sizeof callback);
	switch (type) {
	case SELINUX_CB_LOG:
		callback.func_log = print_log;
		break;
	case SELINUX_CB_AUDIT:
		callback.func_audit = print_audit;
		break;
	case SELINUX_CB_VALIDATE:
		callback.func_validate = print_validate;
		break;
	case SELINUX_CB_SETENFORCE:
		callback.func_setenforce = print_setenforce;
		break;
	case SELINUX_CB_POLICYLOAD:
		callback.func_policyload = print_policyload;
		break;
	}
	return callback;
}

static const char *name_callback(union selinux_callback callback, int type)
{
	if (!callback.func_log)
		return "NULL";
	return callback.func_log == sample_callback(type).func_log ? "the sample" : "another";
}

static void *lock_made(void)
{
	return malloc(1);
}

static void lock_used(void *lock)
{
	(void)lock;
}

static void *thread_made(void (*run)(void))
{
	(void)run;
	return NULL;
}

static struct avc_memory_callback sample_memory = {malloc, free};
static struct avc_log_callback sample_log = {print_message, print_old_audit};
static struct avc_thread_callback sample_thread = {thread_made, lock_used};
static struct avc_lock_callback sample_lock = {lock_made, lock_used, lock_used, free};

#endif
