/* SPDX-License-Identifier: MIT */
/*
 * A fresh directory for each test, and files in it.
 */
#ifndef UNIT_TREE_H
#define UNIT_TREE_H

#include <fcntl.h>
#include <sys/stat.h>

#include "unit.h"

#include <selinux/restorecon.h>

#include "common/at.h"
#include "restorecon/hardlinks.h"
#include "restorecon/path.h"
#include "restorecon/settings.h"
#include "restorecon/walk.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

static inline int set_up(void **state)
{
	drop_messages();
	return enter_directory(state);
}

static inline int tear_down(void **state)
{
	at_pins = -1;
	at_lacks_getxattrat = 0;
	return leave_directory(state);
}

#endif
