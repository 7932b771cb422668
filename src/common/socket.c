/* SPDX-License-Identifier: MIT */
/*
 * Sockets, for the two rare files that need them. Interrupted calls are tried again, sockets close
 * on exec, results are negative errnos.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <sys/socket.h>
#include <time.h>

#include "common/syscall.h"

/* i386 before Linux 4.3 has one system call for all, socketcall(2); its numbers are in linux/net.h.
 */
#ifdef __i386__
#define CALL(name, which, ...) syscall(SYS_socketcall, which, (long[]){__VA_ARGS__})
#define ARG(a)                 ((long)(a))
#else
#define CALL(name, which, ...) syscall(SYS_##name, __VA_ARGS__)
#define ARG(a)                 (a)
#endif

int socket_open(int domain, int type, int protocol)
{
	return io_clear_of_standard(
		(int)RESULT(CALL(socket, 1, ARG(domain), ARG(type | SOCK_CLOEXEC), ARG(protocol))));
}

int socket_bind(int fd, const struct sockaddr *address, socklen_t len)
{
	return (int)RESULT(CALL(bind, 2, ARG(fd), ARG(address), ARG(len)));
}

int socket_connect(int fd, const struct sockaddr *address, socklen_t len)
{
	return (int)RESULT(CALL(connect, 3, ARG(fd), ARG(address), ARG(len)));
}

ssize_t socket_send(int fd, const struct msghdr *message, int flags)
{
	return (ssize_t)RESULT(CALL(sendmsg, 16, ARG(fd), ARG(message), ARG(flags | MSG_NOSIGNAL)));
}

ssize_t socket_receive(int fd, struct msghdr *message, int flags)
{
	return (ssize_t)RESULT(CALL(recvmsg, 17, ARG(fd), ARG(message), ARG(flags)));
}

int socket_get_option(int fd, int option, void *value, socklen_t *len)
{
	return (int)RESULT(
		CALL(getsockopt, 15, ARG(fd), ARG(SOL_SOCKET), ARG(option), ARG(value), ARG(len)));
}

int socket_set_option(int fd, int option, const void *value, socklen_t len)
{
	return (int)RESULT(
		CALL(setsockopt, 14, ARG(fd), ARG(SOL_SOCKET), ARG(option), ARG(value), ARG(len)));
}

int socket_wait(int fd, short events, long milliseconds)
{
	struct pollfd wait = {.fd = fd, .events = events};
	struct timespec left = {milliseconds / 1000, milliseconds % 1000 * 1000000};

	return (int)RESULT(syscall(SYS_ppoll, &wait, 1, milliseconds < 0 ? NULL : &left, NULL, 8));
}

/* No libc.so.6 before glibc 2.17 has clock_gettime(). */
int64_t clock_milliseconds(void)
{
	struct {
		long seconds, nanoseconds; /* as the kernel has them */
	} now = {0, 0};

	syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
	return (int64_t)now.seconds * 1000 + now.nanoseconds / 1000000;
}
