/* SPDX-License-Identifier: MIT */
/*
 * The log callback. One pointer, read and written whole, so no lock is needed.
 */
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "common/log.h"

/* Errors, warnings and denials only: a program that set no callback did not ask to be told more. */
static int PRINTF_LIKE(2, 3) log_to_stderr(int type, const char *fmt, ...)
{
	char text[1024]; /* longer messages are cut */
	va_list ap;
	int n;

	if (type != SELINUX_ERROR && type != SELINUX_WARNING && type != SELINUX_AVC)
		return 0;
	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n <= 0)
		return n;
	return (int)io_write(
		STDERR_FILENO, text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1);
}

static log_function *callback; /* NULL: none */

log_function *log_get(void)
{
	log_function *function = __atomic_load_n(&callback, __ATOMIC_ACQUIRE);

	return function ? function : log_to_stderr;
}

void log_set(log_function *function)
{
	__atomic_store_n(&callback, function, __ATOMIC_RELEASE);
}

bool log_is_set(void)
{
	return __atomic_load_n(&callback, __ATOMIC_ACQUIRE);
}
