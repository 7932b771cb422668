/* SPDX-License-Identifier: MIT */
/*
 * libselinux: the policy, the kernel's security server, and the labels of processes and files.
 *
 * What holds for every function here and in the sibling headers, unless its comment says other:
 *
 * - Results: an int function returns 0 (or a count, or a truth value) on success, -1 and errno on
 *   failure. A failed call leaves nothing to free: its out-parameters are untouched or NULL.
 * - Ownership: a string got through a char ** is the caller's, for freecon() or free(). A returned
 *   const char * is the library's and valid until the process ends.
 * - NULL where a pointer is expected is -1 and EINVAL; a void function then does nothing.
 * - Pairs: f() takes and gives contexts as people see them, translated by the daemon mcstransd;
 *   f_raw() those of the kernel. Without the daemon both are equal. One comment serves both.
 * - Without SELinux, what asks selinuxfs fails with ENOENT. <selinuxfs> is its mount,
 *   /sys/fs/selinux or /selinux; <policy> is selinux_policy_root().
 * - Threads: every function may be called from any thread at any time. What changes the answers of
 *   other functions (callbacks, the mapping, the policy root, the mount) does so for the whole
 *   process: call it before there are other threads.
 * - Descriptors that the library opens are close-on-exec.
 *
 * "Since" names the first release with the function; without it, that is older than 2.0.94.
 */
#ifndef _SELINUX_SELINUX_H
#define _SELINUX_SELINUX_H

#include <stdarg.h>
#include <sys/types.h>

#if defined(SWIG) && !defined(__attribute__)
#define __attribute__(list) /* SWIG cannot read one */
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Types
 */

/* A context is a NUL-terminated string, "user:role:type[:range]". Write char * in new code. */
typedef char *security_context_t __attribute__((deprecated));

/* A set of permissions, one bit each, and an object class. What a number means comes from the
 * loaded policy (string_to_security_class()) or from the caller's own mapping
 * (selinux_set_mapping()). */
typedef unsigned int access_vector_t;
typedef unsigned short security_class_t;

/* Frees a context, or an array of them with its NULL at the end. NULL is fine. freecon(3) */
extern void freecon(char *con);
extern void freeconary(char **con);

/*
 * Is SELinux here?
 */

/* 1 if SELinux is usable by this process, else 0; never -1. Decided when the library is loaded: a
 * writable selinuxfs is mounted whole, /etc/selinux/config exists, and so do the file contexts of a
 * policy store; in a container, the kernel knows that policy. See <selinux/strict.h> to ask again
 * and to learn why. is_selinux_enabled(3) */
extern int is_selinux_enabled(void);

/* 1 if the loaded policy has levels or categories, else 0. <selinuxfs>/mls */
extern int is_selinux_mls_enabled(void);

/* 1 if the kernel knows selinuxfs, mounted or not, or if /proc cannot tell; else 0.
 * /proc/filesystems. Since 2.1.7 */
extern int selinuxfs_exists(void);

/* Says where selinuxfs is, unchecked; the string is copied. is_selinux_enabled() answers anew. */
extern void set_selinuxmnt(const char *mnt);

/* Forgets the mount: from here on SELinux is absent. Since 2.0.102 */
extern void fini_selinuxmnt(void);

/*
 * Configuration: /etc/selinux/config and the policy store that it names
 */

/* *enforce = 1, 0 or -1 for SELINUX=enforcing, permissive or disabled: the mode of the next boot,
 * not the present one. selinux_getenforcemode(3) */
extern int selinux_getenforcemode(int *enforce);

/* The policy's name, SELINUXTYPE; if no line says it, "default" if that policy store is there, else
 * "targeted". selinux_getpolicytype(3) */
extern int selinux_getpolicytype(char **policytype);

/* Reads the configuration anew, and takes back selinux_set_policy_root(); if it cannot be read just
 * now (memory, descriptors, I/O), what was in force stays. Since 2.0.88 */
extern void selinux_reset_config(void);

/* The policy store, "/etc/selinux/targeted" for example. selinux_policy_root(3) */
extern const char *selinux_policy_root(void);

