/* SPDX-License-Identifier: MIT */
/*
 * What every unit test includes: cmocka, and its headers before it; a directory of the test's own,
 * and what was told; and the end of a child that may never end.
 */
#ifndef UNIT_H
#define UNIT_H

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/fakefs.h"
#include "../lib/files.h"
#include "../lib/patience.h"

/* The status of a child that has set an alarm. Ended by that one it says nothing. */
int wait_in_time(pid_t child);

/* A fresh directory that the test is in, if possible on a file system that keeps labels; and the
 * way out, with all that is in it removed. For cmocka's setup and teardown. */
extern char directory[];
int enter_directory(void **state);
int leave_directory(void **state);
const char *path_of(const char *name); /* static buffers, several alive at a time */

/* The context that the file keeps, or "". */
const char *label_of(const char *name);

/* What messages and callbacks told, one after the other. */
extern char told[16384];
void tell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void tell_list(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));
void expect_told(const char *what); /* all of it; and it is forgotten */

/* The library's messages are told from here on, or dropped. */
int tell_message(int type, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void tell_messages(void);
void drop_messages(void);

/* -1 and this errno where there is one, else 0. */
void expect_result(int r, int error);

#endif
