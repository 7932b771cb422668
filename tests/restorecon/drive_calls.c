/* SPDX-License-Identifier: MIT */
/*
 * Commands of drive.c that call the library, and `show`, which tells what is there afterwards.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

#include "drive.h"

/* Younger than 2.5: a library may lack them. */
#pragma weak selinux_restorecon_parallel
#pragma weak selinux_restorecon_get_skipped_errors
#pragma weak selinux_restorecon_get_relabeled_files

static char printed[] = "/media/stdout";
static struct selabel_handle *handle;

/* What the library writes to standard output meanwhile is kept, and told afterwards. */
static int divert(void)
{
	int saved = dup(STDOUT_FILENO), fd = open(printed, O_CREAT | O_TRUNC | O_RDWR, 0600);

	fflush(stdout);
	if (saved < 0 || fd < 0)
		die(printed);
	dup2(fd, STDOUT_FILENO);
	close(fd);
	return saved;
}

static void restore(int saved)
{
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
}

static void tell_printed(void)
{
	char text[4096];
	int fd = open(printed, O_RDONLY);
	ssize_t n = fd < 0 ? 0 : 1;

	if (n)
		n = read(fd, text, sizeof(text));
	close(fd);
	unlink(printed);
	if (n > 0) {
		printf("    stdout ");
		print_bytes(text, (size_t)n);
		putchar('\n');
	}
}

static void tell_result(int r, int error)
{
	if (r < 0)
		printf("    = %d %s\n", r, error ? strerrorname_np(error) : "-");
	else
		printf("    = %d\n", r);
}

static const struct {
	const char *name;
	unsigned value;
} flags[] = {
	{"ignore-digest", SELINUX_RESTORECON_IGNORE_DIGEST},
	{"nochange", SELINUX_RESTORECON_NOCHANGE},
	{"force", SELINUX_RESTORECON_SET_SPECFILE_CTX},
	{"recurse", SELINUX_RESTORECON_RECURSE},
	{"verbose", SELINUX_RESTORECON_VERBOSE},
	{"progress", SELINUX_RESTORECON_PROGRESS},
	{"realpath", SELINUX_RESTORECON_REALPATH},
	{"xdev", SELINUX_RESTORECON_XDEV},
	{"add-assoc", SELINUX_RESTORECON_ADD_ASSOC},
	{"abort", SELINUX_RESTORECON_ABORT_ON_ERROR},
	{"syslog", SELINUX_RESTORECON_SYSLOG_CHANGES},
	{"matches", SELINUX_RESTORECON_LOG_MATCHES},
	{"ignore-noent", SELINUX_RESTORECON_IGNORE_NOENTRY},
	{"ignore-mounts", SELINUX_RESTORECON_IGNORE_MOUNTS},
	{"mass", SELINUX_RESTORECON_MASS_RELABEL},
	{"skip-digest", SELINUX_RESTORECON_SKIP_DIGEST},
	{"conflict", SELINUX_RESTORECON_CONFLICT_ERROR},
	{"count", SELINUX_RESTORECON_COUNT_ERRORS},
	{"user-role", SELINUX_RESTORECON_SET_USER_ROLE},
	{"count-relabeled", SELINUX_RESTORECON_COUNT_RELABELED},
	{"skip-multilink", SELINUX_RESTORECON_SKIP_MULTILINK},
	/* selinux_restorecon_xattr() */
	{"x-recurse", SELINUX_RESTORECON_XATTR_RECURSE},
	{"x-delete-nonmatch", SELINUX_RESTORECON_XATTR_DELETE_NONMATCH_DIGESTS},
	{"x-delete-all", SELINUX_RESTORECON_XATTR_DELETE_ALL_DIGESTS},
	{"x-ignore-mounts", SELINUX_RESTORECON_XATTR_IGNORE_MOUNTS},
};

static unsigned parse_flags(const char *text)
{
	char copy[256], *next = copy, *one;
	unsigned value = 0;

	snprintf(copy, sizeof(copy), "%s", text);
	while ((one = strsep(&next, "+"))) {
		size_t i = 0;

		while (i < sizeof(flags) / sizeof(*flags) && strcmp(flags[i].name, one) != 0)
			i++;
		if (i < sizeof(flags) / sizeof(*flags))
			value |= flags[i].value;
		else if (strcmp(one, "-") != 0)
			value |= (unsigned)strtoul(one, NULL, 0);
	}
	return value;
}

/* A handle on the specifications: options `digest`, `validate`. */
static void do_open(void)
{
	struct selinux_opt options[3] = {{SELABEL_OPT_PATH, specs}};
	unsigned n = 1;

	for (int i = 1; i < count; i++)
		options[n++] = (struct selinux_opt){
			strcmp(words[i], "digest") == 0 ? SELABEL_OPT_DIGEST : SELABEL_OPT_VALIDATE,
			(char *)1};
	errno = 0;
	handle = selabel_open(SELABEL_CTX_FILE, options, n);
	if (!handle)
		tell_result(-1, errno);
	selinux_restorecon_set_sehandle(handle);
}

