/* SPDX-License-Identifier: MIT */
/*
 * A client that wants nothing of its machine: each line that it prints is an answer of the library,
 * the same on every machine and with every C library. It is linked against the floor, and neither
 * to libdl nor to libpthread, so that before glibc 2.34 the library's weak names are absent from
 * it.
 *
 * Usage: use FOLDER INODE        (the folder is made by tests/arch/run.sh; the inode is its
 * file_contexts)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <selinux/context.h>
#include <selinux/get_default_type.h>
#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

#pragma weak dlopen
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

static char base[4096], path[4200];

static const char *in_base(const char *name)
{
	snprintf(path, sizeof(path), "%s/%s", base, name);
	return path;
}

/* A message without the folder's name. */
static int print_message(int kind, const char *format, ...)
{
	char text[8192], *at;
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	at = strstr(text, base);
	if (at)
		memmove(at, at + strlen(base), strlen(at + strlen(base)) + 1);
	printf("message of kind %d: %s", kind, text);
	return 0;
}

/* A result, and errno where it failed. */
static void print(const char *what, long result)
{
	if (result < 0)
		printf("%s: %ld, errno %d\n", what, result, errno);
	else
		printf("%s: %ld\n", what, result);
}

static void contexts(void)
{
	context_t c = context_new("staff_u:staff_r:staff_t:s0-s0:c0.c1023");
	char *translated = NULL;

	print("context_type_set", context_type_set(c, "sysadm_t"));
	printf("context: %s, its range %s\n", context_str(c), context_range_get(c));
	print("translated", selinux_raw_to_trans_context(context_str(c), &translated));
	printf("it is %s\n", translated);
	freecon(translated);
	context_free(c);
	printf("no context of two words: %d\n", context_new("a:b") == NULL);
}

static void lookup(struct selabel_handle *labels, const char *name)
{
	char *context = NULL;

	if (selabel_lookup_raw(labels, &context, name, 0100644) < 0)
		printf("label of %s: errno %d\n", name, errno);
	else
		printf("label of %s: %s\n", name, context);
	freecon(context);
}

static struct selabel_handle *open_labels(void)
{
	struct selinux_opt options[] = {{SELABEL_OPT_PATH, in_base("file_contexts")}};
	struct selabel_handle *labels = selabel_open(SELABEL_CTX_FILE, options, 1);

	if (!labels) {
		print("selabel_open", -1);
		exit(1);
	}
	lookup(labels, "/etc/passwd");
	lookup(labels, "/home/ann/x.c");
	lookup(labels, "/home/ann/x.o");
	lookup(labels, "/home/Ann/x.o");
	lookup(labels, "/nowhere");
	return labels;
}

/* An inode keeps the number that it got first; one that differs above bit 31 only gets its own. */
static void inodes(ino_t ino)
{
	const char *name = in_base("file_contexts");

	print("an inode", matchpathcon_filespec_add(ino, 7, name));
	print("the inode again", matchpathcon_filespec_add(ino, 8, name));
	if (sizeof(ino) > 4)
		print("a wide inode",
			matchpathcon_filespec_add(
				(ino_t)((unsigned long long)ino | 1ULL << 40), 8, name));
	matchpathcon_filespec_destroy();
}

/* Locks and handles work in a child. */
static void fork_one(struct selabel_handle *labels)
{
	pid_t child;
	int status = -1;

	fflush(NULL);
	child = fork();
	if (child == 0) {
		lookup(labels, "/etc/shadow");
		fflush(NULL);
		_exit(0);
	}
	waitpid(child, &status, 0);
	print("the child", status);
}

/* By four threads where they can be had, and told to syslog where it is found. */
static void relabel(struct selabel_handle *labels)
{
	char *context = NULL;

	selinux_restorecon_set_sehandle(labels);
	print("relabelling", selinux_restorecon_parallel(in_base("tree"),
				     SELINUX_RESTORECON_RECURSE | SELINUX_RESTORECON_IGNORE_MOUNTS |
					     SELINUX_RESTORECON_SET_SPECFILE_CTX |
					     SELINUX_RESTORECON_SYSLOG_CHANGES,
				     4));
	print("a label's size", lgetfilecon_raw(in_base("tree/b/c"), &context));
	printf("it is %s\n", context ? context : "none");
	freecon(context);
}

static void load_policy(void)
{
	char loaded[64] = "";
	FILE *f;

	print("policy version", security_policyvers());
	print("loading a policy", selinux_mkload_policy(0));
	f = fopen(in_base("selinuxfs/load"), "r");
	if (!f || !fgets(loaded, sizeof(loaded), f))
		printf("nothing was loaded\n");
	else
		printf("loaded: %s", loaded);
	if (f)
		fclose(f);
	if (!dlopen) {
		unlink(in_base("policy/policy.30"));
		print("without dlopen, a younger policy", selinux_mkload_policy(0));
	}
}

int main(int argc, char **argv)
{
	union selinux_callback log = {.func_log = print_message};
	struct selabel_handle *labels;
	char *type = NULL;

	if (argc != 3 || strlen(argv[1]) >= sizeof(base) - 64) {
		fprintf(stderr, "usage: %s FOLDER INODE\n", argv[0]);
		return 2;
	}
	strcpy(base, argv[1]);
	selinux_set_callback(SELINUX_CB_LOG, log);
	print("enabled", is_selinux_enabled());
	print("enforcing", security_getenforce());
	contexts();
	labels = open_labels();
	inodes((ino_t)strtoull(argv[2], NULL, 10));
	fork_one(labels);
	relabel(labels);
	set_selinuxmnt(in_base("selinuxfs"));
	print("enforcing by a folder", security_getenforce());
	print("policy root", selinux_set_policy_root(base));
	print("default type", get_default_type("staff_r", &type));
	printf("it is %s\n", type ? type : "none");
	free(type);
	load_policy();
	selabel_close(labels);
	return 0;
}
