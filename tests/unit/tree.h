/* SPDX-License-Identifier: MIT */
/*
 * A fresh directory for each test, and files in it.
 */
#ifndef UNIT_TREE_H
#define UNIT_TREE_H

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

#include <selinux/restorecon.h>

#include "common/at.h"
#include "restorecon/hardlinks.h"
#include "restorecon/path.h"
#include "restorecon/settings.h"
#include "restorecon/walk.h"

static char top[64];

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st, (void)kind, (void)ftw;
	return remove(path);
}

static int set_up(void **state)
{
	(void)state;
	snprintf(top, sizeof(top), "%s/unit-restorecon.XXXXXX",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	return mkdtemp(top) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	at_pins = -1;
	at_lacks_getxattrat = 0;
	assert_int_equal(chdir("/"), 0);
	return nftw(top, remove_one, 32, FTW_DEPTH | FTW_PHYS);
}

static void make_directory(const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", top, name);
	assert_int_equal(mkdir(path, 0755), 0);
}

static void make_file(const char *name)
{
	char path[512];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", top, name);
	fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0644);
	assert_true(fd >= 0);
	close(fd);
}

#endif
