/* SPDX-License-Identifier: MIT */
/*
 * Small files of specifications in a directory of the test's own, and what was said of them.
 */
#ifndef UNIT_LABEL_H
#define UNIT_LABEL_H

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

#include <selinux/label.h>
#include <selinux/selinux.h>

static char directory[] = "/tmp/unit-label.XXXXXX";
static char log_text[8192];

static int keep_log(int type, const char *fmt, ...)
{
	size_t len = strlen(log_text);
	va_list ap;

	(void)type;
	va_start(ap, fmt);
	vsnprintf(log_text + len, sizeof(log_text) - len, fmt, ap);
	va_end(ap);
	return 0;
}

static void put(const char *name, const char *data, size_t len)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static void put_text(const char *name, const char *text)
{
	put(name, text, strlen(text));
}

static int enter_directory(void **state)
{
	union selinux_callback log = {.func_log = keep_log};

	(void)state;
	selinux_set_callback(SELINUX_CB_LOG, log);
	return mkdtemp(directory) && chdir(directory) == 0 ? 0 : -1;
}

static int leave_directory(void **state)
{
	(void)state;
	return chdir("/");
}

static int clear_directory(void **state)
{
	static const char *const names[] = {"fc", "fc.bin", "fc.homedirs", "fc.local", "fc.subs",
		"fc.subs_dist", "fc.homedirs.bin"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (unlink(names[i]) < 0 && errno == EISDIR)
			rmdir(names[i]);
	log_text[0] = '\0';
	return 0;
}

static struct selabel_handle *open_fc(int option)
{
	struct selinux_opt opts[] = {{SELABEL_OPT_PATH, "fc"}, {option, "1"}};

	errno = 0;
	return selabel_open(SELABEL_CTX_FILE, opts, 2);
}

static struct selabel_handle *open_text(const char *text)
{
	struct selabel_handle *h;

	put_text("fc", text);
	h = open_fc(SELABEL_OPT_UNUSED);
	assert_non_null(h);
	return h;
}

static void expect(struct selabel_handle *h, const char *key, int mode, const char *wanted)
{
	char *con = NULL;
	int r = selabel_lookup_raw(h, &con, key, mode);

	if (!wanted) {
		assert_int_equal(r, -1);
		assert_int_equal(errno, ENOENT);
		assert_null(con);
		return;
	}
	assert_int_equal(r, 0);
	assert_string_equal(con, wanted);
	freecon(con);
}

#endif
