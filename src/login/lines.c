/* SPDX-License-Identifier: MIT */
/*
 * Reading of the login files, with messages for what cannot be read. Takes no lock.
 */
#include <string.h>

#include <selinux/selinux.h>

#include "common/log.h"
#include "login/login.h"

static int open_path(struct text *t, const char *path)
{
	int r = text_open(t, path);

	if (r < 0 && r != -ENOENT)
		report_errno(-r, "%s:  cannot be read: %m\n", path);
	return r;
}

int lines_open(struct text *t, enum config_path which)
{
	int r = config_ready();

	return r < 0 ? r : open_path(t, config_path(which));
}

int login_return(int r)
{
	if (r == -ENOENT)
		config_report_missing_store();
	return api_return(r);
}

char *lines_join(const char *a, const char *b, const char *c)
{
	size_t size = STR_JOIN(NULL, 0, a, b, c) + 1;
	char *joined = malloc(size);

	if (joined && STR_JOIN(joined, size, a, b, c) < size)
		return joined;
	free(joined);
	return NULL;
}

int lines_open_user(struct text *t, const char *directory, const char *user, char **path)
{
	int r;

	if (!*user || strchr(user, '/') || strcmp(user, ".") == 0 || strcmp(user, "..") == 0)
		return -ENOENT;
	*path = lines_join(directory, user, "");
	if (!*path)
		return -ENOMEM;
	r = open_path(t, *path);
	if (r < 0) {
		free(*path);
		*path = NULL;
	}
	return r;
}

bool lines_next(struct text *t)
{
	while (text_next(t)) {
		if (!text_has_nul(t))
			return true;
		lines_complain(t);
	}
	return false;
}

void lines_complain(const struct text *t)
{
	report(SELINUX_ERROR, "%s:  error on line %u, skipping...\n", t->path, t->lineno);
}
