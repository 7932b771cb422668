/* SPDX-License-Identifier: MIT */
/*
 * Sixteen threads in each of several processes on a real kernel: checks, contexts set and read back
 * by each thread for itself, labels looked up; while one of them loads the policy, flips a boolean
 * and switches the mode. No answer may be wrong, and from a tenth of the time on no process may
 * have more descriptors, or memory for more than it had and an eighth. Through public headers only.
 * Usage: all [CHANGES [PROCESSES]]		200 and 1 by default
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <selinux/avc.h>
#include <selinux/label.h>
#include <selinux/selinux.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* What one process asks may, and what it may not, by the policy that is loaded. */
static struct check {
	const char *source, *target, *class, *perm;
	int allowed;
} checks[] = {
	{"system_u:system_r:sshd_t:s0", "system_u:object_r:shadow_t:s0", "file", "read", 0},
	{"system_u:system_r:sshd_t:s0", "system_u:object_r:shadow_t:s0", "file", "execute", 0},
	{"user_u:user_r:user_t:s0", "system_u:object_r:shadow_t:s0", "file", "read", 0},
	{"user_u:user_r:user_t:s0", "system_u:object_r:etc_t:s0", "file", "read", 0},
	{"user_u:user_r:user_t:s0", "system_u:object_r:tmp_t:s0", "dir", "search", 0},
	{"system_u:system_r:init_t:s0", "system_u:system_r:init_t:s0", "process", "fork", 0},
};

static struct label {
	const char *path;
	int mode;
	char *context;
} labels[] = {
	{"/etc/shadow", S_IFREG, NULL},
	{"/usr/bin/passwd", S_IFREG, NULL},
	{"/var/log/messages", S_IFREG, NULL},
	{"/home/user/.ssh/id", S_IFREG, NULL},
	{"/dev/null", S_IFCHR, NULL},
	{"/tmp", S_IFDIR, NULL},
};

static struct selabel_handle *handle;
static char *own;
static int changes;

/* Of all processes. */
static struct shared {
	int changed, changing, mode, done;
	unsigned long judged[3], wrong[3];
} * shared;

static void judge(int what, int right, const char *text)
{
	__atomic_add_fetch(&shared->judged[what], 1, __ATOMIC_RELAXED);
	if (!right && __atomic_add_fetch(&shared->wrong[what], 1, __ATOMIC_RELAXED) < 4)
		fprintf(stderr, "wrong: %s\n", text);
}

/* Odd while the mode changes. */
static int stamp(void)
{
	return __atomic_load_n(&shared->changing, __ATOMIC_SEQ_CST);
}

static void *check(void *arg)
{
	for (size_t i = (size_t)arg; !__atomic_load_n(&shared->done, __ATOMIC_ACQUIRE); i++) {
		const struct check *c = &checks[i % COUNT(checks)];
		int before = stamp(), enforcing = __atomic_load_n(&shared->mode, __ATOMIC_SEQ_CST);
		int r = selinux_check_access(c->source, c->target, c->class, c->perm, NULL);
		int error = errno, right;
		char text[128];

		if (before % 2 || stamp() != before)
			continue;
		right = c->allowed || !enforcing ? r == 0 : r < 0 && error == EACCES;
		if (!right)
			snprintf(text, sizeof(text), "%s %s %s: %d, errno %d, allowed %d, mode %d",
				c->source, c->class, c->perm, r, error, c->allowed, enforcing);
		judge(0, right, text);
	}
	return NULL;
}

/* What a thread sets is its own. */
static void *set_and_get(void *arg)
{
	static int (*const set[])(const char *) = {
		setfscreatecon_raw, setsockcreatecon_raw, setexeccon_raw};
	static int (*const get[])(char **) = {
		getfscreatecon_raw, getsockcreatecon_raw, getexeccon_raw};
	char mine[64], *con;

	for (size_t i = (size_t)arg; !__atomic_load_n(&shared->done, __ATOMIC_ACQUIRE); i++) {
		size_t which = i % COUNT(set);

		snprintf(mine, sizeof(mine), "system_u:system_r:kernel_t:s0:c%zu",
			(size_t)arg * 10 + i % 10);
		if (set[which](mine) < 0 && errno == EACCES)
			continue; /* enforcing mode may forbid it */
		con = NULL;
		judge(1, get[which](&con) == 0 && con && !strcmp(con, mine), mine);
		freecon(con);
		con = NULL;
		judge(1, getcon_raw(&con) == 0 && !strcmp(con, own), "getcon");
		freecon(con);
	}
	return NULL;
}

static void *look_up(void *arg)
{
	for (size_t i = (size_t)arg; !__atomic_load_n(&shared->done, __ATOMIC_ACQUIRE); i++) {
		const struct label *l = &labels[i % COUNT(labels)];
		char *con = NULL;

		/* so that classes are read again at any time, a policy being loaded included */
		if (i % 100000 == 0)
			selinux_flush_class_cache();
		if (i % 1000 == 0)
			usleep(1000); /* it is a thousand times faster than the others */
		judge(2,
			selabel_lookup_raw(handle, &con, l->path, l->mode) == 0 &&
				!strcmp(con, l->context),
			l->path);
		freecon(con);
	}
	return NULL;
}

