/* SPDX-License-Identifier: MIT */
#ifndef LABEL_REPORT_H
#define LABEL_REPORT_H

#include "common/log.h"

/* report(), or set_matchpathcon_printf()'s function if there ever was one. False if
 * there was no memory for the message. */
bool label_report(int type, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Says that a file cannot be read, and gives the error back. */
int label_report_unreadable(const char *path, int error);

/* To the function of set_matchpathcon_printf(), or standard error. */
void label_print(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
