/* SPDX-License-Identifier: MIT */
/*
 * System calls made by number. Each name taken from the C library costs every program that links us
 * some 700 instructions at its start; and the C library's own functions are cancellation points, at
 * which a thread would end with a lock held. syscall(2) is none.
 */
#ifndef COMMON_SYSCALL_H
#define COMMON_SYSCALL_H

#include <sys/syscall.h>
#include <unistd.h>

#include "common/common.h"

/* What a call returns, or its negative errno; errno itself is kept. Interrupted calls are made
 * again. */
#define RESULT(call)                                                                               \
	({                                                                                         \
		int saved = errno;                                                                 \
		long result;                                                                       \
		do                                                                                 \
			result = call;                                                             \
		while (result < 0 && errno == EINTR);                                              \
		if (result < 0)                                                                    \
			result = -errno;                                                           \
		errno = saved;                                                                     \
		result;                                                                            \
	})

#endif
