/* SPDX-License-Identifier: MIT */
/*
 * Debian's library, in a process that lives as long as it can: `compare -p`, whose standard input
 * and output are pipes.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/files.h"
#include "differ.h"
#include "fuzz.h"

enum {
	ROOM = 1 << 20, /* of a pipe: no script and no answers are longer */
	LIMIT = 10000   /* ms: what it does not answer by then is not compared */
};

static pid_t child;
static int to = -1, from = -1;
static unsigned deaths;

static void start(void)
{
	int in[2], out[2];

	differ_folders("stock");
	if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0)
		abort();
	child = fork();
	if (child == 0) {
		if (chdir("stock") < 0 || dup2(in[0], 0) < 0 || dup2(out[1], 1) < 0)
			_exit(126);
		execl("/bin/sh", "sh", "-c", getenv("FUZZ_STOCK"), NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	to = in[1];
	from = out[0];
	fcntl(to, F_SETPIPE_SZ, ROOM);
	fcntl(from, F_SETPIPE_SZ, ROOM);
}

static void stop(void)
{
	if (child <= 0)
		return;
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(to);
	close(from);
	child = 0;
	remove_tree("stock");
}

static void leave(void)
{
	stop();
	if (deaths)
		fprintf(stderr, "%s: the other library died or hung %u times\n", target->name,
			deaths);
}

void stock_begin(void)
{
	signal(SIGPIPE, SIG_IGN);
	atexit(leave);
}

/* Reads up to the line `end`. */
static char *receive(void)
{
	static const char last[] = "\n== end\n";
	char *text = malloc(ROOM + 1);
	size_t len = 0;

	while (text && len < ROOM) {
		struct pollfd p = {.fd = from, .events = POLLIN};
		ssize_t n = poll(&p, 1, LIMIT) > 0 ? read(from, text + len, ROOM - len) : -1;

		if (n <= 0)
			break;
		len += (size_t)n;
		text[len] = '\0';
		if (len >= sizeof(last) - 1 && !strcmp(text + len - (sizeof(last) - 1), last))
			return text;
	}
	free(text);
	return NULL;
}

char *stock_answers(const char *script)
{
	size_t len = strlen(script);
	char *text;

	if (!getenv("FUZZ_STOCK"))
		return NULL;
	if (!child)
		start();
	text = write(to, script, len) == (ssize_t)len && write(to, "end\n", 4) == 4 ? receive()
										    : NULL;
	if (!text) {
		deaths++;
		if (getenv("FUZZ_GO_ON"))
			fprintf(stderr, "%s: ends the other library:\n%s", target->name, script);
		stop();
	}
	return text;
}
