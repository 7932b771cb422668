/* SPDX-License-Identifier: MIT */
/*
 * Reads "from-raw CONTEXT", "to-raw CONTEXT" or "color CONTEXT" line by line, asks the library, and
 * prints each answer, with "slow" behind it if it took almost as long as the library waits for a
 * daemon, three seconds, or longer.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <selinux/selinux.h>

static const struct {
	const char *name;
	int (*ask)(const char *context, char **answer);
} questions[] = {
	{"from-raw", selinux_raw_to_trans_context},
	{"to-raw", selinux_trans_to_raw_context},
	{"color", selinux_raw_context_to_color},
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(void)
{
	char line[512];

	while (fgets(line, sizeof(line), stdin)) {
		char *context = strchr(line, ' '), *answer = NULL;
		double start = now();
		int r = -1;

		line[strcspn(line, "\n")] = '\0';
		if (!context)
			return 2;
		*context++ = '\0';
		errno = 0;
		for (size_t i = 0; i < sizeof(questions) / sizeof(*questions); i++) {
			if (strcmp(questions[i].name, line) == 0)
				r = questions[i].ask(context, &answer);
		}
		printf("%s %s: %d %s%s\n", line, context, r, r == 0 ? answer : strerror(errno),
			now() - start >= 2.8 ? " slow" : "");
		fflush(stdout);
		free(answer);
	}
	return 0;
}
