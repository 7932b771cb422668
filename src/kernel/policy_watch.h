/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_POLICY_WATCH_H
#define KERNEL_POLICY_WATCH_H

#include "common/common.h"
#include "kernel/selinuxfs.h"

#pragma GCC visibility push(hidden)

/* The status page, <selinuxfs>/status (linux: security/selinux/include/security.h). */
struct status_page {
	uint32_t version;
	uint32_t sequence; /* odd while the others change */
	uint32_t enforcing;
	uint32_t policyload; /* 0 until a policy is loaded after the page was first looked at */
	uint32_t deny_unknown;
};
/* The page while it is mapped (avc/status.c), else NULL. */
extern const struct status_page *policy_page;

/* Several questions to one and the same policy:
 *	policy_watch_start(&w);
 *	do
 *		...
 *	while (policy_watch_changed(&w));
 */
struct policy_watch {
	uint64_t directory; /* private, as the next two: which policy it is */
	uint32_t count;
	int error;
	unsigned tries;
	bool is_sure; /* it could be told which policy it is, before and after */
};
void policy_watch_start(struct policy_watch *w);
bool policy_watch_changed(struct policy_watch *w);
/* Changes with every policy that the library is told of: what was found before may be of another
 * one, and is to be asked for again. */
unsigned policy_generation(void);
void policy_new_generation(void);
/* Waits until no policy is being loaded, for a second at most. A negative errno: it cannot be told,
 * as on kernels without a status page. */
int policy_wait(void) MUST_CHECK;

#pragma GCC visibility pop

#endif
