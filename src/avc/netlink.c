/* SPDX-License-Identifier: MIT */
/*
 * The kernel's notices by netlink (NETLINK_SELINUX), for kernels that have no status page and for
 * programs that poll the descriptor themselves. LOCK_STATUS guards the socket and what it told.
 */
#include <linux/netlink.h>
#include <linux/selinux_netlink.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "common/log.h"
#include "avc/cache.h"
#include "avc/event.h"
#include "avc/netlink.h"
#include "kernel/kernel.h"

static int descriptor = -1; /* changed under the lock, may be read without */
static struct netlink_state news;
static bool main_loop; /* the program polls by itself: checks need not */

static int open_socket(bool blocking)
{
	const struct sockaddr_nl groups = {.nl_family = AF_NETLINK, .nl_groups = SELNL_GRP_AVC};
	int fd =
		socket_open(AF_NETLINK, SOCK_RAW | (blocking ? 0 : SOCK_NONBLOCK), NETLINK_SELINUX);
	int r = fd < 0 ? fd : socket_bind(fd, (const struct sockaddr *)&groups, sizeof(groups));

	if (r < 0 && fd >= 0)
		io_close(fd);
	return r < 0 ? r : fd;
}

/* The caller holds LOCK_STATUS, here and in the next two. `mode`: how things stand. */
int netlink_open(bool blocking, int mode)
{
	int fd = descriptor < 0 ? open_socket(blocking) : descriptor;

	if (fd < 0)
		return fd;
	__atomic_store_n(&descriptor, fd, __ATOMIC_RELEASE);
	if (mode >= 0)
		news.enforcing = mode;
	return 0;
}

void netlink_close(void)
{
	int fd = __atomic_exchange_n(&descriptor, -1, __ATOMIC_ACQ_REL);

	__atomic_store_n(&main_loop, false, __ATOMIC_RELEASE);
	if (fd >= 0)
		io_close(fd);
}

const struct netlink_state *netlink_state(void)
{
	return &news;
}

bool netlink_owned_by_caller(void)
{
	return __atomic_load_n(&main_loop, __ATOMIC_ACQUIRE);
}

/* One message, from the kernel and whole, or nothing of it counts. 1: it is an event. */
static int parse_notice(const struct nlmsghdr *h, size_t size, struct event *e)
{
	struct nlmsgerr error;

	if (size < sizeof(*h) || h->nlmsg_len < sizeof(*h) || h->nlmsg_len > size)
		return -EBADMSG;
	size = h->nlmsg_len - NLMSG_HDRLEN;
	switch (h->nlmsg_type) {
	case NLMSG_ERROR:
		if (size < sizeof(error))
			return -EBADMSG;
		memcpy(&error, NLMSG_DATA(h), sizeof(error));
		return error.error <= 0 ? error.error : -EBADMSG; /* 0: acknowledged */
	case SELNL_MSG_SETENFORCE:
		e->what = EVENT_SETENFORCE;
		break;
	case SELNL_MSG_POLICYLOAD:
		e->what = EVENT_POLICYLOAD;
		break;
	default:
		return 0; /* of a newer kernel */
	}
	if (size < sizeof(e->value))
		return -EBADMSG;
	memcpy(&e->value, NLMSG_DATA(h), sizeof(e->value));
	return 1;
}

/* -EAGAIN: nothing there. */
static int receive_notice(int fd, struct event *e)
{
	union {
		struct nlmsghdr header;
		char bytes[1024];
	} buf;
	struct sockaddr_nl from = {0};
	struct iovec part = {&buf, sizeof(buf)};
	struct msghdr message = {
		.msg_name = &from, .msg_namelen = sizeof(from), .msg_iov = &part, .msg_iovlen = 1};
	ssize_t n = socket_receive(fd, &message, MSG_DONTWAIT);

	if (n < 0)
		return (int)n;
	if (message.msg_namelen != sizeof(from) || from.nl_pid != 0)
		return 0; /* another process pretends to be the kernel */
	return parse_notice(&buf.header, (size_t)n, e);
}

