/* SPDX-License-Identifier: MIT */
/*
 * Messages about specification files: to the log callback, or to the function of
 * set_matchpathcon_printf(3). No lock is needed: each is one pointer.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "label/report.h"

static void (*printer)(const char *fmt, ...) PRINTF_LIKE(1, 2); /* atomic; NULL: stderr */
static bool printer_set;                                        /* atomic */

PUBLIC void set_matchpathcon_printf(void (*f)(const char *fmt, ...))
{
	__atomic_store_n(&printer, f, __ATOMIC_RELEASE);
	__atomic_store_n(&printer_set, true, __ATOMIC_RELEASE);
}

static void print_text(const char *text)
{
	void (*f)(const char *, ...) = __atomic_load_n(&printer, __ATOMIC_ACQUIRE);

	if (f)
		f("%s", text);
	else
		(void)!io_write(STDERR_FILENO, text, strlen(text));
}

static bool PRINTF_LIKE(3, 0) emit(bool by_printer, int type, const char *fmt, va_list ap)
{
	char buffer[1024];
	int saved = errno, len;
	AUTO_FREE char *allocated = NULL;
	const char *text = buffer;
	va_list again;

	va_copy(again, ap);
	len = vsnprintf(buffer, sizeof(buffer), fmt, again);
	va_end(again);
	if (len < 0 || (size_t)len >= sizeof(buffer))
		text = allocated = str_vprintf(fmt, ap);
	if (text && by_printer)
		print_text(text);
	else if (text)
		report(type, "%s", text);
	errno = saved;
	return text != NULL;
}

void label_print(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	emit(true, SELINUX_ERROR, fmt, ap);
	va_end(ap);
}

/* COMPAT: a program that has set a function for matchpathcon's messages gets those of all handles
 * there (tests/unit/test_label_matchpathcon.c messages_of_all_handles_go_to_the_callers_printer).
 */
bool label_report(int type, const char *fmt, ...)
{
	va_list ap;
	bool reported;

	va_start(ap, fmt);
	reported = emit(__atomic_load_n(&printer_set, __ATOMIC_ACQUIRE), type, fmt, ap);
	va_end(ap);
	return reported;
}

int label_report_unreadable(const char *path, int error)
{
	int saved = errno;

	errno = -error;
	label_report(SELINUX_ERROR, "%s:  cannot be read: %m\n", path);
	errno = saved;
	return error;
}
