/* SPDX-License-Identifier: MIT */
/*
 * Is this a context of the loaded policy, and which one? <selinuxfs>/context and
 * initial_contexts/NAME. Also who frees contexts.
 */
#include <limits.h>
#include <string.h>

#include <selinux/selinux.h>

#include "context/context.h"
#include "kernel/check_context.h"
#include "kernel/selinuxfs.h"
#include "presence/presence.h"

PUBLIC void freecon(char *con)
{
	free(con);
}

PUBLIC void freeconary(char **con)
{
	str_free_all(con);
}

int kernel_check_context(const char *con)
{
	return con ? selinuxfs_write("context", con, strlen(con) + 1) : -EINVAL;
}

int kernel_canonicalize_context(const char *con, char **canonical)
{
	char *answer;
	int r;

	if (!con || !canonical)
		return -EINVAL;
	if (!mount_point())
		return -ENOENT;
	if (strlen(con) >= SELINUXFS_PAGE)
		return -EOVERFLOW;
	r = selinuxfs_transact_string("context", con, strlen(con) + 1, &answer);
	if (r < 0)
		return r;
	*canonical = answer;
	return 0;
}

int kernel_initial_context(const char *name, char **con)
{
	char node[PATH_MAX], *context;
	int r;

	if (!name || !con)
		return -EINVAL;
	if (!mount_point())
		return -ENOENT;
	if (strchr(name, '/'))
		return -EINVAL;
	if (STR_JOIN(node, sizeof(node), "initial_contexts/", name) >= sizeof(node))
		return -EOVERFLOW;
	r = selinuxfs_read_string(node, &context);
	if (r < 0)
		return r;
	*con = context;
	return 0;
}

PUBLIC int security_check_context_raw(const char *con)
{
	return api_return(kernel_check_context(con));
}

int kernel_check_translated_context(const char *con)
{
	AUTO_FREE char *raw = NULL;
	int r = con ? translate_to_raw(con, &raw) : -EINVAL;

	return r < 0 ? r : kernel_check_context(raw);
}

PUBLIC int security_check_context(const char *con)
{
	return api_return(kernel_check_translated_context(con));
}

PUBLIC int security_canonicalize_context_raw(const char *con, char **canoncon)
{
	return api_return(kernel_canonicalize_context(con, canoncon));
}

PUBLIC int security_canonicalize_context(const char *con, char **canoncon)
{
	AUTO_FREE char *raw = NULL;
	int r = con && canoncon ? translate_to_raw(con, &raw) : -EINVAL;

	if (r == 0)
		r = kernel_canonicalize_context(raw, canoncon);
	return api_return(translate_result(r, canoncon));
}

PUBLIC int security_get_initial_context_raw(const char *name, char **con)
{
	return api_return(kernel_initial_context(name, con));
}

PUBLIC int security_get_initial_context(const char *name, char **con)
{
	return api_return(translate_result(kernel_initial_context(name, con), con));
}
