/* SPDX-License-Identifier: MIT */
/*
 * Sixteen threads check while policies are loaded, the mode is switched and the cache is emptied;
 * then eight check by name while the AVC is destroyed and the status page closed under them. No
 * answer may be wrong, and ThreadSanitizer must find nothing. The kernel is made up: its status
 * page and enforce are files, its decisions are a function of ours that stands for
 * kernel_compute_av().
 *
 * WRAP: kernel_compute_av kernel_compute_create presence_is_enabled
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <selinux/avc.h>

#include "../lib/fakefs.h"
#include "kernel/kernel.h"

enum {
	CHECKERS = 12,
	ROUNDS = 4000,
	CHANGES = 200,
	SOURCES = 40
};

static int wrong, verified, done;
static security_id_t target;

/* What the policy of this number allows to this source. */
static access_vector_t policy(const char *source, uint32_t number)
{
	return (strlen(source) + number) % 2 ? FAKE_READ : FAKE_WRITE;
}

int __wrap_kernel_compute_av(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd);
int __wrap_kernel_compute_av(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd)
{
	uint32_t number = __atomic_load_n(&fakefs_page->policyload, __ATOMIC_SEQ_CST);

	(void)tcon, (void)tclass, (void)requested;
	*avd = (struct av_decision){
		.allowed = policy(scon, number), .decided = ~0U, .seqno = number};
	return 0;
}

int __wrap_kernel_compute_create(const char *scon, const char *tcon, security_class_t tclass,
	const char *objname, char **newcon);
int __wrap_kernel_compute_create(const char *scon, const char *tcon, security_class_t tclass,
	const char *objname, char **newcon)
{
	(void)tcon, (void)tclass, (void)objname;
	*newcon = strdup(scon);
	return *newcon ? 0 : -ENOMEM;
}

bool __wrap_presence_is_enabled(void);
bool __wrap_presence_is_enabled(void)
{
	return 1;
}

/* The status page is exchanged for an empty one below its readers: to ThreadSanitizer an mmap() is
 * a write of all its bytes, while the kernel makes it one step. */
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void)
{
	return "race:unmap_page\nrace:map_page\nrace:status_quiet\nrace:snapshot\n";
}

static void source_name(char *name, size_t size, unsigned i)
{
	/* lengths differ by one */
	snprintf(name, size, "user_u:user_r:user_t:s0:c%u%.*s", i, (int)(i % 5), "00000");
}

/* The kernel's state; odd: just changing. */
static uint32_t state(uint32_t *mode, uint32_t *number)
{
	uint32_t sequence = __atomic_load_n(&fakefs_page->sequence, __ATOMIC_SEQ_CST);

	*mode = __atomic_load_n(&fakefs_page->enforcing, __ATOMIC_SEQ_CST);
	*number = __atomic_load_n(&fakefs_page->policyload, __ATOMIC_SEQ_CST);
	return sequence;
}

/* An answer is to be judged only if nothing changed while it was made. */
static void judge(const char *source, access_vector_t asked, int answer, int error, uint32_t before,
	uint32_t mode, uint32_t number)
{
	uint32_t m, n;
	bool allowed = !mode || !(asked & ~policy(source, number));

	if (before % 2 || state(&m, &n) != before || (answer < 0 && error == EAGAIN))
		return;
	__atomic_add_fetch(&verified, 1, __ATOMIC_RELAXED);
	if (allowed != (answer == 0) || (answer < 0 && error != EACCES))
		__atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED);
}

