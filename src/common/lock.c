/* SPDX-License-Identifier: MIT */
/*
 * The library's locks, all here so that fork() can take them all: a child then finds every table
 * whole and every lock free.
 *
 * The handlers are registered at load, before those of the program that links us. fork() runs the
 * handlers of the last registered first, so a program that takes a lock of its own in its handler,
 * and elsewhere calls us with that lock held, takes the two in the same order both times. The C
 * library undoes the registration when we are unloaded.
 *
 * No cancellation point may be reached with a lock held (common/syscall.h).
 */
#include <pthread.h>

#include "common/common.h"

/* In libc.so.6 since 2.3.2; pthread_atfork() itself is in no shared object. */
extern int __register_atfork(
	void (*prepare)(void), void (*parent)(void), void (*child)(void), void *dso);
extern void *__dso_handle __attribute__((visibility("hidden")));

static pthread_mutex_t locks[LOCK_COUNT] = {
	[0 ... LOCK_COUNT - 1] = PTHREAD_MUTEX_INITIALIZER,
};

static void take_all(void)
{
	for (int i = 0; i < LOCK_COUNT; i++)
		pthread_mutex_lock(&locks[i]);
}

static void drop_all(void)
{
	for (int i = LOCK_COUNT; i-- > 0;)
		pthread_mutex_unlock(&locks[i]);
}

/* Before the constructors of the program, where the library is linked into it. */
__attribute__((constructor(102))) static void register_handlers(void)
{
	__register_atfork(take_all, drop_all, drop_all, __dso_handle);
}

void lock_take(enum lock which)
{
	pthread_mutex_lock(&locks[which]);
}

void lock_drop(enum lock which)
{
	pthread_mutex_unlock(&locks[which]);
}
