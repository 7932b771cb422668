/* SPDX-License-Identifier: MIT */
/* MemorySanitizer does not know what syscall() writes: this tells it, of the calls that the library
 * makes. */
#define _GNU_SOURCE
#include <sanitizer/msan_interface.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>

enum {
	RESULT_IS_SIZE = 0,
	GETXATTRAT = 464 /* its fifth argument leads to the buffer */
};

/* Which argument is written to, and how much of it. */
static const struct {
	long number;
	int written;
	size_t size;
} calls[] = {
	{SYS_read, 1, RESULT_IS_SIZE},
	{SYS_pread64, 1, RESULT_IS_SIZE},
	{SYS_getdents64, 1, RESULT_IS_SIZE},
	{SYS_getxattr, 2, RESULT_IS_SIZE},
	{SYS_lgetxattr, 2, RESULT_IS_SIZE},
	{SYS_fgetxattr, 2, RESULT_IS_SIZE},
	{SYS_readlinkat, 2, RESULT_IS_SIZE},
	{SYS_readlink, 1, RESULT_IS_SIZE},
	{SYS_recvfrom, 1, RESULT_IS_SIZE},
	{SYS_fstat, 1, sizeof(struct stat)},
	{SYS_newfstatat, 2, sizeof(struct stat)},
	{SYS_statfs, 1, sizeof(struct statfs)},
	{SYS_fstatfs, 1, sizeof(struct statfs)},
};

long __real_syscall(long number, long a, long b, long c, long d, long e, long f);
long __wrap_syscall(long number, long a, long b, long c, long d, long e, long f);
__attribute__((no_sanitize("memory"))) long __wrap_syscall(
	long number, long a, long b, long c, long d, long e, long f)
{
	long args[] = {a, b, c, d, e, f}, r = __real_syscall(number, a, b, c, d, e, f);

	__msan_unpoison(&r, sizeof(r));
	if (number == GETXATTRAT && r > 0)
		__msan_unpoison(*(void **)e, (size_t)r);
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (calls[i].number == number && r >= 0 && args[calls[i].written])
			__msan_unpoison((void *)args[calls[i].written],
				calls[i].size ? calls[i].size : (size_t)r);
	return r;
}
