/* SPDX-License-Identifier: MIT */
/*
 * The stat and statfs families, by system call number: glibc before 2.33 has no function stat(). Of
 * the two layouts that 32-bit machines have, the kernel fills the wide one, and so must ours be.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "common/at.h"
#include "common/syscall.h"

#ifdef SYS_newfstatat
#define STAT_CALL  SYS_newfstatat
#define FSTAT_CALL SYS_fstat
#else
#define STAT_CALL  SYS_fstatat64
#define FSTAT_CALL SYS_fstat64
#endif
#ifdef SYS_statfs64
#define STATFS(call, file, fs) syscall(call##64, file, sizeof(*(fs)), fs)
#else
#define STATFS(call, file, fs) syscall(call, file, fs)
#endif
_Static_assert(sizeof(off_t) == 8, "struct stat is too small: build with -D_FILE_OFFSET_BITS=64");

static int stat_by_name(int dirfd, const char *name, struct stat *st, int flags)
{
	return (int)RESULT(syscall(STAT_CALL, dirfd, name, st, flags));
}

int io_stat(const char *path, struct stat *st)
{
	return stat_by_name(AT_FDCWD, path, st, 0);
}

int io_lstat(const char *path, struct stat *st)
{
	return stat_by_name(AT_FDCWD, path, st, AT_SYMLINK_NOFOLLOW);
}

int at_stat(int dirfd, const char *name, struct stat *st)
{
	return stat_by_name(dirfd, name, st, AT_SYMLINK_NOFOLLOW);
}

int io_fstat(int fd, struct stat *st)
{
	return (int)RESULT(syscall(FSTAT_CALL, fd, st));
}

int io_statfs(const char *path, struct statfs *fs)
{
	return (int)RESULT(STATFS(SYS_statfs, path, fs));
}

int io_fstatfs(int fd, struct statfs *fs)
{
	return (int)RESULT(STATFS(SYS_fstatfs, fd, fs));
}
