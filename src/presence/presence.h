/* SPDX-License-Identifier: MIT */
/*
 * Is SELinux here, and where.
 */
#ifndef PRESENCE_PRESENCE_H
#define PRESENCE_PRESENCE_H

#include "common/common.h"

/* mount.c */
enum mount_state {
	MOUNT_NONE,
	MOUNT_READ_ONLY,
	MOUNT_USABLE
};
/* Looks for selinuxfs at its two mountpoints; *mountpoint is set unless MOUNT_NONE. errno is kept.
 */
enum mount_state mount_find(const char **mountpoint);
bool mount_is_possible(void); /* the kernel knows selinuxfs, mounted or not */
/* Where selinuxfs is (the exported selinux_mnt), or NULL. */
const char *mount_point(void);
void mount_point_set(const char *mountpoint); /* keeps a copy */

/* enabled.c: the decision, made at load; by whom it is overruled is told there. */
enum presence_row {
	ROW_NOT_MOUNTED,
	ROW_READ_ONLY,
	ROW_NO_CONFIG,
	ROW_NO_STORE,
	ROW_MISNAMED_STORE, /* enabled, as is the next */
	ROW_ENABLED
};
bool presence_is_enabled(void);
/* Takes selinuxfs to be mounted there, or (NULL) nowhere. */
void presence_set_mount(const char *mountpoint);
/* Decides for a selinuxfs at the mountpoint where one is mounted now; changes nothing. */
enum presence_row presence_look(const char **mountpoint);

/* diagnose.c */
struct diagnosis {
	const char *row; /* of the table in docs/PRESENCE.md: "D1" */
	const char *reason;
	bool enabled;
};
struct diagnosis diagnose(void);

#endif
