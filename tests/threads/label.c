/* SPDX-License-Identifier: MIT */
/*
 * Sixteen threads look paths up on one handle that was just opened, so that whatever is made on
 * first use is made by all of them together; some ask for digests, for which nodes are put in
 * order. Every answer must be the one that a single thread got, and ThreadSanitizer must find
 * nothing.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <selinux/label.h>
#include <selinux/selinux.h>

enum {
	THREADS = 16,
	ROUNDS = 40,
	PATHS = 400,
	DIGESTS = 8
};

static char file[] = "/tmp/threads-label.XXXXXX";
static struct selabel_handle *handle;
static char *expected[PATHS];
static uint8_t digests[DIGESTS][20];
static pthread_barrier_t barrier;
static int wrong;

static const char *const tops[] = {"usr", "var", "etc", "opt\\.d"};

static void write_specs(void)
{
	FILE *f = fdopen(mkstemp(file), "w");

	fprintf(f,
		"/.*\tu:r:root:s0\n/(.*/)?core\t--\tu:r:core:s0\n/[^/]+/(.*/)?x?bin\tu:r:bin:s0\n");
	for (int i = 0; i < 400; i++) {
		const char *top = tops[i % 4];

		fprintf(f, "/%s/d%d/f%d\t%s\tu:r:literal%d:s0\n", top, i % 7, i / 4,
			i % 3 ? "--" : "-d", i);
		fprintf(f, "/%s/d%d/e%d/g(/.*)?\tu:r:below%d:s0\n", top, i % 7, i % 5, i);
		fprintf(f, "/%s/d%d/[a-f]+%d.*\tu:r:class%d:s0\n", top, i % 7, i / 4, i);
	}
	fclose(f);
}

static void open_handle(void)
{
	struct selinux_opt option = {SELABEL_OPT_PATH, file};

	handle = selabel_open(SELABEL_CTX_FILE, &option, 1);
	if (!handle)
		exit(2);
}

static void make_path(int i, char path[64])
{
	static const char *const forms[] = {"/%.3s/d%d/f%d", "/%.3s/d%d/e3/g/%d",
		"/%.3s/d%d/ab%d/c", "/%.3s/xbin/d%d/%d/core", "/%.3s/d%d/%d/xbin"};

	snprintf(path, 64, forms[i % 5], tops[i % 3], i % 7, i / 4);
}

static char *look_up(int i)
{
	char path[64], *con = NULL;

	make_path(i, path);
	return selabel_lookup_raw(handle, &con, path, 0100000) < 0 ? NULL : con;
}

static void digest_of(int i, uint8_t digest[20])
{
	char path[64];

	snprintf(path, sizeof(path), "/%.3s/d%d", tops[i % 3], i);
	memset(digest, 0, 20);
	selabel_hash_all_partial_matches(handle, path, digest);
}

static void *work(void *arg)
{
	int me = (int)(intptr_t)arg;

	for (int round = 0; round < ROUNDS; round++) {
		pthread_barrier_wait(&barrier);
		for (int n = 0; n < PATHS; n++) {
			int i = (n + me * 25) % PATHS;
			char *con = look_up(i);
			uint8_t digest[20];

			if (!con || strcmp(con, expected[i]) != 0)
				__atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED);
			freecon(con);
			if (n % 50 || me % 2)
				continue;
			i = n / 50 % DIGESTS;
			digest_of(i, digest);
			if (memcmp(digest, digests[i], 20) != 0)
				__atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED);
		}
		pthread_barrier_wait(&barrier);
		if (me == 0) {
			selabel_close(handle);
			open_handle();
		}
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[THREADS];
	int distinct = 0;

	write_specs();
	open_handle();
	for (int i = 0; i < PATHS; i++) {
		expected[i] = look_up(i);
		if (!expected[i])
			return 2;
		distinct += i && strcmp(expected[i], expected[i - 1]) != 0;
	}
	for (int i = 0; i < DIGESTS; i++)
		digest_of(i, digests[i]);
	selabel_close(handle);
	open_handle();
	pthread_barrier_init(&barrier, NULL, THREADS);
	for (intptr_t i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	selabel_close(handle);
	unlink(file);
	for (int i = 0; i < PATHS; i++)
		freecon(expected[i]);
	printf("%d labels of %d distinct, %d wrong\n", PATHS, distinct, wrong);
	return wrong || distinct < PATHS / 2;
}
