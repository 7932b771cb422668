/* SPDX-License-Identifier: MIT */
/*
 * Small files of specifications in a directory of the test's own, and what was told of them.
 */
#ifndef UNIT_LABEL_H
#define UNIT_LABEL_H

#include <sys/stat.h>

#include "unit.h"

#include <selinux/label.h>
#include <selinux/selinux.h>

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, leave_directory)

static inline int set_up(void **state)
{
	told[0] = '\0';
	tell_messages();
	return enter_directory(state);
}

static inline struct selabel_handle *open_fc(int option)
{
	struct selinux_opt opts[] = {{SELABEL_OPT_PATH, "fc"}, {option, "1"}};

	errno = 0;
	return selabel_open(SELABEL_CTX_FILE, opts, 2);
}

static inline struct selabel_handle *open_text(const char *text)
{
	struct selabel_handle *h;

	write_text("fc", text);
	h = open_fc(SELABEL_OPT_UNUSED);
	assert_non_null(h);
	return h;
}

static inline void expect(struct selabel_handle *h, const char *key, int mode, const char *wanted)
{
	char *con = NULL;

	expect_result(selabel_lookup_raw(h, &con, key, mode), wanted ? 0 : ENOENT);
	if (wanted)
		assert_string_equal(con, wanted);
	else
		assert_null(con);
	freecon(con);
}

#endif
