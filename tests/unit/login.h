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
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "unit.h"

#include <selinux/selinux.h>

static char root[] = "/tmp/unit-login.XXXXXX";
static char log_text[4096];
static const char *refused; /* the kernel does not know contexts with this in them */

static bool is_refused(const void *data, size_t len)
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

static const char *path_of(const char *name)
{
	static char path[256];

	assert_true(snprintf(path, sizeof(path), "%s/%s", root, name) < (int)sizeof(path));
	return path;
}

static void put(const char *name, const void *data, size_t len)
{
	int fd = open(path_of(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		assert_true(n > 0);
		data = (const char *)data + n;
		len -= (size_t)n;
	}
	close(fd);
}

static void put_text(const char *name, const char *text)
{
	put(name, text, strlen(text));
}

/* `text` NULL: no such file */
__attribute__((unused)) static void put_or_remove(const char *name, const char *text)
{
	if (text)
		put_text(name, text);
	else
		unlink(path_of(name));
}

/* `before`, then 70,000 times x, then `after`. */
__attribute__((unused)) static void put_huge(
	const char *name, const char *before, const char *after)
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
	put(name, text, a + HUGE_LINE + b);
	free(text);
}

/* Bytes that are the same in every run, all values among them. */
__attribute__((unused)) static void put_binary(const char *name)
{
	unsigned char data[8192];
	uint32_t x = 1;

	for (size_t i = 0; i < sizeof(data); i++) {
		x = x * 1103515245 + 12345;
		data[i] = (unsigned char)(x >> 16);
	}
	put(name, data, sizeof(data));
}

static void set_mls(int on)
{
	put_text("selinuxfs/mls", on ? "1" : "0");
}

__attribute__((format(printf, 2, 3))) static int keep_log(int type, const char *fmt, ...)
{
	size_t len = strlen(log_text);
	va_list ap;

	(void)type;
	va_start(ap, fmt);
	vsnprintf(log_text + len, sizeof(log_text) - len, fmt, ap);
	va_end(ap);
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static int make_root(void **state)
{
	static const char *const folders[] = {"selinuxfs", "contexts", "contexts/users", "logins"};

	(void)state;
	if (!mkdtemp(root))
		return -1;
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		if (mkdir(path_of(folders[i]), 0700) < 0)
			return -1;
	}
	put_text("selinuxfs/context", "");
	set_mls(1);
	set_selinuxmnt(path_of("selinuxfs"));
	selinux_set_callback(SELINUX_CB_LOG, (union selinux_callback){.func_log = keep_log});
	return selinux_set_policy_root(root);
}

static int remove_root(void **state)
{
	(void)state;
	return nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Before each test. */
static int forget(void **state)
{
	(void)state;
	log_text[0] = '\0';
	refused = NULL;
	set_mls(1);
	return 0;
}

#endif
