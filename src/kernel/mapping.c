/* SPDX-License-Identifier: MIT */
/*
 * The caller's own numbers for classes and permissions (selinux_set_mapping(3)): his class is the
 * place in his table, from 1; his permission is the bit of its place in the class's list.
 *
 * A mapping is made for one generation of classes (class.c). When another policy has been loaded, a
 * new one is made of the same names, or an older one that says the same comes back into force, so
 * reloading a policy costs no memory. A mapping is never freed once in force, and but for its
 * generation never changed, so reading takes no lock; LOCK_MAPPING guards the list of them.
 */
#include <string.h>

#include "common/log.h"
#include "kernel/enforce.h"
#include "kernel/mapping.h"
#include "kernel/policy_watch.h"

enum {
	PERMISSIONS = 32
};

struct mapped_class {
	security_class_t value; /* the kernel's; 0: the policy does not have it */
	unsigned count;
	access_vector_t permission[PERMISSIONS]; /* the kernel's bit; 0: not in the policy */
};

struct mapping {
	struct mapping *next;                       /* of all */
	const struct security_class_mapping *names; /* a copy of the caller's table */
	unsigned generation;
	unsigned count;
	struct mapped_class class[]; /* [0] stands for no class */
};

struct mapping *mapping_in_force;
static struct mapping *all;

/* A copy of the caller's table and of its names, in one piece. */
static struct security_class_mapping *copy_names(
	const struct security_class_mapping *map, unsigned count)
{
	size_t size = count * sizeof(*map);
	struct security_class_mapping *copy;
	char *p;

	for (unsigned i = 0; i + 1 < count; i++) {
		size += strlen(map[i].name) + 1;
		for (unsigned j = 0; j < PERMISSIONS && map[i].perms[j]; j++)
			size += strlen(map[i].perms[j]) + 1;
	}
	copy = calloc(1, size);
	if (!copy)
		return NULL;
	p = (char *)(copy + count);
	for (unsigned i = 0; i + 1 < count; i++) {
		copy[i].name = memcpy(p, map[i].name, strlen(map[i].name) + 1);
		p += strlen(p) + 1;
		for (unsigned j = 0; j < PERMISSIONS && map[i].perms[j]; j++) {
			copy[i].perms[j] = memcpy(p, map[i].perms[j], strlen(map[i].perms[j]) + 1);
			p += strlen(p) + 1;
		}
	}
	return copy;
}

/* Fills one class from the policy. Returns how many names that lacks, or a negative errno if it
 * could not be asked. */
static int map_class(struct mapped_class *to, const struct security_class_mapping *from)
{
	int r = class_kernel_number(from->name, &to->value), unknown = r < 0;

	if (r < 0 && !class_is_unknown(r))
		return r;
	for (; to->count < PERMISSIONS && from->perms[to->count]; to->count++) {
		const char *name = from->perms[to->count];

		if (!*name || !to->value)
			continue; /* an empty name keeps a bit free */
		r = class_kernel_permission(to->value, name, &to->permission[to->count]);
		if (r < 0 && !class_is_unknown(r))
			return r;
		unknown += r < 0;
	}
	return unknown;
}

static void report_unknown(const struct mapped_class *c, const struct security_class_mapping *names)
{
	if (!c->value)
		report(SELINUX_INFO, "SELinux: Class %s not defined in policy.\n", names->name);
	for (unsigned i = 0; c->value && i < c->count; i++)
		if (*names->perms[i] && !c->permission[i])
			report(SELINUX_INFO,
				"SELinux:  Permission %s in class %s not defined in policy.\n",
				names->perms[i], names->name);
}

/* Fills all classes, from one policy. Returns how many names that lacks, or a negative errno. */
static int fill_mapping(struct mapping *m)
{
	for (int tries = 0; tries < LOADING_TRIES; tries++) {
		int r = 0, unknown = 0;

		m->generation = policy_generation();
		memset(m->class, 0, m->count * sizeof(m->class[0]));
		for (unsigned i = 1; r >= 0 && i < m->count; i++) {
			r = map_class(&m->class[i], &m -> names[i - 1]);
			unknown += r;
		}
		if (m->generation == policy_generation())
			return r < 0 ? r : unknown;
	}
	return -EBUSY;
}

static struct mapping *make_mapping(const struct security_class_mapping *names, unsigned count)
{
	struct mapping *m = calloc(1, sizeof(*m) + count * sizeof(m->class[0]));

	if (m) {
		m->names = names;
		m->count = count;
	}
	return m;
}

