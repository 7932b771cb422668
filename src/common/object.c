/* SPDX-License-Identifier: MIT */
/*
 * What a compiler's start files would bring into a shared object, and no more: a name for it, and
 * its end. Theirs ask for four symbols that no C program has, at the cost of four vain searches at
 * every start. No part of the static library: there the program has its own.
 */
#include "common/common.h"

extern void __cxa_finalize(void *dso);

__attribute__((visibility("hidden"))) void *__dso_handle = &__dso_handle;

/* dlclose(): takes back what lock.c registered for fork(). */
__attribute__((destructor)) static void finish(void)
{
	__cxa_finalize(__dso_handle);
}
