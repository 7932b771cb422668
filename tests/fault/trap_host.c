/* SPDX-License-Identifier: MIT */
/*
 * The host that system calls find: paths that ask for SELinux lead to the folder of world.c, and
 * what plain files cannot do is done here.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "trap.h"

enum kind kinds[1024];

long raw(long number, const long *a)
{
	register long r10 __asm__("r10") = a[3];
	register long r8 __asm__("r8") = a[4];
	register long r9 __asm__("r9") = a[5];
	long r;

	__asm__ volatile("syscall"
			 : "=a"(r)
			 : "a"(number), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return r;
}

const char *lead(const char *path, char *buf, size_t size)
{
	static const char *const places[][2] = {{"/etc/selinux", "/etc/selinux"},
		{"/proc/mounts", "/mounts"}, {"/proc/self/mounts", "/mounts"},
		{"/etc/passwd", "/passwd"}, {"/etc/group", "/group"},
		{"/etc/nsswitch.conf", "/nsswitch.conf"}, {"/proc/filesystems", "/filesystems"},
		{"/sys/fs/selinux", "/fs"}, {"/run/setrans", "/setrans"},
		{"/var/run/setrans", "/setrans"}};
	const char *attr;

	if (!strncmp(path, "/proc/", 6) && (attr = strstr(path, "/attr/"))) {
		snprintf(buf, size, "%s%s", world, attr);
		return buf;
	}
	for (size_t i = 0; i < COUNT(places); i++)
		if (!strncmp(path, places[i][0], strlen(places[i][0]))) {
			snprintf(buf, size, "%s%s%s", world, places[i][1],
				path + strlen(places[i][0]));
			return buf;
		}
	return NULL;
}

static enum kind kind_of(const char *path)
{
	static const char *const questions[] = {
		"access", "create", "relabel", "member", "user", "context"};
	size_t len = strlen(world);

	if (strncmp(path, world, len) != 0)
		return KIND_PLAIN;
	path += len;
	if (!strncmp(path, "/attr/", 6))
		return KIND_KERNEL;
	if (!strcmp(path, "/fs"))
		return KIND_KERNEL;
	if (strncmp(path, "/fs/", 4) != 0)
		return KIND_PLAIN;
	path += 4;
	for (size_t i = 0; i < COUNT(questions); i++)
		if (!strcmp(path, questions[i]))
			return KIND_QUESTION;
	return strncmp(path, "booleans/", 9) ? KIND_KERNEL : KIND_BOOLEAN;
}

static long write_to(long number, long *a)
{
	long at[6] = {a[0], a[1], a[2], 0}, back[6] = {a[0], ANSWER_AT, SEEK_SET}, r;

	switch (a[0] >= 0 && a[0] < 1024 ? kinds[a[0]] : KIND_PLAIN) {
	case KIND_QUESTION:
		r = raw(SYS_pwrite64, at);
		raw(SYS_lseek, back);
		return r;
	case KIND_BOOLEAN:
		at[2] = 1;
		at[3] = 2;
		r = raw(SYS_pwrite64, at);
		return r == 1 ? a[2] : r;
	default:
		return raw(number, a);
	}
}

bool is_socket(long fd)
{
	return fd >= 0 && fd < 1024 && (kinds[fd] == KIND_SOCKET || kinds[fd] == KIND_NETLINK);
}

bool is_stream(long fd)
{
	return fd < 0 || fd >= 1024 || kinds[fd] == KIND_PLAIN || kinds[fd] == KIND_SOCKET;
}

/* A peer's context, as of net/core/sock.c: its size, if there is too little room. */
static long peer(const long *a)
{
	static const char context[] = "system_u:system_r:peer_t:s0";
	socklen_t *size = (socklen_t *)a[4], room = *size;

	*size = sizeof(context);
	if (room < sizeof(context))
		return -ERANGE;
	memcpy((void *)a[3], context, sizeof(context));
	return 0;
}

long make(long number, long *a, bool cut)
{
	struct iovec one;
	struct msghdr head;
	struct sockaddr_un address;
	char buf[4096];
	long r;

	switch (number) {
	case SYS_open:
	case SYS_openat:
		r = raw(number, a);
		if (r >= 0 && r < 1024)
			kinds[r] = kind_of((const char *)a[number == SYS_openat]);
		return r;
	case SYS_write:
		return write_to(number, a);
	case SYS_read:
		if (cut && a[2] > 1)
			a[2] = 1;
		return raw(number, a);
	case SYS_readv:
		if (cut) {
			one = *(struct iovec *)a[1];
			one.iov_len = 1;
			a[1] = (long)&one;
			a[2] = 1;
		}
		return raw(number, a);
	case SYS_recvmsg:
		if (cut) {
			head = *(struct msghdr *)a[1];
			one = *head.msg_iov;
			one.iov_len = 1;
			head.msg_iov = &one;
			head.msg_iovlen = 1;
			a[1] = (long)&head;
		}
		return raw(number, a);
	case SYS_socket: /* no kernel without SELinux has its netlink */
		if (a[0] == AF_NETLINK) {
			long other[6] = {AF_UNIX, (a[1] & ~0xf) | SOCK_DGRAM, 0};

			r = raw(number, other);
		} else {
			r = raw(number, a);
		}
		if (r >= 0 && r < 1024)
			kinds[r] = a[0] == AF_NETLINK ? KIND_NETLINK : KIND_SOCKET;
		return r;
	case SYS_statfs:
		r = raw(number, a);
		if (r == 0 && kind_of((const char *)a[0]) == KIND_KERNEL)
			((struct statfs *)a[1])->f_type = 0xf97cff8c;
		if (r == 0 && armed && plan.what == PLAN_WITHOUT && plan.without == WITHOUT_FLAGS)
			((struct statfs *)a[1])->f_flags = 0;
		return r;
	case SYS_mount:
	case SYS_umount2:
		return 0;
	case SYS_getsockopt:
		return a[1] == SOL_SOCKET && a[2] == SO_PEERSEC ? peer(a) : raw(number, a);
	case SYS_bind:
		return kinds[a[0] & 1023] == KIND_NETLINK ? 0 : raw(number, a);
	case SYS_connect:
		address = *(struct sockaddr_un *)a[1];
		if (address.sun_family == AF_UNIX && lead(address.sun_path, buf, sizeof(buf))) {
			snprintf(address.sun_path, sizeof(address.sun_path), "%.107s", buf);
			a[1] = (long)&address;
			a[2] = sizeof(address);
		}
		return raw(number, a);
	default:
		return raw(number, a);
	}
}