/* Makes `rootpath` the policy store; its last component is the policy's name. EINVAL if it has no
 * slash. Since 2.1.99 */
extern int selinux_set_policy_root(const char *rootpath);

/* "/etc/selinux/", with the slash. */
extern const char *selinux_path(void);

/* The policy that the kernel runs: <selinuxfs>/policy, or else the newest binary policy of the
 * store that the kernel can read; NULL if there is none, or no SELinux. Good until the next call.
 * Since 2.1.99 */
extern const char *selinux_current_policy_path(void);

/* Files and folders of the policy store. They need not exist. selinux_binary_policy_path(3) */
extern const char *selinux_binary_policy_path(void);          /* policy/policy; ".33" is appended */
extern const char *selinux_booleans_subs_path(void);          /* booleans.subs_dist; since 2.1.12 */
extern const char *selinux_colors_path(void);                 /* secolor.conf; since 2.0.77 */
extern const char *selinux_contexts_path(void);               /* contexts */
extern const char *selinux_customizable_types_path(void);     /* contexts/customizable_types */
extern const char *selinux_default_context_path(void);        /* contexts/default_contexts */
extern const char *selinux_failsafe_context_path(void);       /* contexts/failsafe_context */
extern const char *selinux_file_context_path(void);           /* contexts/files/file_contexts */
extern const char *selinux_file_context_homedir_path(void);   /* ... .homedirs */
extern const char *selinux_file_context_local_path(void);     /* ... .local */
extern const char *selinux_file_context_subs_path(void);      /* ... .subs; since 2.0.82 */
extern const char *selinux_file_context_subs_dist_path(void); /* ... .subs_dist; since 2.0.102 */
extern const char *selinux_homedir_context_path(void);        /* contexts/files/homedir_template */
extern const char *selinux_lxc_contexts_path(void);           /* contexts/...; since 2.1.12 */
extern const char *selinux_media_context_path(void);          /* contexts/files/media */
extern const char *selinux_netfilter_context_path(void);      /* contexts/netfilter_contexts */
extern const char *selinux_openrc_contexts_path(void);        /* contexts/...; since 2.6 */
extern const char *selinux_openssh_contexts_path(void);       /* contexts/...; since 2.5 */
extern const char *selinux_removable_context_path(void);      /* contexts/removable_context */
extern const char *selinux_securetty_types_path(void);        /* contexts/securetty_types */
extern const char *selinux_sepgsql_context_path(void);        /* contexts/...; since 2.0.93 */
extern const char *selinux_snapperd_contexts_path(void);      /* contexts/...; since 2.6 */
extern const char *selinux_systemd_contexts_path(void);       /* contexts/...; since 2.1.99 */
extern const char *selinux_translations_path(void);           /* setrans.conf */
extern const char *selinux_user_contexts_path(void);          /* contexts/users/, with the slash */
extern const char *selinux_usersconf_path(void);              /* seusers */
extern const char *selinux_virtual_domain_context_path(void); /* contexts/...; since 2.0.82 */
extern const char *selinux_virtual_image_context_path(void);  /* contexts/...; since 2.0.82 */
extern const char *selinux_x_context_path(void);              /* contexts/x_contexts */

/* Once read by the policy loader; only the names are left. */
extern const char *selinux_booleans_path(void) __attribute__((deprecated));
extern const char *selinux_users_path(void) __attribute__((deprecated));

/*
 * Callbacks: what the library tells and asks its caller. selinux_set_callback(3)
 */

/* Kinds of messages, func_log's `type`. A program must bear kinds that it does not know. */
#define SELINUX_ERROR      0
#define SELINUX_WARNING    1
#define SELINUX_INFO       2
#define SELINUX_AVC        3 /* an access was denied, or its grant is to be audited */
#define SELINUX_POLICYLOAD 4 /* since 3.2 */
#define SELINUX_SETENFORCE 5 /* since 3.2 */

/* Which callback, and thereby which member of the union. */
#define SELINUX_CB_LOG        0
#define SELINUX_CB_AUDIT      1
#define SELINUX_CB_VALIDATE   2
#define SELINUX_CB_SETENFORCE 3 /* since 2.0.80 */
#define SELINUX_CB_POLICYLOAD 4 /* since 2.0.80 */

