/* SPDX-License-Identifier: MIT */
/*
 * The context in which a helper program is run: the policy's transition, or where it has none, the
 * caller's own context with a type of the caller's choice. Writes /proc/thread-self/attr/exec.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "context/context.h"
#include "kernel/kernel.h"
#include "presence/presence.h"

/* `con` with another type, as a new string. */
static int with_type(const char *con, const char *type, char **changed)
{
	AUTO_CONTEXT *c = NULL;
	int r = context_parse(con, &c);

	if (r == 0)
		r = context_set_field(c, CONTEXT_TYPE, type);
	return r < 0 ? r : context_format(c, changed);
}

/* By the policy's transition for a process. */
static int transition_of(const char *own, const char *file, char **next)
{
	struct policy_watch w;
	security_class_t process;
	int r;

	policy_watch_start(&w);
	do {
		free(*next);
		*next = NULL;
		r = class_look_up("process", &process);
		if (r < 0)
			r = is_resource_error(r) ? r : -EINVAL;
		else
			r = kernel_compute_create(own, file, process, NULL, next);
	} while (policy_watch_changed(&w));
	return r;
}

static int exec_context(const char *filename, const char *fallback_type, char **con)
{
	AUTO_FREE char *own = NULL, *file = NULL, *next = NULL;
	int r = process_get(0, "current", &own);

	if (r >= 0)
		r = file_get_context(filename, &file);
	if (r < 0)
		return r;
	if (!own)
		return -EINVAL;
	r = transition_of(own, file, &next);
	if (r < 0)
		return r;
	if (strcmp(own, next) == 0)
		return with_type(own, fallback_type, con);
	*con = next;
	next = NULL;
	return 0;
}

static int set_exec_context(const char *filename, const char *fallback_type)
{
	AUTO_FREE char *con = NULL;
	int saved = errno, r;

	if (!presence_is_enabled())
		return 0;
	if (!filename || !fallback_type)
		return -EINVAL;
	r = exec_context(filename, fallback_type, &con);
	if (r == 0)
		r = process_set("exec", con);
	/* A permissive system runs the helper in whatever context comes out. */
	if (r < 0 && r != -ENOMEM && kernel_enforcing() == 0)
		r = 0;
	errno = saved;
	return r;
}

PUBLIC int setexecfilecon(const char *filename, const char *fallback_type)
{
	return api_return(set_exec_context(filename, fallback_type));
}

/* `verified` is not looked at. Returns only if nothing was run. */
PUBLIC int rpm_execcon(
	unsigned int verified, const char *filename, char *const argv[], char *const envp[])
{
	int r = filename ? set_exec_context(filename, "rpm_script_t") : -EINVAL;

	(void)verified;
	return r < 0 ? api_return(r) : (int)syscall(SYS_execve, filename, argv, envp);
}
