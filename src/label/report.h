/* SPDX-License-Identifier: MIT */
#ifndef LABEL_REPORT_H
#define LABEL_REPORT_H

#include "common/log.h"

/* Calls report(), or the function of set_matchpathcon_printf() if one was ever set. False if there
 * was no memory for the message. */
bool label_report(int type, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Reports that a file cannot be read, and returns `error`. */
int label_report_unreadable(const char *path, int error);

/* Calls the function of set_matchpathcon_printf(), or writes to standard error. */
void label_print(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
