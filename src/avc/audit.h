/* SPDX-License-Identifier: MIT */
#ifndef AVC_AUDIT_H
#define AVC_AUDIT_H

#include "avc/instance.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

void audit(const struct avc *a, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, const struct av_decision *avd, int result, void *auditdata);

#pragma GCC visibility pop

#endif
