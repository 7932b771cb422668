/* SPDX-License-Identifier: MIT */
/*
 * Validates the contexts of specifications: by the functions of set_matchpathcon_canoncon() and
 * set_matchpathcon_invalidcon(), by the kernel, or by the validate callback. Takes no lock: each
 * function is one pointer, and a validated context is published once.
 */
#include <string.h>

#include "kernel/kernel.h"
#include "label/backend.h"
#include "label/validate.h"

typedef int invalid_function(const char *path, unsigned lineno, char *context);
typedef int canonical_function(const char *path, unsigned lineno, char **context);

static invalid_function *invalid_callback;
static canonical_function *canonical_callback;

PUBLIC void set_matchpathcon_invalidcon(int (*f)(const char *path, unsigned lineno, char *context))
{
	__atomic_store_n(&invalid_callback, f, __ATOMIC_RELEASE);
}

PUBLIC void set_matchpathcon_canoncon(int (*f)(const char *path, unsigned lineno, char **context))
{
	__atomic_store_n(&canonical_callback, f, __ATOMIC_RELEASE);
}

/* Without selinuxfs every context counts as valid. */
static int validate_by_kernel(char **con, const char *path, unsigned lineno)
{
	char *proper = NULL;
	int r = kernel_canonicalize_context(*con, &proper);

	if (r == -ENOENT)
		return 0;
	if (is_resource_error(r))
		return r;
	if (r < 0) {
		label_print("%s:  line %u has invalid context %s\n", path, lineno, *con);
		return r;
	}
	free(*con);
	*con = proper;
	return 0;
}

static int validate_by_callback(char **con, const char *path, unsigned lineno)
{
	int r = callback_validate(con);

	if (r == 0 || is_resource_error(r))
		return r;
	if (lineno)
		label_report(SELINUX_WARNING, "%s: line %u has invalid context %s\n", path, lineno,
			*con);
	else
		label_report(SELINUX_WARNING, "%s: has invalid context %s\n", path, *con);
	return -EINVAL;
}

/* COMPAT: only the first of these that exists is called (tests/unit/test_label_matchpathcon.c
 * contexts_are_shown_to_the_callers_functions). */
static int validate_context(
	const struct selabel_handle *h, const char *path, unsigned lineno, char **con)
{
	invalid_function *check_invalid = __atomic_load_n(&invalid_callback, __ATOMIC_ACQUIRE);
	canonical_function *canonicalize = __atomic_load_n(&canonical_callback, __ATOMIC_ACQUIRE);

	if (check_invalid)
		return check_invalid(path, lineno, *con) ? -EINVAL : 0;
	if (canonicalize)
		return canonicalize(path, lineno, con) ? -EINVAL : 0;
	if (h->canonicalize)
		return validate_by_kernel(con, path, lineno);
	return h->validate ? validate_by_callback(con, path, lineno) : 0;
}

int label_context_check(
	const struct selabel_handle *h, struct label_context *c, const char *path, unsigned lineno)
{
	const char *none = NULL, *proper = c->raw;
	char *con;
	int r;

	if (!strcmp(c->raw, NO_CONTEXT))
		return 0;
	con = str_dup(c->raw);
	if (!con)
		return -ENOMEM;
	r = validate_context(h, path, lineno, &con);
	if (r == 0 && strcmp(con, c->raw) != 0)
		proper = con;
	/* Two threads may have validated it; the first result stays. */
	if (r < 0 ||
		!__atomic_compare_exchange_n(
			&c->checked, &none, proper, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE) ||
		proper != con)
		free(con);
	return r;
}

bool label_contexts_are_checked(const struct selabel_handle *h)
{
	return h->canonicalize || h->validate ||
	       __atomic_load_n(&invalid_callback, __ATOMIC_ACQUIRE) ||
	       __atomic_load_n(&canonical_callback, __ATOMIC_ACQUIRE);
}

int label_context_use(const struct selabel_handle *h, struct label_context *c, const char *path,
	unsigned lineno, const char **con)
{
	const char *checked = __atomic_load_n(&c->checked, __ATOMIC_ACQUIRE);
	int r;

	if (!checked && label_contexts_are_checked(h)) {
		r = label_context_check(h, c, path, lineno);
		if (r < 0)
			return r;
		checked = __atomic_load_n(&c->checked, __ATOMIC_ACQUIRE);
	}
	*con = checked ? checked : c->raw;
	return 0;
}

void label_context_free(struct label_context *c)
{
	if (c->checked != c->raw)
		free((char *)c->checked);
}
