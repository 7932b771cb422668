/* SPDX-License-Identifier: MIT */
/*
 * What init does first: finds or mounts selinuxfs, settles the mode by /etc/selinux/config and the
 * kernel's command line (enforcing=), and loads the policy.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "common/log.h"
#include "config/config.h"
#include "kernel/enforce.h"
#include "kernel/policy.h"
#include "kernel/selinuxfs.h"
#include "presence/presence.h"

static int mount_fs(const char *type, const char *mountpoint, unsigned long flags)
{
	int saved = errno;
	int r = syscall(SYS_mount, type, mountpoint, type, flags, NULL) < 0 ? -errno : 0;

	errno = saved;
	return r == -EBUSY ? 0 : r; /* there already */
}

static void unmount(const char *mountpoint)
{
	int saved = errno;

	syscall(SYS_umount2, mountpoint, MNT_DETACH);
	errno = saved;
}

/* The last enforcing= of the kernel's command line, or -1. */
static int mode_of_command_line(void)
{
	struct text t;
	int mode = -1;

	if (text_open(&t, "/proc/cmdline") < 0)
		return -1;
	if (text_next(&t)) {
		char *cursor = t.line, *word;
		uint32_t value;

		while ((word = text_word(&cursor)))
			if (str_starts_with(word, "enforcing=") &&
				number_u32(word + 10, 10, &value, NULL))
				mode = value != 0;
	}
	text_close(&t);
	return mode;
}

/* selinuxfs, mounted here or before; NULL: this kernel runs without SELinux. */
static const char *find_or_mount(void)
{
	static const char *const mountpoints[] = {"/sys/fs/selinux", "/selinux"};
	const char *mountpoint;

	if (mount_is_whole(mount_find(&mountpoint)))
		return mountpoint;
	if (!io_exists(mountpoints[0]))
		(void)!mount_fs("sysfs", "/sys", 0);
	for (size_t i = 0; i < ARRAY_SIZE(mountpoints); i++)
		if (mount_fs("selinuxfs", mountpoints[i], MS_NOSUID | MS_NOEXEC) == 0 &&
			mount_is_whole(mount_find(&mountpoint)))
			return mountpoint;
	return NULL;
}

static int load_at_boot(int *enforce)
{
	int mode = 0, wanted, r;
	bool off = config_boot_mode(&mode) == 0 && mode < 0;
	bool own_proc = !io_exists("/proc/cmdline") && mount_fs("proc", "/proc", 0) == 0;
	const char *mountpoint;

	wanted = mode_of_command_line();
	if (wanted >= 0)
		mode = wanted;
	if (mode < 0)
		mode = 0;
	mountpoint = find_or_mount();
	if (own_proc)
		unmount("/proc");
	*enforce = 0;
	if (!mountpoint)
		return -ENODEV;
	presence_set_mount(mountpoint);
	if (!mount_point())
		return -ENOMEM;
	if (off) { /* whatever the command line says: tests/peers */
		r = selinuxfs_write("disable", "1", 1);
		unmount(mountpoint);
		presence_set_mount(NULL);
		if (r == 0)
			report(SELINUX_INFO, "SELinux:  Disabled at runtime.\n");
		else /* kernels from 6.4 on have no such node */
			report_errno(-r, "SELinux:  Could not be disabled at runtime:  %m\n");
		return r < 0 ? r : -ENOTSUP;
	}
	r = kernel_enforcing() == mode ? 0 : kernel_set_enforcing(mode);
	if (r < 0) {
		report(SELINUX_ERROR, "SELinux:  Unable to switch to %s mode\n",
			mode ? "enforcing" : "permissive");
		*enforce = mode;
		return r;
	}
	*enforce = mode;
	return policy_load_configured();
}

PUBLIC int selinux_init_load_policy(int *enforce)
{
	if (!enforce)
		return api_return(-EINVAL);
	config_reset();
	return api_return(load_at_boot(enforce));
}
