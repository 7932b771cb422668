/* SPDX-License-Identifier: MIT */
/*
 * WRAP: text_open socket_open socket_bind socket_receive fgetxattr getxattr fremovexattr
 * WRAP: digest_supported_on presence_is_enabled
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "common/common.h"
#include "mocks.h"

const char *mock_root;
struct input mock_messages;
struct mock_attribute mock_sehash;

int __real_text_open(struct text *t, const char *path);
int __wrap_text_open(struct text *t, const char *path);
int __wrap_text_open(struct text *t, const char *path)
{
	char mock[512];

	if (!mock_root || (strncmp(path, "/proc/", 6) != 0 && strncmp(path, "/etc/", 5) != 0))
		return __real_text_open(t, path);
	snprintf(mock, sizeof(mock), "%s%s", mock_root, path);
	return __real_text_open(t, mock);
}

bool __real_presence_is_enabled(void);
bool __wrap_presence_is_enabled(void);
bool __wrap_presence_is_enabled(void)
{
	return mock_root || __real_presence_is_enabled();
}

int __real_socket_open(int domain, int type, int protocol);
int __wrap_socket_open(int domain, int type, int protocol);
int __wrap_socket_open(int domain, int type, int protocol)
{
	return domain == AF_NETLINK ? open("/dev/null", O_RDWR | O_CLOEXEC)
				    : __real_socket_open(domain, type, protocol);
}

int __wrap_socket_bind(int fd, const struct sockaddr *address, unsigned len);
int __wrap_socket_bind(int fd, const struct sockaddr *address, unsigned len)
{
	(void)fd, (void)address, (void)len;
	return 0;
}

ssize_t __wrap_socket_receive(int fd, struct msghdr *message, int flags);
ssize_t __wrap_socket_receive(int fd, struct msghdr *message, int flags)
{
	static const int failures[] = {0, 0, -ENOBUFS, -EINTR};
	struct sockaddr_nl from = {.nl_family = AF_NETLINK};
	struct input *in = &mock_messages;
	unsigned kind = input_byte(in) % 4;
	size_t len = input_byte(in) * 4U, left = (size_t)(in->end - in->at);

	(void)fd, (void)flags;
	if (!left)
		return -EAGAIN;
	if (failures[kind])
		return failures[kind];
	if (len > left)
		len = left;
	from.nl_pid = kind;
	memcpy(message->msg_name, &from, sizeof(from));
	if (len > message->msg_iov->iov_len)
		len = message->msg_iov->iov_len;
	memcpy(message->msg_iov->iov_base, in->at, len);
	in->at += len;
	return (ssize_t)len;
}

static ssize_t attribute(void *value, size_t size)
{
	if (!mock_sehash.bytes)
		return errno = ENODATA, -1;
	if (size && size < mock_sehash.size)
		return errno = ERANGE, -1;
	if (size && mock_sehash.size)
		memcpy(value, mock_sehash.bytes, mock_sehash.size);
	return (ssize_t)mock_sehash.size;
}

ssize_t __wrap_fgetxattr(int fd, const char *name, void *value, size_t size);
ssize_t __wrap_fgetxattr(int fd, const char *name, void *value, size_t size)
{
	(void)fd, (void)name;
	return attribute(value, size);
}

ssize_t __wrap_getxattr(const char *path, const char *name, void *value, size_t size);
ssize_t __wrap_getxattr(const char *path, const char *name, void *value, size_t size)
{
	(void)path, (void)name;
	return attribute(value, size);
}

int __wrap_fremovexattr(int fd, const char *name);
int __wrap_fremovexattr(int fd, const char *name)
{
	(void)fd, (void)name;
	return 0;
}

bool __wrap_digest_supported_on(int fd);
bool __wrap_digest_supported_on(int fd)
{
	(void)fd;
	return true;
}