static bool same_numbers(const struct mapping *a, const struct mapping *b)
{
	return a->names == b->names &&
	       memcmp(a->class, b->class, a->count * sizeof(a->class[0])) == 0;
}

/* Puts one in force, or an older one that says the same; but not if `before` was replaced
 * meanwhile.
 */
static void put_in_force(struct mapping *m, const struct mapping *before)
{
	struct mapping *old = NULL;
	bool replaced;

	lock_take(LOCK_MAPPING);
	replaced = before && mapping_in_force != before;
	for (old = all; old && !same_numbers(old, m); old = old->next)
		;
	if (!replaced && !old) {
		m->next = all;
		__atomic_store_n(&all, m, __ATOMIC_RELEASE);
		__atomic_store_n(&mapping_in_force, m, __ATOMIC_RELEASE);
	} else if (!replaced) {
		__atomic_store_n(&old->generation, m->generation, __ATOMIC_RELEASE);
		__atomic_store_n(&mapping_in_force, old, __ATOMIC_RELEASE);
	}
	lock_drop(LOCK_MAPPING);
	if (replaced || old)
		free(m);
}

/* For the policy that is in force now, the names of `before`. */
static int renew_mapping(const struct mapping *before)
{
	struct mapping *m = make_mapping(before->names, before->count);
	int r = m ? fill_mapping(m) : -ENOMEM;

	if (r < 0)
		free(m);
	else
		put_in_force(m, before);
	return r < 0 ? r : 0;
}

int mapping_get_renewed(const struct mapping **m)
{
	for (int tries = 0; tries < LOADING_TRIES; tries++) {
		int r;

		*m = __atomic_load_n(&mapping_in_force, __ATOMIC_ACQUIRE);
		if (!*m ||
			__atomic_load_n(&(*m)->generation, __ATOMIC_ACQUIRE) == policy_generation())
			return 0;
		r = renew_mapping(*m);
		if (r < 0)
			return r;
	}
	return -EBUSY;
}

/* Of names that the policy lacks. */
static int accept_unknown(const struct mapping *m)
{
	for (unsigned i = 1; i < m->count; i++)
		report_unknown(&m->class[i], &m -> names[i - 1]);
	if (kernel_reject_unknown() == 1)
		return -EINVAL;
	report(SELINUX_INFO, "SELinux: the above unknown classes and permissions will be %s\n",
		kernel_deny_unknown() == 1 ? "denied" : "allowed");
	return 0;
}

static bool same_table(
	const struct security_class_mapping *a, const struct security_class_mapping *b)
{
	for (; a->name && b->name && strcmp(a->name, b->name) == 0; a++, b++) {
		unsigned i = 0;

		while (i < PERMISSIONS && a->perms[i] && b->perms[i] &&
			strcmp(a->perms[i], b->perms[i]) == 0)
			i++;
		if (i < PERMISSIONS && (a->perms[i] || b->perms[i]))
			return false;
	}
	return !a->name && !b->name;
}

/* The copy of this table that there is already, or NULL. It is not freed: mappings are of it. */
static const struct security_class_mapping *find_names(const struct security_class_mapping *map)
{
	const struct mapping *m = __atomic_load_n(&all, __ATOMIC_ACQUIRE);

	while (m && !same_table(m->names, map))
		m = m->next;
	return m ? m->names : NULL;
}

/* Makes one for the policy that is in force now, and tells of names that it lacks. */
static int make_first(
	const struct security_class_mapping *names, unsigned count, struct mapping **made)
{
	struct mapping *m = names ? make_mapping(names, count) : NULL;
	int r = m ? fill_mapping(m) : -ENOMEM;

	if (r > 0)
		r = accept_unknown(m);
	if (r < 0)
		free(m);
	else
		*made = m;
	return r;
}

static int install_new(const struct security_class_mapping *map)
{
	const struct security_class_mapping *names = find_names(map);
	struct security_class_mapping *copy = NULL;
	struct mapping *m;
	unsigned count = 1;
	int r;

	for (const struct security_class_mapping *from = map; from->name; from++)
		count++;
	if (!names)
		names = copy = copy_names(map, count);
	r = make_first(names, count, &m);
	if (r < 0)
		free(copy);
	else
		put_in_force(m, NULL);
	return r;
}

/* A mapping that the policy refuses leaves none in force, as does NULL. If the policy could not be
 * asked all stays as it was. */
int mapping_install(const struct security_class_mapping *map)
{
	int r = map ? install_new(map) : -EINVAL;

	if (r == -EINVAL)
		__atomic_store_n(&mapping_in_force, NULL, __ATOMIC_RELEASE);
	return r;
}

