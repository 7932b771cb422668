/* SPDX-License-Identifier: MIT */
/*
 * Functions that are looked for only when they are needed, so that a start does not pay for them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>

#include "common/common.h"

/* Before glibc 2.34 it is not in libc.so.6. */
#pragma weak dlsym

void *symbol_find(const char *name)
{
	return dlsym ? dlsym(RTLD_DEFAULT, name) : NULL;
}
