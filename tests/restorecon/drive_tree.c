/* SPDX-License-Identifier: MIT */
/*
 * Commands of drive.c that make what is relabelled: specifications, files, labels, mounts, the
 * caller; and the policy store.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "drive.h"

static void set_label(const char *path, const char *label)
{
	if (label && lsetxattr(path, "security.selinux", label, strlen(label) + 1, 0) < 0)
		die(path);
}

static void do_spec(void)
{
	int fd = open(specs, O_CREAT | O_WRONLY | O_APPEND, 0600);

	for (int i = 1; i < count; i++)
		dprintf(fd, "%s%s", words[i], i + 1 < count ? "\t" : "\n");
	close(fd);
}

static void do_nospec(void)
{
	unlink(specs);
}

static void do_dir(void)
{
	if (mkdir(words[1], 0755) < 0)
		die(words[1]);
	set_label(words[1], word(2));
}

static void do_file(void)
{
	int fd = open(words[1], O_CREAT | O_WRONLY, 0644);

	if (fd < 0)
		die(words[1]);
	close(fd);
	set_label(words[1], word(2));
}

static void do_symlink(void)
{
	if (symlink(words[2], words[1]) < 0)
		die(words[1]);
	set_label(words[1], word(3));
}

static void do_hard(void)
{
	if (link(words[2], words[1]) < 0)
		die(words[1]);
}

static void do_node(void)
{
	mode_t kind = *words[2] == 'p'   ? S_IFIFO
		      : *words[2] == 'c' ? S_IFCHR
		      : *words[2] == 'b' ? S_IFBLK
					 : S_IFSOCK;

	if (mknod(words[1], kind | 0600, makedev(1, 3)) < 0)
		die(words[1]);
	set_label(words[1], word(3));
}

/* How many files, how deep: `many DIR COUNT LABEL`, `deep DIR COUNT LABEL`. */
static void do_many(void)
{
	char path[512];

	for (int i = 0; i < atoi(words[2]); i++) {
		int fd;

		snprintf(path, sizeof(path), "%s/f%d", words[1], i);
		fd = open(path, O_CREAT | O_WRONLY, 0644);
		if (fd < 0)
			die(path);
		close(fd);
		set_label(path, word(3));
	}
}

static void do_deep(void)
{
	if (chdir(words[1]) < 0)
		die(words[1]);
	for (int i = 0; i < atoi(words[2]); i++) {
		if (mkdir("d", 0755) < 0 || chdir("d") < 0)
			die("deep");
		set_label(".", word(3));
	}
	if (chdir("/mnt") < 0)
		die("/mnt");
}

static void do_label(void)
{
	set_label(words[1], word(2));
}

static void do_digest(void)
{
	if (lsetxattr(words[1], "security.sehash", words[2], strlen(words[2]), 0) < 0)
		die(words[1]);
}

static void do_chmod(void)
{
	if (chmod(words[1], (mode_t)strtoul(words[2], NULL, 8)) < 0)
		die(words[1]);
}

static void do_owner(void)
{
	if (lchown(words[1], (uid_t)strtoul(words[2], NULL, 10), (gid_t)-1) < 0)
		die(words[1]);
}

static void do_remove(void)
{
	if (remove(words[1]) < 0)
		die(words[1]);
}

/* `swap DIR LINK`: DIR goes to DIR.away, and LINK takes its name. */
static void do_swap(void)
{
	char away[512];

	snprintf(away, sizeof(away), "%s.away", words[1]);
	if (rename(words[1], away) < 0 || rename(words[2], words[1]) < 0)
		die("swap");
}

static void do_mount(void)
{
	if (mount("tmpfs", words[1], words[2], 0, NULL) < 0)
		die(words[1]);
}

static void do_bind(void)
{
	if (mount(words[1], words[2], NULL, MS_BIND, NULL) < 0)
		die(words[2]);
}

static void do_readonly(void)
{
	if (mount(NULL, words[1], NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) < 0)
		die(words[1]);
}

static void do_unmount(void)
{
	if (umount2(words[1], MNT_DETACH) < 0)
		die(words[1]);
}

static void do_chdir(void)
{
	if (chdir(words[1]) < 0)
		die(words[1]);
}

/* What is in /mnt is all that there is from here on. */
static void do_chroot(void)
{
	mkdir("/mnt/media", 0755);
	if (mount("/media", "/mnt/media", NULL, MS_BIND, NULL) < 0 || chroot("/mnt") < 0)
		die("chroot");
}

static void do_user(void)
{
	if (setgid(12345) < 0 || setuid(12345) < 0)
		die("setuid");
}

/* `root TYPE`: the policy store is /media/TYPE from here on. */
static void do_root(void)
{
	char path[256];

	snprintf(path, sizeof(path), "/media/%s", words[1]);
	for (char *slash = path + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		mkdir(path, 0755);
	}
	mkdir(path, 0755);
	if (selinux_set_policy_root(path) < 0)
		die(path);
}

/* `write PATH LINE...`: a file of these lines. */
static void do_write(void)
{
	int fd = open(words[1], O_CREAT | O_WRONLY | O_TRUNC, 0644);

	if (fd < 0)
		die(words[1]);
	for (int i = 2; i < count; i++)
		dprintf(fd, "%s\n", words[i]);
	close(fd);
}

const struct command tree_commands[] = {
	{"spec", 1, do_spec},
	{"nospec", 0, do_nospec},
	{"dir", 1, do_dir},
	{"file", 1, do_file},
	{"symlink", 2, do_symlink},
	{"hard", 2, do_hard},
	{"node", 2, do_node},
	{"many", 3, do_many},
	{"deep", 3, do_deep},
	{"label", 2, do_label},
	{"digest", 2, do_digest},
	{"chmod", 2, do_chmod},
	{"owner", 2, do_owner},
	{"remove", 1, do_remove},
	{"swap", 2, do_swap},
	{"mount", 2, do_mount},
	{"bind", 2, do_bind},
	{"readonly", 1, do_readonly},
	{"unmount", 1, do_unmount},
	{"chdir", 1, do_chdir},
	{"chroot", 0, do_chroot},
	{"user", 0, do_user},
	{"root", 1, do_root},
	{"write", 1, do_write},
	{NULL, 0, NULL},
};
