/* SPDX-License-Identifier: MIT */
/*
 * Public names for classes and permissions, over class.c's cache.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/stat.h>

#include <selinux/selinux.h>

#include "kernel/mapping.h"
#include "kernel/policy_watch.h"

enum {
	PERMISSIONS = 32
};

/* COMPAT: a name that is not there, or no selinuxfs at all, is EINVAL (tests/oracle class
 * string_to_security_class/nosuch). */
static __attribute__((noinline)) security_class_t ask_class(const char *name)
{
	security_class_t tclass;
	int r = name ? class_look_up(name, &tclass) : -EINVAL;

	return api_return(r < 0 && !is_resource_error(r) ? -EINVAL : r) < 0 ? 0 : tclass;
}

static __attribute__((noinline)) access_vector_t ask_permission(
	security_class_t tclass, const char *name)
{
	access_vector_t permission;
	int r = name ? class_look_up_permission(tclass, name, &permission) : -EINVAL;

	return api_return(r < 0 && !is_resource_error(r) ? -EINVAL : r) < 0 ? 0 : permission;
}

PUBLIC security_class_t string_to_security_class(const char *name)
{
	security_class_t tclass = name ? class_known(name) : 0;

	return tclass ? tclass : ask_class(name);
}

PUBLIC access_vector_t string_to_av_perm(security_class_t tclass, const char *name)
{
	access_vector_t permission = name ? class_known_permission(tclass, name) : 0;

	return permission ? permission : ask_permission(tclass, name);
}

PUBLIC const char *security_class_to_string(security_class_t cls)
{
	const char *name = class_name(cls);

	if (!name)
		errno = EINVAL;
	return name;
}

PUBLIC const char *security_av_perm_to_string(security_class_t tclass, access_vector_t perm)
{
	const char *name = class_permission_name(tclass, perm);

	if (!name)
		errno = EINVAL;
	return name;
}

/* Bits that have no name in the policy are passed over. */
PUBLIC int security_av_string(security_class_t tclass, access_vector_t av, char **result)
{
	const char *parts[2 * PERMISSIONS + 2];
	size_t count = 0, size;
	char *text;

	if (!result)
		return api_return(-EINVAL);
	parts[count++] = av ? "{ " : "null";
	for (unsigned i = 0; i < PERMISSIONS; i++) {
		const char *name = av & 1U << i ? class_permission_name(tclass, 1U << i) : NULL;

		if (!name)
			continue;
		parts[count++] = name;
		parts[count++] = " ";
	}
	if (av)
		parts[count++] = "}";
	size = str_join(NULL, 0, parts, count) + 1;
	text = malloc(size);
	if (!text)
		return api_return(-ENOMEM);
	(void)!str_join(text, size, parts, count);
	*result = text;
	return 0;
}

PUBLIC void print_access_vector(security_class_t tclass, access_vector_t av)
{
	if (!av) {
		printf(" null");
		return;
	}
	printf(" {");
	for (unsigned i = 0; i < PERMISSIONS; i++) {
		const char *name = av & 1U << i ? class_permission_name(tclass, 1U << i) : NULL;

		if (!name)
			continue;
		printf(" %s", name);
		av &= ~(1U << i);
	}
	if (av)
		printf(" 0x%x", av);
	printf(" }");
}

PUBLIC security_class_t mode_to_security_class(mode_t mode)
{
	static const struct {
		mode_t type;
		const char *name;
	} classes[] = {
		{S_IFREG, "file"},
		{S_IFDIR, "dir"},
		{S_IFCHR, "chr_file"},
		{S_IFBLK, "blk_file"},
		{S_IFIFO, "fifo_file"},
		{S_IFLNK, "lnk_file"},
		{S_IFSOCK, "sock_file"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(classes); i++)
		if ((mode & S_IFMT) == classes[i].type)
			return string_to_security_class(classes[i].name);
	errno = EINVAL;
	return 0;
}

PUBLIC void selinux_flush_class_cache(void)
{
	policy_new_generation();
}
