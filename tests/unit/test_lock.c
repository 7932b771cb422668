/* SPDX-License-Identifier: MIT */
/*
 * The library's locks across fork() and thread cancellation.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "unit.h"

#include <selinux/selinux.h>

#include "common/common.h"

enum {
	FORKS = 500
};

static int make_fs(void **state)
{
	(void)state;
	fakefs_make();
	fakefs_class("file", "7");
	fakefs_permission("file", "read", "2");
	return 0;
}

static int remove_fs(void **state)
{
	(void)state;
	fakefs_remove();
	return 0;
}

static void a_child_finds_every_lock_free(void **state)
{
	pid_t child;

	(void)state;
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		alarm(patience(120));
		for (int i = 0; i < LOCK_COUNT; i++)
			lock_take((enum lock)i);
		_exit(0);
	}
	assert_int_equal(wait_in_time(child), 0);
}

/* A program with a lock of its own, registered before it first calls the library. */
static pthread_mutex_t own = PTHREAD_MUTEX_INITIALIZER;
static bool stop;

static void lock_own(void)
{
	pthread_mutex_lock(&own);
}

static void unlock_own(void)
{
	pthread_mutex_unlock(&own);
}

static void *call_with_own_lock(void *unused)
{
	(void)unused;
	while (!__atomic_load_n(&stop, __ATOMIC_ACQUIRE)) {
		lock_own();
		selinux_flush_class_cache();
		if (string_to_security_class("file") != 7)
			abort();
		unlock_own();
	}
	return NULL;
}

/* In a process of its own, whose handlers are gone afterwards; a deadlock is ended by the alarm. */
static void forks_beside_calls_under_the_programs_lock(void **state)
{
	pid_t program = fork();
	pthread_t thread;
	int status;

	(void)state;
	assert_true(program >= 0);
	if (program == 0) {
		alarm(patience(240));
		pthread_atfork(lock_own, unlock_own, unlock_own);
		if (pthread_create(&thread, NULL, call_with_own_lock, NULL))
			_exit(2);
		for (int i = 0; i < FORKS; i++) {
			pid_t child = fork();

			if (child == 0)
				_exit(string_to_security_class("file") != 7);
			if (waitpid(child, &status, 0) != child || status)
				_exit(3);
		}
		__atomic_store_n(&stop, true, __ATOMIC_RELEASE);
		pthread_join(thread, NULL);
		_exit(0);
	}
	assert_int_equal(wait_in_time(program), 0);
}

static void *look_up(void *result)
{
	*(security_class_t *)result = string_to_security_class("file");
	pthread_testcancel();
	return NULL;
}

/* The class's number is a FIFO, so the thread waits in the middle of the library, a lock held. */
static void a_cancelled_thread_leaves_no_lock_held(void **state)
{
	security_class_t found = 0;
	pthread_t thread;
	void *ended = NULL;
	int fd = -1, joined = -1;

	(void)state;
	selinux_flush_class_cache();
	assert_int_equal(unlink(fakefs_path("class/file/index")), 0);
	assert_int_equal(mkfifo(fakefs_path("class/file/index"), 0600), 0);
	assert_int_equal(pthread_create(&thread, NULL, look_up, &found), 0);
	assert_int_equal(pthread_cancel(thread), 0);
	while (fd < 0 && joined != 0) {
		fd = open(fakefs_path("class/file/index"), O_WRONLY | O_NONBLOCK);
		joined = fd < 0 ? pthread_tryjoin_np(thread, &ended) : -1;
	}
	assert_true(fd >= 0); /* else the thread ended inside */
	assert_int_equal(unlink(fakefs_path("class/file/index")), 0);
	fakefs_class("file", "7");
	assert_int_equal(write(fd, "7", 1), 1);
	close(fd);
	assert_int_equal(pthread_join(thread, &ended), 0);
	assert_ptr_equal(ended, PTHREAD_CANCELED);
	assert_int_equal(found, 7);
	selinux_flush_class_cache();
	alarm(patience(120));
	assert_int_equal(string_to_security_class("file"), 7);
	alarm(0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_child_finds_every_lock_free),
		cmocka_unit_test(forks_beside_calls_under_the_programs_lock),
		cmocka_unit_test(a_cancelled_thread_leaves_no_lock_held),
	};

	return cmocka_run_group_tests(tests, make_fs, remove_fs);
}
