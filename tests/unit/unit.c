/* SPDX-License-Identifier: MIT */
#include <sys/wait.h>
#include <sys/xattr.h>

#include "unit.h"

#include <selinux/selinux.h>

char directory[64];
char told[16384];

int wait_in_time(pid_t child)
{
	int status = 0;

	assert_int_equal(waitpid(child, &status, 0), child);
	if (is_out_of_time(status))
		_exit(OUT_OF_TIME);
	return status;
}

int enter_directory(void **state)
{
	(void)state;
	snprintf(directory, sizeof(directory), "%s/unit.XXXXXX",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	make_temporary(directory);
	return chdir(directory);
}

int leave_directory(void **state)
{
	(void)state;
	if (chdir("/") < 0)
		return -1;
	remove_tree(directory);
	return 0;
}

const char *path_of(const char *name)
{
	static char paths[8][4096];
	static unsigned next;
	char *path = paths[next++ % 8];
	int len = snprintf(path, sizeof(paths[0]), "%s/%s", directory, name);

	assert_true(len < (int)sizeof(paths[0]));
	return path;
}

const char *label_of(const char *name)
{
	static char label[256];
	ssize_t n = lgetxattr(name, "security.selinux", label, sizeof(label) - 1);

	label[n < 0 ? 0 : n] = '\0';
	return label;
}

void tell_list(const char *fmt, va_list ap)
{
	size_t len = strlen(told);

	vsnprintf(told + len, sizeof(told) - len, fmt, ap);
}

void tell(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell_list(fmt, ap);
	va_end(ap);
}

void expect_told(const char *what)
{
	assert_string_equal(told, what);
	told[0] = '\0';
}

int tell_message(int type, const char *fmt, ...)
{
	va_list ap;

	(void)type;
	va_start(ap, fmt);
	tell_list(fmt, ap);
	va_end(ap);
	return 0;
}

static int drop_message(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	return 0;
}

void tell_messages(void)
{
	selinux_set_callback(SELINUX_CB_LOG, (union selinux_callback){.func_log = tell_message});
}

void drop_messages(void)
{
	selinux_set_callback(SELINUX_CB_LOG, (union selinux_callback){.func_log = drop_message});
}

void expect_result(int r, int error)
{
	int found = errno;

	assert_int_equal(r, error ? -1 : 0);
	if (error)
		assert_int_equal(found, error);
}