/* The number that the next decision would be of. */
static int policy_in_force(uint32_t *policy)
{
	AUTO_FREE char *own = NULL;
	struct av_decision avd;
	int r = process_get(0, "current", &own);

	if (r >= 0)
		r = own ? kernel_compute_av(own, own, 1, 0, &avd) : -EINVAL;
	if (r == 0)
		*policy = avd.seqno;
	return r;
}

/* Notices were lost, so anything may have happened: what the kernel says now stands for them, a
 * mode and a policy. Returns how many events that makes. */
static int catch_up(struct event *events)
{
	int mode = kernel_enforcing();
	uint32_t policy = news.policyload;

	if (mode < 0)
		return mode;
	/* who may not ask for decisions hears the last number again */
	(void)!policy_in_force(&policy);
	events[0] = (struct event){EVENT_SETENFORCE, (uint32_t)mode};
	events[1] = (struct event){EVENT_POLICYLOAD, policy};
	return 2;
}

static bool apply(const struct event *e)
{
	bool reset = event_apply(e);

	news.events++;
	if (e->what == EVENT_SETENFORCE)
		news.enforcing = e->value != 0;
	else
		news.policyload = e->value;
	return reset;
}

/* Takes one message. Returns how many events it was, which are applied and announced. */
static int receive_one(void)
{
	struct event events[2];
	bool reset[2];
	int r;

	lock_take(LOCK_STATUS);
	r = descriptor < 0 ? -EAGAIN : receive_notice(descriptor, events);
	if (r == -ENOBUFS) {
		/* whatever is asked for below, no decision made so far is kept */
		policy_new_generation();
		cache_flush();
		r = catch_up(events);
	}
	for (int i = 0; i < r; i++)
		reset[i] = apply(&events[i]);
	lock_drop(LOCK_STATUS);
	for (int i = 0; i < r; i++)
		event_notify(&events[i], reset[i]);
	return r;
}

/* Takes what is there. A message that makes no sense is told of and passed over. */
int netlink_receive(void)
{
	int r = 0;

	while (r != -EAGAIN) {
		r = receive_one();
		if (r == -EBADMSG)
			report(SELINUX_WARNING,
				"avc:  netlink: a message of wrong length was dropped\n");
		else if (r < 0 && r != -EAGAIN && r != -EINTR)
			return r;
	}
	return 0;
}

PUBLIC int avc_netlink_open(int blocking)
{
	int r;

	lock_take(LOCK_STATUS);
	r = netlink_open(blocking, -1);
	lock_drop(LOCK_STATUS);
	return api_return(r);
}

PUBLIC void avc_netlink_close(void)
{
	lock_take(LOCK_STATUS);
	netlink_close();
	lock_drop(LOCK_STATUS);
}

PUBLIC int avc_netlink_check_nb(void)
{
	return api_return(netlink_receive());
}

static int acquire(void)
{
	int r;

	lock_take(LOCK_STATUS);
	r = netlink_open(false, -1);
	if (r == 0) {
		__atomic_store_n(&main_loop, true, __ATOMIC_RELEASE);
		r = descriptor;
	}
	lock_drop(LOCK_STATUS);
	return r;
}

PUBLIC int avc_netlink_acquire_fd(void)
{
	return api_return(acquire());
}

PUBLIC void avc_netlink_release_fd(void)
{
	__atomic_store_n(&main_loop, false, __ATOMIC_RELEASE);
}

/* Until the socket is closed or broken. */
PUBLIC void avc_netlink_loop(void)
{
	int r = 0;

	while (r == 0) {
		int fd = __atomic_load_n(&descriptor, __ATOMIC_ACQUIRE);

		if (fd < 0)
			break;
		r = socket_wait(fd, POLLIN, -1);
		if (r > 0)
			r = netlink_receive();
	}
	if (r < 0)
		report_errno(-r, "avc:  netlink: receiving ended: %m\n");
}
