/* SPDX-License-Identifier: MIT */
/*
 * What labels cost. Through public headers only: the same binary runs on any library.
 *
 * Usage: label once SPECS PATH         opens, looks one path up, prints the label and how many
 * pages the process had to be given label paths SPECS PATHS       looks up each line of the file
 * PATHS, "MODE PATH" label threads SPECS PATHS N   N threads look all of them up
 *
 * `paths` prints microseconds to open, of the first pass and of the best of ROUNDS at most, KiB
 * resident, digest of the answers; `threads` lookups a second, and the digest.
 * MODE is octal. The files are read before the clock starts.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <selinux/label.h>
#include <selinux/selinux.h>

enum {
	ROUNDS = 5,
	ENOUGH = 4000000, /* microseconds: no round is begun after that many */
	MAX_THREADS = 64
};

struct path {
	const char *name;
	int mode;
};

static struct path *paths;
static size_t path_count;
static struct selabel_handle *handle;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

/* In microseconds. Processor time does not notice what else the machine does. */
static double now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void read_paths(const char *name)
{
	FILE *f = fopen(name, "r");
	char *line = NULL, *end;
	size_t room = 0;
	ssize_t len;

	if (!f)
		die(name);
	while ((len = getline(&line, &room, f)) > 0) {
		line[len - 1] = '\0';
		if (!(path_count & (path_count + 1)))
			paths = realloc(paths, (path_count + 1) * 2 * sizeof(*paths));
		paths[path_count].mode = (int)strtol(line, &end, 8);
		paths[path_count++].name = strdup(end + 1);
	}
	free(line);
	fclose(f);
}

static void open_specs(const char *specs)
{
	struct selinux_opt option = {SELABEL_OPT_PATH, specs};

	handle = selabel_open(SELABEL_CTX_FILE, &option, 1);
	if (!handle)
		die(specs);
}

static long resident_kib(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	long pages = 0;

	if (!f || fscanf(f, "%*d %ld", &pages) != 1)
		die("/proc/self/statm");
	fclose(f);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

/* FNV-1a over the answers, the empty one for a path without a label. */
static uint64_t look_up_all(void)
{
	uint64_t digest = 14695981039346656037u;

	for (size_t i = 0; i < path_count; i++) {
		char *con = NULL;

		if (selabel_lookup_raw(handle, &con, paths[i].name, paths[i].mode) < 0)
			con = NULL;
		for (const char *s = con ? con : ""; *s; s++)
			digest = (digest ^ (uint8_t)*s) * 1099511628211u;
		digest = (digest ^ '\n') * 1099511628211u;
		freecon(con);
	}
	return digest;
}

static int once(const char *specs, const char *path)
{
	struct rusage usage;
	char *con = NULL;

	open_specs(specs);
	if (selabel_lookup_raw(handle, &con, path, 0100000) < 0)
		die(path);
	getrusage(RUSAGE_SELF, &usage);
	printf("%s %ld\n", con, usage.ru_minflt);
	return 0;
}

static int passes(const char *specs)
{
	long before = resident_kib();
	double start = now(CLOCK_PROCESS_CPUTIME_ID), opened, first, best = 1e18;
	uint64_t digest;

	open_specs(specs);
	opened = now(CLOCK_PROCESS_CPUTIME_ID);
	digest = look_up_all();
	first = now(CLOCK_PROCESS_CPUTIME_ID);
	for (int i = 0; i < ROUNDS && now(CLOCK_PROCESS_CPUTIME_ID) - first < ENOUGH; i++) {
		double begin = now(CLOCK_PROCESS_CPUTIME_ID), took;

		if (look_up_all() != digest)
			return 1;
		took = now(CLOCK_PROCESS_CPUTIME_ID) - begin;
		if (took < best)
			best = took;
	}
	printf("%.0f %.0f %.0f %ld %016llx\n", opened - start, first - opened, best,
		resident_kib() - before, (unsigned long long)digest);
	return 0;
}

static void *thread(void *digest)
{
	*(uint64_t *)digest = look_up_all();
	for (int i = 1; i < ROUNDS; i++)
		if (look_up_all() != *(uint64_t *)digest)
			exit(1);
	return NULL;
}

static int threads(const char *specs, int count)
{
	pthread_t ids[MAX_THREADS];
	uint64_t digests[MAX_THREADS], digest;
	double real, processor, lookups = (double)path_count * count * ROUNDS * 1e6;

	if (count < 1 || count > MAX_THREADS)
		return 2;
	open_specs(specs);
	digest = look_up_all();
	real = now(CLOCK_MONOTONIC);
	processor = now(CLOCK_PROCESS_CPUTIME_ID);
	for (int i = 0; i < count; i++)
		if (pthread_create(&ids[i], NULL, thread, &digests[i]))
			die("pthread_create");
	for (int i = 0; i < count; i++) {
		pthread_join(ids[i], NULL);
		if (digests[i] != digest)
			return 1;
	}
	real = now(CLOCK_MONOTONIC) - real;
	processor = now(CLOCK_PROCESS_CPUTIME_ID) - processor;
	printf("%.0f %.0f %016llx\n", lookups / real, lookups / processor,
		(unsigned long long)digest);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 4 && !strcmp(argv[1], "once"))
		return once(argv[2], argv[3]);
	if (argc < 4)
		return 2;
	read_paths(argv[3]);
	if (argc == 4 && !strcmp(argv[1], "paths"))
		return passes(argv[2]);
	if (argc == 5 && !strcmp(argv[1], "threads"))
		return threads(argv[2], atoi(argv[4]));
	return 2;
}
