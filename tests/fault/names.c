/* SPDX-License-Identifier: MIT */
/*
 * The name service as the library sees it (ld's --wrap): what the C library's own answers from the
 * folder's passwd and group, or a failure when it is due.
 */
#define _GNU_SOURCE
#include <grp.h>
#include <pwd.h>

#include "fault.h"

int __real_getpwnam_r(
	const char *name, struct passwd *login, char *buf, size_t size, struct passwd **result);
int __real_getgrnam_r(
	const char *name, struct group *group, char *buf, size_t size, struct group **result);
int __wrap_getpwnam_r(
	const char *name, struct passwd *login, char *buf, size_t size, struct passwd **result);
int __wrap_getgrnam_r(
	const char *name, struct group *group, char *buf, size_t size, struct group **result);

enum {
	GETPWNAM_R,
	GETGRNAM_R
};

const char *names_name(long number)
{
	return number == GETPWNAM_R ? "getpwnam_r" : "getgrnam_r";
}

/* Without memory the C library's own fails, too. */
static bool fails(long function)
{
	if (!armed || aside || (plan.what != PLAN_NAMES && plan.what != PLAN_MEMORY) ||
		!fault_due())
		return false;
	hit = function;
	return true;
}

int __wrap_getpwnam_r(
	const char *name, struct passwd *login, char *buf, size_t size, struct passwd **result)
{
	*result = NULL;
	return fails(GETPWNAM_R) ? plan.error : __real_getpwnam_r(name, login, buf, size, result);
}

int __wrap_getgrnam_r(
	const char *name, struct group *group, char *buf, size_t size, struct group **result)
{
	*result = NULL;
	return fails(GETGRNAM_R) ? plan.error : __real_getgrnam_r(name, group, buf, size, result);
}
