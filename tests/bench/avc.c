/* SPDX-License-Identifier: MIT */
/*
 * What calls cost that ask nobody, or whose answers are cached, in nanoseconds: the fastest of many
 * short runs, taken in turn. Through public headers only, so that it measures any libselinux.so.1.
 * Without SELinux it runs on a made-up selinuxfs (without selinux_check_access, unless the library
 * takes that for enabled). Prints "NAME NANOSECONDS" lines.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <selinux/avc.h>
#include <selinux/context.h>
#include <selinux/selinux.h>

#include "../lib/fakefs.h"

#define SOURCE "system_u:system_r:sshd_t:s0-s0:c0.c1023"
#define TARGET "system_u:object_r:etc_t:s0"

enum {
	ROUNDS = 300,
	CALLS = 5000,
	ENTRIES = 64
};

static security_id_t ssid, tsid, many[ENTRIES];
static security_class_t file;
static access_vector_t reading;
static struct avc_entry_ref ref;
static int bad;

/* What measuring itself costs: in the guest, reading the clock is slow. */
static void nothing(void)
{
	for (int i = 0; i < CALLS; i++)
		__asm__ volatile("");
}

static void noaudit(void)
{
	struct av_decision avd;

	for (int i = 0; i < CALLS; i++)
		bad |= avc_has_perm_noaudit(ssid, tsid, file, reading, NULL, &avd);
}

static void noaudit_by_ref(void)
{
	struct av_decision avd;

	for (int i = 0; i < CALLS; i++)
		bad |= avc_has_perm_noaudit(ssid, tsid, file, reading, &ref, &avd);
}

static void noaudit_of_many(void)
{
	struct av_decision avd;

	for (int i = 0; i < CALLS; i++)
		bad |= avc_has_perm_noaudit(many[i % ENTRIES], tsid, file, reading, NULL, &avd);
}

static void has_perm(void)
{
	for (int i = 0; i < CALLS; i++)
		bad |= avc_has_perm(ssid, tsid, file, reading, NULL, NULL);
}

static void context_to_sid(void)
{
	security_id_t sid;

	for (int i = 0; i < CALLS; i++)
		bad |= avc_context_to_sid(SOURCE, &sid);
}

static void check_access(void)
{
	for (int i = 0; i < CALLS; i++)
		bad |= selinux_check_access(SOURCE, TARGET, "file", "read", NULL);
}

/* What a program asks for that guards many kinds of objects, as init and a display server do. */
static const char *const classes[][2] = {
	{"file", "read"},
	{"dir", "search"},
	{"process", "transition"},
	{"tcp_socket", "connect"},
	{"fd", "use"},
	{"dbus", "send_msg"},
	{"service", "start"},
	{"system", "reload"},
	{"passwd", "chsh"},
	{"capability", "chown"},
	{"filesystem", "mount"},
	{"sem", "create"},
	{"unix_stream_socket", "connectto"},
	{"netlink_route_socket", "nlmsg_write"},
	{"db_table", "select"},
	{"x_drawable", "write"},
};

static void class_and_permission(void)
{
	for (int i = 0; i < CALLS; i++) {
		const char *const *pair = classes[i % 16];

		bad |= !string_to_av_perm(string_to_security_class(pair[0]), pair[1]);
	}
}

static void class_alone(void)
{
	for (int i = 0; i < CALLS; i++)
		bad |= !string_to_av_perm(string_to_security_class("file"), "read");
}

static void context_made(void)
{
	for (int i = 0; i < CALLS; i++) {
		context_t context = context_new(SOURCE);

		bad |= !context;
		context_free(context);
	}
}

static struct bench {
	const char *name;
	void (*run)(void);
	double best;
} benches[] = {
	{"", nothing, 1e9},
	{"avc_has_perm_noaudit", noaudit, 1e9},
	{"avc_has_perm_noaudit-ref", noaudit_by_ref, 1e9},
	{"avc_has_perm_noaudit-64", noaudit_of_many, 1e9},
	{"avc_has_perm", has_perm, 1e9},
	{"avc_context_to_sid", context_to_sid, 1e9},
	{"selinux_check_access", check_access, 1e9},
	{"class-and-permission", class_alone, 1e9},
	{"class-and-permission-16", class_and_permission, 1e9},
	{"context_new-and-free", context_made, 1e9},
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Asks once for what is to be in the cache. */
static int warm(security_id_t source)
{
	struct av_decision avd;

	if (fakefs_page)
		fakefs_answer("access", "2 ffffffff 0 ffffffff 7 0");
	return avc_has_perm_noaudit(source, tsid, file, reading, &ref, &avd);
}

int main(void)
{
	const size_t count = sizeof(benches) / sizeof(benches[0]);
	char context[sizeof(SOURCE) + 8];
	int failed;

	if (is_selinux_enabled() != 1) {
		fakefs_make();
		fakefs_fill();
	}
	if (avc_open(NULL, 0) < 0 || avc_context_to_sid_raw(TARGET, &tsid) < 0)
		return perror("avc_open"), 1;
	file = string_to_security_class("file");
	reading = string_to_av_perm(file, "read");
	/* contexts that only differ in their categories are all valid in the policy */
	for (int i = 0; i < ENTRIES; i++) {
		snprintf(context, sizeof(context), "system_u:system_r:sshd_t:s0:c%d", i + 100);
		if (avc_context_to_sid_raw(context, &many[i]) < 0 || warm(many[i]) < 0)
			return perror(context), 1;
	}
	if (avc_context_to_sid(SOURCE, &ssid) < 0 || warm(ssid) < 0)
		return perror(SOURCE), 1;
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < count; i++) {
			double start = now(), took;

			benches[i].run();
			took = (now() - start) / CALLS;
			if (took < benches[i].best)
				benches[i].best = took;
		}
	}
	failed = bad;
	if (fakefs_page)
		fakefs_remove();
	for (size_t i = 1; i < count; i++)
		if (benches[i].run != check_access || is_selinux_enabled() == 1)
			printf("%s %.2f\n", benches[i].name, benches[i].best - benches[0].best);
	if (failed)
		fputs("a check was denied: nothing of this counts\n", stderr);
	return failed != 0;
}
