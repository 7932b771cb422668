/* SPDX-License-Identifier: MIT */
/*
 * The system calls that the handler is sent, and with which errors each may fail.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/syscall.h>

#include "trap.h"

#ifndef SYS_getxattrat
#define SYS_getxattrat 464
#endif

const struct trapped trapped[] = {
	{SYS_read, NO_PATH, "read", 1, 1, 1, 1},
	{SYS_pread64, NO_PATH, "pread64", 1, 1, 1, 1},
	{SYS_readv, NO_PATH, "readv", 1, 1, 1, 1},
	{SYS_write, NO_PATH, "write", 1, 1, 1, 1},
	{SYS_pwrite64, NO_PATH, "pwrite64", 1, 1, 1, 1},
	{SYS_writev, NO_PATH, "writev", 1, 1, 1, 1},
	{SYS_open, 0, "open", 1, 0, 1, 1},
	{SYS_openat, 1, "openat", 1, 0, 1, 1},
	{SYS_close, NO_PATH, "close", 0, 0, 0, 1},
	{SYS_mmap, NO_PATH, "mmap", 0, 1, 1, 0},
	{SYS_mremap, NO_PATH, "mremap", 0, 1, 1, 0},
	{SYS_stat, 0, "stat", 0, 0, 1, 1},
	{SYS_lstat, 0, "lstat", 0, 0, 1, 1},
	{SYS_fstat, NO_PATH, "fstat", 0, 0, 1, 1},
	{SYS_newfstatat, 1, "newfstatat", 0, 0, 1, 1},
	{SYS_access, 0, "access", 0, 0, 1, 1},
	{SYS_faccessat, 1, "faccessat", 0, 0, 1, 1},
	{SYS_faccessat2, 1, "faccessat2", 0, 0, 1, 1},
	{SYS_statfs, 0, "statfs", 1, 0, 1, 1},
	{SYS_fstatfs, NO_PATH, "fstatfs", 1, 0, 1, 1},
	{SYS_getdents64, NO_PATH, "getdents64", 0, 0, 1, 1},
	{SYS_readlink, 0, "readlink", 0, 0, 1, 1},
	{SYS_readlinkat, 1, "readlinkat", 0, 0, 1, 1},
	{SYS_getxattr, 0, "getxattr", 0, 0, 1, 1},
	{SYS_lgetxattr, 0, "lgetxattr", 0, 0, 1, 1},
	{SYS_fgetxattr, NO_PATH, "fgetxattr", 0, 0, 1, 1},
	{SYS_getxattrat, 1, "getxattrat", 0, 0, 1, 1},
	{SYS_setxattr, 0, "setxattr", 0, 0, 1, 1},
	{SYS_lsetxattr, 0, "lsetxattr", 0, 0, 1, 1},
	{SYS_fsetxattr, NO_PATH, "fsetxattr", 0, 0, 1, 1},
	{SYS_removexattr, 0, "removexattr", 0, 0, 1, 1},
	{SYS_lremovexattr, 0, "lremovexattr", 0, 0, 1, 1},
	{SYS_fremovexattr, NO_PATH, "fremovexattr", 0, 0, 1, 1},
	{SYS_socket, NO_PATH, "socket", 0, 0, 1, 0},
	{SYS_bind, NO_PATH, "bind", 0, 0, 1, 0},
	{SYS_connect, NO_PATH, "connect", 1, 0, 1,
		0} /* EAGAIN: too slow, tests/unit/test_translate.c */,
	{SYS_sendto, NO_PATH, "sendto", 1, 1, 1, 0},
	{SYS_sendmsg, NO_PATH, "sendmsg", 1, 1, 1, 0},
	{SYS_recvfrom, NO_PATH, "recvfrom", 1, 1, 1, 0},
	{SYS_recvmsg, NO_PATH, "recvmsg", 1, 1, 1, 0},
	{SYS_poll, NO_PATH, "poll", 1, 0, 1, 0},
	{SYS_ppoll, NO_PATH, "ppoll", 1, 0, 1, 0},
	{SYS_getsockopt, NO_PATH, "getsockopt", 0, 0, 1, 0},
	{SYS_setsockopt, NO_PATH, "setsockopt", 0, 0, 1, 0},
	{SYS_fcntl, NO_PATH, "fcntl", 0, 0, 1, 0},
	{SYS_lseek, NO_PATH, "lseek", 0, 0, 0, 1},
	{SYS_ioctl, NO_PATH, "ioctl", 0, 0, 0, 1},
	{SYS_flock, NO_PATH, "flock", 1, 0, 1, 0},
	{SYS_fsync, NO_PATH, "fsync", 0, 0, 0, 1},
	{SYS_ftruncate, NO_PATH, "ftruncate", 1, 0, 0, 1},
	{SYS_getrandom, NO_PATH, "getrandom", 1, 1, 0, 0},
	/* These never fail here; some must never be made. */
	{SYS_mprotect, NO_PATH, "mprotect", 0, 0, 0, 0},
	{SYS_munmap, NO_PATH, "munmap", 0, 0, 0, 0},
	{SYS_brk, NO_PATH, "brk", 0, 0, 0, 0},
	{SYS_gettid, NO_PATH, "gettid", 0, 0, 0, 0},
	{SYS_sched_yield, NO_PATH, "sched_yield", 0, 0, 0, 0},
	{SYS_sched_getaffinity, NO_PATH, "sched_getaffinity", 0, 0, 0, 0},
	{SYS_clock_gettime, NO_PATH, "clock_gettime", 0, 0, 0, 0},
	{SYS_mount, NO_PATH, "mount", 0, 0, 0, 0},
	{SYS_umount2, NO_PATH, "umount2", 0, 0, 0, 0},
	{SYS_statx, 1, "statx", 0, 0, 0, 0},
	{SYS_openat2, 1, "openat2", 0, 0, 0, 0},
};

const size_t trapped_count = COUNT(trapped);

const struct trapped *trapped_row(long number)
{
	for (size_t i = 0; i < COUNT(trapped); i++)
		if (trapped[i].number == number)
			return &trapped[i];
	return NULL;
}

const char *trap_name(long number)
{
	const struct trapped *row = trapped_row(number);

	static char text[16];

	snprintf(text, sizeof(text), "%ld", number);
	return row ? row->name : text;
}
