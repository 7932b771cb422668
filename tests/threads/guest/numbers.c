/* SPDX-License-Identifier: MIT */
/*
 * Two policies of the same rules, whose classes and permissions have other numbers, are loaded in
 * turn by one process while another asks: no answer may be wrong, whichever policy is in force.
 * Through public headers only, on a real kernel in enforcing mode.
 * Usage: numbers LOADS THREADS names|calls|mapping|exec POLICY POLICY
 *	names	selinux_check_access()
 *	calls	string_to_security_class(), string_to_av_perm(), avc_has_perm(), asked again where a
 *		policy was loaded meanwhile
 *	mapping	avc_has_perm() in the numbers of selinux_set_mapping()
 *	exec	setexecfilecon()
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

#include <selinux/avc.h>
#include <selinux/selinux.h>

#define HELPER       "/tmp/helper"
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct check {
	const char *source, *target, *class, *perm;
	security_class_t mapped_class; /* as in the mapping below */
	access_vector_t mapped_perm;
	int allowed;
} checks[] = {
	{"system_u:system_r:sshd_t:s0", "system_u:object_r:shadow_t:s0", "file", "read", 1, 1, 0},
	{"system_u:system_r:sshd_t:s0", "system_u:object_r:shadow_t:s0", "file", "execute", 1, 4,
		0},
	{"user_u:user_r:user_t:s0", "system_u:object_r:shadow_t:s0", "file", "read", 1, 1, 0},
	{"user_u:user_r:user_t:s0", "system_u:object_r:etc_t:s0", "file", "read", 1, 1, 0},
	{"user_u:user_r:user_t:s0", "system_u:object_r:etc_t:s0", "file", "write", 1, 2, 0},
	{"user_u:user_r:user_t:s0", "system_u:object_r:tmp_t:s0", "dir", "search", 2, 1, 0},
	{"user_u:user_r:user_t:s0", "system_u:object_r:etc_t:s0", "dir", "add_name", 2, 2, 0},
	{"system_u:system_r:init_t:s0", "system_u:system_r:init_t:s0", "process", "fork", 3, 1, 0},
	{"system_u:system_r:init_t:s0", "system_u:system_r:init_t:s0", "process", "execmem", 3, 2,
		0},
};

static const struct security_class_mapping map[] = {
	{"file", {"read", "write", "execute", NULL}},
	{"dir", {"search", "add_name", NULL}},
	{"process", {"fork", "execmem", NULL}},
	{NULL, {NULL}},
};

static struct {
	int loads, done, failed;
} * shared; /* with the process that loads */
static unsigned long judged, false_allow, false_deny, failed;
static security_id_t ssid[COUNT(checks)], tsid[COUNT(checks)];
static char *helper_context;

static void judge(const struct check *c, int r, int error)
{
	static unsigned told;
	int denied = r < 0 && error == EACCES;
	unsigned long *wrong = r == 0 ? &false_allow : denied ? &false_deny : &failed;

	__atomic_add_fetch(&judged, 1, __ATOMIC_RELAXED);
	if (c->allowed ? r == 0 : denied)
		return;
	__atomic_add_fetch(wrong, 1, __ATOMIC_RELAXED);
	if (__atomic_add_fetch(&told, 1, __ATOMIC_RELAXED) < 6)
		fprintf(stderr, "wrong: %s %s %s %s: %d, errno %d, allowed %d\n", c->source,
			c->target, c->class, c->perm, r, error, c->allowed);
}

static int done(void)
{
	return __atomic_load_n(&shared->done, __ATOMIC_ACQUIRE);
}

static void *by_names(void *arg)
{
	for (size_t i = (size_t)arg; !done(); i++) {
		const struct check *c = &checks[i % COUNT(checks)];
		int r = selinux_check_access(c->source, c->target, c->class, c->perm, NULL);

		judge(c, r, errno);
	}
	return NULL;
}

/* Numbers of a policy are good for as long as it is in force, which the caller has to see to. */
static void *by_calls(void *arg)
{
	for (size_t i = (size_t)arg; !done(); i++) {
		const struct check *c = &checks[i % COUNT(checks)];
		int policy = selinux_status_policyload();
		security_class_t tclass = string_to_security_class(c->class);
		access_vector_t perm = tclass ? string_to_av_perm(tclass, c->perm) : 0;
		int r = perm ? avc_has_perm(ssid[i % COUNT(checks)], tsid[i % COUNT(checks)],
				       tclass, perm, NULL, NULL)
			     : -1;
		int error = errno;

		if (selinux_status_policyload() == policy)
			judge(c, r, error);
	}
	return NULL;
}

