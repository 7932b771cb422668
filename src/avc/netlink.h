/* SPDX-License-Identifier: MIT */
#ifndef AVC_NETLINK_H
#define AVC_NETLINK_H

#include "common/common.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

struct netlink_state {
	unsigned events; /* so many were told */
	int enforcing;
	uint32_t policyload;
};
int netlink_open(bool blocking, int mode) MUST_CHECK; /* LOCK_STATUS held, for these three */
void netlink_close(void);
const struct netlink_state *netlink_state(void);
int netlink_receive(void) MUST_CHECK;
bool netlink_owned_by_caller(void);

#pragma GCC visibility pop

#endif
