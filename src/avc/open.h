/* SPDX-License-Identifier: MIT */
#ifndef AVC_OPEN_H
#define AVC_OPEN_H

#include "avc/instance.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

int avc_start(const char *prefix, const bool *own_mode, const struct avc_memory_callback *memory,
	const struct avc_log_callback *log, const struct avc_lock_callback *lock) MUST_CHECK;

#pragma GCC visibility pop

#endif
