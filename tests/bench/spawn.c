/* SPDX-License-Identifier: MIT */
/*
 * Starts the programs given in turn, ROUNDS times each, and prints for each the median time of a
 * start in microseconds. Taking turns lets whatever else the machine does fall on all alike.
 *	spawn ROUNDS PROGRAM...
 */
#define _GNU_SOURCE
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static double start(char *program)
{
	char *argv[] = {program, NULL};
	double begin = now();
	pid_t pid;
	int status;

	errno = posix_spawn(&pid, program, NULL, NULL, argv, environ);
	if (errno || waitpid(pid, &status, 0) != pid || status != 0) {
		fprintf(stderr, "%s: does not start\n", program);
		exit(1);
	}
	return now() - begin;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	int rounds = argc > 2 ? atoi(argv[1]) : 0, programs = argc - 2;
	double *times;

	if (rounds < 1)
		return 2;
	times = calloc((size_t)rounds * (size_t)programs, sizeof(*times));
	if (!times)
		return 1;
	for (int i = 0; i < rounds; i++)
		for (int p = 0; p < programs; p++)
			times[p * rounds + i] = start(argv[2 + p]);
	for (int p = 0; p < programs; p++) {
		qsort(times + p * rounds, (size_t)rounds, sizeof(*times), compare);
		printf("%.1f\n", times[p * rounds + rounds / 2]);
	}
	free(times);
	return 0;
}
