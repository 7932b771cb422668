/* SPDX-License-Identifier: MIT */
/*
 * Calls on handles of labels and on what restorecon keeps; fault.h says what must hold for these
 * after a call that failed.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "outcome.h"

static struct selabel_handle *handle;

static void file_setup(void)
{
	handle = selabel_open(SELABEL_CTX_FILE, NULL, 0);
	went(handle != NULL);
}

static void file_inspect(void)
{
	static const char *const paths[] = {
		"/etc/passwd", "/etc/shadow", "/lib64/yes.so", "/usr/a/12", "/usr/b/1", "/nowhere"};

	for (size_t i = 0; i < COUNT(paths); i++)
		context(selabel_lookup_raw(handle, &con, paths[i], S_IFREG));
	say("%d ", selabel_partial_match(handle, "/usr"));
}

static void handle_teardown(void)
{
	selabel_close(handle);
}

/* X(name, setup, inspect, teardown, the call) */
#define OBJECTS(X)                                                                                 \
	X(label_lookup, file_setup, file_inspect, handle_teardown,                                 \
		context(selabel_lookup_raw(handle, &con, "/usr/a/12", S_IFREG)))

#define RUN(name, setup, inspect, teardown, ...)                                                   \
	static void run_##name(void)                                                               \
	{                                                                                          \
		__VA_ARGS__;                                                                       \
	}
OBJECTS(RUN)

#define ROW(row, setup, inspect, teardown, ...)                                                    \
	{"object_" #row, run_##row, setup, inspect, teardown, false},
const struct call label_objects[] = {OBJECTS(ROW){NULL, NULL, NULL, NULL, NULL, false}};
