/* SPDX-License-Identifier: MIT */
/*
 * avc/netlink.c on a mock socket, and avc/status.c where there is no page.
 *
 * WRAP: socket_open socket_bind socket_receive process_get
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/selinux_netlink.h>
#include <sys/socket.h>

#include "status.h"

/* The messages that the next calls of socket_receive() take. */
static struct message {
	ssize_t len; /* negative: an errno */
	uint32_t sender;
	unsigned char bytes[1024];
} queue[8];
static int queued, taken, refused, sockets;

int __wrap_socket_open(int domain, int type, int protocol);
int __wrap_socket_open(int domain, int type, int protocol)
{
	(void)type;
	assert_int_equal(domain, AF_NETLINK);
	assert_int_equal(protocol, NETLINK_SELINUX);
	if (refused)
		return -refused;
	sockets++;
	return open("/dev/null", O_RDWR | O_CLOEXEC);
}

int __wrap_socket_bind(int fd, const struct sockaddr *address, unsigned len);
int __wrap_socket_bind(int fd, const struct sockaddr *address, unsigned len)
{
	struct sockaddr_nl nl;

	assert_true(fd >= 0);
	assert_int_equal(len, sizeof(nl));
	memcpy(&nl, address, sizeof(nl));
	assert_int_equal(nl.nl_groups, 1);
	return 0;
}

ssize_t __wrap_socket_receive(int fd, struct msghdr *message, int flags);
ssize_t __wrap_socket_receive(int fd, struct msghdr *message, int flags)
{
	struct sockaddr_nl nl = {.nl_family = AF_NETLINK};
	const struct message *m = &queue[taken];

	assert_true(fd >= 0);
	assert_true(flags & MSG_DONTWAIT);
	assert_int_equal(message->msg_namelen, sizeof(nl));
	assert_int_equal(message->msg_iovlen, 1);
	if (taken == queued || m->len < 0) {
		ssize_t r = taken == queued ? -EAGAIN : m->len;

		taken += taken < queued;
		return r;
	}
	assert_true((size_t)m->len <= message->msg_iov->iov_len);
	taken++;
	nl.nl_pid = m->sender;
	memcpy(message->msg_name, &nl, sizeof(nl));
	memcpy(message->msg_iov->iov_base, m->bytes, (size_t)m->len);
	return m->len;
}

static struct message *queue_raw(ssize_t len)
{
	struct message *m = &queue[queued++];

	*m = (struct message){.len = len};
	return m;
}

static struct message *queue_event(uint16_t type, uint32_t value)
{
	struct message *m = queue_raw(NLMSG_HDRLEN + sizeof(value));
	struct nlmsghdr h = {.nlmsg_len = (uint32_t)m->len, .nlmsg_type = type};

	memcpy(m->bytes, &h, sizeof(h));
	memcpy(m->bytes + NLMSG_HDRLEN, &value, sizeof(value));
	return m;
}

static void queue_error(int error)
{
	struct message *m = queue_raw(NLMSG_HDRLEN + sizeof(struct nlmsgerr));
	struct nlmsghdr h = {.nlmsg_len = (uint32_t)m->len, .nlmsg_type = NLMSG_ERROR};

	memcpy(m->bytes, &h, sizeof(h));
	memcpy(m->bytes + NLMSG_HDRLEN, &error, sizeof(error));
}

/* There is no SELinux here to have given this process a context. */
int __wrap_process_get(pid_t pid, const char *attribute, char **con);
int __wrap_process_get(pid_t pid, const char *attribute, char **con)
{
	assert_int_equal(pid, 0);
	assert_string_equal(attribute, "current");
	*con = strdup("a:b:c");
	return *con ? 5 : -ENOMEM;
}

static int set_up_socket(void **state)
{
	queued = taken = refused = 0;
	return set_up_page(state);
}

static int tear_down_socket(void **state)
{
	(void)state;
	selinux_status_close();
	avc_netlink_close();
	fakefs_remove();
	return 0;
}

