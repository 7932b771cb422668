/* SPDX-License-Identifier: MIT */
/*
 * Target `status`: the kernel's status page, as long as the bytes are, changed halfway.
 */
#define _GNU_SOURCE
#include <string.h>
#include <unistd.h>

#include <selinux/avc.h>
#include <selinux/selinux.h>

#include "../lib/fakefs.h"
#include "fuzz.h"

static void begin(void)
{
	fakefs_at("selinux");
	fakefs_fill();
	set_selinuxmnt("selinux");
}

static void look(void)
{
	int mode;

	(void)!selinux_status_updated();
	mode = selinux_status_getenforce();
	must(mode >= -1 && mode <= 1, "a mode is 0 or 1");
	(void)!selinux_status_policyload();
	mode = selinux_status_deny_unknown();
	must(mode >= -1 && mode <= 1, "unknown permissions are denied or not");
}

/* A page that ends early is a file of a page all the same: what is mapped may be read. */
static void put_page(const uint8_t *data, size_t size)
{
	static uint8_t page[65536];
	size_t whole = (size_t)sysconf(_SC_PAGESIZE);

	memset(page, 0, whole);
	memcpy(page, data, size < whole ? size : whole);
	fakefs_write("status", page, size ? whole : 0);
}

static void run(const uint8_t *data, size_t size)
{
	size_t half = size / 2;

	put_page(data, half);
	if (selinux_status_open(size % 2) < 0)
		return;
	look();
	put_page(data + half, size - half ? size - half : 1);
	look();
	selinux_status_close();
}

const struct target target_status = {"status", begin, run};
