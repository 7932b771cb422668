/* SPDX-License-Identifier: MIT */
/*
 * Folders are swapped for links to a folder outside, to and fro, as fast as one thread can, while
 * the tree that they are in is relabelled again and again, and single files in it by paths that
 * lead through what is swapped. What is outside must keep its labels. The links are root's, but the
 * tree is another user's, who could have put them there.
 *
 * Usage: race SECONDS THREADS		so long at least, and until enough was done
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

#include "../lib/patience.h"

#pragma weak selinux_restorecon_parallel

enum {
	FOLDERS = 8,
	FILES = 20
};

static const uid_t somebody = 1000;
static const char kept[] = "u:r:kept:s0", old[] = "u:r:old:s0";
static int stopping;
static unsigned long swaps, reached;

static void die(const char *what)
{
	perror(what);
	exit(125);
}

static int ignore(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	return 0;
}

static void make_file(const char *path, const char *label)
{
	close(open(path, O_CREAT | O_WRONLY, 0644));
	if (lsetxattr(path, "security.selinux", label, strlen(label) + 1, 0) < 0)
		die(path);
}

static void make_folder(const char *path, const char *label)
{
	char file[128];

	if (mkdir(path, 0755) < 0 ||
		lsetxattr(path, "security.selinux", label, strlen(label) + 1, 0) < 0)
		die(path);
	for (int i = 0; i < FILES; i++) {
		snprintf(file, sizeof(file), "%s/f%d", path, i);
		make_file(file, label);
	}
}

static void make(void)
{
	static const char specs[] = "/mnt(/.*)?\tu:r:new:s0\n/mnt/tree/.*/x.*\tu:r:none:s0\n";
	char path[128];
	int fd;

	if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
		mount("tmpfs", "/mnt", "tmpfs", 0, NULL) < 0)
		die("mount");
	fd = open("/mnt/specs", O_CREAT | O_WRONLY, 0644);
	if (write(fd, specs, sizeof(specs) - 1) < 0)
		die("write");
	close(fd);
	make_folder("/mnt/outside", kept);
	make_folder("/mnt/tree", old);
	if (chmod("/mnt", 0755) < 0 || chown("/mnt/tree", somebody, somebody) < 0)
		die("/mnt");
	for (int i = 0; i < FOLDERS; i++) {
		snprintf(path, sizeof(path), "/mnt/tree/d%d", i);
		make_folder(path, old);
		snprintf(path, sizeof(path), "/mnt/tree/l%d", i);
		if (symlink("/mnt/outside", path) < 0)
			die(path);
	}
}

/* Each file of what may be a folder now, or a link. */
static void relabel_through(unsigned i)
{
	char path[64];

	for (int f = 0; f < FILES; f++) {
		snprintf(path, sizeof(path), "/mnt/tree/%c%u/f%d", f % 2 ? 'd' : 'l', i % FOLDERS,
			f);
		reached += selinux_restorecon(path, SELINUX_RESTORECON_IGNORE_NOENTRY) == 0;
	}
}

static void *swap(void *arg)
{
	char folder[64], link[64];

	(void)arg;
	for (unsigned i = 0; !__atomic_load_n(&stopping, __ATOMIC_RELAXED); i++) {
		snprintf(folder, sizeof(folder), "/mnt/tree/d%u", i % FOLDERS);
		snprintf(link, sizeof(link), "/mnt/tree/l%u", i % FOLDERS);
		if (renameat2(AT_FDCWD, folder, AT_FDCWD, link, RENAME_EXCHANGE) < 0)
			die("renameat2");
		__atomic_add_fetch(&swaps, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

static int is_kept(const char *path)
{
	char label[128] = "";

	if (lgetxattr(path, "security.selinux", label, sizeof(label) - 1) < 0)
		die(path);
	if (!strcmp(label, kept))
		return 1;
	printf("race: %s has become %s\n", path, label);
	return 0;
}

static int outside_is_kept(void)
{
	char path[128];
	int good = is_kept("/mnt/outside");

	for (int i = 0; i < FILES; i++) {
		snprintf(path, sizeof(path), "/mnt/outside/f%d", i);
		good &= is_kept(path);
	}
	return good;
}

/* Back to the old label, so that the next run has something to do. */
static void reset(void)
{
	char path[128];

	for (int i = 0; i < FOLDERS; i++)
		for (int f = 0; f < FILES; f++) {
			struct stat st;
			int fd;

			snprintf(path, sizeof(path), "/mnt/tree/%c%d", f % 2 ? 'd' : 'l', i);
			fd = open(path, O_DIRECTORY | O_NOFOLLOW);
			snprintf(path, sizeof(path), "f%d", f);
			if (fd < 0)
				continue;
			if (fstat(fd, &st) == 0) {
				int file = openat(fd, path, O_RDONLY | O_NOFOLLOW);

				fsetxattr(file, "security.selinux", old, sizeof(old), 0);
				close(file);
			}
			close(fd);
		}
}

static void out_of_time(int number)
{
	static const char text[] = "race: OUT OF TIME\n";

	(void)number;
	_exit(write(1, text, sizeof(text) - 1) < 0 ? 125 : OUT_OF_TIME);
}

int main(int argc, char **argv)
{
	struct selinux_opt option = {SELABEL_OPT_PATH, "/mnt/specs"};
	union selinux_callback log = {.func_log = ignore};
	long seconds = argc > 1 ? atol(argv[1]) : 3;
	size_t threads = argc > 2 ? (size_t)atol(argv[2]) : 1;
	unsigned long runs = 0, changed = 0;
	bool raced = false;
	time_t end;
	pthread_t swapper;
	int good;

	alarm(patience(300));
	signal(SIGALRM, out_of_time);
	make();
	selinux_set_callback(SELINUX_CB_LOG, log);
	selinux_restorecon_set_sehandle(selabel_open(SELABEL_CTX_FILE, &option, 1));
	pthread_create(&swapper, NULL, swap, NULL);
	for (end = time(NULL) + seconds; time(NULL) < end || !raced; runs++) {
		char label[128] = "";
		unsigned flags = SELINUX_RESTORECON_RECURSE | SELINUX_RESTORECON_IGNORE_NOENTRY;

		if (threads > 1 && selinux_restorecon_parallel)
			selinux_restorecon_parallel("/mnt/tree", flags, threads);
		else
			selinux_restorecon("/mnt/tree", flags);
		getxattr("/mnt/tree/f1", "security.selinux", label, sizeof(label) - 1);
		changed += !strcmp(label, "u:r:new:s0");
		reset();
		relabel_through((unsigned)runs);
		reset();
		raced = runs > 10 && changed && reached &&
			__atomic_load_n(&swaps, __ATOMIC_RELAXED) > 1000;
	}
	__atomic_store_n(&stopping, 1, __ATOMIC_RELAXED);
	pthread_join(swapper, NULL);
	good = outside_is_kept();
	printf("race: %lu runs, %lu swaps, %zu threads: %s\n", runs, swaps, threads,
		good ? "nothing outside was touched" : "FAILED");
	return !good;
}
