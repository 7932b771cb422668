/* SPDX-License-Identifier: MIT */
/*
 * What the login tests share: a policy root and a selinuxfs made of plain files, a kernel that
 * refuses what the test says, and the log. Only public functions are called through here: a test
 * that includes this and no private header can be linked to another libselinux and compared.
 */
#ifndef LOGIN_TEST_H
#define LOGIN_TEST_H

#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "unit.h"

#include <selinux/selinux.h>

#define TEST(f) cmocka_unit_test_setup(f, forget)

static const char *refused; /* the kernel does not know contexts with this in them */

static inline bool is_refused(const void *data, size_t len)
{
	return refused && memmem(data, len, refused, strlen(refused));
}

/* In place of the C library's, for the whole program: our library writes by system call number,
 * another one by write(). */
long syscall(long number, ...)
{
	static long (*real)(long, ...);
	long a[6];
	va_list ap;

	va_start(ap, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_write && is_refused((const void *)a[1], (size_t)a[2])) {
		errno = EINVAL;
		return -1;
	}
	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "syscall");
	return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

ssize_t write(int fd, const void *data, size_t len)
{
	return syscall(SYS_write, fd, data, len);
}

/* `text` NULL: no such file */
static inline void write_or_remove(const char *name, const char *text)
{
	if (text)
		write_text(name, text);
	else
		unlink(name);
}

/* `before`, then 70,000 times x, then `after`. */
static inline void write_huge(const char *name, const char *before, const char *after)
{
	enum {
		HUGE_LINE = 70000
	};
	size_t a = strlen(before), b = strlen(after);
	char *text = malloc(a + HUGE_LINE + b);

	assert_non_null(text);
	memcpy(text, before, a);
	memset(text + a, 'x', HUGE_LINE);
	memcpy(text + a + HUGE_LINE, after, b);
	write_file(name, text, a + HUGE_LINE + b);
	free(text);
}

/* Bytes that are the same in every run, all values among them. */
static inline void write_binary(const char *name)
{
	unsigned char data[8192];
	uint32_t x = 1;

	for (size_t i = 0; i < sizeof(data); i++) {
		x = x * 1103515245 + 12345;
		data[i] = (unsigned char)(x >> 16);
	}
	write_file(name, data, sizeof(data));
}

static inline void set_mls(int on)
{
	fakefs_text("mls", on ? "1" : "0");
}

static inline int make_root(void **state)
{
	fakefs_make();
	fakefs_text("context", "");
	if (enter_directory(state) < 0)
		return -1;
	make_parents("contexts/users/");
	make_parents("logins/");
	tell_messages();
	return selinux_set_policy_root(directory);
}

static inline int remove_root(void **state)
{
	fakefs_remove();
	return leave_directory(state);
}

/* Before each test. */
static inline int forget(void **state)
{
	(void)state;
	told[0] = '\0';
	refused = NULL;
	set_mls(1);
	return 0;
}

#endif
