/* SPDX-License-Identifier: MIT */
/*
 * Each file of the store in turn is a FIFO, a directory, a loop of links, a sparse file of 1 GiB, a
 * file that may not be read. Who opens it has 512 MiB of addresses, and is a user.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <selinux/get_context_list.h>
#include <selinux/get_default_type.h>
#include <selinux/label.h>
#include <selinux/selinux.h>

#include "../lib/files.h"
#include "../lib/patience.h"
#include "client.h"

#define NOBODY 65534

static int handle(unsigned backend)
{
	return selabel_open(backend, NULL, 0) ? 0 : -1;
}

static int open_files(void)
{
	return handle(SELABEL_CTX_FILE);
}

static int open_media(void)
{
	return handle(SELABEL_CTX_MEDIA);
}

static int open_windows(void)
{
	return handle(SELABEL_CTX_X);
}

static int open_tables(void)
{
	return handle(SELABEL_CTX_DB);
}

static char *answer; /* of those that give one */

static int open_seusers(void)
{
	char *level;

	return getseuserbyname("stranger", &answer, &level);
}

static int open_logins(void)
{
	char *level;

	return getseuser("root", "sshd", &answer, &level);
}

static int open_default_contexts(void)
{
	return get_default_context("root", "system_u:system_r:sshd_t:s0", &answer);
}

/* Who is in no other file. */
static int open_failsafe_context(void)
{
	return get_default_context("root", "system_u:system_r:other_t:s0", &answer);
}

static int open_default_type(void)
{
	return get_default_type("staff_r", &answer);
}

static int open_securetty(void)
{
	return selinux_check_securetty_context("u:r:tty_device_t:s0");
}

static int open_customizable(void)
{
	return is_context_customizable("u:r:custom_t:s0");
}

static int open_substitutions(void)
{
	answer = selinux_boolean_sub("old_name");
	return answer ? 0 : -1;
}

static int open_policy(void)
{
	return selinux_mkload_policy(0);
}

static int open_config(void)
{
	selinux_reset_config();
	return selinux_getpolicytype(&answer);
}

static int open_boot_mode(void)
{
	int mode;

	return selinux_getenforcemode(&mode);
}

#define FILES "policy/contexts/files/"

static const struct row {
	const char *file, *opener;
	int (*open)(void);
} rows[] = {
	{FILES "file_contexts", "selabel_open", open_files},
	{FILES "file_contexts.bin", "selabel_open", open_files},
	{FILES "file_contexts.homedirs", "selabel_open", open_files},
	{FILES "file_contexts.local", "selabel_open", open_files},
	{FILES "file_contexts.subs", "selabel_open", open_files},
	{FILES "file_contexts.subs_dist", "selabel_open", open_files},
	{FILES "media", "selabel_open", open_media},
	{"policy/contexts/x_contexts", "selabel_open", open_windows},
	{"policy/contexts/sepgsql_contexts", "selabel_open", open_tables},
	{"policy/seusers", "getseuserbyname", open_seusers},
	{"policy/logins/root", "getseuser", open_logins},
	{"policy/contexts/users/root", "get_default_context", open_default_contexts},
	{"policy/contexts/default_contexts", "get_default_context", open_default_contexts},
	{"policy/contexts/failsafe_context", "get_default_context", open_failsafe_context},
	{"policy/contexts/default_type", "get_default_type", open_default_type},
	{"policy/contexts/securetty_types", "selinux_check_securetty_context", open_securetty},
	{"policy/contexts/customizable_types", "is_context_customizable", open_customizable},
	{"policy/booleans.subs_dist", "selinux_boolean_sub", open_substitutions},
	{"policy/policy/policy.33", "selinux_mkload_policy", open_policy},
	{"/etc/selinux/config", "selinux_getpolicytype", open_config},
	{"/etc/selinux/config", "selinux_getenforcemode", open_boot_mode},
};

static int make_fifo(const char *path)
{
	return mkfifo(path, 0644);
}

static int make_directory(const char *path)
{
	return mkdir(path, 0755);
}

static int make_loop(const char *path)
{
	return symlink(strrchr(path, '/') + 1, path);
}

static int make_sparse(const char *path)
{
	write_text(path, "");
	return truncate(path, 1 << 30);
}

static int make_unreadable(const char *path)
{
	write_text(path, "");
	return chmod(path, 0);
}

static int (*const things[])(const char *path) = {
	make_fifo, make_directory, make_loop, make_sparse, make_unreadable};

int in_child(int (*function)(void *), void *argument)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		alarm(patience(120));
		_exit(function(argument));
	}
	if (waitpid(child, &status, 0) < 0)
		return 125;
	if (is_out_of_time(status))
		return OUT_OF_TIME;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int open_as_user(void *argument)
{
	const struct row *row = argument;
	int r;

	forget();
	if (setrlimit(RLIMIT_AS, &(struct rlimit){512 << 20, 512 << 20}) < 0 ||
		setresuid(NOBODY, NOBODY, NOBODY) < 0)
		return 125;
	errno = 0;
	r = row->open();
	if (r < 0)
		add("\t%s", strerrorname_np(errno));
	else
		add("\t%s", answer ? answer : "0");
	return write(ANSWERS, text, strlen(text)) < 0;
}

int store_table(void)
{
	int status = 0, r;

	if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
		mount("none", "/etc/selinux", "tmpfs", 0, NULL) < 0) {
		perror("client: /etc/selinux");
		return 125;
	}
	client_prepare();
	set_selinuxmnt(in_place("fs"));
	chmod(in_place("fs/load"), 0666);
	chmod(in_place("fs/context"), 0666);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *path = *rows[i].file == '/' ? rows[i].file : in_place(rows[i].file);
		char aside[512];

		snprintf(aside, sizeof(aside), "%s.aside", path);
		rename(path, aside);
		dprintf(ANSWERS, "%s\t%s", rows[i].file, rows[i].opener);
		for (size_t k = 0; k < COUNT(things); k++) {
			make_parents(path);
			if (things[k](path) < 0)
				perror(path);
			r = in_child(open_as_user, (void *)&rows[i]);
			if (r)
				dprintf(ANSWERS, "\tstatus %d", r);
			status = r == OUT_OF_TIME || !status ? r : status;
			remove(path);
		}
		dprintf(ANSWERS, "\n");
		rename(aside, path);
	}
	return status;
}