union selinux_callback {
	/* A message; the result is not looked at. Unset: errors, warnings and denials go to stderr.
	 */
	int (*func_log)(int type, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
	/* Writes into msgbuf, as a string, what `auditdata` of an access check means.
	 * Unset: nothing. */
	int (*func_audit)(void *auditdata, security_class_t cls, char *msgbuf, size_t msgbufsize);
	/* 0 if *ctx is valid, else -1 and errno; may replace *ctx by another allocated string.
	 * Unset: security_check_context(). */
	int (*func_validate)(char **ctx);
	/* The kernel went enforcing (1) or permissive (0). */
	int (*func_setenforce)(int enforcing);
	/* The kernel has a new policy; `seqno` counts them. */
	int (*func_policyload)(int seqno);
};

/* Gets or sets one for the whole process; a member that is NULL brings the default back. One never
 * set is got as the default function, one set to NULL as NULL. An unknown type: get returns NULL
 * and sets EINVAL, set does nothing. */
extern union selinux_callback selinux_get_callback(int type);
extern void selinux_set_callback(int type, union selinux_callback cb);

/*
 * The kernel: mode and policy
 */

/* 1 enforcing, 0 permissive. <selinuxfs>/enforce, security_getenforce(3) */
extern int security_getenforce(void);
extern int security_setenforce(int value);

/* Is what the policy does not know denied (1) or allowed (0)? <selinuxfs>/deny_unknown.
 * Since 2.0.80 */
extern int security_deny_unknown(void);

/* Does the kernel refuse a policy that lacks classes or permissions (1)?
 * <selinuxfs>/reject_unknown. Since 2.9 */
extern int security_reject_unknown(void);

/* Is the protection checked that was asked for (1), or the one applied (0)?
 * <selinuxfs>/checkreqprot. Since 2.7 */
extern int security_get_checkreqprot(void);

/* The newest policy format that the kernel reads; 15 if it does not tell. <selinuxfs>/policyvers */
extern int security_policyvers(void);

/* Loads a binary policy image of `len` bytes. <selinuxfs>/load, security_load_policy(3) */
extern int security_load_policy(const void *data, size_t len);

/* Loads the configured policy, converted by libsepol if the kernel is too old for it.
 * `preservebools` is ignored. selinux_mkload_policy(3) */
extern int selinux_mkload_policy(int preservebools);

/* For init: mounts selinuxfs, sets the mode by the configuration and the kernel's command line,
 * loads the policy. 0 if it was loaded. On -1, *enforce is 1 if the machine must not go on without
 * a policy, 0 if it may. selinux_init_load_policy(3) */
extern int selinux_init_load_policy(int *enforce);

/* Turns SELinux off until the next boot, if no policy was loaded yet. Kernels from 6.4 on cannot
 * (ENOENT). <selinuxfs>/disable, security_disable(3) */
extern int security_disable(void);

/*
 * The kernel: access and labelling decisions. security_compute_av(3)
 *
 * `scon` is the subject, `tcon` the object or its parent. A question longer than a page is
 * EOVERFLOW.
 */

struct av_decision {
	access_vector_t allowed;
	access_vector_t decided; /* the permissions that this decision covers */
	access_vector_t auditallow;
	access_vector_t auditdeny;
	unsigned int seqno; /* of the policy that decided */
	unsigned int flags; /* since 2.0.80 */
};

#define SELINUX_AVD_FLAGS_PERMISSIVE 0x0001 /* the subject's domain is permissive; since 2.0.80 */

/* What may scon do to tcon? Writes all members but `flags`, for which older callers have no room.
 * Asks the kernel each time, knows no permissive mode, audits nothing: see avc.h for that.
 * <selinuxfs>/access */
extern int security_compute_av(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd);
extern int security_compute_av_raw(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd);

/* The same with `flags`. Since 2.0.80 */
extern int security_compute_av_flags(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd);
extern int security_compute_av_flags_raw(const char *scon, const char *tcon,
	security_class_t tclass, access_vector_t requested, struct av_decision *avd);

/* The context of a new object: of a process that executes a file labelled tcon, or of a file made
 * in a folder labelled tcon. <selinuxfs>/create */
extern int security_compute_create(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);
extern int security_compute_create_raw(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);

/* The same for an object called `objname`, its last path component; NULL: no name. ENAMETOOLONG.
 * Since 2.1.10 */
extern int security_compute_create_name(const char *scon, const char *tcon, security_class_t tclass,
	const char *objname, char **newcon);
extern int security_compute_create_name_raw(const char *scon, const char *tcon,
	security_class_t tclass, const char *objname, char **newcon);

/* The context to give an object that changes hands, a terminal at login. <selinuxfs>/relabel */
extern int security_compute_relabel(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);
extern int security_compute_relabel_raw(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);

/* The context of scon's own instance of a polyinstantiated folder. <selinuxfs>/member */
extern int security_compute_member(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);
extern int security_compute_member_raw(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);

/* The contexts that `username` may have coming from scon, NULL-terminated: freeconary(). Obsolete,
 * and each call logs so: get_ordered_context_list() no longer needs it. <selinuxfs>/user */
extern int security_compute_user(const char *scon, const char *username, char ***con);
extern int security_compute_user_raw(const char *scon, const char *username, char ***con);

/* 0 if the policy lets an object relabelled from scon to newcon by a process in tcon be so; else -1
 * and EPERM. A question longer than a page is EINVAL. <selinuxfs>/validatetrans. Since 3.0 */
extern int security_validatetrans(
	const char *scon, const char *tcon, security_class_t tclass, const char *newcon);
extern int security_validatetrans_raw(
	const char *scon, const char *tcon, security_class_t tclass, const char *newcon);

/* The context that the policy gives to `name` of the kernel's own list, "unlabeled" for example.
 * EINVAL if the name has a slash. <selinuxfs>/initial_contexts/ */
extern int security_get_initial_context(const char *name, char **con);
extern int security_get_initial_context_raw(const char *name, char **con);

/* 0 if the policy knows the context, -1 and EINVAL if not. <selinuxfs>/context */
extern int security_check_context(const char *con);
extern int security_check_context_raw(const char *con);

/* The same, and the context as the kernel writes it. */
extern int security_canonicalize_context(const char *con, char **canoncon);
extern int security_canonicalize_context_raw(const char *con, char **canoncon);

/*
 * The kernel: booleans, switches in the policy. <selinuxfs>/booleans/, booleans(8)
 *
 * A name that the policy lacks is looked up in selinux_booleans_subs_path(); ENOENT if unknown
 * there too, EINVAL if it has a slash.
 */

typedef struct {
	char *name;
	int value; /* 0 or 1 */
} SELboolean;

/* All names, sorted; ENOENT if there are none. Free each one, then the array. */
extern int security_get_boolean_names(char ***names, int *len);

/* 0 or 1: the value in force, and the one that a commit would put in force. */
extern int security_get_boolean_active(const char *name);
extern int security_get_boolean_pending(const char *name);

/* Sets the pending value, 0 or 1. <selinuxfs>/commit_pending_bools puts all of them in force. */
extern int security_set_boolean(const char *name, int value);
extern int security_commit_booleans(void);

/* Sets and commits all or none. `permanent` is obsolete: if it is not 0, the list is committed and
 * the result is -1 and EOPNOTSUPP, as nothing was saved. */
extern int security_set_boolean_list(size_t boolcnt, SELboolean *boollist, int permanent);

/* The name that stands for `boolean_name` today, or a copy of it; the caller frees it. NULL for
 * NULL and when memory is out. Since 2.1.12 */
extern char *selinux_boolean_sub(const char *boolean_name);

/* Always -1: booleans are kept by the policy itself. */
extern int security_load_booleans(char *path) __attribute__((deprecated));

/*
 * The kernel: object classes and permissions by name. <selinuxfs>/class/
 * security_class_to_string(3)
 *
 * What was found is remembered; the strings are the library's and stay. A number is good as long as
 * the policy that it is of is in force (selinux_status_policyload() tells): the next one may number
 * classes otherwise. selinux_check_access() and the numbers of selinux_set_mapping() follow it.
 */

/* The number of a name. 0 and EINVAL if the policy does not have it, or SELinux is absent. */
extern security_class_t string_to_security_class(const char *name);
extern access_vector_t string_to_av_perm(security_class_t tclass, const char *name);

/* The name of a number; `perm` is one bit. NULL and EINVAL if there is none. */
extern const char *security_class_to_string(security_class_t cls);
extern const char *security_av_perm_to_string(security_class_t tclass, access_vector_t perm);

/* "{ read write }", or "null" for no bit; bits without a name are left out. The caller frees it. */
extern int security_av_string(security_class_t tclass, access_vector_t av, char **result);

/* The same to stdout; bits without a name in hexadecimal. */
extern void print_access_vector(security_class_t tclass, access_vector_t av);

/* The class of a file of this mode (S_IFDIR: "dir" and so on). 0 and EINVAL. Since 2.1.13 */
extern security_class_t mode_to_security_class(mode_t mode);

/* Forgets what was remembered; a policy reload that the library notices does so too. Since 3.1 */
extern void selinux_flush_class_cache(void);

/* A class and its permissions as the caller numbers them: its place in the array, from 1; bit 0 is
 * perms[0]. "" skips a bit, NULL ends the list; a NULL `name` ends the array. */
struct security_class_mapping {
	const char *name;
	const char *perms[sizeof(access_vector_t) * 8 + 1];
};

/* From here on every number in this API is the caller's. For the whole process; empties the AVC. -1
 * and EINVAL if a name is unknown and the policy rejects unknown ones. selinux_set_mapping(3) */
extern int selinux_set_mapping(const struct security_class_mapping *map);

/*
 * The kernel: labels of processes. /proc/thread-self/attr/, getcon(3)
 *
 * They need no selinuxfs; without SELinux the kernel's own error comes back. The settings are those
 * of the calling thread and, but for setcon(), gone after execve().
 */

/* The context that the thread runs in (current), and the one before its last execve (prev). */
extern int getcon(char **con);
extern int getcon_raw(char **con);
extern int getprevcon(char **con);
extern int getprevcon_raw(char **con);

/* The same of another process. EINVAL if pid <= 0. /proc/<pid>/attr/. getpidprevcon: since 3.5 */
extern int getpidcon(pid_t pid, char **con);
extern int getpidcon_raw(pid_t pid, char **con);
extern int getpidprevcon(pid_t pid, char **con);
extern int getpidprevcon_raw(pid_t pid, char **con);

/* Changes the context without execve; in a process of many threads only to a type bounded by the
 * present one. */
extern int setcon(const char *con);
extern int setcon_raw(const char *con);

/* What the next execve, new files, keys and sockets are to be labelled with (exec, fscreate,
 * keycreate, sockcreate). A getter gives 0 and *con = NULL if nothing is set: the policy decides;
 * NULL in a setter goes back to that. */
extern int getexeccon(char **con);
extern int getexeccon_raw(char **con);
extern int setexeccon(const char *con);
extern int setexeccon_raw(const char *con);
extern int getfscreatecon(char **con);
extern int getfscreatecon_raw(char **con);
extern int setfscreatecon(const char *context);
extern int setfscreatecon_raw(const char *context);
extern int getkeycreatecon(char **con);
extern int getkeycreatecon_raw(char **con);
extern int setkeycreatecon(const char *context);
extern int setkeycreatecon_raw(const char *context);
extern int getsockcreatecon(char **con);
extern int getsockcreatecon_raw(char **con);
extern int setsockcreatecon(const char *context);
extern int setsockcreatecon_raw(const char *context);

/*
 * The kernel: labels of files, the attribute security.selinux; and of a socket's other end
 */

/* The label. Returns its size in bytes: f_raw() as the kernel tells it, most often with the NUL;
 * f() always with it. ENODATA if the file has none, ENOTSUP if the file system has no labels. The
 * l forms do not follow a symbolic link; `fd` may be O_PATH. getfilecon(3) */
extern int getfilecon(const char *path, char **con);
extern int getfilecon_raw(const char *path, char **con);
extern int lgetfilecon(const char *path, char **con);
extern int lgetfilecon_raw(const char *path, char **con);
extern int fgetfilecon(int fd, char **con);
extern int fgetfilecon_raw(int fd, char **con);

/* Sets the label. Where the file system cannot (ENOTSUP), a label that the file has already is
 * fine. setfilecon(3) */
extern int setfilecon(const char *path, const char *con);
extern int setfilecon_raw(const char *path, const char *con);
extern int lsetfilecon(const char *path, const char *con);
extern int lsetfilecon_raw(const char *path, const char *con);
extern int fsetfilecon(int fd, const char *con);
extern int fsetfilecon_raw(int fd, const char *con);

/* The context of the peer of a local or labelled socket. SO_PEERSEC, getpeercon(3) */
extern int getpeercon(int fd, char **con);
extern int getpeercon_raw(int fd, char **con);

/*
 * Contexts as text: translation and colours, by mcstransd. setrans.conf(5), secolor.conf(5)
 */

#define SELINUX_TRANS_DIR "/var/run/setrans" /* where mcstransd's socket is; since 2.1.99 */

/* From one form into the other. Without a daemon, or if it fails, a copy. NULL gives NULL and 0. */
extern int selinux_raw_to_trans_context(const char *raw, char **transp);
extern int selinux_trans_to_raw_context(const char *trans, char **rawp);

/* Eight words "#rrggbb", two for each of user, role, type and range: foreground and background.
 * Without a daemon, a copy of `raw`. Since 2.0.77 */
extern int selinux_raw_context_to_color(const char *raw, char **color_str);

/*
 * Login
 */

/* The SELinux user and level of a Linux user: by name, by group (%group), else __default__. Without
 * a match, the name itself; or ENOENT if the configuration has REQUIRESEUSERS. *level is NULL if
 * the policy has no levels. -1 and the name service's errno if that had to be asked for a group of
 * the login and could not say. <policy>/seusers, getseuserbyname(3) */
extern int getseuserbyname(const char *linuxuser, char **seuser, char **level);

/* The same, but first as <policy>/logins/<username> has it for this login service. `service` may be
 * NULL: none in particular. Since 2.0.84 */
extern int getseuser(const char *username, const char *service, char **r_seuser, char **r_level);

/* 0 if the type of the terminal's context counts as secure for login, else -1.
 * selinux_securetty_types_path() */
extern int selinux_check_securetty_context(const char *tty_context);

/* Sets the exec context for running `filename`: by the policy's transition, or else the own context
 * with the type `fallback_type`. 0 without SELinux; failures do not matter in permissive mode.
 * setexecfilecon(3). Since 2.3 */
extern int setexecfilecon(const char *filename, const char *fallback_type);

/* The same with "rpm_script_t", then execve(). `verified` is ignored. Returns on failure only.
 * Use setexecfilecon() and execve(). rpm_execcon(3) */
extern int rpm_execcon(unsigned int verified, const char *filename, char *const argv[],
	char *const envp[]) __attribute__((deprecated));

/*
 * Access checks, audited; avc.h has the cache behind them
 */

/* 0 if scon may do `perm` to tcon of class `tclass`, else -1 and EACCES; 0 without SELinux, and in
 * permissive mode. A class or permission that the policy lacks: 0, or EINVAL in either mode if it
 * denies unknown ones. `auditdata` goes to the audit callback and may be NULL.
 * selinux_check_access(3). Since 2.1.7 */
extern int selinux_check_access(
	const char *scon, const char *tcon, const char *tclass, const char *perm, void *auditdata);

/* May the process that called this one do `requested` of class "passwd"? 0 or -1. The bits are
 * the kernel's, or those of selinux_set_mapping(). Use selinux_check_access().
 * selinux_check_passwd_access(3) */
extern int selinux_check_passwd_access(access_vector_t requested) __attribute__((deprecated));
extern int checkPasswdAccess(access_vector_t requested) __attribute__((deprecated));

/*
 * Labels that files should have, in short; label.h has the whole
 */

/* Is the type one that relabelling leaves alone? 1 or 0, -1 if that cannot be told.
 * selinux_customizable_types_path(), is_context_customizable(3) */
extern int is_context_customizable(const char *scontext);

/* Compares two contexts without their users: 0 if equal, else the sign of the order. NULL sorts
 * before all else. selinux_file_context_cmp(3) */
extern int selinux_file_context_cmp(const char *a, const char *b);

/* Does the file have the label that it should (users not compared)? 1 or 0; -1 on errors, ENODATA
 * for a file without one. A file that should have none, or a file system without labels: 0.
 * selinux_file_context_verify(3) */
extern int selinux_file_context_verify(const char *path, mode_t mode);

/* Gives the file the label that it should have; 0 if it should have none.
 * selinux_lsetfilecon_default(3) */
extern int selinux_lsetfilecon_default(const char *path);

/* realpath(3) of all but the last component, which may be a symbolic link or missing.
 * `resolved_path` has room for PATH_MAX bytes. Since 2.1.7 */
extern int realpath_not_final(const char *name, char *resolved_path);

/* The label of a medium, "cdrom" for example. selinux_media_context_path(), matchmediacon(3) */
extern int matchmediacon(const char *media, char **con);

/*
 * matchpathcon, the older form of label.h: one handle, made on first use. matchpathcon(3)
 */

#define MATCHPATHCON_BASEONLY 1 /* without .local and .homedirs */
#define MATCHPATHCON_NOTRANS  2 /* results are raw */
#define MATCHPATHCON_VALIDATE 4 /* contexts are checked while the files are read */

/* How the handle is to be made: the flags (MATCHPATHCON_NOTRANS counts at each lookup); where
 * errors in the files are reported (NULL: to stderr); what checks a context (0: valid), and what
 * replaces it by its canonical form (NULL: the kernel); the former goes before the latter. For the
 * whole process, and but for the flags for the handles of label.h too. */
extern void set_matchpathcon_flags(unsigned int flags);
extern void set_matchpathcon_printf(void (*f)(const char *fmt, ...));
extern void set_matchpathcon_invalidcon(int (*f)(const char *path, unsigned lineno, char *context));
extern void set_matchpathcon_canoncon(int (*f)(const char *path, unsigned lineno, char **context));

/* Makes the handle, of `path` (NULL: selinux_file_context_path()), and for paths below `prefix`
 * only (NULL: all). Not needed. matchpathcon_fini() frees it. Use selabel_open() and
 * selabel_close(). */
extern int matchpathcon_init(const char *path) __attribute__((deprecated));
extern int matchpathcon_init_prefix(const char *path, const char *prefix);
extern void matchpathcon_fini(void) __attribute__((deprecated));

/* The label that a file of this name and mode should have; mode 0: of any kind. ENOENT if it should
 * have none. Symbolic links are followed, the last component only if `mode` is not that of one. Use
 * selabel_lookup(). */
extern int matchpathcon(const char *path, mode_t mode, char **con) __attribute__((deprecated));

/* The same; returns a new number for the label, see below. */
extern int matchpathcon_index(const char *path, mode_t mode, char **con);

/* Remembers the specification of an inode. Returns the one that counts: the number given, or that
 * of another path of the inode if its label differs (which is reported). */
#if defined(__GLIBC__) && !defined(__LP64__) && !defined(__INO_T_MATCHES_INO64_T)
#if defined(_FILE_OFFSET_BITS) && _FILE_OFFSET_BITS == 64
/* Where ino_t has two widths, this is the wide one. Since 3.8 */
#define matchpathcon_filespec_add matchpathcon_filespec_add64
#endif
#endif
extern int matchpathcon_filespec_add(ino_t ino, int specind, const char *file);

/* Forgets all of them, and the numbers; reports how well the table was used. */
extern void matchpathcon_filespec_destroy(void);
extern void matchpathcon_filespec_eval(void);

/* Reports the specifications that matched nothing; `str` is not looked at. */
extern void matchpathcon_checkmatches(char *str);

/*
 * Options of selabel_open() and avc_open(): a number, and a string or a truth value ((char *)1)
 */

struct selinux_opt {
	int type;
	const char *value;
};

#ifdef __cplusplus
}
#endif

#endif
