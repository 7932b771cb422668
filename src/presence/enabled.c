/* SPDX-License-Identifier: MIT */
/*
 * The answer: decided once, when the library is loaded, so that a chroot, a seccomp filter or a
 * mount that comes later changes nothing. set_selinuxmnt(), fini_selinuxmnt() and
 * selinux_strict_recheck() change it. Where nothing is mounted: one statfs(2), no heap, no /proc.
 */
#include <selinux/selinux.h>
#include <selinux/strict.h>

#include "config/config.h"
#include "presence/presence.h"

/* What was found at load beside the mount itself, which is selinux_mnt. */
static bool usable;

/* The store and the kernel's policy, for who may open selinuxfs. */
static enum presence_row classify_policy(const char *mountpoint)
{
	enum config_store store = config_find_store();

	if (store == STORE_NONE)
		return ROW_NO_STORE;
	if (container_marker() && !container_has_kernels_policy(mountpoint))
		return ROW_OTHER_POLICY;
	return store == STORE_MISNAMED ? ROW_MISNAMED_STORE : ROW_ENABLED;
}

/* A confined domain of a host that may not open `enforce` is not asked for its store: the question
 * would leave a denial in the audit log at each start of a program (docs/PRESENCE.md). */
static enum presence_row classify(enum mount_state state, const char *mountpoint)
{
	if (state == MOUNT_NONE)
		return ROW_NOT_MOUNTED;
	if (state == MOUNT_READ_ONLY)
		return ROW_READ_ONLY;
	if (state == MOUNT_PARTIAL)
		return ROW_PARTIAL;
	if (!config_exists())
		return ROW_NO_CONFIG;
	if (state == MOUNT_CLOSED)
		return container_marker() ? ROW_CLOSED : ROW_ENABLED;
	return classify_policy(mountpoint);
}

enum presence_row presence_look(const char **mountpoint)
{
	enum mount_state state = mount_find(mountpoint);

	return classify(state, *mountpoint);
}

/* Takes this for the answer until told otherwise. */
static void store_decision(enum mount_state state, const char *mountpoint)
{
	__atomic_store_n(
		&usable, classify(state, mountpoint) >= ROW_MISNAMED_STORE, __ATOMIC_RELEASE);
	mount_point_set(mount_is_whole(state) ? mountpoint : NULL);
}

__attribute__((constructor)) static void decide(void)
{
	const char *mountpoint;
	enum mount_state state = mount_find(&mountpoint);

	if (mount_is_whole(state))
		store_decision(state, mountpoint);
}

bool presence_is_enabled(void)
{
	return mount_point() && __atomic_load_n(&usable, __ATOMIC_ACQUIRE);
}

PUBLIC int is_selinux_enabled(void)
{
	return presence_is_enabled();
}

PUBLIC int selinux_strict_recheck(void)
{
	const char *mountpoint;
	enum mount_state state = mount_find(&mountpoint);

	store_decision(state, mountpoint);
	return presence_is_enabled();
}

void presence_set_mount(const char *mountpoint)
{
	store_decision(mountpoint ? MOUNT_USABLE : MOUNT_NONE, mountpoint);
}

/* COMPAT: the mountpoint is believed as it is told (tests/unit/test_presence.c
 * a_told_mountpoint_is_believed); configuration and store are not. */
PUBLIC void set_selinuxmnt(const char *mnt)
{
	if (mnt)
		presence_set_mount(mnt);
}

PUBLIC void fini_selinuxmnt(void)
{
	mount_point_set(NULL);
}
