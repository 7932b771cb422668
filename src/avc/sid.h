/* SPDX-License-Identifier: MIT */
#ifndef AVC_SID_H
#define AVC_SID_H

#include "avc/instance.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

/* Contexts and their numbers. The caller is between avc_read_begin() and avc_read_end(). */
int sid_get(struct avc *a, const char *raw, security_id_t *sid) MUST_CHECK;
int sid_get_translated(struct avc *a, const char *ctx, security_id_t *sid) MUST_CHECK;

#pragma GCC visibility pop

#endif
