/* SPDX-License-Identifier: MIT */
/*
 * What only libselinux-strict has; its names are in the version node LIBSELINUX_STRICT_1.0. A
 * program that must run with other builds too looks them up with dlvsym(3). All may be called from
 * any thread.
 */
#ifndef _SELINUX_STRICT_H
#define _SELINUX_STRICT_H

#ifdef __cplusplus
extern "C" {
#endif

/* Looks again whether SELinux is here: after a chroot, or when selinuxfs was mounted late. Returns
 * the new answer, 1 or 0, which is_selinux_enabled() gives from now on. Undoes set_selinuxmnt(). */
extern int selinux_strict_recheck(void);

/* The version of this library, "1.0.0" for example. */
extern const char *selinux_strict_version(void);

/* What selinux_strict_recheck() would find now, and why: "selinuxfs is mounted read-only" for
 * example. is_selinux_enabled() gives what was found when the library was loaded or last told to
 * look again; the two differ where something was mounted, unmounted or configured since, after a
 * chroot, and after set_selinuxmnt() or fini_selinuxmnt(). Changes nothing. For people to read;
 * executing the library prints it, too, with the row of docs/PRESENCE.md. The string is never freed
 * or changed. */
extern const char *selinux_strict_reason(void);

#ifdef __cplusplus
}
#endif

#endif
