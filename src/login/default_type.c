/* SPDX-License-Identifier: MIT */
/*
 * The type that a role starts with: contexts/default_type, "role:type" on each line. Takes no lock.
 */
#include <string.h>

#include <selinux/get_default_type.h>

#include "login/login.h"

static int find_type(struct text *t, const char *role, char **type)
{
	size_t len = strlen(role);

	while (lines_next(t)) {
		char *line = text_trim(t->line), *copy;

		if (!str_starts_with(line, role) || line[len] != ':' || !line[len + 1])
			continue;
		copy = str_dup(line + len + 1);
		if (!copy)
			return -ENOMEM;
		*type = copy;
		return 0;
	}
	return -EINVAL;
}

PUBLIC int get_default_type(const char *role, char **type)
{
	struct text t;
	int r;

	if (!role || !type)
		return api_return(-EINVAL);
	r = lines_open(&t, PATH_DEFAULT_TYPE);
	if (r == 0) {
		r = find_type(&t, role, type);
		text_close(&t);
	}
	return login_return(r);
}
