/* SPDX-License-Identifier: MIT */
/*
 * A program that finds itself in hostile surroundings: those that run.sh made around it, or those
 * that it makes for itself once the library is loaded and its handles are open. Answers go to
 * descriptor 9. Usage: client PLACE MODE [ARGUMENT...]; the modes are the table at the end.
 * Exit status: 0, 1 something is wrong (the answers say what), 124 out of time, 125 the test
 * itself.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <locale.h>
#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <selinux/avc.h>
#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

#include "../lib/files.h"
#include "../lib/patience.h"
#include "client.h"
#include "syscalls.h" /* run.sh makes it of docs/SECURITY.md */

static void tell(void)
{
	if (write(ANSWERS, text, strlen(text)) < 0)
		_exit(125);
	forget();
}

static void must(bool well, const char *what)
{
	if (well)
		return;
	perror(what);
	_exit(125);
}

static void run_all(void)
{
	for (const struct family *f = families; f->name; f++) {
		add("== %s\n", f->name);
		run_family(f);
	}
}

static int all(char **argv)
{
	(void)argv;
	client_prepare();
	run_all();
	tell();
	return 0;
}

/* Who chroots himself, with the library loaded and nothing opened. */
static int change_root(char **argv)
{
	must(chroot(argv[0]) == 0 && chdir("/") == 0, "chroot");
	return all(argv);
}

/* Without standard descriptors none of ours takes their place, not even while a message is told. */
static int taken;

static int look_at_descriptors(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		taken += fcntl(fd, F_GETFD) >= 0;
	return 0;
}

static int closed(char **argv)
{
	union selinux_callback callback = {.func_log = look_at_descriptors};
	int messages = 0;

	(void)argv;
	look_at_descriptors(messages, "");
	must(taken == 0, "standard descriptors are open");
	client_prepare();
	run_all();
	selinux_set_callback(SELINUX_CB_LOG, callback);
	for (const struct family *f = families; f->name; f++)
		if (strcmp(f->name, "restorecon") == 0)
			run_family(f);
	avc_netlink_open(0);
	look_at_descriptors(messages, "");
	avc_netlink_close();
	tell();
	return taken != 0;
}

/* Limits. A family that finds no descriptor, or no memory, left says so in each line that is not as
 * it should be; afterwards all is as it was, on the same handles. */
static void *hoard;

static void take_descriptors(bool take)
{
	static struct rlimit before;

	if (!take) {
		setrlimit(RLIMIT_NOFILE, &before);
		return;
	}
	getrlimit(RLIMIT_NOFILE, &before);
	setrlimit(RLIMIT_NOFILE, &(struct rlimit){64, before.rlim_max});
	while (dup(ANSWERS) >= 0)
		;
}

static void take_memory(bool take)
{
	static struct rlimit before;
	volatile char stack[512 * 1024]; /* it cannot grow later */
	char sizes[64];
	void **p;

	if (!take) {
		setrlimit(RLIMIT_AS, &before);
		while ((p = hoard)) {
			hoard = *p;
			free(p);
		}
		return;
	}
	for (size_t i = 0; i < sizeof(stack); i += 1024)
		stack[i] = 0;
	read_file("/proc/self/statm", sizes, sizeof(sizes));
	getrlimit(RLIMIT_AS, &before);
	setrlimit(RLIMIT_AS,
		&(struct rlimit){
			strtoul(sizes, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE), before.rlim_max});
	for (size_t size = 1 << 20; size >= sizeof(*p); size -= size > 2048 ? size / 2 : 8)
		while ((p = malloc(size))) {
			*p = hoard;
			hoard = p;
		}
}

static const struct limit {
	const char *error;
	void (*take)(bool take);
} limits[] = {{"EMFILE", take_descriptors}, {"ENOMEM", take_memory}};

/* The lines of `base` and `now` side by side; how many differ, or -1: one of them without `error`.
 */
static int compare(char *base, char *now, const char *error)
{
	char *a = strtok_r(base, "\n", &base), *b = strtok_r(now, "\n", &now);
	int failed = 0;

	while (a && b) {
		const char *end = strstr(b, ": ");

		if (strcmp(a, b) != 0) {
			if (!end || strcmp(end + 2, error) != 0) {
				dprintf(ANSWERS, "WRONG: %s, and without limits %s\n", b, a);
				return -1;
			}
			failed++;
		}
		a = strtok_r(NULL, "\n", &base);
		b = strtok_r(NULL, "\n", &now);
	}
	return failed;
}

static int limited_family(void *argument)
{
	static char base[sizeof(text)], under[sizeof(text)];
	const struct family *f = ((const void **)argument)[0];
	const struct limit *l = ((const void **)argument)[1];
	int failed;

	run_family(f); /* in the parent's process there are warm handles, below cold ones */
	strcpy(base, text);
	forget();
	client_prepare();
	if (f->mounted)
		set_selinuxmnt(in_place("fs"));
	l->take(true);
	run_family(f);
	l->take(false);
	strcpy(under, text);
	forget();
	run_family(f);
	if (strcmp(text, base) != 0) {
		dprintf(ANSWERS, "WRONG: %s after %s: %s\n", f->name, l->error, text);
		return 1;
	}
	failed = compare(base, under, l->error);
	dprintf(ANSWERS, "%s\t%s\t%d\n", l->error, f->name, failed);
	return failed < 0;
}

static int limit_all(char **argv)
{
	int status = 0;

	(void)argv;
	client_prepare();
	for (size_t i = 0; i < COUNT(limits); i++)
		for (const struct family *f = families; f->name; f++) {
			const void *argument[] = {f, &limits[i]};
			int r = in_child(limited_family, argument);

			if (r)
				dprintf(ANSWERS, "%s\t%s\tstatus %d\n", limits[i].error, f->name,
					r);
			status = r ? r : status;
		}
	return status;
}

