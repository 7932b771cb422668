/* SPDX-License-Identifier: MIT */
/*
 * Four threads that forget all classes and ask for them again, on a real kernel, while a fifth
 * loads the policy, the same each time: no class and no permission may be missing for a moment, nor
 * a name in the list of booleans. Through public headers only. The argument is how often it is
 * loaded.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <selinux/selinux.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum {
	PERMISSIONS = 32
};

static struct known {
	const char *name;
	security_class_t value;
	char *permission[PERMISSIONS];
} known[] = {{"file", 0, {0}}, {"process", 0, {0}}, {"dir", 0, {0}}, {"passwd", 0, {0}},
	{"unix_stream_socket", 0, {0}}};

static int booleans, done;
static unsigned judged, wrong;

static void judge(int right, const char *class, const char *what)
{
	__atomic_add_fetch(&judged, 1, __ATOMIC_RELAXED);
	if (!right && __atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED) < 4)
		fprintf(stderr, "wrong: %s %s (%s)\n", class, what, strerror(errno));
}

static int count_booleans(void)
{
	char **names = NULL;
	int n = -1;

	if (security_get_boolean_names(&names, &n) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
	return n;
}

static void *ask(void *arg)
{
	for (size_t i = (size_t)arg; !__atomic_load_n(&done, __ATOMIC_ACQUIRE); i++) {
		const struct known *k = &known[i % COUNT(known)];

		selinux_flush_class_cache();
		judge(string_to_security_class(k->name) == k->value, k->name, "itself");
		for (unsigned bit = 0; bit < PERMISSIONS; bit++)
			if (k->permission[bit])
				judge(string_to_av_perm(k->value, k->permission[bit]) == 1U << bit,
					k->name, k->permission[bit]);
		judge(count_booleans() == booleans, "booleans", "list");
	}
	return NULL;
}

static int silent(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	return 0;
}

int main(int argc, char **argv)
{
	union selinux_callback cb = {.func_log = silent};
	int loads = argc > 1 ? atoi(argv[1]) : 200;
	pthread_t threads[4];

	selinux_set_callback(SELINUX_CB_LOG, cb);
	booleans = count_booleans();
	for (struct known *k = known; k < known + COUNT(known); k++) {
		k->value = string_to_security_class(k->name);
		for (unsigned bit = 0; bit < PERMISSIONS; bit++) {
			const char *name = security_av_perm_to_string(k->value, 1U << bit);

			k->permission[bit] = name ? strdup(name) : NULL;
		}
		if (!k->value || !k->permission[0] || booleans <= 0)
			return perror("what to expect"), 1;
	}
	for (size_t i = 0; i < COUNT(threads); i++)
		if (pthread_create(&threads[i], NULL, ask, (void *)i))
			return 1;
	for (int i = 0; i < loads; i++)
		if (selinux_mkload_policy(0) < 0)
			judge(0, "policy", "load");
	__atomic_store_n(&done, 1, __ATOMIC_RELEASE);
	for (size_t i = 0; i < COUNT(threads); i++)
		pthread_join(threads[i], NULL);
	printf("%d policies: %u answers, %u wrong\n", loads, judged, wrong);
	return !judged || wrong;
}
