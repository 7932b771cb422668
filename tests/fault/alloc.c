/* SPDX-License-Identifier: MIT */
/*
 * The allocator as the library sees it, PCRE2 included (ld's --wrap): counts what is alive, and
 * fails when it is due. So does a function of the C library that allocates.
 */
#define _GNU_SOURCE
#include <stdlib.h>

#include "fault.h"

static long live;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *p);
char *__real_realpath(const char *path, char *resolved);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *p);
char *__wrap_realpath(const char *path, char *resolved);

/* The mount point that was: another thread may still read it, and a program may have freed it. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:mount_point_set\n";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}

static bool fails(void)
{
	if (!armed || aside || plan.what != PLAN_MEMORY || !fault_due())
		return false;
	errno = ENOMEM;
	return true;
}

static void *count(void *p)
{
	if (p)
		__atomic_add_fetch(&live, 1, __ATOMIC_RELAXED);
	return p;
}

long alloc_live(void)
{
	return live;
}

void *__wrap_malloc(size_t size)
{
	return fails() ? NULL : count(__real_malloc(size));
}

void *__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : count(__real_calloc(n, size));
}

void *__wrap_realloc(void *old, size_t size)
{
	void *p;

	if (fails())
		return NULL;
	p = __real_realloc(old, size);
	return old ? p : count(p);
}

void __wrap_free(void *p)
{
	if (p)
		__atomic_sub_fetch(&live, 1, __ATOMIC_RELAXED);
	__real_free(p);
}

char *__wrap_realpath(const char *path, char *resolved)
{
	return fails() ? NULL : __real_realpath(path, resolved);
}
