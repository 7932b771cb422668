/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_CALLBACK_H
#define KERNEL_CALLBACK_H

#include "common/common.h"

#pragma GCC visibility push(hidden)

/* Questions to the program's functions (selinux_set_callback). */
int callback_audit(void *auditdata, uint16_t tclass, char *buf, size_t size);
/* Is this context valid? The callback may replace the string. */
int callback_validate(char **context) MUST_CHECK;
int callback_setenforce(int enforcing);
int callback_policyload(int seqno);

#pragma GCC visibility pop

#endif
