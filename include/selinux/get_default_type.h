/* SPDX-License-Identifier: MIT */
/*
 * The type that goes with a role when a user names the role alone. default_type(5)
 *
 * The conventions are those of selinux.h.
 */
#ifndef _SELINUX_GET_DEFAULT_TYPE_H
#define _SELINUX_GET_DEFAULT_TYPE_H

#ifdef __cplusplus
extern "C" {
#endif

/* <policy>/contexts/default_type */
extern const char *selinux_default_type_path(void);

/* The type that this file has for `role`; EINVAL if it has none. get_default_type(3) */
extern int get_default_type(const char *role, char **type);

#ifdef __cplusplus
}
#endif

#endif
