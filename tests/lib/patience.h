/* SPDX-License-Identifier: MIT */
/*
 * Time limits of test programs: see tests/lib/patience.sh. What an alarm ends is out of time, which
 * is exit status 124 and no verdict.
 */
#ifndef PATIENCE_H
#define PATIENCE_H

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>

enum {
	OUT_OF_TIME = 124
};

/* So many seconds, or as many times more as this machine is slow. */
static inline unsigned patience(unsigned seconds)
{
	const char *set = getenv("TEST_PATIENCE");
	int factor = set ? atoi(set) : 1;

	return factor > 1 ? seconds * (unsigned)factor : seconds;
}

static inline bool is_out_of_time(int status)
{
	return (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) ||
	       (WIFEXITED(status) && WEXITSTATUS(status) == OUT_OF_TIME);
}

#endif
