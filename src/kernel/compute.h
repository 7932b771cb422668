/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_COMPUTE_H
#define KERNEL_COMPUTE_H

#include <selinux/selinux.h>

#include "common/common.h"

#pragma GCC visibility push(hidden)

int kernel_compute_av(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd) MUST_CHECK;
int kernel_compute_create(const char *scon, const char *tcon, security_class_t tclass,
	const char *objname, char **newcon) MUST_CHECK;
int kernel_compute_member(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon) MUST_CHECK;

#pragma GCC visibility pop

#endif
