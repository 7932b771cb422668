/* SPDX-License-Identifier: MIT */
/*
 * Why the answer is what it is: the row of the table in docs/PRESENCE.md that holds now. Looks at
 * more than the decision itself does (/proc/filesystems, /proc/mounts, what lies over the mount
 * point), and only when someone asks.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/vfs.h>

#include <selinux/selinux.h>
#include <selinux/strict.h>

#include "presence/presence.h"

/* linux/magic.h */
#define SYSFS_MAGIC 0x62656572

enum row {
	D1,
	D2,
	D3,
	D4,
	D5,
	D6,
	D6B,
	D7,
	D8,
	D8B,
	D9,
	D10,
	D11
};

static const struct explanation rows[] = {
	[D1] = {"D1",
		"the kernel has selinuxfs, but it is mounted neither at /sys/fs/selinux nor at "
		"/selinux",
		false},
	[D2] = {"D2", "no selinuxfs is mounted, and /proc/filesystems cannot be read", false},
	[D3] = {"D3", "another file system is mounted over /sys/fs/selinux", false},
	[D4] = {"D4", "selinuxfs is mounted read-only", false},
	[D5] = {"D5", "selinuxfs is mounted, but there is no /etc/selinux/config", false},
	[D6] = {"D6",
		"selinuxfs is mounted, but there is no policy store: no file "
		"/etc/selinux/*/contexts/files/file_contexts",
		false},
	[D6B] = {"D6b",
		"selinuxfs is mounted and there is a policy store, but not the one that "
		"SELINUXTYPE in /etc/selinux/config names",
		true},
	[D7] = {"D7",
		"selinuxfs is mounted at /sys/fs/selinux, with configuration and policy store",
		true},
	[D8] = {"D8", "selinuxfs is mounted at /selinux, with configuration and policy store",
		true},
	[D8B] = {"D8b", "selinuxfs is mounted, but neither at /sys/fs/selinux nor at /selinux",
		false},
	[D9] = {"D9", "what is mounted at /sys/fs/selinux looks like selinuxfs and is not", false},
	[D10] = {"D10", "the kernel has no selinuxfs: SELinux is not in use", false},
	[D11] = {"D11",
		"selinuxfs is mounted, with configuration and policy store, but the kernel has "
		"loaded no policy yet",
		true},
};

static bool mounted_elsewhere(void)
{
	struct text t;
	bool found = false;

	if (text_open(&t, "/proc/mounts") < 0)
		return false;
	while (!found && text_next(&t)) {
		char *cursor = t.line, *type;

		text_word(&cursor);
		text_word(&cursor);
		type = text_word(&cursor);
		found = type && strcmp(type, "selinuxfs") == 0;
	}
	text_close(&t);
	return found;
}

static enum row not_mounted(void)
{
	struct statfs fs;

	if (!io_exists("/proc/filesystems"))
		return D2;
	if (!selinuxfs_exists())
		return D10;
	if (mounted_elsewhere())
		return D8B;
	if (statfs("/sys/fs/selinux", &fs) == 0 && fs.f_type != SYSFS_MAGIC)
		return io_exists("/sys/fs/selinux/enforce") ? D9 : D3;
	return D1;
}

/* Before a policy is loaded every process has the context "kernel". */
static bool policy_is_loaded(void)
{
	AUTO_CLOSE int fd = io_open("/proc/self/attr/current", O_RDONLY);
	AUTO_FREE char *context = NULL;

	return fd < 0 || io_read_string(fd, &context) < 0 || strcmp(context, "kernel") != 0;
}

static enum row find_row(void)
{
	const char *place;

	switch (presence_look(&place)) {
	case ROW_READ_ONLY:
		return D4;
	case ROW_NO_CONFIG:
		return D5;
	case ROW_NO_STORE:
		return D6;
	case ROW_MISNAMED_STORE:
		return D6B;
	case ROW_ENABLED:
		if (!policy_is_loaded())
			return D11;
		return strcmp(place, "/selinux") == 0 ? D8 : D7;
	case ROW_NOT_MOUNTED:
		break;
	}
	return not_mounted();
}

struct explanation explain(void)
{
	int saved = errno;
	struct explanation e = rows[find_row()];

	errno = saved;
	return e;
}

PUBLIC const char *selinux_strict_reason(void)
{
	return explain().reason;
}

PUBLIC const char *selinux_strict_version(void)
{
	return STRICT_VERSION;
}
