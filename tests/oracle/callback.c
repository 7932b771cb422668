/*
 * Callbacks: what is set is what is got, unknown numbers, and where messages go by default.
 */
#include <stdarg.h>
#include <stdio.h>

#include "blackbox.h"

enum {
	FIRST_TYPE = -1,
	LAST_TYPE = 6
};

static int log_silent(int type, const char *fmt, ...)
{
	(void)type;
	(void)fmt;
	return 0;
}

static int validate_never(char **con)
{
	(void)con;
	errno = EPERM;
	return -1;
}

static void show(int type, const char *state, union selinux_callback expected)
{
	union selinux_callback now;

	if (!CALL(selinux_get_callback, "%s-%d", state, type))
		return;
	now = selinux_get_callback(type);
	end_text(now.func_log ? 0 : -1, now.func_log == expected.func_log ? "as set" : "other");
}

static void set_and_get(void)
{
	union selinux_callback mine = {.func_log = log_silent};

	for (int type = FIRST_TYPE; type <= LAST_TYPE; type++)
		show(type, "before", mine);
	for (int type = FIRST_TYPE; type <= LAST_TYPE; type++) {
		if (CALL(selinux_set_callback, "%d", type)) {
			selinux_set_callback(type, mine);
			end_void();
		}
		show(type, "after", mine);
	}
}

/* A line of an unknown kind makes the library speak. */
static void provoke(const char *state)
{
	struct selinux_opt path = {SELABEL_OPT_PATH, put_text("broken", "/a -x " TMP_CON "\n")};

	if (FORKED(selabel_open, "%s", state))
		end_pointer(selabel_open(SELABEL_CTX_FILE, &path, 1));
}

static void set_log(int (*log)(int type, const char *fmt, ...))
{
	union selinux_callback cb = {.func_log = log};

	if (selinux_set_callback)
		selinux_set_callback(SELINUX_CB_LOG, cb);
}

static int log_to_stderr(int type, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static int log_to_stderr(int type, const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "own log, type %d: ", type);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	return 0;
}

/* A file whose contexts a validating callback refuses. */
static void validation(void)
{
	union selinux_callback cb = {.func_validate = validate_never};
	struct selinux_opt opts[] = {
		{SELABEL_OPT_PATH, put_text("valid", "/a " TMP_CON "\n")},
		{SELABEL_OPT_VALIDATE, (char *)1},
	};
	struct selabel_handle *handle;
	char *con = untouched;

	if (!selinux_set_callback)
		return;
	selinux_set_callback(SELINUX_CB_VALIDATE, cb);
	if (!CALL(selabel_open, "never-valid"))
		return;
	handle = selabel_open(SELABEL_CTX_FILE, opts, COUNT(opts));
	end_pointer(handle);
	if (handle && CALL(selabel_lookup_raw, "never-valid"))
		end_con(selabel_lookup_raw(handle, &con, "/a", 0), &con);
	if (handle && CALL(selabel_lookup, "never-valid"))
		end_con(selabel_lookup(handle, &con, "/a", 0), &con);
}

void family_callback(void)
{
	provoke("callback");
	apart_run("set", set_and_get);
	if (apart("own-log")) {
		set_log(log_to_stderr);
		provoke("own-log");
		apart_end();
	}
	if (apart("null-log")) {
		set_log(NULL);
		provoke("null-log");
		apart_end();
	}
	apart_run("validate", validation);
}
