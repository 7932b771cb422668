/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_MAPPING_H
#define KERNEL_MAPPING_H

#include "kernel/class.h"

#pragma GCC visibility push(hidden)

/* The caller's own numbers for classes and permissions (selinux_set_mapping). */
struct mapping;
extern struct mapping *mapping_in_force; /* NULL: the caller's numbers are the kernel's */
int mapping_install(const struct security_class_mapping *map) MUST_CHECK;
int mapping_get_renewed(const struct mapping **m) MUST_CHECK;

/* The mapping in force, in the numbers of the policy that the classes are of, or NULL. It stays
 * good as long as the process lives. */
static inline int mapping_get(const struct mapping **m)
{
	*m = NULL;
	return __atomic_load_n(&mapping_in_force, __ATOMIC_ACQUIRE) ? mapping_get_renewed(m) : 0;
}

security_class_t mapping_class_to_kernel(const struct mapping *m, security_class_t tclass);
security_class_t mapping_class_from_kernel(const struct mapping *m, security_class_t kclass);
access_vector_t mapping_permissions_to_kernel(
	const struct mapping *m, security_class_t tclass, access_vector_t av);
access_vector_t mapping_permissions_from_kernel(
	const struct mapping *m, security_class_t tclass, access_vector_t kav);

/* The same where there may be no mapping. */
static inline security_class_t mapping_to_kernel_class(
	const struct mapping *m, security_class_t tclass)
{
	return m ? mapping_class_to_kernel(m, tclass) : tclass;
}

static inline security_class_t mapping_from_kernel_class(
	const struct mapping *m, security_class_t kclass)
{
	return m ? mapping_class_from_kernel(m, kclass) : kclass;
}

static inline access_vector_t mapping_to_kernel_permissions(
	const struct mapping *m, security_class_t tclass, access_vector_t av)
{
	return m ? mapping_permissions_to_kernel(m, tclass, av) : av;
}

static inline access_vector_t mapping_from_kernel_permissions(
	const struct mapping *m, security_class_t tclass, access_vector_t kav)
{
	return m ? mapping_permissions_from_kernel(m, tclass, kav) : kav;
}

/* A kernel's decision, in the caller's numbers; `tclass` is the caller's. */
void mapping_decision(const struct mapping *m, security_class_t tclass, struct av_decision *avd);

/* Classes and permissions by name, as the caller numbers them (class.h has them as the policy
 * does). */
int class_look_up(const char *name, security_class_t *tclass) MUST_CHECK;
int class_look_up_permission(
	security_class_t tclass, const char *name, access_vector_t *permission) MUST_CHECK;
int class_look_up_both(const char *class, const char *permission, struct class_use *use) MUST_CHECK;
security_class_t class_known(const char *name);
access_vector_t class_known_permission(security_class_t tclass, const char *name);
const char *class_name(security_class_t tclass);
const char *class_permission_name(security_class_t tclass, access_vector_t permission);

#pragma GCC visibility pop

#endif
