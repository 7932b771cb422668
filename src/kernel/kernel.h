/* SPDX-License-Identifier: MIT */
/*
 * Everything said to the kernel. Contexts are raw in every function here.
 */
#ifndef KERNEL_KERNEL_H
#define KERNEL_KERNEL_H

#include <selinux/selinux.h>

#include "common/log.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

/* callback.c: questions to the program's functions (selinux_set_callback). */
int callback_audit(void *auditdata, uint16_t tclass, char *buf, size_t size);
/* Is this context valid? The callback may replace the string. */
int callback_validate(char **context) MUST_CHECK;
int callback_setenforce(int enforcing);
int callback_policyload(int seqno);

/* selinuxfs.c, the one door to selinuxfs. `name` is relative to the mount. -ENOENT when no
 * selinuxfs is here. */
enum {
	SELINUXFS_PAGE = 4096 /* what every kernel can be asked in one go */
};
int selinuxfs_path(char *buf, size_t size, const char *name) MUST_CHECK;
int selinuxfs_open(const char *name, int flags) MUST_CHECK;
/* Reads a node of a few bytes into buf, NUL-terminated; returns its length. */
ssize_t selinuxfs_read(const char *name, char *buf, size_t size) MUST_CHECK;
int selinuxfs_read_string(const char *name, char **string) MUST_CHECK;
int selinuxfs_read_u32(const char *name, uint32_t *value) MUST_CHECK;
/* The names in a folder; all of them, even while a policy is being loaded. -EBUSY if it never
 * comes to rest. */
enum {
	LOADING_TRIES = 1000 /* until what moves with a policy is at rest */
};
int selinuxfs_list(const char *name, struct dir_names *d) MUST_CHECK;
int selinuxfs_write(const char *name, const void *data, size_t len) MUST_CHECK;
/* One question, one answer (nodes `access`, `create`, ...). */
ssize_t selinuxfs_transact(
	const char *name, const char *question, size_t len, char *answer, size_t size) MUST_CHECK;
int selinuxfs_transact_string(
	const char *name, const char *question, size_t len, char **answer) MUST_CHECK;

/* The status page, <selinuxfs>/status (linux: security/selinux/include/security.h). */
struct status_page {
	uint32_t version;
	uint32_t sequence; /* odd while the others change */
	uint32_t enforcing;
	uint32_t policyload; /* 0 until a policy is loaded after the page was first looked at */
	uint32_t deny_unknown;
};
/* The page while it is mapped (avc/status.c), else NULL. */
extern const struct status_page *policy_page;

/* policy_watch.c: several questions to one and the same policy:
 *	policy_watch_start(&w);
 *	do
 *		...
 *	while (policy_watch_changed(&w));
 */
struct policy_watch {
	uint32_t number; /* private, as the next two: of the policy, by the status */
	int error;
	unsigned tries;
	bool waited; /* no policy was being loaded at the last look */
};
void policy_watch_start(struct policy_watch *w);
bool policy_watch_changed(struct policy_watch *w);
/* Changes with every policy that the library is told of: what was found before may be of another
 * one, and is to be asked for again. */
unsigned policy_generation(void);
void policy_new_generation(void);
/* Waits until no policy is being loaded. A negative errno: this process may not read booleans, or
 * there are none, so it cannot be told. */
int policy_wait(void) MUST_CHECK;

/* compute.c */
int kernel_compute_av(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd) MUST_CHECK;
int kernel_compute_create(const char *scon, const char *tcon, security_class_t tclass,
	const char *objname, char **newcon) MUST_CHECK;
int kernel_compute_member(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon) MUST_CHECK;

/* check_context.c */
int kernel_check_context(const char *con) MUST_CHECK;
int kernel_check_translated_context(const char *con) MUST_CHECK;
int kernel_canonicalize_context(const char *con, char **canonical) MUST_CHECK;
int kernel_initial_context(const char *name, char **con) MUST_CHECK;

/* enforce.c: 0 or 1, or a negative errno. */
int kernel_enforcing(void);
int kernel_set_enforcing(int value) MUST_CHECK;
int kernel_deny_unknown(void);
int kernel_reject_unknown(void);
int kernel_has_levels(void);
int kernel_policy_format(void); /* the newest that it reads */

/* policy.c: loads the newest policy of the store that the kernel can read. */
int policy_load_configured(void) MUST_CHECK;

/* sepol.c */
unsigned sepol_newest_format(void); /* 0: no libsepol here */
int sepol_lower(
	void *data, size_t size, unsigned format, void **lowered, size_t *lowered_size) MUST_CHECK;

/* process.c: `pid` 0 is the calling thread. */
int process_get(pid_t pid, const char *attribute, char **con) MUST_CHECK;
int process_set(const char *attribute, const char *con) MUST_CHECK;

/* filecon.c: returns the attribute's length as the kernel told it. */
int file_get_context(const char *path, char **con) MUST_CHECK;
int file_get_link_context(const char *path, char **con) MUST_CHECK;
int file_set_link_context(const char *path, const char *con) MUST_CHECK;

/* class.c: classes and permissions by name, in the policy's numbers. Warm calls take no lock.
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

/* mapping.c: the same as the caller numbers them. */
int class_look_up(const char *name, security_class_t *tclass) MUST_CHECK;
int class_look_up_permission(
	security_class_t tclass, const char *name, access_vector_t *permission) MUST_CHECK;
int class_look_up_both(const char *class, const char *permission, struct class_use *use) MUST_CHECK;
security_class_t class_known(const char *name);
access_vector_t class_known_permission(security_class_t tclass, const char *name);
const char *class_name(security_class_t tclass);
const char *class_permission_name(security_class_t tclass, access_vector_t permission);

/* mapping.c: the caller's own numbers for classes and permissions (selinux_set_mapping). */
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

#pragma GCC visibility pop

#endif
