/* SPDX-License-Identifier: MIT */
/*
 * Target `setrans`: what a translation daemon answers, if it is one; the first byte says what it
 * was asked.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "context/setrans.h"
#include "fuzz.h"

static void run(const uint8_t *data, size_t size)
{
	static const enum setrans_question questions[] = {
		SETRANS_FROM_RAW, SETRANS_TO_RAW, SETRANS_COLOR};
	struct input in = {data, data + size};
	enum setrans_question question = questions[input_byte(&in) % 3];
	size_t left = (size_t)(in.end - in.at);
	char *answer = NULL;
	int ends[2], r;

	if (left > 16384 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		return;
	if (left && write(ends[1], in.at, left) != (ssize_t)left)
		abort();
	shutdown(ends[1], SHUT_WR);
	r = setrans_talk(ends[0], question, "user_u:role_r:type_t:s0", &answer);
	must((r == 0) == (answer != NULL), "there is an answer if it says so");
	must(r != 0 || strlen(answer) < SETRANS_MAX, "an answer is not longer than one may be");
	free(answer);
	close(ends[0]);
	close(ends[1]);
}

const struct target target_setrans = {"setrans", NULL, run};
