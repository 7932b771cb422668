/* SPDX-License-Identifier: MIT */
/*
 * What the commands do not reach: policy loaded at boot, policies cut short, a policy file chosen,
 * programs run in the context that the policy gives them. One job a run: peer JOB [ARG...]
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <selinux/selinux.h>

extern char *selinux_mnt;

static const char *result(int r)
{
	static char text[64];

	if (r == 0)
		return "0";
	snprintf(text, sizeof(text), "%d, %s", r, strerror(errno));
	return text;
}

static void say_state(void)
{
	struct av_decision av = {0};
	char *con = NULL;
	int r;

	printf("enabled %d, enforcing %d, selinuxfs at %s\n", is_selinux_enabled(),
		security_getenforce(), selinux_mnt ? selinux_mnt : "no place");
	if (getcon(&con) == 0)
		printf("own context %s\n", con);
	freecon(con);
	r = security_compute_av("system_u:system_r:sshd_t:s0", "system_u:object_r:shadow_t:s0",
		string_to_security_class("file"), 0, &av);
	printf("sshd_t on shadow_t: %s, allowed 0x%x, audited 0x%x\n", result(r), av.allowed,
		av.auditdeny);
}

static int boot(char **argv)
{
	int enforce = -7, r;

	(void)argv;
	r = selinux_init_load_policy(&enforce);
	printf("selinux_init_load_policy: %s, enforce %d\n", result(r), enforce);
	say_state();
	return 0;
}

/* The format of the policy that the kernel runs, and the names of its booleans. */
static void say_policy(void)
{
	unsigned head[6] = {0}; /* magic, length of "SE Linux", the string in two, the format */
	char **names = NULL, path[256];
	int n = 0, fd;

	snprintf(path, sizeof(path), "%s/policy", selinux_mnt);
	fd = open(path, O_RDONLY);
	if (fd >= 0 && read(fd, head, sizeof(head)) == sizeof(head))
		printf("the kernel's policy: format %u", head[4]);
	close(fd);
	if (security_get_boolean_names(&names, &n) == 0)
		for (int i = 0; i < n && n < 5; i++)
			printf(", %s", names[i]);
	putchar('\n');
}

static int configured(char **argv)
{
	(void)argv;
	printf("selinux_mkload_policy: %s\n", result(selinux_mkload_policy(0)));
	printf("path: %s\n",
		selinux_current_policy_path() ? selinux_current_policy_path() : "none");
	say_policy();
	return 0;
}

/* Loads FILE cut at each KiB up to 256, then at each 64, and prints what comes of it, like results
 * once. */
static int cut(char **argv)
{
	int fd = open(argv[0], O_RDONLY);
	struct stat st;
	char last[64] = "";
	char *data;
	size_t first = 0, at = 0;

	if (fd < 0 || fstat(fd, &st) < 0)
		return 2;
	data = mmap(NULL, (size_t)st.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	if (data == MAP_FAILED)
		return 2;
	say_state();
	for (size_t next = 0; next < (size_t)st.st_size; next += next < 256 * 1024 ? 1024 : 65536) {
		const char *now = result(security_load_policy(data, next));

		if (strcmp(now, last) != 0 && next > 0)
			printf("cut at %zu to %zu KiB: %s\n", first / 1024, at / 1024, last);
		if (strcmp(now, last) != 0)
			first = next;
		at = next;
		snprintf(last, sizeof(last), "%s", now);
	}
	printf("cut at %zu to %zu KiB: %s\n", first / 1024, at / 1024, last);
	printf("cut before its last byte: %s\n",
		result(security_load_policy(data, (size_t)st.st_size - 1)));
	say_state();
	printf("whole: %s\n", result(security_load_policy(data, (size_t)st.st_size)));
	say_state();
	return 0;
}

/* FALLBACK PROGRAM ARG... */
static int as_helper(char **argv)
{
	printf("setexecfilecon: %s\n", result(setexecfilecon(argv[1], argv[0])));
	fflush(stdout);
	execv(argv[1], argv + 1);
	printf("not run: %s\n", strerror(errno));
	return 1;
}

/* PROGRAM ARG... */
static int as_rpm(char **argv)
{
	char *environment[] = {"PATH=/usr/bin", NULL};

	printf("rpm_execcon: %s\n", result(rpm_execcon(0, argv[0], argv, environment)));
	return 1;
}

static const struct {
	const char *name;
	int (*job)(char **argv);
	int arguments;
} jobs[] = {
	{"boot", boot, 0},
	{"configured", configured, 0},
	{"cut", cut, 1},
	{"helper", as_helper, 2},
	{"rpm", as_rpm, 1},
};

int main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (size_t i = 0; i < sizeof(jobs) / sizeof(*jobs); i++)
		if (argc > 1 && strcmp(argv[1], jobs[i].name) == 0 && argc - 2 >= jobs[i].arguments)
			return jobs[i].job(argv + 2);
	fprintf(stderr, "peer: which job, with what arguments?\n");
	return 2;
}
