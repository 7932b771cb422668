/* SPDX-License-Identifier: MIT */
/*
 * Eight threads call the library while, as often as told, the process forks, a thread is cancelled,
 * a signal arrives, the library is unloaded and loaded, or a second copy of it does the same. No
 * answer may be wrong, no child may hang, and at the end no more descriptors are open than before.
 * The kernel is made up of plain files; the library is loaded by dlopen().
 *
 * Usage: moments fork|cancel|signal|reload|twins TIMES LIBRARY [SECOND-COPY]
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <selinux/context.h>
#include <selinux/label.h>
#include <selinux/selinux.h>

#include "../lib/fakefs.h"
#include "../lib/files.h"
#include "../lib/patience.h"

enum {
	THREADS = 8,
	SPECS = 600
};

#define FUNCTIONS(X)                                                                               \
	X(set_selinuxmnt)                                                                          \
	X(selinux_set_policy_root)                                                                 \
	X(selabel_open)                                                                            \
	X(selabel_close)                                                                           \
	X(selabel_lookup_raw)                                                                      \
	X(context_new)                                                                             \
	X(context_type_set)                                                                        \
	X(context_str)                                                                             \
	X(context_free)                                                                            \
	X(string_to_security_class)                                                                \
	X(string_to_av_perm)                                                                       \
	X(security_getenforce)                                                                     \
	X(getseuserbyname)                                                                         \
	X(selinux_raw_to_trans_context)                                                            \
	X(security_check_context_raw)                                                              \
	X(freecon)

/* A copy of the library, and what is open in it. */
struct copy {
	void *object;
	struct selabel_handle *handle;
#define MEMBER(name) __typeof__(&name) name;
	FUNCTIONS(MEMBER)
};

static char store[PATH_MAX], specs[PATH_MAX + 16];
static struct copy copies[2];
static unsigned copy_count = 1, wrong, answered;
static int done;
static pthread_mutex_t foreign = PTHREAD_MUTEX_INITIALIZER;

/* What fakefs_make() tells the library; here each copy is told when it is loaded. */
void set_selinuxmnt(const char *mountpoint)
{
	(void)mountpoint;
}

static void die(const char *what)
{
	perror(what);
	exit(2);
}

static void load(struct copy *c, const char *path)
{
	struct selinux_opt option = {SELABEL_OPT_PATH, specs};

	c->object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!c->object) {
		fprintf(stderr, "%s\n", dlerror());
		exit(2);
	}
