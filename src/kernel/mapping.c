/* SPDX-License-Identifier: MIT */
/*
 * The caller's own numbers for classes and permissions (selinux_set_mapping(3)): his class is the
 * place in his table, from 1; his permission is the bit of its place in the class's list. A mapping
 * is not changed once in force and never freed, so reading takes no lock.
 */
#include <string.h>

#include "kernel/kernel.h"
#include "presence/presence.h"

enum {
	PERMISSIONS = 32
};

struct mapped_class {
	security_class_t value; /* the kernel's; 0: the policy does not have it */
	unsigned count;
	access_vector_t permission[PERMISSIONS]; /* the kernel's bit; 0: not in the policy */
};

struct mapping {
	struct mapping *previous;
	unsigned count;
	struct mapped_class class[]; /* [0] stands for no class */
};

static struct mapping *current; /* NULL: the kernel's numbers are the caller's */
static struct mapping *retired; /* all that ever were in force, for readers may still use them */

static const struct mapping *mapping(void)
{
	return __atomic_load_n(&current, __ATOMIC_ACQUIRE);
}

/* Fills one class from the policy. Returns how many names that lacks, of which messages tell; or a
 * negative errno if it could not be asked. */
static int map_class(struct mapped_class *to, const struct security_class_mapping *from)
{
	int r = class_kernel_number(from->name, &to->value), unknown = 0;

	if (r < 0 && !class_is_unknown(r))
		return r;
	if (r < 0) {
		report(SELINUX_INFO, "SELinux: Class %s not defined in policy.\n", from->name);
		unknown++;
	}
	for (; to->count < PERMISSIONS && from->perms[to->count]; to->count++) {
		const char *name = from->perms[to->count];

		if (!*name || !to->value)
			continue; /* an empty name keeps a bit free */
		r = class_kernel_permission(to->value, name, &to->permission[to->count]);
		if (r < 0 && !class_is_unknown(r))
			return r;
		if (r < 0) {
			report(SELINUX_INFO,
				"SELinux:  Permission %s in class %s not defined in policy.\n",
				name, from->name);
			unknown++;
		}
	}
	return unknown;
}

static int make_mapping(const struct security_class_mapping *map, struct mapping *m)
{
	bool known = true;
	int r = 0;

	for (unsigned i = 1; r >= 0 && i < m->count; i++) {
		r = map_class(&m->class[i], &map[i - 1]);
		known &= r == 0;
	}
	if (r < 0 || known)
		return r;
	if (kernel_reject_unknown() == 1)
		return -EINVAL;
	report(SELINUX_INFO, "SELinux: the above unknown classes and permissions will be %s\n",
		kernel_deny_unknown() == 1 ? "denied" : "allowed");
	return 0;
}

/* A mapping that fails leaves none in force, as does NULL. */
int mapping_install(const struct security_class_mapping *map)
{
	unsigned count = 1;
	struct mapping *m = NULL;
	int r = -EINVAL;

	if (map) {
		for (const struct security_class_mapping *from = map; from->name; from++)
			count++;
		m = calloc(1, sizeof(*m) + count * sizeof(m->class[0]));
		r = -ENOMEM;
	}
	if (m) {
		m->count = count;
		r = make_mapping(map, m);
	}
	if (r < 0) {
		free(m);
		m = NULL;
	} else {
		m->previous = retired;
		retired = m;
	}
	__atomic_store_n(&current, m, __ATOMIC_RELEASE);
	return r;
}

security_class_t mapping_to_kernel_class(security_class_t tclass)
{
	const struct mapping *m = mapping();

	if (!m)
		return tclass;
	return tclass < m->count ? m->class[tclass].value : 0;
}

security_class_t mapping_from_kernel_class(security_class_t kclass)
{
	const struct mapping *m = mapping();

	if (!m)
		return kclass;
	for (unsigned i = 1; i < m->count; i++)
		if (m->class[i].value == kclass)
			return (security_class_t)i;
	return 0;
}

access_vector_t mapping_to_kernel_permissions(security_class_t tclass, access_vector_t av)
{
	const struct mapping *m = mapping();
	access_vector_t kav = 0;

	if (!m)
		return av;
	for (unsigned i = 0; tclass < m->count && i < m->class[tclass].count; i++)
		if (av & 1U << i)
			kav |= m->class[tclass].permission[i];
	return kav;
}

access_vector_t mapping_from_kernel_permissions(security_class_t tclass, access_vector_t kav)
{
	const struct mapping *m = mapping();
	access_vector_t av = 0;

	if (!m)
		return kav;
	for (unsigned i = 0; tclass < m->count && i < m->class[tclass].count; i++)
		if (kav & m->class[tclass].permission[i])
			av |= 1U << i;
	return av;
}

/* Permissions that the policy does not have are allowed if it says so of unknown ones, and never
 * audited. COMPAT: bits that stand for nothing are in auditdeny (tests/oracle). */
void mapping_decision(security_class_t tclass, struct av_decision *avd)
{
	const struct mapping *m = mapping();
	access_vector_t unknown = 0, used = 0;

	if (!m || tclass >= m->count)
		return;
	for (unsigned i = 0; i < m->class[tclass].count; i++) {
		used |= 1U << i;
		if (!m->class[tclass].permission[i])
			unknown |= 1U << i;
	}
	if (unknown && kernel_deny_unknown() != 0)
		unknown = 0;
	avd->allowed = mapping_from_kernel_permissions(tclass, avd->allowed) | unknown;
	avd->decided = mapping_from_kernel_permissions(tclass, avd->decided) | unknown;
	avd->auditallow = mapping_from_kernel_permissions(tclass, avd->auditallow);
	avd->auditdeny = mapping_from_kernel_permissions(tclass, avd->auditdeny) | ~used;
}
