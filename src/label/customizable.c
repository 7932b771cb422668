/* SPDX-License-Identifier: MIT */
/*
 * is_context_customizable(): types that administrators set on files by hand, which relabelling
 * leaves alone. Reads the policy's customizable_types each time, so no lock is needed.
 */
#include <string.h>

#include "config/config.h"
#include "context/context.h"
#include "label/label.h"

/* COMPAT: a line is a type as it stands, blanks included; there are no comments (tests/oracle
 * customizable is_context_customizable/spaced). */
int label_is_customizable(const char *con)
{
	AUTO_CONTEXT *parsed = NULL;
	struct text t;
	const char *type;
	int r;

	if (!con)
		return -EINVAL;
	r = config_open(&t, PATH_CUSTOMIZABLE_TYPES);
	if (r == -ENOENT)
		config_report_missing_store();
	if (r < 0)
		return r;
	r = context_parse(con, &parsed);
	type = r == 0 ? context_field(parsed, CONTEXT_TYPE) : NULL;
	if (r == 0 && (!type || !t.size))
		r = -EINVAL;
	while (r == 0 && text_next(&t))
		r = !strcmp(t.line, type);
	text_close(&t);
	return r;
}

PUBLIC int is_context_customizable(const char *scontext)
{
	return api_return(label_is_customizable(scontext));
}
