/* SPDX-License-Identifier: MIT */
/*
 * Why the answer is what it is: the row of the table in docs/PRESENCE.md that holds now. Looks at
 * more than the decision itself does (/proc/filesystems, /proc/self/mountinfo, what lies over the
 * mount point), and only when someone asks.
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
	D3B,
	D4,
	D5,
	D6,
	D6B,
	D7,
	D8,
	D8B,
	D9,
	D9B,
	D10,
	D11,
	D12,
	D13
};

static const struct diagnosis rows[] = {
	[D1] = {"D1",
		"the kernel has selinuxfs, but it is mounted neither at /sys/fs/selinux nor at "
		"/selinux",
		false},
	[D2] = {"D2", "no selinuxfs is mounted, and /proc/filesystems cannot be read", false},
	[D3] = {"D3",
		"another file system is mounted over /sys/fs/selinux or /selinux, where selinuxfs "
		"belongs",
		false},
	[D3B] = {"D3b", "the process may not look at /sys/fs/selinux or /selinux: access is denied",
		false},
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
	[D9B] = {"D9b",
		"only a part of selinuxfs is mounted at /sys/fs/selinux or /selinux, or the file "
		"enforce in it is masked",
		false},
	[D10] = {"D10", "the kernel has no selinuxfs: SELinux is not in use", false},
	[D11] = {"D11",
		"selinuxfs is mounted, with configuration and policy store, but the kernel has "
		"loaded no policy yet",
		true},
	[D12] = {"D12",
		"selinuxfs is mounted into this container, but the process may open nothing in it: "
		"access is denied",
		false},
	[D13] = {"D13",
		"selinuxfs is mounted into this container, but the kernel does not know the "
		"contexts of its policy store: the host's policy is another one",
		false},
};

static const char *const mountpoints[] = {"/sys/fs/selinux", "/selinux"};

/* Where /proc/self/mountinfo has a selinuxfs that is not seen at either mountpoint: below another
 * file system there (D3), at another one (D8b), nowhere (D1). */
static enum row unseen_mount(void)
{
	enum row row = D1;
	struct mountinfo m;

	if (mountinfo_open(&m) < 0)
		return D1;
	while (mountinfo_next(&m)) {
		if (strcmp(m.mountpoint, mountpoints[0]) == 0 ||
			strcmp(m.mountpoint, mountpoints[1]) == 0)
			row = D3;
		else if (row == D1)
			row = D8B;
	}
	mountinfo_close(&m);
	return row;
}

static enum row not_mounted(void)
{
	struct statfs fs;
	struct text t;
	enum row row;

	if (text_open(&t, "/proc/filesystems") < 0)
		return D2;
	text_close(&t);
	if (!mount_is_possible())
		return D10;
	for (size_t i = 0; i < ARRAY_SIZE(mountpoints); i++) {
		int r = io_statfs(mountpoints[i], &fs);

		if (r == -EACCES || r == -EPERM)
			return D3B;
	}
	row = unseen_mount();
	if (row != D8B && io_statfs("/sys/fs/selinux", &fs) == 0 && fs.f_type != SYSFS_MAGIC)
		return io_exists("/sys/fs/selinux/enforce") ? D9 : D3;
	return row;
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
	const char *mountpoint;

	switch (presence_look(&mountpoint)) {
	case ROW_READ_ONLY:
		return D4;
	case ROW_PARTIAL:
		return D9B;
	case ROW_NO_CONFIG:
		return D5;
	case ROW_CLOSED:
		return D12;
	case ROW_NO_STORE:
		return D6;
	case ROW_OTHER_POLICY:
		return D13;
	case ROW_MISNAMED_STORE:
		return D6B;
	case ROW_ENABLED:
		if (!policy_is_loaded())
			return D11;
		return strcmp(mountpoint, "/selinux") == 0 ? D8 : D7;
	case ROW_NOT_MOUNTED:
		break;
	}
	return not_mounted();
}

struct diagnosis diagnose(void)
{
	int saved = errno;
	struct diagnosis e = rows[find_row()];

	errno = saved;
	return e;
}

PUBLIC const char *selinux_strict_reason(void)
{
	return diagnose().reason;
}

PUBLIC const char *selinux_strict_version(void)
{
	return STRICT_VERSION;
}
