/* SPDX-License-Identifier: MIT */
/*
 * Contexts of processes and threads: /proc/thread-self/attr/NAME (kernel 3.17 on; before that
 * /proc/self/task/TID/attr/NAME), /proc/PID/attr/NAME. Nothing is remembered from call to call.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "context/context.h"
#include "kernel/process.h"

static int open_attribute(pid_t pid, const char *attribute, int flags)
{
	char path[64];
	int fd;

	if (pid > 0) {
		str_format(path, sizeof(path), "/proc/%d/attr/%s", pid, attribute);
		return io_open(path, flags);
	}
	(void)!STR_JOIN(path, sizeof(path), "/proc/thread-self/attr/", attribute);
	fd = io_open(path, flags);
	if (fd != -ENOENT)
		return fd;
	str_format(
		path, sizeof(path), "/proc/self/task/%ld/attr/%s", syscall(SYS_gettid), attribute);
	return io_open(path, flags);
}

/* An attribute that is not set gives success and NULL. */
int process_get(pid_t pid, const char *attribute, char **con)
{
	AUTO_CLOSE int fd = open_attribute(pid, attribute, O_RDONLY);
	char *context;
	int r = fd < 0 ? fd : io_read_string(fd, &context);

	if (r < 0)
		return r;
	if (!*context) {
		free(context);
		context = NULL;
	}
	*con = context;
	return 0;
}

int process_set(const char *attribute, const char *con)
{
	AUTO_CLOSE int fd = open_attribute(0, attribute, O_RDWR);
	ssize_t n = fd < 0 ? fd : io_write(fd, con, con ? strlen(con) + 1 : 0);

	return n < 0 ? (int)n : 0;
}

static int get_own(const char *attribute, char **con)
{
	return con ? process_get(0, attribute, con) : -EINVAL;
}

static int get_other(pid_t pid, const char *attribute, char **con)
{
	return con && pid > 0 ? process_get(pid, attribute, con) : -EINVAL;
}

static int set_translated(const char *attribute, const char *con)
{
	AUTO_FREE char *raw = NULL;
	int r = translate_to_raw(con, &raw);

	return r < 0 ? r : process_set(attribute, raw);
}

PUBLIC int getcon_raw(char **con)
{
	return api_return(get_own("current", con));
}

PUBLIC int getcon(char **con)
{
	return api_return(translate_result(get_own("current", con), con));
}

PUBLIC int setcon_raw(const char *context)
{
	return api_return(process_set("current", context));
}

PUBLIC int setcon(const char *context)
{
	return api_return(set_translated("current", context));
}

PUBLIC int getprevcon_raw(char **con)
{
	return api_return(get_own("prev", con));
}

PUBLIC int getprevcon(char **con)
{
	return api_return(translate_result(get_own("prev", con), con));
}

PUBLIC int getexeccon_raw(char **con)
{
	return api_return(get_own("exec", con));
}

PUBLIC int getexeccon(char **con)
{
	return api_return(translate_result(get_own("exec", con), con));
}

PUBLIC int setexeccon_raw(const char *context)
{
	return api_return(process_set("exec", context));
}

PUBLIC int setexeccon(const char *context)
{
	return api_return(set_translated("exec", context));
}

PUBLIC int getfscreatecon_raw(char **con)
{
	return api_return(get_own("fscreate", con));
}

PUBLIC int getfscreatecon(char **con)
{
	return api_return(translate_result(get_own("fscreate", con), con));
}

PUBLIC int setfscreatecon_raw(const char *context)
{
	return api_return(process_set("fscreate", context));
}

PUBLIC int setfscreatecon(const char *context)
{
	return api_return(set_translated("fscreate", context));
}

PUBLIC int getkeycreatecon_raw(char **con)
{
	return api_return(get_own("keycreate", con));
}

PUBLIC int getkeycreatecon(char **con)
{
	return api_return(translate_result(get_own("keycreate", con), con));
}

PUBLIC int setkeycreatecon_raw(const char *context)
{
	return api_return(process_set("keycreate", context));
}

PUBLIC int setkeycreatecon(const char *context)
{
	return api_return(set_translated("keycreate", context));
}

PUBLIC int getsockcreatecon_raw(char **con)
{
	return api_return(get_own("sockcreate", con));
}

PUBLIC int getsockcreatecon(char **con)
{
	return api_return(translate_result(get_own("sockcreate", con), con));
}

PUBLIC int setsockcreatecon_raw(const char *context)
{
	return api_return(process_set("sockcreate", context));
}

PUBLIC int setsockcreatecon(const char *context)
{
	return api_return(set_translated("sockcreate", context));
}

PUBLIC int getpidcon_raw(pid_t pid, char **con)
{
	return api_return(get_other(pid, "current", con));
}

PUBLIC int getpidcon(pid_t pid, char **con)
{
	return api_return(translate_result(get_other(pid, "current", con), con));
}

PUBLIC int getpidprevcon_raw(pid_t pid, char **con)
{
	return api_return(get_other(pid, "prev", con));
}

PUBLIC int getpidprevcon(pid_t pid, char **con)
{
	return api_return(translate_result(get_other(pid, "prev", con), con));
}
