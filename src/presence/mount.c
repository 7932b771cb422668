/* SPDX-License-Identifier: MIT */
/*
 * Where selinuxfs is mounted: /sys/fs/selinux, else /selinux, nowhere else; and whether it is all
 * there. Owns selinux_mnt, which programs read too, so its strings are never freed here.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "presence/presence.h"

/* linux/statfs.h: f_flags holds something (kernel 2.6.36 on). */
#define ST_VALID 0x20

PUBLIC char *selinux_mnt;

bool mount_is_read_only(const char *path, const struct statfs *fs)
{
	struct statvfs vfs;

	if (fs->f_flags & ST_VALID)
		return fs->f_flags & ST_RDONLY;
	return statvfs(path, &vfs) < 0 || (vfs.f_flag & ST_RDONLY);
}

static bool is_denied(int r)
{
	return r == -EACCES || r == -EPERM;
}

/* What the file that every selinuxfs has tells of the mount: it is missing where a directory of
 * selinuxfs is bound, of another file system where it is masked. What fails for another reason
 * says nothing. */
static enum mount_state classify_enforce(const char *path)
{
	struct statfs fs;
	int r = io_statfs(path, &fs);

	if (r == -ENOENT || r == -ENOTDIR || r == -ELOOP ||
		(r == 0 && (uint32_t)fs.f_type != SELINUX_MAGIC))
		return MOUNT_PARTIAL;
	if (r == 0) {
		AUTO_CLOSE int fd = io_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);

		r = fd < 0 ? fd : 0;
	}
	return is_denied(r) ? MOUNT_CLOSED : MOUNT_USABLE;
}

static enum mount_state classify_mount(const char *mountpoint, const char *enforce)
{
	struct statfs fs;

	if (io_statfs(mountpoint, &fs) < 0 || (uint32_t)fs.f_type != SELINUX_MAGIC)
		return MOUNT_NONE;
	if (mount_is_read_only(mountpoint, &fs))
		return MOUNT_READ_ONLY;
	return classify_enforce(enforce);
}

/* Is something else than sysfs mounted over the first mountpoint? */
static bool is_masked(void)
{
	struct stat over, below;

	return io_stat("/sys/fs/selinux", &over) == 0 && io_stat("/sys/fs", &below) == 0 &&
	       over.st_dev != below.st_dev;
}

enum mount_state mount_find(const char **mountpoint)
{
	int saved = errno;
	enum mount_state state = classify_mount("/sys/fs/selinux", "/sys/fs/selinux/enforce");

	*mountpoint = "/sys/fs/selinux";
	/* A mask over it, and a read-only one, is a container engine's word for "not yours": no
	 * second try. Images seldom have the old mountpoint at all. */
	if (state == MOUNT_NONE && io_exists("/selinux")) {
		state = classify_mount("/selinux", "/selinux/enforce");
		*mountpoint = "/selinux";
		if (state != MOUNT_NONE && is_masked())
			state = MOUNT_NONE;
	}
	if (state == MOUNT_NONE)
		*mountpoint = NULL;
	errno = saved;
	return state;
}

const char *mount_point(void)
{
	return __atomic_load_n(&selinux_mnt, __ATOMIC_ACQUIRE);
}

/* COMPAT: a string from malloc(), for who frees it: sefcontext_compile has libselinux.a's half of
 * this in it, takes selinux_mnt for its own and frees it when it ends (tests/unit/test_presence.c
 * a_caller_may_free_the_mountpoint). The string before stays, for who is reading it. */
void mount_point_set(const char *mountpoint)
{
	const char *now = mount_point();
	char *copy = NULL;

	if (mountpoint && now && strcmp(mountpoint, now) == 0)
		return;
	if (mountpoint && !(copy = str_dup(mountpoint)))
		return; /* without memory all stays as it was */
	__atomic_store_n(&selinux_mnt, copy, __ATOMIC_RELEASE);
}

/* Does the kernel know selinuxfs, mounted or not? COMPAT: a /proc/filesystems that cannot be read
 * counts as yes (tests/unit/test_presence.c an_unreadable_list_of_file_systems_counts_as_yes). */
bool mount_is_possible(void)
{
	int saved = errno;
	bool found = false;
	struct text t;

	if (text_open(&t, "/proc/filesystems") < 0)
		return true;
	while (!found && text_next(&t))
		for (size_t i = 0; i < t.len && !found; i++)
			found = str_starts_with(t.line + i, "selinuxfs");
	text_close(&t);
	errno = saved;
	return found;
}

PUBLIC int selinuxfs_exists(void)
{
	return mount_is_possible();
}
