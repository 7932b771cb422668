/* SPDX-License-Identifier: MIT */
/*
 * Where libFuzzer comes in, or replay.c: the first argument names the target. The program is in a
 * folder of its own, below that of $FUZZ_FOLDER.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "../lib/files.h"
#include "fuzz.h"

const struct target *target;
unsigned messages;
static char folder[512];
static pid_t owner;

static int count_message(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	messages++;
	return 0;
}

void must(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s: it must hold that %s\n", target->name, what);
	abort();
}

uint8_t input_byte(struct input *in)
{
	return in->at < in->end ? *in->at++ : 0;
}

const char *input_part(struct input *in, size_t *len)
{
	static char parts[8][65536];
	static unsigned next;
	char *part = parts[next++ % 8];
	size_t left = (size_t)(in->end - in->at), n;
	const uint8_t *mark = left ? memchr(in->at, 0xff, left) : NULL;

	n = mark ? (size_t)(mark - in->at) : left;
	if (n >= sizeof(parts[0]))
		n = sizeof(parts[0]) - 1;
	if (n)
		memcpy(part, in->at, n);
	part[n] = '\0';
	in->at = mark ? mark + 1 : in->end;
	if (len)
		*len = n;
	return part;
}

static void leave(void)
{
	if (getpid() == owner && chdir("/") == 0)
		remove_tree(folder);
}

static void enter(void)
{
	const char *base = getenv("FUZZ_FOLDER"); /* what is left there, its owner removes */

	snprintf(folder, sizeof(folder), "%s/fuzz.XXXXXX", base ? base : "/tmp");
	make_temporary(folder);
	owner = getpid();
	atexit(leave);
	if (chdir(folder) < 0)
		abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *name = *argc > 1 ? (*argv)[1] : "";
	const struct target *const *t = targets;

	while (*t && strcmp((*t)->name, name) != 0)
		t++;
	if (!*t) {
		for (t = targets; *t; t++)
			puts((*t)->name);
		exit(strcmp(name, "-list") != 0);
	}
	target = *t;
	(*argv)[1] = (*argv)[0];
	(*argc)--;
	(*argv)++;
	enter();
	selinux_set_callback(SELINUX_CB_LOG, (union selinux_callback){.func_log = count_message});
	if (target->begin)
		target->begin();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	messages = 0;
	target->run(data, size);
	return 0;
}