static void *check_by_sid(void *arg)
{
	unsigned seed = (unsigned)(uintptr_t)arg;
	struct avc_entry_ref ref = {NULL};
	security_id_t sid, created;
	struct av_decision avd;
	char name[64];

	for (unsigned i = 0; i < ROUNDS; i++) {
		access_vector_t asked = i % 2 ? FAKE_READ : FAKE_WRITE;
		uint32_t before, mode, number;
		int r;

		source_name(name, sizeof(name), rand_r(&seed) % SOURCES);
		if (avc_context_to_sid_raw(name, &sid) < 0 || strcmp(sid->ctx, name) != 0)
			__atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED);
		before = state(&mode, &number);
		r = i % 3 ? avc_has_perm_noaudit(sid, target, FAKE_FILE, asked, &ref, &avd)
			  : avc_has_perm(sid, target, FAKE_FILE, asked, NULL, NULL);
		judge(name, asked, r, errno, before, mode, number);
		if (i % 16 == 0 && (avc_compute_create(sid, target, FAKE_FILE, &created) < 0 ||
					   created != sid))
			__atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

static void *check_by_name(void *arg)
{
	unsigned seed = (unsigned)(uintptr_t)arg;
	char name[64];

	for (unsigned i = 0; i < ROUNDS; i++) {
		uint32_t before, mode, number;
		int r;

		source_name(name, sizeof(name), rand_r(&seed) % SOURCES);
		before = state(&mode, &number);
		r = selinux_check_access(name, "system_u:object_r:etc_t:s0", "file", "read", NULL);
		/* destroyed just before it was to be used: it says so */
		if (r == 0 || errno != EINVAL)
			judge(name, FAKE_READ, r, errno, before, mode, number);
	}
	return NULL;
}

static void *change(void *arg)
{
	(void)arg;
	for (uint32_t i = 0; i < CHANGES; i++) {
		fakefs_change(i % 2, 8 + i);
		usleep(500);
	}
	__atomic_store_n(&done, 1, __ATOMIC_SEQ_CST);
	return NULL;
}

static void *reset(void *arg)
{
	struct avc_cache_stats stats;

	(void)arg;
	while (!__atomic_load_n(&done, __ATOMIC_SEQ_CST)) {
		avc_reset();
		selinux_status_updated();
		avc_cache_stats(&stats);
		avc_av_stats();
		avc_sid_stats();
		usleep(300);
	}
	return NULL;
}

static void *end_and_start(void *arg)
{
	(void)arg;
	while (!__atomic_load_n(&done, __ATOMIC_SEQ_CST)) {
		avc_destroy();
		usleep(200);
		if (avc_open(NULL, 0) < 0)
			__atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED);
		usleep(200);
	}
	return NULL;
}

static void *open_and_close(void *arg)
{
	(void)arg;
	while (!__atomic_load_n(&done, __ATOMIC_SEQ_CST)) {
		if (selinux_status_open(0) < 0)
			__atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED);
		selinux_status_getenforce();
		selinux_status_policyload();
		selinux_status_updated();
		selinux_status_close();
	}
	return NULL;
}

static int on_reset(uint32_t event, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t perms, access_vector_t *retained)
{
	(void)event, (void)ssid, (void)tsid, (void)tclass, (void)perms, (void)retained;
	return 0;
}

static int log_nothing(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	return 0;
}

static void run(void *(*const bodies[])(void *), size_t count)
{
	pthread_t threads[16];

	done = 0;
	for (size_t i = 0; i < count; i++)
		pthread_create(&threads[i], NULL, bodies[i], (void *)(uintptr_t)(i + 1));
	for (size_t i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
}

int main(void)
{
	union selinux_callback cb = {.func_log = log_nothing};
	void *(*first[16])(void *) = {change, reset, reset, open_and_close};
	void *(*const second[])(void *) = {change, end_and_start, end_and_start, open_and_close,
		check_by_name, check_by_name, check_by_name, check_by_name, check_by_name,
		check_by_name, check_by_name, check_by_name};

	fakefs_make();
	fakefs_fill();
	selinux_set_callback(SELINUX_CB_LOG, cb);
	for (int i = 0; i < CHECKERS; i++)
		first[4 + i] = i % 3 ? check_by_sid : check_by_name;
	if (avc_open(NULL, 0) < 0 || avc_context_to_sid_raw("target", &target) < 0)
		return perror("avc_open"), 1;
	avc_add_callback(on_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0);
	run(first, 16);
	printf("while it was reset:     %d answers judged, %d wrong\n", verified, wrong);
	run(second, sizeof(second) / sizeof(second[0]));
	printf("while it was destroyed: %d answers judged, %d wrong\n", verified, wrong);
	avc_destroy();
	fakefs_remove();
	return wrong != 0 || verified == 0;
}