static void *by_mapping(void *arg)
{
	for (size_t i = (size_t)arg; !done(); i++) {
		const struct check *c = &checks[i % COUNT(checks)];
		int r = avc_has_perm(ssid[i % COUNT(checks)], tsid[i % COUNT(checks)],
			c->mapped_class, c->mapped_perm, NULL, NULL);

		judge(c, r, errno);
	}
	return NULL;
}

static void *by_exec(void *arg)
{
	static const struct check helper = {"own", HELPER, "process", "transition", 0, 0, 1};

	(void)arg;
	while (!done()) {
		char *con = NULL;
		int r = setexecfilecon(HELPER, "unconfined_t");

		if (r == 0 &&
			(getexeccon_raw(&con) < 0 || !con || strcmp(con, helper_context) != 0)) {
			r = -1;
			errno = EACCES;
		}
		judge(&helper, r, errno);
		freecon(con);
	}
	return NULL;
}

static int silent(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	return 0;
}

static int load(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC), r = -1;
	void *data = fd < 0 || fstat(fd, &st) < 0
			     ? MAP_FAILED
			     : mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);

	if (data != MAP_FAILED) {
		r = security_load_policy(data, (size_t)st.st_size);
		munmap(data, (size_t)st.st_size);
	}
	if (fd >= 0)
		close(fd);
	return r;
}

/* What is true of both policies. */
static int know(void)
{
	struct av_decision avd;
	size_t allowed = 0;

	for (struct check *c = checks; c < checks + COUNT(checks); c++) {
		security_class_t class = string_to_security_class(c->class);
		access_vector_t perm = string_to_av_perm(class, c->perm);

		if (!class || !perm ||
			security_compute_av_raw(c->source, c->target, class, perm, &avd) < 0)
			return -1;
		c->allowed = (avd.allowed & perm) != 0;
		allowed += (size_t)c->allowed;
	}
	return allowed > 1 && allowed + 1 < COUNT(checks) ? 0 : -1;
}

static void load_in_turn(int loads, char **policies)
{
	for (int i = 0; i < loads; i++) {
		if (load(policies[i % 2]) < 0)
			shared->failed++;
		shared->loads++;
		usleep(20000); /* or the others would do nothing but wait for policies */
	}
	__atomic_store_n(&shared->done, 1, __ATOMIC_RELEASE);
	_exit(0);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void *(*body)(void *);
	} ways[] = {{"names", by_names}, {"calls", by_calls}, {"mapping", by_mapping},
		{"exec", by_exec}};
	union selinux_callback cb = {.func_log = silent};
	void *(*body)(void *) = NULL;
	pthread_t threads[16];
	size_t count;
	pid_t loader;

	if (argc != 6)
		return 2;
	count = (size_t)atoi(argv[2]);
	for (size_t i = 0; i < COUNT(ways); i++)
		if (!strcmp(argv[3], ways[i].name))
			body = ways[i].body;
	if (!body || count > COUNT(threads))
		return 2;
	shared = mmap(
		NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	selinux_set_callback(SELINUX_CB_LOG, cb);
	if (shared == MAP_FAILED || load(argv[4]) < 0 || know() < 0)
		return perror("what to expect"), 1;
	if (body != by_names && avc_open(NULL, 0) < 0)
		return perror("avc_open"), 1;
	for (size_t i = 0; body != by_names && i < COUNT(checks); i++)
		if (avc_context_to_sid_raw(checks[i].source, &ssid[i]) < 0 ||
			avc_context_to_sid_raw(checks[i].target, &tsid[i]) < 0)
			return perror("contexts"), 1;
	if (body == by_mapping && selinux_set_mapping(map) < 0)
		return perror("selinux_set_mapping"), 1;
	if (body == by_exec &&
		(close(open(HELPER, O_CREAT | O_WRONLY, 0755)) < 0 ||
			setfilecon_raw(HELPER, "system_u:object_r:init_exec_t:s0") < 0 ||
			setexecfilecon(HELPER, "unconfined_t") < 0 ||
			getexeccon_raw(&helper_context) < 0 || !helper_context))
		return perror("setexecfilecon"), 1;
	loader = fork();
	if (loader == 0)
		load_in_turn(atoi(argv[1]), argv + 4);
	for (size_t i = 0; i < count; i++)
		if (pthread_create(&threads[i], NULL, body, (void *)i))
			return 1;
	for (size_t i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	waitpid(loader, NULL, 0);
	printf("%s, %zu threads, %d policies: %lu answers; %lu false allows, %lu false denials, "
	       "%lu "
	       "failures\n",
		argv[3], count, shared->loads, judged, false_allow, false_deny, failed);
	return !judged || shared->failed || false_allow || false_deny || failed;
}
