/* SPDX-License-Identifier: MIT */
/*
 * Policy booleans: <selinuxfs>/booleans/NAME ("active pending", each 0 or 1) and
 * commit_pending_bools; booleans.subs_dist of the policy store gives old names their new ones.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <string.h>

#include <selinux/selinux.h>

#include "config/config.h"
#include "kernel/selinuxfs.h"
#include "presence/presence.h"

enum {
	ACTIVE = 0,
	PENDING = 2
}; /* where the digits stand */

PUBLIC char *selinux_boolean_sub(const char *boolean_name)
{
	struct text t;
	char *found = NULL;
	bool asked = false;
	int r;

	if (!boolean_name) {
		errno = EINVAL;
		return NULL;
	}
	r = config_open(&t, PATH_BOOLEAN_SUBS);
	if (is_resource_error(r)) {
		errno = -r;
		return NULL;
	}
	if (r < 0)
		return str_dup(boolean_name);
	while (!asked && text_next(&t)) {
		char *cursor = t.line, *old = text_word(&cursor), *new = text_word(&cursor);

		if (old && new &&*old != '#' && strcmp(old, boolean_name) == 0 &&
			!strchr(new, '/')) {
			found = str_dup(new);
			asked = true;
		}
	}
	text_close(&t);
	return asked ? found : str_dup(boolean_name);
}

static int open_named(const char *name, int flags)
{
	char node[NAME_MAX + sizeof("booleans/")];

	if (STR_JOIN(node, sizeof(node), "booleans/", name) >= sizeof(node))
		return -ENAMETOOLONG;
	return selinuxfs_open(node, flags);
}

/* A boolean by its name, or by the name that replaced it. */
static int open_boolean(const char *name, int flags)
{
	AUTO_FREE char *new = NULL;
	int fd;

	if (!name)
		return -EINVAL;
	if (!mount_point())
		return -ENOENT;
	if (strchr(name, '/'))
		return -EINVAL;
	fd = open_named(name, flags);
	if (fd != -ENOENT)
		return fd;
	new = selinux_boolean_sub(name);
	return new ? open_named(new, flags) : -errno;
}

static int get_digit(const char *name, int which)
{
	char text[8] = "";
	AUTO_CLOSE int fd = open_boolean(name, O_RDONLY);
	ssize_t n = fd < 0 ? fd : io_read(fd, text, sizeof(text) - 1);

	if (n < 0)
		return (int)n;
	return n > PENDING && (text[which] == '0' || text[which] == '1') ? text[which] - '0'
									 : -EINVAL;
}

static int set_pending(const char *name, int value)
{
	const char text[2] = {value ? '1' : '0'};
	AUTO_CLOSE int fd = -1;
	ssize_t n;

	if (name && !mount_point())
		return -ENOENT;
	if (!name || value < 0 || value > 1)
		return -EINVAL;
	fd = open_boolean(name, O_WRONLY);
	n = fd < 0 ? fd : io_write(fd, text, sizeof(text));
	return n < 0 ? (int)n : 0;
}

static int commit_pending(void)
{
	int fd = selinuxfs_open("commit_pending_bools", O_WRONLY);
	ssize_t n = fd < 0 ? fd : io_write(fd, "1", 2);

	if (fd >= 0)
		io_close(fd);
	return n < 0 ? (int)n : 0;
}

PUBLIC int security_get_boolean_active(const char *name)
{
	return api_return(get_digit(name, ACTIVE));
}

PUBLIC int security_get_boolean_pending(const char *name)
{
	return api_return(get_digit(name, PENDING));
}

PUBLIC int security_set_boolean(const char *name, int value)
{
	return api_return(set_pending(name, value));
}

PUBLIC int security_commit_booleans(void)
{
	return api_return(commit_pending());
}

/* Makes the pending values of the first `count` booleans their active ones again. */
static void roll_back(const SELboolean *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int active = get_digit(list[i].name, ACTIVE);

		if (active >= 0)
			(void)!set_pending(list[i].name, active);
	}
}

/* All or none; any value but 0 is true. COMPAT: nothing has kept values for the next boot
 * since 3.0, so with `permanent` the call fails, values committed (tests/oracle boolean
 * security_set_boolean_list/permanent). */
PUBLIC int security_set_boolean_list(size_t boolcnt, SELboolean *boollist, int permanent)
{
	int r = boollist || boolcnt == 0 ? 0 : -EINVAL;
	size_t i;

	for (i = 0; r == 0 && i < boolcnt; i++)
		r = set_pending(boollist[i].name, boollist[i].value != 0);
	if (r == 0)
		r = commit_pending();
	if (r < 0 && boollist)
		roll_back(boollist, i);
	return api_return(r == 0 && permanent ? -EOPNOTSUPP : r);
}

static int list_names(char ***names, int *len)
{
	char **list;
	struct dir_names booleans;
	int r = names && len ? selinuxfs_list("booleans", &booleans) : -EINVAL;

	if (r < 0)
		return r;
	if (booleans.count == 0)
		return -ENOENT;
	/* the caller may use freeconary(): NULL at the end */
	list = realloc(booleans.names, (booleans.count + 1) * sizeof(*list));
	if (!list) {
		dir_names_free(&booleans);
		return -ENOMEM;
	}
	list[booleans.count] = NULL;
	*names = list;
	*len = (int)booleans.count;
	return 0;
}

PUBLIC int security_get_boolean_names(char ***names, int *len)
{
	return api_return(list_names(names, len));
}

/* Inert since 3.0: boolean files are gone. */
PUBLIC int security_load_booleans(char *path)
{
	(void)path;
	return -1;
}
