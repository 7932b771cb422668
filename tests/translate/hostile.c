/* SPDX-License-Identifier: MIT */
/*
 * A daemon that listens where mcstransd would, and does harm: hostile MODE, where MODE is a row of
 * the table below. Each client's question is read first, but for those of "deaf", which are never
 * accepted.
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define PLACE "/run/setrans/.setrans-unix"
#define LIE   "system_u:object_r:tmp_t:Lie"

enum after {
	HANG_UP,
	KEEP_OPEN,
	FLOOD
};

/* What a client gets: so many bytes of an answer's head and text, at once or one by one after so
 * many ms. */
static const struct mode {
	const char *name;
	uint32_t function, size;
	int32_t result;
	size_t bytes;
	unsigned pause;
	enum after after;
	uid_t user;
} modes[] = {
	{"honest", 2, sizeof(LIE), 0, 12 + sizeof(LIE), 0, HANG_UP, 0},
	{"stranger", 2, sizeof(LIE), 0, 12 + sizeof(LIE), 0, HANG_UP, 65534},
	{"hangs-up", 2, sizeof(LIE), 0, 0, 0, HANG_UP, 0},
	{"half-a-head", 2, sizeof(LIE), 0, 6, 0, HANG_UP, 0},
	{"half-a-text", 2, sizeof(LIE), 0, 20, 0, HANG_UP, 0},
	{"says-no", 2, sizeof(LIE), -1, 12 + sizeof(LIE), 0, HANG_UP, 0},
	{"other-answer", 3, sizeof(LIE), 0, 12 + sizeof(LIE), 0, HANG_UP, 0},
	{"no-end-of-text", 2, sizeof(LIE) - 1, 0, 12 + sizeof(LIE) - 1, 0, HANG_UP, 0},
	{"no-text", 2, 0, 0, 12, 0, HANG_UP, 0},
	{"huge", 2, UINT32_MAX, 0, 12 + sizeof(LIE), 0, FLOOD, 0},
	{"large", 2, 64 << 20, 0, 12 + sizeof(LIE), 0, FLOOD, 0},
	{"silent", 2, sizeof(LIE), 0, 0, 0, KEEP_OPEN, 0},
	{"slow", 2, sizeof(LIE), 0, 12 + sizeof(LIE), 400, KEEP_OPEN, 0},
	{"deaf", 0, 0, 0, 0, 0, KEEP_OPEN, 0},
};

static void answer(int client, const struct mode *m)
{
	char all[12 + sizeof(LIE)], question[512];

	memcpy(all, &m->function, 4);
	memcpy(all + 4, &m->size, 4);
	memcpy(all + 8, &m->result, 4);
	memcpy(all + 12, LIE, sizeof(LIE));
	if (read(client, question, sizeof(question)) < 0)
		return;
	for (size_t i = 0, step = m->pause ? 1 : m->bytes; i < m->bytes; i += step) {
		if (write(client, all + i, step) != (ssize_t)step)
			return;
		usleep(m->pause * 1000);
	}
	if (m->after == FLOOD)
		while (write(client, question, sizeof(question)) > 0)
			;
	if (m->after == KEEP_OPEN)
		pause();
}

int main(int argc, char **argv)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = PLACE};
	const struct mode *m = modes, *end = modes + sizeof(modes) / sizeof(*modes);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0), client;

	while (m < end && (argc < 2 || strcmp(m->name, argv[1]) != 0))
		m++;
	if (m == end)
		return 2;
	signal(SIGPIPE, SIG_IGN);
	unlink(PLACE);
	/* the credentials that a client sees are those of listen() */
	if (chmod("/run/setrans", 0777) < 0 || setuid(m->user) < 0 ||
		bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 || listen(fd, 0) < 0)
		return 1;
	if (strcmp(m->name, "deaf") == 0) { /* one in the queue fills it */
		if (connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address,
			    sizeof(address)) == 0)
			pause();
		return 1;
	}
	while ((client = accept(fd, NULL, NULL)) >= 0) {
		answer(client, m);
		close(client);
	}
	return 1;
}