static void a_refused_socket_is_the_error(void **state)
{
	(void)state;
	fakefs_unlink("status");
	refused = EPROTONOSUPPORT;
	expect_result(selinux_status_open(1), EPROTONOSUPPORT);
	expect_closed();
}

static void without_a_page_status_goes_by_netlink(void **state)
{
	(void)state;
	fakefs_unlink("status");
	assert_int_equal(selinux_status_open(1), 1);
	assert_int_equal(selinux_status_open(0), 1);
	assert_int_equal(selinux_status_getenforce(), 1);
	assert_int_equal(selinux_status_policyload(), 0);
	assert_int_equal(selinux_status_deny_unknown(), 0);
	assert_int_equal(selinux_status_updated(), 0);
	queue_event(SELNL_MSG_SETENFORCE, 0);
	queue_event(SELNL_MSG_POLICYLOAD, 12);
	assert_int_equal(selinux_status_updated(), 1);
	expect_told("setenforce 0\npolicyload 12\n");
	assert_int_equal(selinux_status_updated(), 0);
	assert_int_equal(selinux_status_policyload(), 12);
	queue_event(SELNL_MSG_SETENFORCE, 1);
	assert_int_equal(selinux_status_getenforce(), 1);
	expect_told("setenforce 1\n");
	assert_int_equal(selinux_status_updated(), 1); /* not told yet by this call */
	assert_int_equal(avc_open(NULL, 0), 0);        /* open already; stock's 1 is no error */
	avc_destroy();
	selinux_status_close();
	expect_closed();
}

/* Without a page the AVC goes by netlink, as on kernels before 2.6.37. */
static void without_a_page_the_avc_goes_by_netlink(void **state)
{
	security_id_t sid;
	struct av_decision avd;

	(void)state;
	fakefs_unlink("status");
	assert_int_equal(avc_open(NULL, 0), 0);
	assert_int_equal(avc_context_to_sid_raw("a:b:c", &sid), 0);
	fakefs_answer("access", "2 ffffffff 0 ffffffff 7 0");
	assert_int_equal(avc_has_perm_noaudit(sid, sid, FAKE_FILE, 4, NULL, &avd), -1);
	queue_event(SELNL_MSG_SETENFORCE, 0);
	assert_int_equal(avc_has_perm_noaudit(sid, sid, FAKE_FILE, 4, NULL, &avd), 0);
	expect_told("setenforce 0\n");
	/* a program that polls by itself: checks leave the socket alone */
	assert_true(avc_netlink_acquire_fd() >= 0);
	queue_event(SELNL_MSG_SETENFORCE, 1);
	assert_int_equal(avc_has_perm_noaudit(sid, sid, FAKE_FILE, 4, NULL, &avd), 0);
	expect_told("");
	assert_int_equal(avc_netlink_check_nb(), 0);
	expect_told("setenforce 1\n");
	avc_netlink_release_fd();
	avc_destroy();
	expect_closed();
}

static void malformed_messages_are_skipped_with_a_warning(void **state)
{
	struct message *m;
	struct nlmsghdr h;

	(void)state;
	assert_int_equal(avc_netlink_open(0), 0);
	assert_int_equal(avc_netlink_open(1), 0); /* the same one */
	queue_event(SELNL_MSG_SETENFORCE, 0)->sender = 4711;
	queue_raw(0);
	queue_raw(3);
	queue_event(SELNL_MSG_POLICYLOAD, 5)->len -= 1; /* cut */
	m = queue_event(SELNL_MSG_POLICYLOAD, 5);
	memcpy(&h, m->bytes, sizeof(h));
	h.nlmsg_len = 5; /* shorter than a header */
	memcpy(m->bytes, &h, sizeof(h));
	queue_error(1);     /* an errno, where the kernel writes a negative one */
	queue_event(77, 1); /* of a kernel to come */
	queue_raw(-EINTR);
	assert_int_equal(avc_netlink_check_nb(), 0);
#define DROPPED "avc:  netlink: a message of wrong length was dropped\n"
	expect_told(DROPPED DROPPED DROPPED DROPPED DROPPED);
	assert_int_equal(taken, queued);
}

