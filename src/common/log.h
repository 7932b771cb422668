/* SPDX-License-Identifier: MIT */
/*
 * Messages to the program: its log callback, or standard error. The kinds of messages are those of
 * selinux_set_callback(3).
 */
#ifndef COMMON_LOG_H
#define COMMON_LOG_H

#include <selinux/selinux.h>

#include "common/common.h"

typedef int log_function(int type, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The program's log callback, or the function that stands in for it; NULL sets that. */
log_function *log_get(void);
void log_set(log_function *function);
bool log_is_set(void);

/* Tells the log callback; errno is kept. Not to be called with a lock held. */
#define report(type, ...)                                                                          \
	do {                                                                                       \
		int report_saved_errno = errno;                                                    \
		log_get()(type, __VA_ARGS__);                                                      \
		errno = report_saved_errno;                                                        \
	} while (0)

/* The same of a failure: %m stands for what the (positive) errno means. */
#define report_errno(err, ...)                                                                     \
	do {                                                                                       \
		int report_saved_errno = errno;                                                    \
		errno = (err);                                                                     \
		log_get()(SELINUX_ERROR, __VA_ARGS__);                                             \
		errno = report_saved_errno;                                                        \
	} while (0)

#endif