static void do_handle(void)
{
	errno = 0;
	if (count > 1) {
		selinux_restorecon_set_sehandle(NULL);
	} else {
		handle = selinux_restorecon_default_handle();
		tell_result(handle ? 0 : -1, errno);
		if (handle)
			selinux_restorecon_set_sehandle(handle);
	}
	tell_messages();
}

static void do_exclude(void)
{
	const char *list[MAX_WORDS + 1] = {NULL};

	for (int i = 1; i < count; i++)
		list[i - 1] = words[i];
	selinux_restorecon_set_exclude_list(count == 2 && !word(1) ? NULL : list);
}

static void do_alt(void)
{
	int r;

	errno = 0;
	r = selinux_restorecon_set_alt_rootpath(word(1));
	tell_result(r, errno);
	tell_messages();
}

static void do_run(void)
{
	int r, error, saved = divert();

	errno = 0;
	if (count > 3 && selinux_restorecon_parallel)
		r = selinux_restorecon_parallel(
			word(2), parse_flags(words[1]), strtoul(words[3], NULL, 10));
	else
		r = selinux_restorecon(word(2), parse_flags(words[1]));
	error = errno;
	restore(saved);
	tell_result(r, error);
	tell_messages();
	tell_printed();
}

/* "counts threads": after a run of several, whose errors Debian's libraries count now so, now so
 * (RESTORE-5). */
static void do_counts(void)
{
	const char *whose = word(1);

	if (selinux_restorecon_get_skipped_errors)
		printf("    skipped errors%s%s %lu\n", whose ? " of " : "", whose ? whose : "",
			selinux_restorecon_get_skipped_errors());
	if (selinux_restorecon_get_relabeled_files)
		printf("    relabeled files %lu\n", selinux_restorecon_get_relabeled_files());
}

/* COMPAT: stock's list grows from call to call: only what is new is told. */
static const struct dir_xattr *told;

static struct dir_xattr *skip_told(struct dir_xattr *first)
{
	struct dir_xattr *entry;

	for (entry = first; entry && entry != told; entry = entry->next)
		;
	return entry ? entry->next : first;
}

static void do_xattr(void)
{
	static const char *const results[] = {
		"match", "nomatch", "deleted-match", "deleted-nomatch", "error"};
	struct dir_xattr **list = NULL, *entry;
	char *lines[MAX_MESSAGES];
	size_t n = 0;
	int r, error;

	errno = 0;
	r = selinux_restorecon_xattr(word(2), parse_flags(words[1]), &list);
	error = errno;
	tell_result(r, error);
	tell_messages();
	for (entry = skip_told(list ? *list : NULL); entry; told = entry, entry = entry->next)
		if (asprintf(&lines[n++], "%s %s %s", entry->directory, entry->digest,
			    results[entry->result]) < 0)
			die("asprintf");
	if (!getenv("UNSORTED"))
		qsort(lines, n, sizeof(*lines), compare_strings);
	for (size_t i = 0; i < n; i++) {
		printf("    entry ");
		print_bytes(lines[i], strlen(lines[i]));
		putchar('\n');
	}
}

static char *seen[4096];
static size_t seen_count;

static int see(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	char label[512];
	unsigned char digest[64];
	char line[8192];
	ssize_t n = lgetxattr(path, "security.selinux", label, sizeof(label) - 1);
	int at;

	(void)st, (void)kind, (void)ftw;
	label[n < 0 ? 0 : n] = '\0';
	at = snprintf(line, sizeof(line), "%s %s", path, n < 0 ? "-" : label);
	n = lgetxattr(path, "security.sehash", digest, sizeof(digest));
	for (ssize_t i = 0; i < n; i++)
		at += snprintf(
			line + at, sizeof(line) - (size_t)at, i ? "%02x" : " %02x", digest[i]);
	if (seen_count < 4096)
		seen[seen_count++] = strdup(line);
	return 0;
}

static void do_show(void)
{
	nftw(words[1], see, 64, FTW_PHYS);
	qsort(seen, seen_count, sizeof(*seen), compare_strings);
	for (size_t i = 0; i < seen_count; i++) {
		printf("    ");
		print_bytes(seen[i], strlen(seen[i]));
		putchar('\n');
		free(seen[i]);
	}
	seen_count = 0;
}

static void do_selinuxfs(void)
{
	set_selinuxmnt(words[1]);
}

const struct command call_commands[] = {
	{"open", 0, do_open},
	{"handle", 0, do_handle},
	{"exclude", 1, do_exclude},
	{"alt", 1, do_alt},
	{"run", 2, do_run},
	{"counts", 0, do_counts},
	{"xattr", 2, do_xattr},
	{"show", 1, do_show},
	{"selinuxfs", 1, do_selinuxfs},
	{NULL, 0, NULL},
};
