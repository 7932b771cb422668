/* SPDX-License-Identifier: MIT */
/*
 * The page that avc/status.c reads, in a file; and that nothing is open without it.
 */
#ifndef UNIT_STATUS_H
#define UNIT_STATUS_H

#include "avc.h"

#include "avc/event.h"
#include "avc/status.h"
#include "common/array.h"

/* Of messages, only warnings are told. */
static inline int on_warning(int type, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (type == SELINUX_WARNING)
		tell_list(fmt, ap);
	va_end(ap);
	return 0;
}

static inline int set_up_page(void **state)
{
	(void)state;
	fakefs_make();
	fakefs_fill();
	set_callbacks();
	selinux_set_callback(SELINUX_CB_LOG, (union selinux_callback){.func_log = on_warning});
	avc_mode = 1;
	told[0] = '\0';
	return 0;
}

static inline void expect_closed(void)
{
	int (*const calls[])(void) = {selinux_status_updated, selinux_status_getenforce,
		selinux_status_policyload, selinux_status_deny_unknown};

	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		errno = 0;
		expect_result(calls[i](), EINVAL);
	}
}

#endif
