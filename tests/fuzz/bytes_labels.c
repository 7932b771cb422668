/* SPDX-License-Identifier: MIT */
/*
 * Files of labels: a target for each kind of file. Whatever it is, opening and using it ends, and a
 * compiled file that is no good gives way to the text, which says so once.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <selinux/label.h>
#include <selinux/selinux.h>

#include "../lib/files.h"
#include "fuzz.h"

static void ask_files(struct selabel_handle *h, const char *key)
{
	const char *aliases[] = {"/a/b", "/hurt/dup", NULL};
	uint8_t hash[20], *calculated = NULL, *stored = NULL;
	size_t len;
	char *con = NULL;

	(void)!selabel_partial_match(h, key);
	(void)!selabel_hash_all_partial_matches(h, key, hash);
	if (selabel_lookup_best_match_raw(h, &con, key, aliases, 0) == 0)
		freecon(con);
	(void)!selabel_get_digests_all_partial_matches(h, key, &calculated, &stored, &len);
	free(calculated);
	free(stored);
}

static void ask(struct selabel_handle *h, bool of_files)
{
	static const char *const keys[] = {"/", "/hurt/class/ab/x-1", "/hurt/dup", "/a/b/c",
		"/usr/lib/x.so.1", "floppy", "db.schema.table", "hurt", "/home/x/.hurt/y", "",
		"a/b"};
	static const int modes[] = {0, S_IFREG, S_IFDIR, S_IFLNK, 1, 2, 3, 4, 010000000};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		for (size_t k = 0; k < sizeof(modes) / sizeof(modes[0]); k++) {
			char *con = NULL;

			if (selabel_lookup_raw(h, &con, keys[i], modes[k]) == 0)
				freecon(con);
			else
				must(!con, "what fails hands out nothing");
		}
		if (of_files)
			ask_files(h, keys[i]);
	}
	must(!of_files || selabel_cmp(h, h) == SELABEL_EQUAL, "a handle is equal to itself");
	selabel_stats(h);
}

static void use(unsigned backend, const char *path, bool digest, bool must_open)
{
	struct selinux_opt options[] = {
		{SELABEL_OPT_PATH, path}, {SELABEL_OPT_DIGEST, digest ? (char *)1 : NULL}};
	struct selabel_handle *h = selabel_open(backend, options, 2);

	must(h || !must_open, "the text is opened");
	if (!h)
		return;
	ask(h, backend == SELABEL_CTX_FILE);
	selabel_close(h);
}

static void of_files(const char *name, const uint8_t *data, size_t size)
{
	static const char text[] = "/.* s:text:t\n/a/b s:ab:t\n";
	bool compiled = strstr(name, ".bin") != NULL;

	if (strcmp(name, "fc") != 0)
		write_file("fc", text, sizeof(text) - 1);
	if (!strcmp(name, "fc.homedirs.bin"))
		write_file("fc.homedirs", text, sizeof(text) - 1);
	write_file(name, data, size);
	use(SELABEL_CTX_FILE, "fc", size % 2, compiled);
	unlink(name);
	unlink("fc");
	unlink("fc.homedirs");
}

static void of_others(unsigned backend, const uint8_t *data, size_t size)
{
	write_file("file", data, size);
	use(backend, "file", size % 2, false);
}

#define OF_FILES(id, file)                                                                         \
	static void run_##id(const uint8_t *data, size_t size)                                     \
	{                                                                                          \
		of_files(file, data, size);                                                        \
	}                                                                                          \
	const struct target target_##id = {#id, NULL, run_##id}
#define OF_OTHERS(id, backend)                                                                     \
	static void run_##id(const uint8_t *data, size_t size)                                     \
	{                                                                                          \
		of_others(backend, data, size);                                                    \
	}                                                                                          \
	const struct target target_##id = {#id, NULL, run_##id}

OF_FILES(bin, "fc.bin");
OF_FILES(homedirs, "fc.homedirs.bin");
OF_FILES(text, "fc");
OF_FILES(subs, "fc.subs");
OF_OTHERS(media, SELABEL_CTX_MEDIA);
OF_OTHERS(x, SELABEL_CTX_X);
OF_OTHERS(db, SELABEL_CTX_DB);
