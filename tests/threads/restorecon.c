/* SPDX-License-Identifier: MIT */
/*
 * Runs of restorecon that overlap: four trees, each relabelled by runs of one thread and of three,
 * on one handle, while another thread changes the settings, which each run has as they were when it
 * began. Every run must do all of its tree, and ThreadSanitizer must find nothing. Without the
 * right to set labels runs fail, each in the same way.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

enum {
	TREES = 4,
	FOLDERS = 5,
	FILES = 8,
	ROUNDS = 200
};

static char top[64];
static struct selabel_handle *handles[2];
static bool may_label;
static int wrong, stopping;

static int quiet(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	return 0;
}

static void die(const char *what)
{
	perror(what);
	exit(2);
}

/* The file's path, and its label made another one. */
static bool spoil(int tree, int folder, int file, char path[128])
{
	static const char other[] = "u:r:other:s0";
	int n = snprintf(path, 128, "%s/t%d/d%d/f%d", top, tree, folder, file);

	for (char *p = path + strlen(top) + 1; p < path + n; p++)
		if (*p == '/') {
			*p = '\0';
			mkdir(path, 0755);
			*p = '/';
		}
	close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0644));
	return lsetxattr(path, "security.selinux", other, sizeof(other), 0) == 0;
}

static void check(const char *path)
{
	char label[64] = "";

	if (lgetxattr(path, "security.selinux", label, sizeof(label) - 1) < 0 ||
		strcmp(label, "u:r:t:s0") != 0) {
		printf("%s has %s\n", path, label);
		__atomic_store_n(&wrong, 1, __ATOMIC_RELAXED);
	}
}

static void *relabel(void *arg)
{
	const unsigned flags = SELINUX_RESTORECON_RECURSE | SELINUX_RESTORECON_SET_SPECFILE_CTX |
			       SELINUX_RESTORECON_COUNT_RELABELED | SELINUX_RESTORECON_ADD_ASSOC |
			       SELINUX_RESTORECON_VERBOSE;
	int tree = (int)(long)arg;
	char path[128], root[96];

	snprintf(root, sizeof(root), "%s/t%d", top, tree);
	for (int round = 0; round < ROUNDS; round++) {
		int r;

		for (int i = 0; i < FOLDERS * FILES; i++)
			spoil(tree, i % FOLDERS, i / FOLDERS, path);
		r = round % 2 ? selinux_restorecon(root, flags)
			      : selinux_restorecon_parallel(root, flags, 3);
		if ((r == 0) != may_label)
			__atomic_store_n(&wrong, 1, __ATOMIC_RELAXED);
		for (int i = 0; may_label && i < FOLDERS * FILES; i++) {
			snprintf(path, sizeof(path), "%s/d%d/f%d", root, i % FOLDERS, i / FOLDERS);
			check(path);
		}
	}
	return NULL;
}

/* Both handles say the same, the path left out is in no tree, and the root is / in the end. */
static void *change_settings(void *arg)
{
	char excluded[128];
	const char *list[] = {excluded, NULL};

	(void)arg;
	for (unsigned i = 0; !__atomic_load_n(&stopping, __ATOMIC_RELAXED); i++) {
		selinux_restorecon_set_sehandle(handles[i % 2]);
		snprintf(excluded, sizeof(excluded), "%s/specs%s", top, i % 3 ? "" : "/");
		selinux_restorecon_set_exclude_list(list);
		selinux_restorecon_set_alt_rootpath("/");
		selinux_restorecon_get_relabeled_files();
		usleep(100);
	}
	return NULL;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st, (void)kind, (void)ftw;
	return remove(path);
}

static void make(void)
{
	char path[128];
	struct selinux_opt option = {SELABEL_OPT_PATH, path};
	FILE *f;

	snprintf(top, sizeof(top), "%s/threads-restorecon.XXXXXX",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (!mkdtemp(top))
		die(top);
	for (int i = 0; i < TREES * FOLDERS; i++)
		may_label = spoil(i % TREES, i / TREES, 0, path);
	snprintf(path, sizeof(path), "%s/specs", top);
	f = fopen(path, "we");
	if (!f || fprintf(f, "%s(/.*)?\tu:r:t:s0\n", top) < 0 || fclose(f) != 0)
		die(path);
	for (int i = 0; i < 2; i++)
		if (!(handles[i] = selabel_open(SELABEL_CTX_FILE, &option, 1)))
			die("selabel_open");
	selinux_restorecon_set_sehandle(handles[0]);
}

int main(void)
{
	union selinux_callback log = {.func_log = quiet};
	pthread_t threads[TREES], changer;

	selinux_set_callback(SELINUX_CB_LOG, log);
	make();
	pthread_create(&changer, NULL, change_settings, NULL);
	for (long i = 0; i < TREES; i++)
		pthread_create(&threads[i], NULL, relabel, (void *)i);
	for (int i = 0; i < TREES; i++)
		pthread_join(threads[i], NULL);
	__atomic_store_n(&stopping, 1, __ATOMIC_RELAXED);
	pthread_join(changer, NULL);
	selinux_restorecon_set_sehandle(NULL);
	for (int i = 0; i < 2; i++)
		selabel_close(handles[i]);
	nftw(top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return wrong;
}
