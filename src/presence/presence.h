/* SPDX-License-Identifier: MIT */
/*
 * Is SELinux here, and where.
 */
#ifndef PRESENCE_PRESENCE_H
#define PRESENCE_PRESENCE_H

#include "common/common.h"

/* linux/magic.h */
#define SELINUX_MAGIC 0xf97cff8cU

/* mount.c */
enum mount_state {
	MOUNT_NONE, /* not mounted, or masked */
	MOUNT_READ_ONLY,
	MOUNT_PARTIAL, /* a directory of it is mounted there, or `enforce` in it is masked */
	MOUNT_CLOSED,  /* whole, but this process may not open `enforce` */
	MOUNT_USABLE
};
/* Looks for selinuxfs at its two mountpoints; *mountpoint is NULL for MOUNT_NONE. errno is kept. */
enum mount_state mount_find(const char **mountpoint);
/* Is it mounted, whole and to be written? Then it is selinux_mnt. */
static inline bool mount_is_whole(enum mount_state state)
{
	return state >= MOUNT_CLOSED;
}
bool mount_is_possible(void); /* the kernel knows selinuxfs, mounted or not */
struct statfs;
bool mount_is_read_only(const char *path, const struct statfs *fs);
/* Where selinuxfs is (the exported selinux_mnt), or NULL. */
const char *mount_point(void);
void mount_point_set(const char *mountpoint); /* keeps a copy */

/* mountinfo.c: for who asks why. The pointers are into the text: not after the next call. */
struct mountinfo {
	struct text text; /* private */
	const char *root; /* what of the file system is mounted: "/" is all of it */
	const char *mountpoint, *options, *super_options;
};
int mountinfo_open(struct mountinfo *m) MUST_CHECK;
bool mountinfo_next(struct mountinfo *m); /* to the next selinuxfs */
void mountinfo_close(struct mountinfo *m);

/* container.c */
/* The file by which an engine marks its containers, or NULL: no container, for all that is known.
 */
const char *container_marker(void);
const char *container_engine(const char *marker); /* that leaves this one */
/* Tells the kernel a context of this root's store: 0, it knows it; -EINVAL, it does not; -ENODATA,
 * the store has none (then it is ""); another negative errno, the kernel cannot be asked. */
int container_ask_kernel(const char *mountpoint, char *context, size_t size) MUST_CHECK;
/* May the policy that the kernel has loaded be the one of this root's store? */
bool container_has_kernels_policy(const char *mountpoint);

/* enabled.c: the decision, made at load; by whom it is overruled is told there. */
enum presence_row {
	ROW_NOT_MOUNTED,
	ROW_READ_ONLY,
	ROW_PARTIAL,
	ROW_NO_CONFIG,
	ROW_CLOSED, /* a container, and nothing in selinuxfs may be opened */
	ROW_NO_STORE,
	ROW_OTHER_POLICY,   /* a container, and its store is not of the kernel's policy */
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
