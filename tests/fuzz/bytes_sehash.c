/* SPDX-License-Identifier: MIT */
/*
 * Target `sehash`: what security.sehash is on a directory. The first byte has the flags.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

#include "../lib/files.h"
#include "mocks.h"

static struct selabel_handle *handle;

static void begin(void)
{
	struct selinux_opt path = {SELABEL_OPT_PATH, "fc"};

	write_text("fc", "/.* s:all:t\n");
	write_text("tree/a/b", "");
	handle = selabel_open(SELABEL_CTX_FILE, &path, 1);
	must(handle, "the specifications are opened");
	selinux_restorecon_set_sehandle(handle);
}

static void list(unsigned flags)
{
	struct dir_xattr **head = NULL, *entry, *next;

	if (selinux_restorecon_xattr("tree", flags, &head) < 0)
		return;
	for (entry = *head; entry; entry = next) {
		next = entry->next;
		must(mock_sehash.size == 20 && strlen(entry->digest) == 40,
			"a digest that is listed has its size");
		free(entry->directory);
		free(entry->digest);
		free(entry);
	}
	*head = NULL;
}

static void run(const uint8_t *data, size_t size)
{
	struct input in = {data, data + size};
	unsigned flags = input_byte(&in);
	uint8_t *calculated = NULL, *stored = NULL;
	size_t len = 0;

	mock_sehash = (struct mock_attribute){in.at, (size_t)(in.end - in.at)};
	list(flags);
	(void)!selabel_get_digests_all_partial_matches(handle, "/a", &calculated, &stored, &len);
	must(!stored || (mock_sehash.size == 20 && !memcmp(stored, mock_sehash.bytes, 20)),
		"a digest is what is stored");
	free(calculated);
	free(stored);
	mock_sehash = (struct mock_attribute){NULL, 0};
}

const struct target target_sehash = {"sehash", begin, run};
