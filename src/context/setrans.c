/* SPDX-License-Identifier: MIT */
/*
 * The client of mcstransd: one connection, one question, one answer. Nothing that comes over the
 * socket is believed before it is checked, and nobody but root is asked. Takes no lock.
 *
 * Both sides write numbers in their own byte order:
 *	question  u32 function, u32 size, u32 size of a second string; both strings with their NUL
 *	answer    u32 function, u32 size, i32 result; a string with its NUL
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include "common/syscall.h"
#include "context/setrans.h"

struct question_head {
	uint32_t function, size, second_size;
};

struct answer_head {
	uint32_t function, size;
	int32_t result;
};

/* How long the next system call on the socket may take. */
static int limit_wait(int fd, int which, long ms)
{
	const struct timeval time = {.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000};

	return socket_set_option(fd, which, &time, sizeof(time));
}

static int receive_all(int fd, void *buf, size_t size, int64_t deadline)
{
	char *p = buf;

	while (size > 0) {
		int64_t left = deadline - clock_milliseconds();
		int r = left > 0 ? limit_wait(fd, SO_RCVTIMEO, (long)left) : -ETIMEDOUT;
		ssize_t n;

		if (r < 0)
			return r;
		n = syscall(SYS_read, fd, p,
			size); /* not io_read(): a signal must not begin the wait anew */
		if (n == 0)
			return -EBADMSG;
		if (n < 0) {
			if (errno == EINTR || errno == EAGAIN)
				continue;
			return -errno;
		}
		p += n;
		size -= (size_t)n;
	}
	return 0;
}

static int send_question(int fd, enum setrans_question question, const char *context)
{
	size_t len = strlen(context) + 1;
	struct question_head head = {(uint32_t)question, (uint32_t)len, 1};
	struct iovec parts[] = {
		{&head, sizeof(head)},
		{(char *)context, len},
		{(char *)"", 1},
	};
	struct msghdr msg = {.msg_iov = parts, .msg_iovlen = ARRAY_SIZE(parts)};
	ssize_t n;

	if (len > SETRANS_MAX)
		return -EMSGSIZE;
	n = socket_send(fd, &msg, MSG_DONTWAIT);
	if (n < 0)
		return (int)n;
	return (size_t)n == sizeof(head) + len + 1 ? 0 : -EBADMSG;
}

static int receive_answer(int fd, enum setrans_question question, char **answer)
{
	int64_t deadline = clock_milliseconds() + SETRANS_WAIT;
	struct answer_head head;
	char *text;
	int r = receive_all(fd, &head, sizeof(head), deadline);

	if (r < 0)
		return r;
	if (head.function != (uint32_t)question || head.size < 2 || head.size > SETRANS_MAX)
		return -EBADMSG;
	if (head.result != 0)
		return -ENODATA;
	text = malloc(head.size);
	if (!text)
		return -ENOMEM;
	r = receive_all(fd, text, head.size, deadline);
	/* A string with a NUL inside is half of something. */
	if (r == 0 && memchr(text, '\0', head.size) != text + head.size - 1)
		r = -EBADMSG;
	if (r < 0) {
		free(text);
		return r;
	}
	*answer = text;
	return 0;
}

int setrans_talk(int fd, enum setrans_question question, const char *context, char **answer)
{
	int saved = errno;
	int r = send_question(fd, question, context);

	if (r == 0)
		r = receive_answer(fd, question, answer);
	errno = saved;
	return r;
}

static int connect_to(int fd, const char *socket_path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct ucred peer;
	socklen_t size = sizeof(peer);
	int r;

	if (strlen(socket_path) >= sizeof(address.sun_path))
		return -ENAMETOOLONG;
	memcpy(address.sun_path, socket_path, strlen(socket_path) + 1);
	/* A daemon whose queue is full keeps connect() waiting, and this bounds it. */
	r = limit_wait(fd, SO_SNDTIMEO, SETRANS_WAIT);
	if (r < 0)
		return r;
	r = socket_connect(fd, (struct sockaddr *)&address, sizeof(address));
	if (r < 0)
		return r == -EAGAIN ? -ETIMEDOUT : r;
	r = socket_get_option(fd, SO_PEERCRED, &peer, &size);
	if (r < 0)
		return r;
	return peer.uid == 0 ? 0 : -EPERM;
}

int setrans_ask(
	const char *socket_path, enum setrans_question question, const char *context, char **answer)
{
	AUTO_CLOSE int fd = socket_open(AF_UNIX, SOCK_STREAM, 0);
	int r = fd < 0 ? fd : connect_to(fd, socket_path);

	return r < 0 ? r : setrans_talk(fd, question, context, answer);
}