#define FIND(name)                                                                                 \
	*(void **)&c->name = dlsym(c->object, #name);                                              \
	if (!c->name)                                                                              \
		die(#name);
	FUNCTIONS(FIND)
	c->set_selinuxmnt(fakefs_top);
	if (c->selinux_set_policy_root(store) < 0)
		die(store);
	c->handle = c->selabel_open(SELABEL_CTX_FILE, &option, 1);
	if (!c->handle)
		die(specs);
}

static void unload(struct copy *c)
{
	c->selabel_close(c->handle);
	dlclose(c->object);
}

/* What the calls answer; each is one step, so that a thread ends between any two. */
static bool label_is_right(const struct copy *c, unsigned n)
{
	char path[64], wanted[64], *con = NULL;
	bool right;

	snprintf(path, sizeof(path), "/d%u/x%u/y", n % 7, n % SPECS);
	snprintf(wanted, sizeof(wanted), "u:r:t%u:s0", n % SPECS);
	right = c->selabel_lookup_raw(c->handle, &con, path, S_IFREG) == 0 &&
		!strcmp(con, n % SPECS % 7 == n % 7 ? wanted : "u:r:other:s0");
	c->freecon(con);
	return right;
}

/* What is made on first use is made under a lock. */
static bool fresh_handle_is_right(const struct copy *c, unsigned n)
{
	struct selinux_opt option = {SELABEL_OPT_PATH, specs};
	struct copy own = *c;
	bool right;

	own.handle = c->selabel_open(SELABEL_CTX_FILE, &option, 1);
	right = own.handle && label_is_right(&own, n);
	if (own.handle)
		c->selabel_close(own.handle);
	return right;
}

static bool context_is_right(const struct copy *c, unsigned n)
{
	context_t context = c->context_new("u:r:t:s0:c1");
	bool right = context && c->context_type_set(context, n % 2 ? "a" : "bb") == 0 &&
		     !strcmp(c->context_str(context), n % 2 ? "u:r:a:s0:c1" : "u:r:bb:s0:c1");

	if (context)
		c->context_free(context);
	return right;
}

static bool class_is_right(const struct copy *c, unsigned n)
{
	security_class_t number = c->string_to_security_class(n % 2 ? "file" : "process");

	return number == (n % 2 ? FAKE_FILE : FAKE_PROCESS) &&
	       c->string_to_av_perm(number, "write") == FAKE_WRITE;
}

static bool kernel_is_right(const struct copy *c, unsigned n)
{
	(void)n;
	return c->security_getenforce() == 1 && c->security_check_context_raw("u:r:t:s0") == 0;
}

static bool login_is_right(const struct copy *c, unsigned n)
{
	char *user = NULL, *level = NULL;
	bool right = c->getseuserbyname(n % 2 ? "ann" : "bob", &user, &level) == 0 &&
		     !strcmp(user, n % 2 ? "staff_u" : "user_u");

	free(user);
	free(level);
	return right;
}

static bool translation_is_right(const struct copy *c, unsigned n)
{
	char *translated = NULL;
	bool right;

	(void)n;
	right = c->selinux_raw_to_trans_context("u:r:t:s0", &translated) == 0 &&
		!strcmp(translated, "u:r:t:s0");
	c->freecon(translated);
	return right;
}

static const struct {
	const char *name;
	bool (*is_right)(const struct copy *c, unsigned n);
} calls[] = {{"selabel_lookup_raw", label_is_right}, {"selabel_open", fresh_handle_is_right},
	{"context_new", context_is_right}, {"string_to_security_class", class_is_right},
	{"security_getenforce", kernel_is_right}, {"getseuserbyname", login_is_right},
	{"selinux_raw_to_trans_context", translation_is_right}};

static bool all_are_right(const struct copy *c, unsigned n)
{
	bool right = true;

	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		if (calls[i].is_right(c, n))
			continue;
		right = false;
		if (__atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED) < 5)
			fprintf(stderr, "wrong: %s, %m\n", calls[i].name);
	}
	__atomic_add_fetch(&answered, 1, __ATOMIC_RELAXED);
	return right;
}

/* Every other round with a lock held that a fork handler takes, too; in the others a thread may be
 * cancelled wherever the library lets it, which should be nowhere. */
static void round_of(unsigned n)
{
	bool locks = n % 2;
	int before;

	if (locks) {
		pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
		pthread_mutex_lock(&foreign);
	}
	all_are_right(&copies[n % copy_count], n);
	if (locks) {
		pthread_mutex_unlock(&foreign);
		pthread_setcancelstate(before, NULL);
	}
}

static void *work(void *arg)
{
	for (unsigned n = (unsigned)(size_t)arg; !__atomic_load_n(&done, __ATOMIC_RELAXED); n++)
		round_of(n), pthread_testcancel();
	return NULL;
}

/* As `work`, in copies of its own that it loads and unloads. */
static void *reload(void *path)
{
	for (unsigned n = 0; !__atomic_load_n(&done, __ATOMIC_RELAXED); n++) {
		struct copy own;

		load(&own, path);
		all_are_right(&own, n);
		unload(&own);
	}
	return NULL;
}

static void lock_foreign(void)
{
	pthread_mutex_lock(&foreign);
}

static void unlock_foreign(void)
{
	pthread_mutex_unlock(&foreign);
}

