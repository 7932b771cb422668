/* SPDX-License-Identifier: MIT */
/*
 * The kernel's mode and what the policy says of itself: <selinuxfs>/enforce, disable, mls,
 * policyvers, deny_unknown, reject_unknown, checkreqprot.
 */
#include <limits.h>

#include <selinux/selinux.h>

#include "kernel/enforce.h"
#include "kernel/selinuxfs.h"
#include "presence/presence.h"

/* A node that holds 0 or 1 (anything that is not 0 counts as 1). */
static int read_flag(const char *name)
{
	uint32_t value;
	int r = selinuxfs_read_u32(name, &value);

	return r < 0 ? r : value != 0;
}

int kernel_enforcing(void)
{
	return read_flag("enforce");
}

int kernel_deny_unknown(void)
{
	return read_flag("deny_unknown");
}

int kernel_reject_unknown(void)
{
	return read_flag("reject_unknown");
}

PUBLIC int security_getenforce(void)
{
	return api_return(kernel_enforcing());
}

int kernel_set_enforcing(int value)
{
	char text[16];
	size_t len = str_format(text, sizeof(text), "%d", value);

	return selinuxfs_write("enforce", text, len);
}

PUBLIC int security_setenforce(int value)
{
	return api_return(kernel_set_enforcing(value));
}

PUBLIC int security_deny_unknown(void)
{
	return api_return(kernel_deny_unknown());
}

PUBLIC int security_reject_unknown(void)
{
	return api_return(kernel_reject_unknown());
}

PUBLIC int security_get_checkreqprot(void)
{
	return api_return(read_flag("checkreqprot"));
}

/* The node is gone since kernel 6.4: ENOENT. */
PUBLIC int security_disable(void)
{
	return api_return(selinuxfs_write("disable", "1", 1));
}

/* Kernels before 2.6.6 had no such node; their policies were of format 15. */
int kernel_policy_format(void)
{
	uint32_t format;
	int r = selinuxfs_read_u32("policyvers", &format);

	if (r == -ENOENT && mount_point())
		return 15;
	return r < 0 ? r : format <= INT_MAX ? (int)format : -EINVAL;
}

PUBLIC int security_policyvers(void)
{
	return api_return(kernel_policy_format());
}

int kernel_has_levels(void)
{
	char text[4];
	ssize_t n = selinuxfs_read("mls", text, sizeof(text));

	return is_resource_error((int)n) ? (int)n : n == 1 && text[0] == '1';
}

PUBLIC int is_selinux_mls_enabled(void)
{
	return kernel_has_levels() == 1;
}