/* filter FAMILY SYSTEM-CALL...: those are allowed, all others kill. */
static void allow(struct sock_filter *filter, unsigned short *len, const char *name)
{
	for (size_t i = 0; i < COUNT(syscalls); i++)
		if (strcmp(syscalls[i].name, name) == 0) {
			filter[(*len)++] = (struct sock_filter)BPF_JUMP(
				BPF_JMP | BPF_JEQ | BPF_K, (unsigned)syscalls[i].number, 0, 1);
			filter[(*len)++] =
				(struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
		}
}

static int filtered(char **argv)
{
	struct sock_filter filter[256] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))};
	struct sock_fprog program = {1, filter};
	const struct family *f = families;

	while (f->name && strcmp(f->name, argv[0]) != 0)
		f++;
	must(f->name, argv[0]);
	client_prepare();
	if (f->mounted)
		set_selinuxmnt(in_place("fs"));
	allow(filter, &program.len, "exit_group");
	for (char **name = argv + 1; *name; name++)
		allow(filter, &program.len, *name);
	filter[program.len++] =
		(struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
			prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0,
		"seccomp");
	add("== %s\n", f->name);
	f->run();
	tell();
	return 0;
}

static void look_up_new(const char *what)
{
	struct selabel_handle *h = selabel_open(SELABEL_CTX_FILE, NULL, 0);
	char *con = NULL;

	integer(what, h ? selabel_lookup(h, &con, "/etc/passwd", S_IFREG) : -1);
	if (h)
		selabel_close(h);
	add("%s", con ? con : "");
	add("\n");
	freecon(con);
}

/* The store is covered by an empty file system, then by another store; and uncovered. */
static int cover(char **argv)
{
	const struct family *f = &families[1];
	char base[sizeof(text)];
	int before;

	(void)argv;
	client_prepare();
	run_family(f); /* labels */
	strcpy(base, text);
	forget();
	before = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
	must(before >= 0 && unshare(CLONE_NEWNS) == 0 &&
			mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
			mount("none", in_place("policy"), "tmpfs", 0, NULL) == 0,
		"tmpfs");
	look_up_new("covered");
	write_text(in_place("policy/contexts/files/file_contexts"), "/etc/.* u:r:new_t:s0\n");
	look_up_new("another");
	tell();
	run_family(f);
	if (strcmp(text, base) != 0)
		add("WRONG: an open handle answers otherwise\n");
	tell();
	must(setns(before, CLONE_NEWNS) == 0, "setns");
	look_up_new("uncovered");
	tell();
	return 0;
}

/* A file system that never answers: the kernel's FUSE, with nobody who reads /dev/fuse. */
static void *open_stuck(void *thread)
{
	struct selabel_handle *h;

	*(volatile pid_t *)thread = (pid_t)syscall(SYS_gettid);
	h = selabel_open(SELABEL_CTX_FILE, NULL, 0);
	return (void *)(intptr_t)(h ? 0 : errno);
}

/* Is the thread in a system call that asks for a path? */
static bool is_stuck(pid_t thread)
{
	char path[64], call[256];
	long number;

	snprintf(path, sizeof(path), "/proc/self/task/%d/syscall", thread);
	read_file(path, call, sizeof(call));
	number = call[0] >= '0' && call[0] <= '9' ? strtol(call, NULL, 10) : -1;
	return number == SYS_newfstatat || number == SYS_openat;
}

static int labels_again(void *base)
{
	forget();
	run_family(&families[1]);
	return strcmp(text, base) != 0;
}

static int stuck(char **argv)
{
	char base[sizeof(text)], options[128];
	volatile pid_t thread = 0;
	pthread_t t;
	void *error;
	int fuse = open("/dev/fuse", O_RDWR | O_CLOEXEC);

	(void)argv;
	must(unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0,
		"unshare");
	snprintf(options, sizeof(options), "fd=%d,rootmode=40000,user_id=0,group_id=0", fuse);
	client_prepare();
	run_family(&families[1]);
	strcpy(base, text);
	if (fuse < 0 || mount("none", in_place("policy"), "fuse", 0, options) < 0) {
		dprintf(ANSWERS, "no FUSE here: %s\n", strerror(errno));
		return 77;
	}
	alarm(patience(120));
	must(pthread_create(&t, NULL, open_stuck, (void *)&thread) == 0, "thread");
	while (!thread || !is_stuck(thread))
		sched_yield();
	if (labels_again(base))
		dprintf(ANSWERS, "WRONG: an open handle answers otherwise\n");
	if (in_child(labels_again, base))
		dprintf(ANSWERS, "WRONG: a child\n");
	must(umount2(in_place("policy"), MNT_FORCE) == 0 || errno == EBUSY, "umount");
	pthread_join(t, &error);
	dprintf(ANSWERS, "opening: %s\n", strerrorname_np((int)(intptr_t)error));
	return 0;
}

static int store(char **argv)
{
	(void)argv;
	return store_table();
}

/* locale: its name, and words of it, are on standard output. */
static int localized(char **argv)
{
	dprintf(STDOUT_FILENO, "%s %s\n", setlocale(LC_ALL, ""), strerror(EACCES));
	return all(argv);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(char **argv);
	} modes[] = {{"all", all}, {"chroot", change_root}, {"closed", closed},
		{"limits", limit_all}, {"filter", filtered}, {"cover", cover}, {"stuck", stuck},
		{"store", store}, {"locale", localized}};

	for (size_t i = 0; argc > 2 && i < COUNT(modes); i++)
		if (strcmp(modes[i].name, argv[2]) == 0) {
			place = argv[1];
			return modes[i].run(argv + 3);
		}
	return 125;
}
