/* SPDX-License-Identifier: MIT */
/*
 * Extended attributes of files.
 */
#include "common/attribute.h"
#include "common/syscall.h"

ssize_t attribute_get(const char *path, const char *name, void *value, size_t size)
{
	return RESULT(syscall(SYS_getxattr, path, name, value, size));
}

ssize_t attribute_get_link(const char *path, const char *name, void *value, size_t size)
{
	return RESULT(syscall(SYS_lgetxattr, path, name, value, size));
}

ssize_t attribute_get_fd(int fd, const char *name, void *value, size_t size)
{
	return RESULT(syscall(SYS_fgetxattr, fd, name, value, size));
}

int attribute_set(const char *path, const char *name, const void *value, size_t size)
{
	return (int)RESULT(syscall(SYS_setxattr, path, name, value, size, 0));
}

int attribute_set_link(const char *path, const char *name, const void *value, size_t size)
{
	return (int)RESULT(syscall(SYS_lsetxattr, path, name, value, size, 0));
}

int attribute_set_fd(int fd, const char *name, const void *value, size_t size)
{
	return (int)RESULT(syscall(SYS_fsetxattr, fd, name, value, size, 0));
}

int attribute_remove_fd(int fd, const char *name)
{
	return (int)RESULT(syscall(SYS_fremovexattr, fd, name));
}