security_class_t mapping_class_to_kernel(const struct mapping *m, security_class_t tclass)
{
	return tclass < m->count ? m->class[tclass].value : 0;
}

security_class_t mapping_class_from_kernel(const struct mapping *m, security_class_t kclass)
{
	for (unsigned i = 1; i < m->count; i++)
		if (m->class[i].value == kclass)
			return (security_class_t)i;
	return 0;
}

access_vector_t mapping_permissions_to_kernel(
	const struct mapping *m, security_class_t tclass, access_vector_t av)
{
	access_vector_t kav = 0;

	for (unsigned i = 0; tclass < m->count && i < m->class[tclass].count; i++)
		if (av & 1U << i)
			kav |= m->class[tclass].permission[i];
	return kav;
}

access_vector_t mapping_permissions_from_kernel(
	const struct mapping *m, security_class_t tclass, access_vector_t kav)
{
	access_vector_t av = 0;

	for (unsigned i = 0; tclass < m->count && i < m->class[tclass].count; i++)
		if (kav & m->class[tclass].permission[i])
			av |= 1U << i;
	return av;
}

/* Permissions that the policy does not have are allowed if it says so of unknown ones, and never
 * audited. COMPAT: bits that stand for nothing are in auditdeny (tests/unit/test_kernel.c
 * a_mapping_is_in_the_callers_numbers). */
void mapping_decision(const struct mapping *m, security_class_t tclass, struct av_decision *avd)
{
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
	avd->allowed = mapping_from_kernel_permissions(m, tclass, avd->allowed) | unknown;
	avd->decided = mapping_from_kernel_permissions(m, tclass, avd->decided) | unknown;
	avd->auditallow = mapping_from_kernel_permissions(m, tclass, avd->auditallow);
	avd->auditdeny = mapping_from_kernel_permissions(m, tclass, avd->auditdeny) | ~used;
}

/* One bit, the first of those that a mapping has for it. */
static access_vector_t caller_permission(
	const struct mapping *m, security_class_t tclass, access_vector_t permission)
{
	access_vector_t av = mapping_from_kernel_permissions(m, tclass, permission);

	return av & -av;
}

security_class_t class_known(const char *name)
{
	security_class_t kclass = class_kernel_known(name);
	const struct mapping *m;

	return kclass && mapping_get(&m) == 0 ? mapping_from_kernel_class(m, kclass) : 0;
}

access_vector_t class_known_permission(security_class_t tclass, const char *name)
{
	const struct mapping *m;
	access_vector_t av;

	if (mapping_get(&m) < 0)
		return 0;
	av = class_kernel_known_permission(mapping_to_kernel_class(m, tclass), name);
	return av ? caller_permission(m, tclass, av) : 0;
}

int class_look_up_both(const char *class, const char *permission, struct class_use *use)
{
	const struct mapping *m;
	int r = class_kernel_both(class, permission, use);

	if (r == 0)
		r = mapping_get(&m);
	if (r < 0) {
		*use = (struct class_use){0};
		return r;
	}
	use->tclass = mapping_from_kernel_class(m, use->tclass);
	use->permission = caller_permission(m, use->tclass, use->permission);
	return use->permission ? 0 : -ENOENT;
}

int class_look_up(const char *name, security_class_t *tclass)
{
	const struct mapping *m;
	int r = class_kernel_number(name, tclass);

	if (r == 0)
		r = mapping_get(&m);
	if (r < 0)
		return r;
	*tclass = mapping_from_kernel_class(m, *tclass);
	return *tclass ? 0 : -ENOENT;
}

int class_look_up_permission(security_class_t tclass, const char *name, access_vector_t *permission)
{
	const struct mapping *m;
	int r = mapping_get(&m);

	if (r == 0)
		r = class_kernel_permission(mapping_to_kernel_class(m, tclass), name, permission);
	if (r < 0)
		return r;
	*permission = caller_permission(m, tclass, *permission);
	return *permission ? 0 : -ENOENT;
}

const char *class_name(security_class_t tclass)
{
	const struct mapping *m;

	return mapping_get(&m) == 0 ? class_kernel_name(mapping_to_kernel_class(m, tclass)) : NULL;
}

const char *class_permission_name(security_class_t tclass, access_vector_t permission)
{
	const struct mapping *m;

	if (mapping_get(&m) < 0)
		return NULL;
	return class_kernel_permission_name(mapping_to_kernel_class(m, tclass),
		mapping_to_kernel_permissions(m, tclass, permission));
}