/* One that no check depends on. */
static void flip_boolean(void)
{
	static const char name[] = "cron_can_relabel";

	if (security_set_boolean(name, !security_get_boolean_active(name)) < 0 ||
		security_commit_booleans() < 0)
		judge(0, 0, name);
}

/* Only those that no switch interrupts are judged. */
static void wait_for_checks(unsigned long more)
{
	unsigned long wanted = __atomic_load_n(&shared->judged[0], __ATOMIC_RELAXED) + more;

	while (__atomic_load_n(&shared->judged[0], __ATOMIC_RELAXED) < wanted)
		usleep(1000);
}

static void *change(void *arg)
{
	int *mode = &shared->mode;

	(void)arg;
	for (int i = 0; i < changes; i++) {
		if (selinux_mkload_policy(0) < 0)
			judge(0, 0, "selinux_mkload_policy");
		flip_boolean();
		__atomic_add_fetch(&shared->changing, 1, __ATOMIC_SEQ_CST);
		if (security_setenforce(!*mode) < 0)
			judge(0, 0, "security_setenforce");
		__atomic_store_n(mode, !*mode, __ATOMIC_SEQ_CST);
		__atomic_add_fetch(&shared->changing, 1, __ATOMIC_SEQ_CST);
		__atomic_add_fetch(&shared->changed, 1, __ATOMIC_SEQ_CST);
		wait_for_checks(100);
	}
	__atomic_store_n(&shared->done, 1, __ATOMIC_RELEASE);
	return NULL;
}

static long descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	long count = 0;

	while (dir && readdir(dir))
		count++;
	if (dir)
		closedir(dir);
	return count;
}

static long resident_pages(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	long size = 0, resident = 0;

	if (f && fscanf(f, "%ld %ld", &size, &resident) != 2)
		resident = 0;
	if (f)
		fclose(f);
	return resident;
}

static int silent(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	return 0;
}

static int know(void)
{
	struct av_decision avd;
	size_t allowed = 0;

	handle = selabel_open(SELABEL_CTX_FILE, NULL, 0);
	if (!handle || getcon_raw(&own) < 0)
		return -1;
	for (size_t i = 0; i < COUNT(labels); i++)
		if (selabel_lookup_raw(handle, &labels[i].context, labels[i].path, labels[i].mode) <
			0)
			return -1;
	for (size_t i = 0; i < COUNT(checks); i++) {
		security_class_t class = string_to_security_class(checks[i].class);
		access_vector_t perm = string_to_av_perm(class, checks[i].perm);

		if (security_compute_av_raw(checks[i].source, checks[i].target, class, perm, &avd) <
			0)
			return -1;
		checks[i].allowed = (avd.allowed & perm) != 0;
		allowed += (size_t)checks[i].allowed;
	}
	/* some must be of either kind, or nothing would be judged */
	return allowed > 0 && allowed < COUNT(checks) ? 0 : -1;
}

/* Whether all was right, and this process has not grown. */
static int run_threads(int with_changes)
{
	static void *(*const bodies[16])(void *) = {change, check, check, check, check, check,
		check, set_and_get, set_and_get, set_and_get, set_and_get, set_and_get, look_up,
		look_up, look_up, look_up};
	pthread_t threads[16];
	long files = 0, pages = 0, more_files, more_pages;
	size_t first = with_changes ? 0 : 1;

	for (size_t i = first; i < COUNT(threads); i++)
		if (pthread_create(&threads[i], NULL, bodies[i], (void *)i)) {
			__atomic_store_n(&shared->done, 1, __ATOMIC_RELEASE);
			return 0;
		}
	while (!__atomic_load_n(&shared->done, __ATOMIC_ACQUIRE)) {
		if (!pages && __atomic_load_n(&shared->changed, __ATOMIC_SEQ_CST) > changes / 10) {
			files = descriptors();
			pages = resident_pages();
		}
		usleep(10000);
	}
	for (size_t i = first; i < COUNT(threads); i++)
		pthread_join(threads[i], NULL);
	more_files = descriptors();
	more_pages = resident_pages();
	printf("%ld descriptors, then %ld; %ld pages, then %ld\n", files, more_files, pages,
		more_pages);
	fflush(stdout);
	/* Threads may just then have had one each open. */
	return pages && more_files <= files && more_pages <= pages + pages / 8;
}

int main(int argc, char **argv)
{
	union selinux_callback cb = {.func_log = silent};
	int processes = argc > 2 ? atoi(argv[2]) : 1, grown = 0, status;
	const unsigned long *judged, *wrong;

	changes = argc > 1 ? atoi(argv[1]) : 200;
	shared = mmap(
		NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	selinux_set_callback(SELINUX_CB_LOG, cb);
	if (shared == MAP_FAILED || know() < 0)
		return perror("what to expect"), 1;
	for (int i = 1; i < processes; i++)
		if (fork() == 0)
			_exit(!run_threads(0));
	grown = !run_threads(1);
	while (wait(&status) > 0)
		grown += status != 0;
	security_setenforce(0);
	judged = shared->judged;
	wrong = shared->wrong;
	printf("%d policies and modes: %lu checks, %lu contexts, %lu labels; wrong: %lu, %lu, %lu; "
	       "%d of %d processes have grown\n",
		changes, judged[0], judged[1], judged[2], wrong[0], wrong[1], wrong[2], grown,
		processes);
	return grown || !judged[0] || !judged[1] || !judged[2] || wrong[0] || wrong[1] || wrong[2];
}
