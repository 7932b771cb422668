/* SPDX-License-Identifier: MIT */
/*
 * Files of labels that nobody wrote, for libFuzzer: the first byte says which kind of file the rest
 * is. Whatever it is, opening and using it ends, touches no memory that is not its own, leaves
 * nothing behind, and a compiled file that is no good gives way to the text.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <selinux/label.h>
#include <selinux/selinux.h>

static const struct {
	const char *name;
	unsigned backend;
} kinds[] = {{"fc.bin", SELABEL_CTX_FILE}, {"fc", SELABEL_CTX_FILE}, {"fc.subs", SELABEL_CTX_FILE},
	{"media", SELABEL_CTX_MEDIA}, {"x", SELABEL_CTX_X}, {"db", SELABEL_CTX_DB},
	{"fc.homedirs.bin", SELABEL_CTX_FILE}};
enum {
	KINDS = sizeof(kinds) / sizeof(kinds[0])
};

static char folder[] = "/tmp/fuzz-labels.XXXXXX";
static unsigned messages;

static int count_messages(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	messages++;
	return 0;
}

static void write_file(const char *name, const void *data, size_t size)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	close(fd);
}

static void leave(void)
{
	if (chdir("/") == 0)
		rmdir(folder);
}

static void enter(void)
{
	static const char *const base = "/dev/shm";

	if (access(base, W_OK) == 0)
		memcpy(folder, "/dev/shm/fuzz.XXXXXX", sizeof("/dev/shm/fuzz.XXXXXX"));
	if (!mkdtemp(folder) || chdir(folder) < 0)
		abort();
	atexit(leave);
	selinux_set_callback(SELINUX_CB_LOG, (union selinux_callback){.func_log = count_messages});
}

static void use(struct selabel_handle *h, bool of_files)
{
	static const char *const keys[] = {"/", "/hurt/class/ab/x-1", "/hurt/dup", "/a/b/c",
		"/usr/lib/x.so.1", "floppy", "db.schema.table", "hurt", "/home/x/.hurt/y"};
	static const int modes[] = {0, S_IFREG, S_IFDIR, S_IFLNK, 1, 2, 3, 4};
	uint8_t hash[20];

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		for (size_t k = 0; k < sizeof(modes) / sizeof(modes[0]); k++) {
			char *con = NULL;

			if (selabel_lookup_raw(h, &con, keys[i], modes[k]) == 0)
				freecon(con);
			else if (con)
				abort(); /* handed out, though it failed */
		}
		if (of_files) {
			selabel_partial_match(h, keys[i]);
			selabel_hash_all_partial_matches(h, keys[i], hash);
		}
	}
	if (selabel_cmp(h, h) != SELABEL_EQUAL && of_files)
		abort();
	selabel_stats(h);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char text[] = "/.* s:text:t\n";
	struct selinux_opt options[] = {{SELABEL_OPT_PATH, NULL}};
	const char *name;
	struct selabel_handle *h;
	bool of_files, compiled;

	if (*folder && strstr(folder, "XXXXXX"))
		enter();
	if (!size)
		return 0;
	name = kinds[*data % KINDS].name;
	of_files = kinds[*data % KINDS].backend == SELABEL_CTX_FILE;
	compiled = strstr(name, ".bin") != NULL;
	if (of_files)
		write_file("fc", text, sizeof(text) - 1);
	if (compiled)
		write_file("fc.homedirs", text, sizeof(text) - 1);
	write_file(name, data + 1, size - 1);
	options[0].value = of_files ? "fc" : name;
	messages = 0;
	h = selabel_open(kinds[*data % KINDS].backend, options, 1);
	if (compiled && (!h || messages > 1))
		abort(); /* the text is there, and says so once */
	if (h) {
		use(h, of_files);
		selabel_close(h);
	}
	unlink(name);
	unlink("fc");
	unlink("fc.homedirs");
	return 0;
}