static void fork_once(unsigned n)
{
	int status = 0;
	pid_t child = fork();

	if (child < 0)
		die("fork");
	if (child == 0) {
		alarm(patience(60));
		for (unsigned i = 0; i < copy_count; i++)
			if (!all_are_right(&copies[i], n))
				_exit(1);
		_exit(0);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (is_out_of_time(status))
		exit(OUT_OF_TIME);
	if (status)
		__atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED);
}

static void start(pthread_t *thread, void *(*run)(void *), void *arg)
{
	errno = pthread_create(thread, NULL, run, arg);
	if (errno)
		die("pthread_create");
}

static void cancel_once(pthread_t threads[THREADS], unsigned n)
{
	pthread_t *thread = &threads[n % THREADS];
	void *result;

	usleep(100);
	pthread_cancel(*thread);
	pthread_join(*thread, &result);
	start(thread, work, (void *)(size_t)n);
}

static void ignore(int number)
{
	(void)number;
}

/* Every millisecond, in whichever thread. */
static void let_signals_come(bool come)
{
	struct sigaction action = {.sa_handler = ignore};
	struct itimerval each = {{0, come ? 1000 : 0}, {0, come ? 1000 : 0}};

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &each, NULL);
}

static int descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	int count = 0;

	while (d && readdir(d))
		count++;
	closedir(d);
	return count;
}

static void make_store(void)
{
	FILE *f;

	snprintf(store, sizeof(store), "%s/store", fakefs_top);
	mkdir(store, 0755);
	snprintf(specs, sizeof(specs), "%s/seusers", store);
	write_text(specs, "ann:staff_u:s0\n__default__:user_u:s0\n");
	snprintf(specs, sizeof(specs), "%s/specs", store);
	f = fopen(specs, "w");
	if (!f)
		die(specs);
	fprintf(f, "/.*\tu:r:other:s0\n");
	for (unsigned i = 0; i < SPECS; i++)
		fprintf(f, "/d%u/x%u/(y|z)+\t--\tu:r:t%u:s0\n", i % 7, i, i);
	fclose(f);
}

static void run(const char *mode, unsigned times, pthread_t threads[THREADS])
{
	for (unsigned n = 0; n < times; n++) {
		if (*mode == 'c')
			cancel_once(threads, n);
		else if (*mode == 'f' || *mode == 't')
			fork_once(n);
		else if (*mode == 's')
			usleep(1000);
		else
			all_are_right(&copies[0], n);
	}
}

int main(int argc, char **argv)
{
	const char *mode = argc < 4 ? "" : argv[1];
	bool reloads = !strcmp(mode, "reload");
	pthread_t threads[THREADS];
	int before;

	if (!*mode)
		return 2;
	fakefs_make();
	fakefs_fill();
	fakefs_text("context", "");
	make_store();
	copy_count = argc > 4 ? 2 : 1;
	for (unsigned i = 0; i < copy_count; i++)
		load(&copies[i], argv[3 + i]);
	pthread_atfork(lock_foreign, unlock_foreign, unlock_foreign);
	all_are_right(&copies[0], 0);
	before = descriptors();
	for (unsigned i = 0; i < THREADS; i++)
		start(&threads[i], reloads ? reload : work, reloads ? argv[3] : (void *)(size_t)i);
	if (*mode == 's')
		let_signals_come(true);
	run(mode, (unsigned)atoi(argv[2]), threads);
	if (*mode == 's')
		let_signals_come(false);
	__atomic_store_n(&done, 1, __ATOMIC_RELAXED);
	for (unsigned i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	if (descriptors() != before) {
		fprintf(stderr, "descriptors: %d before, %d after\n", before, descriptors());
		wrong++;
	}
	for (unsigned i = 0; i < copy_count; i++)
		unload(&copies[i]);
	printf("%u rounds, %u wrong\n", answered, wrong);
	fakefs_remove();
	return wrong ? 1 : 0;
}
