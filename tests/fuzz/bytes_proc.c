/* SPDX-License-Identifier: MIT */
/*
 * Target `proc`: /proc/self/mountinfo, /proc/mounts and /proc/filesystems, the same bytes as each.
 */
#define _GNU_SOURCE
#include <string.h>

#include "../lib/files.h"
#include "mocks.h"
#include "presence/presence.h"
#include "restorecon/mounts.h"

static void run(const uint8_t *data, size_t size)
{
	struct mountinfo info;
	struct mounts mounts = {0};
	int r;

	mock_root = "proc";
	write_file("proc/proc/self/mountinfo", data, size);
	write_file("proc/proc/mounts", data, size);
	write_file("proc/proc/filesystems", data, size);
	must(mountinfo_open(&info) == 0, "a file that is there is read");
	while (mountinfo_next(&info))
		must(info.super_options && (!info.root || strlen(info.root) <= size),
			"words are of the file");
	mountinfo_close(&info);
	must(mount_is_possible() == (size && memmem(data, size, "selinuxfs", 9) != NULL),
		"a kernel that names selinuxfs knows it");
	r = mounts_read(&mounts, MOUNTS_UNLABELED | MOUNTS_COUNT_FILES);
	must(r == 0, "mounts are read");
	for (size_t i = 1; i < mounts.count; i++)
		must(strcmp(mounts.paths[i - 1], mounts.paths[i]) <= 0, "mounts are sorted");
	for (size_t i = 0; i < mounts.count; i++)
		must(is_mountpoint(&mounts, mounts.paths[i]), "a mountpoint is found");
	(void)is_below_mountpoint(&mounts, "/a/b");
	mounts_free(&mounts);
}

const struct target target_proc = {"proc", NULL, run};
