/*
 * The family avc: avc.c and avc_decisions.c.
 */
#ifndef AVC_FAMILY_H
#define AVC_FAMILY_H

#include "blackbox.h"

security_id_t sid_of(const char *con);
void end_sid(int ret, security_id_t *sid); /* looked at after the call: hence the pointer to it */
void avc_decisions(const char *state);
void avc_audits(void);
void avc_computes(void);

#endif