static void an_error_on_the_socket_is_returned(void **state)
{
	(void)state;
	assert_int_equal(avc_netlink_check_nb(), 0); /* nothing open */
	assert_int_equal(avc_netlink_open(0), 0);
	queue_event(NLMSG_ERROR, 0); /* too short */
	queue_raw(-EIO);
	expect_result(avc_netlink_check_nb(), EIO);
}

/* Nothing is taken for granted, and whoever waits for a notice gets one. */
static void lost_messages_empty_the_cache(void **state)
{
	security_id_t sid;
	struct av_decision avd;

	(void)state;
	fakefs_unlink("status");
	assert_int_equal(avc_open(NULL, 0), 0);
	assert_int_equal(avc_add_callback(on_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0), 0);
	assert_int_equal(avc_context_to_sid_raw("a:b:c", &sid), 0);
	fakefs_answer("access", "6 ffffffff 0 ffffffff 11 0");
	assert_int_equal(avc_has_perm_noaudit(sid, sid, FAKE_FILE, FAKE_WRITE, NULL, &avd), 0);
	told[0] = '\0';
	fakefs_answer("access", "2 ffffffff 0 ffffffff 12 0");
	queue_raw(-ENOBUFS);
	assert_int_equal(avc_netlink_check_nb(), 0);
	expect_told("reset 8 0 0\nsetenforce 1\nreset 8 0 0\npolicyload 12\n");
	assert_int_equal(avc_has_perm_noaudit(sid, sid, FAKE_FILE, FAKE_WRITE, NULL, &avd), -1);
	/* who may not ask hears of a policy all the same */
	fakefs_unlink("access");
	fakefs_text("enforce", "0");
	told[0] = '\0';
	queue_raw(-ENOBUFS);
	assert_int_equal(avc_netlink_check_nb(), 0);
	expect_told("setenforce 0\nreset 8 0 0\npolicyload 12\n");
	avc_destroy();
}

static void the_loop_leaves_the_callers_descriptor_open(void **state)
{
	int fd;

	(void)state;
	fd = avc_netlink_acquire_fd();
	queue_event(SELNL_MSG_POLICYLOAD, 5);
	queue_raw(-EIO);
	avc_netlink_loop();
	expect_told("policyload 5\n");
	assert_int_equal(taken, queued);
	assert_int_equal(avc_netlink_acquire_fd(), fd);
	assert_true(fcntl(fd, F_GETFD) >= 0);
	avc_netlink_close();
}

static void the_loop_returns_without_a_socket(void **state)
{
	(void)state;
	alarm(patience(120));
	avc_netlink_loop();
	alarm(0);
	expect_told("");
}

static void there_is_one_descriptor_closed_on_exec(void **state)
{
	int before = sockets, fd;

	(void)state;
	fd = avc_netlink_acquire_fd();
	assert_true(fd >= 0);
	assert_int_equal(avc_netlink_acquire_fd(), fd);
	assert_int_equal(sockets, before + 1);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	avc_netlink_close();
	assert_int_equal(fcntl(fd, F_GETFD), -1);
}

#define SOCKET(f) cmocka_unit_test_setup_teardown(f, set_up_socket, tear_down_socket)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SOCKET(a_refused_socket_is_the_error),
		SOCKET(without_a_page_status_goes_by_netlink),
		SOCKET(without_a_page_the_avc_goes_by_netlink),
		SOCKET(malformed_messages_are_skipped_with_a_warning),
		SOCKET(an_error_on_the_socket_is_returned),
		SOCKET(lost_messages_empty_the_cache),
		SOCKET(the_loop_leaves_the_callers_descriptor_open),
		SOCKET(the_loop_returns_without_a_socket),
		SOCKET(there_is_one_descriptor_closed_on_exec),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
