/* SPDX-License-Identifier: MIT */
/*
 * Gives files the labels that they should have. selinux_restorecon(3)
 *
 * The handle, the excluded paths and the root are of the whole process; a run has them as they are
 * when it begins. Runs may overlap here (in other libselinux they may not). The conventions are
 * those of selinux.h.
 */
#ifndef _SELINUX_RESTORECON_H
#define _SELINUX_RESTORECON_H

#include <stdarg.h>
#include <stddef.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct selabel_handle;

/*
 * Flags of selinux_restorecon(); since 2.5 unless noted
 */

/* What is done */
#define SELINUX_RESTORECON_NOCHANGE         0x00002 /* nothing is changed, only told */
#define SELINUX_RESTORECON_SET_SPECFILE_CTX 0x00004 /* the whole context, not the type alone */
#define SELINUX_RESTORECON_SET_USER_ROLE    0x40000 /* user and role, too; since 3.9 */

/* Where */
#define SELINUX_RESTORECON_RECURSE        0x00008  /* all below a folder */
#define SELINUX_RESTORECON_REALPATH       0x00040  /* realpath(3) of the path given */
#define SELINUX_RESTORECON_XDEV           0x00080  /* on one file system */
#define SELINUX_RESTORECON_IGNORE_MOUNTS  0x02000  /* also mounts without labels; since 2.6 */
#define SELINUX_RESTORECON_SKIP_MULTILINK 0x100000 /* no file of several names; since 3.11 */

/* Digests of folders, by which a second run skips what has not changed */
#define SELINUX_RESTORECON_IGNORE_DIGEST 0x00001 /* look at each file, then write them anew */
#define SELINUX_RESTORECON_SKIP_DIGEST   0x08000 /* neither read nor write them; since 3.0 */

/* Errors and conflicts */
#define SELINUX_RESTORECON_ABORT_ON_ERROR 0x00200 /* stop at the first; since 2.6 */
#define SELINUX_RESTORECON_IGNORE_NOENTRY 0x01000 /* a missing file is none; since 2.6 */
#define SELINUX_RESTORECON_COUNT_ERRORS   0x20000 /* count and go on; since 3.4 */
#define SELINUX_RESTORECON_ADD_ASSOC      0x00100 /* see conflicts among hard links; since 2.6 */
#define SELINUX_RESTORECON_CONFLICT_ERROR 0x10000 /* such a conflict is an error; since 3.1 */

/* What is told */
#define SELINUX_RESTORECON_VERBOSE         0x00010 /* each change */
#define SELINUX_RESTORECON_PROGRESS        0x00020 /* thousands of files, on stdout; wins */
#define SELINUX_RESTORECON_MASS_RELABEL    0x04000 /* that in per cent; since 2.7 */
#define SELINUX_RESTORECON_SYSLOG_CHANGES  0x00400 /* each change, to syslog(3); since 2.6 */
#define SELINUX_RESTORECON_LOG_MATCHES     0x00800 /* each file's specification; since 2.6 */
#define SELINUX_RESTORECON_COUNT_RELABELED 0x80000 /* count changes; since 3.10 */

/* Labels a file or, with _RECURSE, a tree. Only the type is compared and set unless flags say
 * otherwise, customizable types are left alone unless the whole context is set, and what is mounted
 * read-only is no error. A symbolic link that the path ends in is labelled itself. One before that
 * is followed, and labels are those of the path without it, if nobody but root and the caller can
 * have put it there; else the call fails with ENOTDIR. Since 2.5 */
extern int selinux_restorecon(const char *pathname, unsigned int restorecon_flags);

/* The same by `nthreads` threads, 0: as many as there are processors. Since 3.4 */
extern int selinux_restorecon_parallel(
	const char *pathname, unsigned int restorecon_flags, size_t nthreads);

/* What the run that ended last counted, if its flags said so, else 0: errors (since 3.4), files
 * whose label was changed (since 3.10). */
extern long unsigned selinux_restorecon_get_skipped_errors(void);
extern long unsigned selinux_restorecon_get_relabeled_files(void);

/*
 * Settings for the runs to come
 */

/* Labels by this handle. It stays the caller's, to be closed when another one was set and no run
 * uses it any more; the library closes only the one that a run opened itself. (In other libselinux
 * it is closed when another one is set.) NULL goes back to the default. Since 2.5 */
extern void selinux_restorecon_set_sehandle(struct selabel_handle *hndl);

/* A new handle such as a run opens itself, with digests. It is the caller's, also if he sets it.
 * NULL and errno. Since 2.5 */
extern struct selabel_handle *selinux_restorecon_default_handle(void);

/* Leaves these absolute paths and all below them out, and those of earlier calls; NULL-terminated,
 * copied. What is missing, or is no absolute path, is told of and ignored; errno is ENOMEM if there
 * was no memory for one. Since 2.5 */
extern void selinux_restorecon_set_exclude_list(const char **exclude_list);

/* Looks labels up as if this directory were /; copied. Since 2.6 */
extern int selinux_restorecon_set_alt_rootpath(const char *alt_rootpath);

/*
 * The digests that runs left behind, the attribute security.sehash. selinux_restorecon_xattr(3)
 */

#define SELINUX_RESTORECON_XATTR_RECURSE                 0x0001 /* since 2.6, as all here */
#define SELINUX_RESTORECON_XATTR_DELETE_NONMATCH_DIGESTS 0x0002
#define SELINUX_RESTORECON_XATTR_DELETE_ALL_DIGESTS      0x0004
#define SELINUX_RESTORECON_XATTR_IGNORE_MOUNTS           0x0008 /* also mounts without labels */

enum digest_result {
	MATCH = 0, /* it is what the configuration gives now */
	NOMATCH,
	DELETED_MATCH,
	DELETED_NOMATCH,
	ERROR /* it was to be deleted, and could not be */
};

struct dir_xattr {
	char *directory;
	char *digest; /* 40 digits, lower-case hexadecimal */
	enum digest_result result;
	struct dir_xattr *next;
};

/* Lists, or deletes, the digests of a directory and, with _RECURSE, what is below. **xattr_list is
 * the first of a list, or NULL, its strings and entries the caller's to free; *xattr_list itself is
 * the library's, and of this call alone. Since 2.6 */
extern int selinux_restorecon_xattr(
	const char *pathname, unsigned int xattr_flags, struct dir_xattr ***xattr_list);

#ifdef __cplusplus
}
#endif

#endif
