/* SPDX-License-Identifier: MIT */
/*
 * All calls over and over on the kernel that is there, its mode switched and its policy loaded
 * anew: neither memory nor descriptors may grow once all has been done three times.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "outcome.h"

/* In kB, as /proc has it. */
static long resident(void)
{
	char line[128];
	long kb = -1;
	FILE *f = fopen("/proc/self/status", "re");

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "VmRSS: %ld", &kb) == 1)
			break;
	if (f)
		fclose(f);
	return kb;
}

static void whole(const struct call *call)
{
	void (*const steps[])(void) = {call->setup, call->run, call->inspect, call->teardown};

	for (size_t i = 0; i < COUNT(steps); i++)
		if (steps[i])
			steps[i]();
}

int soak(long seconds, bool verbose)
{
	static const char *const not_here[] = {"setcon_raw", "security_disable",
		"security_setenforce", "security_load_policy", "selinux_init_load_policy",
		"selinux_strict_recheck", "selinux_set_policy_root", NULL};
	enum {
		WARM = 3,
		SLACK = 128 /* kB that the allocator may keep here or there */
	};
	long start = 0, end = time(NULL) + seconds, first = 0, now = 0;
	const struct call *call;
	int fds = 0;
	unsigned pass;

	/* mcstransd's stand-in serves here, too */
	if (symlink(world_path("setrans"), "/run/setrans") < 0)
		perror("/run/setrans");
	calls_quiet();
	for (pass = 0; pass < WARM + 2 || time(NULL) < end; pass++) {
		if (pass == WARM) {
			first = resident();
			fds = descriptors();
			start = time(NULL);
		}
		for (size_t i = 0; (call = call_at(i)); i++) {
			bool skip = false;

			for (const char *const *name = not_here; *name; name++)
				skip |= !strcmp(*name, call->name);
			memset(outcome, 0, sizeof(*outcome));
			if (!skip)
				whole(call);
			if (pass == 0 && verbose)
				printf("%s: %s\n", call->name, skip ? "not here" : show(outcome));
		}
		if (security_setenforce(pass % 2) < 0)
			return perror("security_setenforce"), 1;
	}
	now = resident();
	security_setenforce(0);
	printf("%u passes in %ld s: %ld kB, then %ld kB; %d descriptors, then %d\n", pass,
		(long)time(NULL) - start, first, now, fds, descriptors());
	return now > first + SLACK || descriptors() != fds;
}
