/* SPDX-License-Identifier: MIT */
#ifndef AVC_CHECK_H
#define AVC_CHECK_H

#include "avc/instance.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

void avc_poll_events(void);
/* Classes were looked up when their generation was this one, and decisions made since: may they be
 * of another policy? */
bool avc_has_moved(unsigned generation);
/* A decision, not audited yet; the caller is between avc_read_begin() and avc_read_end(). */
int avc_decide(const struct avc *a, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd) MUST_CHECK;

#pragma GCC visibility pop

#endif
