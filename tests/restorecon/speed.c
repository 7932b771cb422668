/* SPDX-License-Identifier: MIT */
/*
 * How long a relabelling takes that finds nothing to do, against a bare walk that reads the label
 * of each file. Through public headers only: the same binary runs on any library.
 *
 * Usage: speed make DIR FILES         a tree of so many files
 *        speed label DIR SPECS [N]    gives them labels, DIR being /; N threads
 *        speed walk DIR               the bare walk
 * The last two print how many microseconds it took, and a result.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include <selinux/label.h>
#include <selinux/restorecon.h>

#pragma weak selinux_restorecon_parallel

/* Processor time, which does not notice what else the machine does; with threads, real time. */
static clockid_t clock_used = CLOCK_PROCESS_CPUTIME_ID;

static double now(void)
{
	struct timespec t;

	clock_gettime(clock_used, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void make_directories(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
	if (mkdir(path, 0755) < 0 || chdir(path) < 0)
		die(path);
}

/* 100 files a folder, 20 folders a folder, named as under /usr. */
static void make(const char *root, int files)
{
	static const char *const tops[] = {"usr/share", "usr/lib", "usr/src", "var/lib", "srv"};
	char path[512];
	int made = 0;

	for (int d = 0; made < files; d++) {
		snprintf(path, sizeof(path), "%s/%s/package-%d/data-%d", root, tops[d % 5], d / 20,
			d % 20);
		make_directories(path);
		for (int f = 0; f < 100 && made < files; f++, made++) {
			snprintf(path, sizeof(path), "some-file-%d.%s", f, f % 3 ? "so" : "txt");
			close(open(path, O_CREAT | O_WRONLY, 0644));
		}
	}
}

/* The system calls that a walk by descriptors must make, and nothing else: a folder is opened,
 * asked for its device, its label and its entries, and closed; and each file is asked for its
 * label. */
static ssize_t label_of(int folder, const char *name, char *value, size_t size)
{
	struct {
		uint64_t value;
		uint32_t size, flags;
	} args = {(uintptr_t)value, (uint32_t)size, 0};
	char path[300];
	ssize_t n = syscall(464, folder, name, AT_SYMLINK_NOFOLLOW, "security.selinux", &args,
		sizeof(args)); /* getxattrat(), Linux 6.13 */

	if (n >= 0 || errno != ENOSYS)
		return n;
	snprintf(path, sizeof(path), "/proc/self/fd/%d/%s", folder, name);
	return lgetxattr(path, "security.selinux", value, size);
}

static long bare(int folder, const char *name)
{
	_Alignas(8) char buf[32768], value[256];
	char *below[4096];
	int folders = 0,
	    self = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;
	long n, seen = 1;

	if (self < 0 || fstat(self, &st) < 0)
		die(name);
	fgetxattr(self, "security.selinux", value, sizeof(value));
	while ((n = syscall(SYS_getdents64, self, buf, sizeof(buf))) > 0)
		for (char *p = buf; p < buf + n; p += *(unsigned short *)(p + 16)) {
			const char *entry = p + 19;

			if (!strcmp(entry, ".") || !strcmp(entry, ".."))
				continue;
			if (p[18] == DT_DIR && folders < 4096) {
				below[folders++] = strdup(entry);
				continue;
			}
			label_of(self, entry, value, sizeof(value));
			seen++;
		}
	while (folders--) {
		seen += bare(self, below[folders]);
		free(below[folders]);
	}
	close(self);
	return seen;
}

static void label(const char *root, const char *specs, const char *threads)
{
	struct selinux_opt option = {SELABEL_OPT_PATH, specs};
	struct selabel_handle *handle = selabel_open(SELABEL_CTX_FILE, &option, 1);
	unsigned flags = SELINUX_RESTORECON_RECURSE | SELINUX_RESTORECON_COUNT_RELABELED;
	double start;
	int r;

	if (!handle)
		die(specs);
	selinux_restorecon_set_sehandle(handle);
	selinux_restorecon_set_alt_rootpath(root);
	if (threads)
		clock_used = CLOCK_MONOTONIC;
	start = now();
	if (threads && selinux_restorecon_parallel)
		r = selinux_restorecon_parallel(root, flags, strtoul(threads, NULL, 10));
	else
		r = selinux_restorecon(root, flags);
	printf("%.0f %d\n", now() - start, r);
}

int main(int argc, char **argv)
{
	if (argc > 3 && !strcmp(argv[1], "make")) {
		make(argv[2], atoi(argv[3]));
	} else if (argc > 3 && !strcmp(argv[1], "label")) {
		label(argv[2], argv[3], argc > 4 ? argv[4] : NULL);
	} else if (argc > 2 && !strcmp(argv[1], "walk")) {
		double start = now();
		long seen = bare(AT_FDCWD, argv[2]);

		printf("%.0f %ld\n", now() - start, seen);
	} else {
		return 2;
	}
	return 0;
}
