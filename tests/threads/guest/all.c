/* SPDX-License-Identifier: MIT */
/*
 * Sixteen threads on a real kernel: checks, contexts set and read back by each thread for itself,
 * labels looked up; while one of them loads the policy and switches the mode, 200 times. No answer
 * may be wrong. Through public headers only. The argument is how often.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
static int changes, changing, mode = 0, done;
static unsigned judged[3], wrong[3];

static void judge(int what, int right, const char *text)
{
	__atomic_add_fetch(&judged[what], 1, __ATOMIC_RELAXED);
	if (!right && __atomic_add_fetch(&wrong[what], 1, __ATOMIC_RELAXED) < 4)
		fprintf(stderr, "wrong: %s\n", text);
}

/* Odd while the mode changes. */
static int stamp(void)
{
	return __atomic_load_n(&changing, __ATOMIC_SEQ_CST);
}

static void *check(void *arg)
{
	for (size_t i = (size_t)arg; !__atomic_load_n(&done, __ATOMIC_ACQUIRE); i++) {
		const struct check *c = &checks[i % COUNT(checks)];
		int before = stamp(), enforcing = __atomic_load_n(&mode, __ATOMIC_SEQ_CST);
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

	for (size_t i = (size_t)arg; !__atomic_load_n(&done, __ATOMIC_ACQUIRE); i++) {
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
	for (size_t i = (size_t)arg; !__atomic_load_n(&done, __ATOMIC_ACQUIRE); i++) {
		const struct label *l = &labels[i % COUNT(labels)];
		char *con = NULL;

		/* so that classes are read again at any time, a policy being loaded included */
		if (i % 100000 == 0)
			selinux_flush_class_cache();

		judge(2,
			selabel_lookup_raw(handle, &con, l->path, l->mode) == 0 &&
				!strcmp(con, l->context),
			l->path);
		freecon(con);
	}
	return NULL;
}

static void *change(void *arg)
{
	(void)arg;
	for (int i = 0; i < changes; i++) {
		if (selinux_mkload_policy(0) < 0)
			judge(0, 0, "selinux_mkload_policy");
		__atomic_add_fetch(&changing, 1, __ATOMIC_SEQ_CST);
		if (security_setenforce(!mode) < 0)
			judge(0, 0, "security_setenforce");
		__atomic_store_n(&mode, !mode, __ATOMIC_SEQ_CST);
		__atomic_add_fetch(&changing, 1, __ATOMIC_SEQ_CST);
	}
	__atomic_store_n(&done, 1, __ATOMIC_RELEASE);
	return NULL;
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

int main(int argc, char **argv)
{
	static void *(*const bodies[16])(void *) = {change, check, check, check, check, check,
		check, set_and_get, set_and_get, set_and_get, set_and_get, set_and_get, look_up,
		look_up, look_up, look_up};
	union selinux_callback cb = {.func_log = silent};
	pthread_t threads[16];

	changes = argc > 1 ? atoi(argv[1]) : 200;
	selinux_set_callback(SELINUX_CB_LOG, cb);
	if (know() < 0)
		return perror("what to expect"), 1;
	for (size_t i = 0; i < COUNT(threads); i++)
		if (pthread_create(&threads[i], NULL, bodies[i], (void *)i))
			return 1;
	for (size_t i = 0; i < COUNT(threads); i++)
		pthread_join(threads[i], NULL);
	security_setenforce(0);
	printf("%d policies and modes: %u checks, %u contexts, %u labels; wrong: %u, %u, %u\n",
		changes, judged[0], judged[1], judged[2], wrong[0], wrong[1], wrong[2]);
	return !judged[0] || !judged[1] || !judged[2] || wrong[0] || wrong[1] || wrong[2];
}
