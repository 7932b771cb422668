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

static enum presence_row classify(enum mount_state state)
{
	if (state == MOUNT_NONE)
		return ROW_NOT_MOUNTED;
	if (state == MOUNT_READ_ONLY)
		return ROW_READ_ONLY;
	if (!config_exists())
		return ROW_NO_CONFIG;
	switch (config_find_store()) {
	case STORE_NONE:
		return ROW_NO_STORE;
	case STORE_MISNAMED:
		return ROW_MISNAMED_STORE;
	case STORE_EXISTS:
		break;
	}
	return ROW_ENABLED;
}

enum presence_row presence_look(const char **mountpoint)
{
	return classify(mount_find(mountpoint));
}

/* Takes this for the answer until told otherwise. */
static void store_decision(enum mount_state state, const char *mountpoint)
{
	__atomic_store_n(&usable, classify(state) >= ROW_MISNAMED_STORE, __ATOMIC_RELEASE);
	mount_point_set(state == MOUNT_USABLE ? mountpoint : NULL);
}

__attribute__((constructor)) static void decide(void)
{
	const char *mountpoint;
	enum mount_state state = mount_find(&mountpoint);

	if (state == MOUNT_USABLE)
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

/* COMPAT: the mountpoint is believed as it is told (tests/oracle config); configuration and store
 * are not. */
PUBLIC void set_selinuxmnt(const char *mnt)
{
	if (mnt)
		presence_set_mount(mnt);
}

PUBLIC void fini_selinuxmnt(void)
{
	mount_point_set(NULL);
}
