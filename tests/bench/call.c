/* SPDX-License-Identifier: MIT */
/*
 * What a call costs that does nothing but ask the kernel, beside the bare system calls that it is
 * made of: the fastest of many short runs, in turn. Runs as root where no SELinux is: labels are
 * then plain attributes of files, and selinuxfs is a folder. Prints "NAME OURS BARE" in
 * nanoseconds.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "../lib/fakefs.h"

#define LABEL "system_u:object_r:etc_t:s0"

enum {
	ROUNDS = 400,
	CALLS = 200
};

static char file[] = "/dev/shm/bench.XXXXXX";
static int fd, bad;

static void getfilecon_ours(void)
{
	char *con = NULL;

	bad |= getfilecon_raw(file, &con) < 0;
	freecon(con);
}

static void getfilecon_bare(void)
{
	char con[256];

	bad |= getxattr(file, "security.selinux", con, sizeof(con)) < 0;
}

static void fgetfilecon_ours(void)
{
	char *con = NULL;

	bad |= fgetfilecon_raw(fd, &con) < 0;
	freecon(con);
}

static void fgetfilecon_bare(void)
{
	char con[256];

	bad |= fgetxattr(fd, "security.selinux", con, sizeof(con)) < 0;
}

static void setfilecon_ours(void)
{
	bad |= setfilecon_raw(file, LABEL) < 0;
}

static void setfilecon_bare(void)
{
	bad |= setxattr(file, "security.selinux", LABEL, sizeof(LABEL), 0) < 0;
}

static void getenforce_ours(void)
{
	bad |= security_getenforce() < 0;
}

static void getenforce_bare(void)
{
	char text[16];
	int node = open(fakefs_path("enforce"), O_RDONLY | O_CLOEXEC);

	bad |= read(node, text, sizeof(text)) <= 0;
	close(node);
}

static void policyvers_ours(void)
{
	bad |= security_policyvers() < 0;
}

static struct bench {
	const char *name;
	void (*ours)(void), (*bare)(void);
	double best[2];
} benches[] = {
	{"getfilecon_raw", getfilecon_ours, getfilecon_bare, {1e9, 1e9}},
	{"fgetfilecon_raw", fgetfilecon_ours, fgetfilecon_bare, {1e9, 1e9}},
	{"setfilecon_raw", setfilecon_ours, setfilecon_bare, {1e9, 1e9}},
	{"security_getenforce", getenforce_ours, getenforce_bare, {1e9, 1e9}},
	{"security_policyvers", policyvers_ours, getenforce_bare, {1e9, 1e9}},
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void measure(void (*run)(void), double *best)
{
	double start = now(), took;

	for (int i = 0; i < CALLS; i++)
		run();
	took = (now() - start) / CALLS;
	if (took < *best)
		*best = took;
}

int main(void)
{
	const size_t count = sizeof(benches) / sizeof(benches[0]);

	fakefs_make();
	fakefs_fill();
	fakefs_text("policyvers", "33");
	fd = mkstemp(file);
	if (fd < 0 || setfilecon_raw(file, LABEL) < 0)
		return perror(file), 1;
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < count; i++) {
			measure(benches[i].ours, &benches[i].best[0]);
			measure(benches[i].bare, &benches[i].best[1]);
		}
	}
	unlink(file);
	fakefs_remove();
	for (size_t i = 0; i < count; i++)
		printf("%s %.1f %.1f\n", benches[i].name, benches[i].best[0], benches[i].best[1]);
	if (bad)
		fputs("a call failed: nothing of this counts\n", stderr);
	return bad;
}
