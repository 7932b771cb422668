/* SPDX-License-Identifier: MIT */
/*
 * Files by their name in an open directory, so that nothing that is renamed above them matters
 * (linux/fcntl.h, xattr(7)). A link is never followed.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>

#include "common/at.h"
#include "common/attribute.h"
#include "common/syscall.h"

#ifndef SYS_getxattrat
#define SYS_getxattrat 464 /* Linux 6.13, the same number everywhere that we are built */
#endif

int at_open(int dirfd, const char *name, int flags)
{
	flags |= O_NOFOLLOW | O_CLOEXEC | O_LARGEFILE;
	return io_clear_of_standard((int)RESULT(syscall(SYS_openat, dirfd, name, flags, 0)));
}

long at_entries(int dirfd, void *buf, size_t size)
{
	return RESULT(syscall(SYS_getdents64, dirfd, buf, size));
}

/* A kernel without O_PATH ignores the flag, and then even a look at a device would open it. */
int at_pins = -1;

bool at_can_pin(void)
{
	int can = __atomic_load_n(&at_pins, __ATOMIC_RELAXED);

	if (can < 0) {
		AUTO_CLOSE int fd = at_open(AT_FDCWD, "/", O_PATH);

		can = fd >= 0 && (RESULT(syscall(SYS_fcntl, fd, F_GETFL)) & O_PATH);
		__atomic_store_n(&at_pins, can, __ATOMIC_RELAXED);
	}
	return can;
}

size_t at_proc_path(char *buf, size_t size, int dirfd, const char *name)
{
	return str_format(buf, size, name ? "/proc/self/fd/%d/%s" : "/proc/self/fd/%d", dirfd,
		name ? name : "");
}

/* linux/xattr.h */
struct xattr_args {
	_Alignas(8) uint64_t value;
	uint32_t size, flags;
};

/* Kernels before 6.13 answer ENOSYS, and some system call filters EPERM, which is no answer to
 * reading an attribute. */
int at_lacks_getxattrat;

ssize_t at_get_attribute(
	int dirfd, const char *name, const char *attribute, void *value, size_t size)
{
	struct xattr_args args = {.value = (uintptr_t)value, .size = (uint32_t)size};
	char path[32 + NAME_MAX];
	ssize_t n;

	if (!__atomic_load_n(&at_lacks_getxattrat, __ATOMIC_RELAXED)) {
		n = RESULT(syscall(SYS_getxattrat, dirfd, name, AT_SYMLINK_NOFOLLOW, attribute,
			&args, sizeof(args)));
		if (n != -ENOSYS && n != -EPERM)
			return n;
		__atomic_store_n(&at_lacks_getxattrat, 1, __ATOMIC_RELAXED);
	}
	if (at_proc_path(path, sizeof(path), dirfd, name) >= sizeof(path))
		return -ENAMETOOLONG;
	return attribute_get_link(path, attribute, value, size);
}
