/* SPDX-License-Identifier: MIT */
/*
 * Is a terminal of this type one to trust? contexts/securetty_types, a type on each line. Takes no
 * lock.
 */
#include <string.h>

#include <selinux/selinux.h>

#include "context/context.h"
#include "login/login.h"

/* COMPAT: what follows the type on its line is not looked at (tests/unit/test_login_files.c
 * only_the_first_word_of_a_line_of_securetty_types_counts). */
static int find_type(struct text *t, const char *tty_context)
{
	AUTO_CONTEXT *con = NULL;
	const char *type;
	int r = context_parse(tty_context, &con);

	if (r < 0)
		return r;
	type = context_field(con, CONTEXT_TYPE);
	if (!type)
		return -EINVAL;
	while (lines_next(t)) {
		char *cursor = t->line, *word = text_word(&cursor);

		if (word && strcmp(word, type) == 0)
			return 0;
	}
	return -EACCES;
}

PUBLIC int selinux_check_securetty_context(const char *tty_context)
{
	struct text t;
	int r;

	if (!tty_context)
		return api_return(-EINVAL);
	r = lines_open(&t, PATH_SECURETTY_TYPES);
	if (r == 0) {
		r = find_type(&t, tty_context);
		text_close(&t);
	}
	return login_return(r);
}
