/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_CLASS_H
#define KERNEL_CLASS_H

#include <selinux/selinux.h>

#include "common/common.h"

#pragma GCC visibility push(hidden)

/* Classes and permissions by name, in the policy's numbers. Warm calls take no lock.
 * What the policy does not have may be allowed, so not found is one thing, not to be asked, any
 * other error, is another. */
static inline bool class_is_unknown(int error)
{
	return error == -ENOENT || error == -EINVAL || error == -ENAMETOOLONG;
}
/* A class and a permission of it, both of one policy. */
struct class_use {
	security_class_t tclass;    /* 0: the policy does not have it */
	access_vector_t permission; /* 0: the class does not have it */
};
int class_kernel_number(const char *name, security_class_t *kclass) MUST_CHECK;
int class_kernel_permission(
	security_class_t kclass, const char *name, access_vector_t *permission) MUST_CHECK;
/* Fails only for the class; that it lacks the permission is told by that being 0. */
int class_kernel_both(const char *class, const char *permission, struct class_use *use) MUST_CHECK;
/* The same of those that need not be asked for; else 0. */
security_class_t class_kernel_known(const char *name);
access_vector_t class_kernel_known_permission(security_class_t kclass, const char *name);
const char *class_kernel_name(security_class_t kclass);
const char *class_kernel_permission_name(security_class_t kclass, access_vector_t permission);

#pragma GCC visibility pop

#endif
