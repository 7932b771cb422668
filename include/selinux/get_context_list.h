/* SPDX-License-Identifier: MIT */
/*
 * The contexts that a user may log in with. get_ordered_context_list(3)
 *
 * `user` is the SELinux user (getseuserbyname()); `fromcon` is the context of the login program,
 * NULL: the caller's own. The conventions are those of selinux.h.
 */
#ifndef _SELINUX_GET_CONTEXT_LIST_H
#define _SELINUX_GET_CONTEXT_LIST_H

#include <selinux/selinux.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SELINUX_DEFAULTUSER "user_u"

/* All of them, the best first, NULL-terminated: freeconary(). Returns how many, 1 or more. Made
 * from selinux_user_contexts_path() and selinux_default_context_path(), as far as the kernel finds
 * them valid; else the one of selinux_failsafe_context_path(). */
extern int get_ordered_context_list(const char *user, const char *fromcon, char ***list);

/* The same with the range of `fromcon` replaced by `level`. */
extern int get_ordered_context_list_with_level(
	const char *user, const char *level, const char *fromcon, char ***list);

/* The first of the list. */
extern int get_default_context(const char *user, const char *fromcon, char **newcon);
extern int get_default_context_with_level(
	const char *user, const char *level, const char *fromcon, char **newcon);

/* The first with this role; EINVAL if there is none. */
extern int get_default_context_with_role(
	const char *user, const char *role, const char *fromcon, char **newcon);
/* Up to 2.6 headers named the second and third argument the other way round. */
extern int get_default_context_with_rolelevel(
	const char *user, const char *role, const char *level, const char *fromcon, char **newcon);

/* Has the person at stdin and stdout choose from the list (0: chosen), or type a context in. */
extern int query_user_context(char **list, char **newcon);
extern int manual_user_enter_context(const char *user, char **newcon);

#ifdef __cplusplus
}
#endif

#endif
