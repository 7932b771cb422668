/* SPDX-License-Identifier: MIT */
/*
 * MemorySanitizer does not know what syscall() and getgrouplist() write. These stand before the C
 * library's, and tell it, of the calls that the library makes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <grp.h>
#include <sanitizer/msan_interface.h>
#include <stdarg.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>

#define UNSEEN __attribute__((no_sanitize("memory")))

enum {
	AS_RETURNED = 0, /* as many bytes as the call returns */
	AS_POINTED = -1, /* as the next argument's socklen_t says */
	GETXATTRAT = 464 /* its fifth argument leads to the buffer */
};

/* Which argument is written to, from 0 on, and how much of it. */
static const struct {
	long number;
	int written, size;
} calls[] = {
	{SYS_clock_gettime, 1, sizeof(struct timespec)},
	{SYS_fgetxattr, 2, AS_RETURNED},
	{SYS_fstat, 1, sizeof(struct stat)},
	{SYS_fstatfs, 1, sizeof(struct statfs)},
	{SYS_getdents64, 1, AS_RETURNED},
	{SYS_getsockopt, 3, AS_POINTED},
	{SYS_getxattr, 2, AS_RETURNED},
	{SYS_lgetxattr, 2, AS_RETURNED},
	{SYS_newfstatat, 2, sizeof(struct stat)},
	{SYS_read, 1, AS_RETURNED},
	{SYS_readlinkat, 2, AS_RETURNED},
	{SYS_sched_getaffinity, 2, AS_RETURNED},
	{SYS_statfs, 1, sizeof(struct statfs)},
};

UNSEEN static void tell_message(const struct msghdr *message, size_t left)
{
	for (size_t i = 0; i < message->msg_iovlen && left > 0; i++) {
		const struct iovec *part = &message->msg_iov[i];
		size_t n = left < part->iov_len ? left : part->iov_len;

		__msan_unpoison(part->iov_base, n);
		left -= n;
	}
	if (message->msg_control)
		__msan_unpoison(message->msg_control, message->msg_controllen);
	if (message->msg_name)
		__msan_unpoison(message->msg_name, message->msg_namelen);
}

UNSEEN static size_t size_written(int size, long result, long next)
{
	if (size == AS_POINTED)
		return *(socklen_t *)next;
	return size == AS_RETURNED ? (size_t)result : (size_t)size;
}

UNSEEN long syscall(long number, ...)
{
	static long (*real)(long number, ...);
	long x[6], r;
	va_list ap;

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "syscall");
	va_start(ap, number);
	for (int i = 0; i < 6; i++)
		x[i] = va_arg(ap, long);
	va_end(ap);
	r = real(number, x[0], x[1], x[2], x[3], x[4], x[5]);
	__msan_unpoison(&r, sizeof(r));
	if (number == GETXATTRAT && r > 0)
		__msan_unpoison(*(void **)x[4], (size_t)r);
	if (number == SYS_recvmsg && r >= 0)
		tell_message((struct msghdr *)x[1], (size_t)r);
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		int at = calls[i].written;

		if (calls[i].number == number && r >= 0 && x[at])
			__msan_unpoison((void *)x[at],
				size_written(calls[i].size, r, at < 5 ? x[at + 1] : 0));
	}
	return r;
}

UNSEEN int getgrouplist(const char *user, gid_t group, gid_t *groups, int *count)
{
	int (*real)(const char *, gid_t, gid_t *, int *);
	int room = *count, r;

	*(void **)&real = dlsym(RTLD_NEXT, "getgrouplist");
	r = real(user, group, groups, count);
	__msan_unpoison(&r, sizeof(r));
	__msan_unpoison(count, sizeof(*count));
	__msan_unpoison(groups, (size_t)(*count < room ? *count : room) * sizeof(*groups));
	return r;
}
