/* SPDX-License-Identifier: MIT */
/*
 * How slow is this machine just now? Prints the longest of three times, each as a multiple of what
 * it takes on the machine that the suites' time limits were written on: to compute, to start
 * processes, and to stop a process at each of its system calls, which is what user-mode-linux does.
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void compute(void)
{
	volatile uint32_t x = 1;

	for (int i = 0; i < 100 * 1000 * 1000; i++)
		x = x * 1103515245 + 12345;
}

static void start_processes(void)
{
	for (int i = 0; i < 300; i++) {
		pid_t child = fork();

		if (child == 0) {
			execl("/bin/true", "true", (char *)NULL);
			_exit(1);
		}
		if (child > 0)
			waitpid(child, NULL, 0);
	}
}

/* Where that is not allowed, nothing is measured and no guest boots. */
static void stop_at_system_calls(void)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
			_exit(1);
		raise(SIGSTOP);
		for (int i = 0; i < 20000; i++)
			getppid();
		_exit(0);
	}
	while (child > 0 && waitpid(child, &status, 0) == child && WIFSTOPPED(status))
		if (ptrace(PTRACE_SYSCALL, child, NULL, NULL) < 0)
			break;
}

static const struct {
	const char *name;
	void (*work)(void);
	double seconds; /* that it takes there */
} parts[] = {
	{"compute", compute, 0.2},
	{"start processes", start_processes, 0.5},
	{"stop at system calls", stop_at_system_calls, 0.4},
};

int main(int argc, char **argv)
{
	double slowest = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		double start = now(), took;

		parts[i].work();
		took = now() - start;
		if (argc > 1 && strcmp(argv[1], "-v") == 0)
			printf("%-22s %6.2f s\n", parts[i].name, took);
		if (took / parts[i].seconds > slowest)
			slowest = took / parts[i].seconds;
	}
	printf("%.2f\n", slowest);
	return 0;
}
