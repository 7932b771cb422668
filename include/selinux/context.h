/* SPDX-License-Identifier: MIT */
/*
 * A context taken apart: user, role, type and range. Pure text work: asks neither kernel nor
 * policy. context_new(3)
 *
 * A context_t must not be used by two threads at once. The conventions are those of selinux.h.
 */
#ifndef _SELINUX_CONTEXT_H
#define _SELINUX_CONTEXT_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
	void *ptr; /* private */
} context_s_t;
typedef context_s_t *context_t;

/* Takes "user:role:type[:range]" apart; the range keeps its colons. NULL and EINVAL if there are
 * not three or more parts, or a part has blanks that it may not have. context_free() frees it. */
extern context_t context_new(const char *str);
extern void context_free(context_t con);

/* Puts it together again. The string belongs to `con` and is good until the next call with it. NULL
 * when memory is out. */
extern const char *context_str(context_t con);

/* The same, in a string of the caller's to free. Since 3.9 */
extern char *context_to_str(context_t con);

/* A part, or NULL if it is absent; good until the part is set anew or `con` is freed. */
extern const char *context_user_get(context_t con);
extern const char *context_role_get(context_t con);
extern const char *context_type_get(context_t con);
extern const char *context_range_get(context_t con);

/* Replaces a part by a copy; NULL takes it away. EINVAL for tabs and newlines, and for colons and
 * spaces outside the range: then nothing has changed. */
extern int context_user_set(context_t con, const char *user);
extern int context_role_set(context_t con, const char *role);
extern int context_type_set(context_t con, const char *type);
extern int context_range_set(context_t con, const char *range);

#ifdef __cplusplus
}
#endif

#endif
