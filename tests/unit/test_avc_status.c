/* SPDX-License-Identifier: MIT */
/*
 * avc/status.c on a page of ours, and avc/netlink.c on a mock socket.
 * WRAP: socket_open socket_bind socket_receive process_get
 */
#define _GNU_SOURCE
#include "unit.h"

#include <linux/netlink.h>
#include <linux/selinux_netlink.h>
#include <sys/socket.h>

#include <selinux/avc.h>

#include "../avc/fake.h"
#include "avc/event.h"
#include "avc/status.h"

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

/* There is no SELinux here to have given this process a context. */
int __wrap_process_get(pid_t pid, const char *attribute, char **con);
int __wrap_process_get(pid_t pid, const char *attribute, char **con)
{
	assert_int_equal(pid, 0);
	assert_string_equal(attribute, "current");
	*con = strdup("a:b:c");
	return *con ? 5 : -ENOMEM;
}

static int mode_told, policy_told, resets_told, warnings;

static int on_reset(uint32_t event, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t perms, access_vector_t *retained)
{
	(void)event, (void)ssid, (void)tsid, (void)tclass, (void)perms, (void)retained;
	resets_told++;
	return 0;
}

static int on_setenforce(int enforcing)
{
	mode_told = enforcing;
	return 0;
}

static int on_policyload(int seqno)
{
	policy_told = seqno;
	return 0;
}

static int on_log(int type, const char *fmt, ...)
{
	(void)fmt;
	warnings += type == SELINUX_WARNING;
	return 0;
}

static void expect_told(int mode, int policy)
{
	assert_int_equal(mode_told, mode);
	assert_int_equal(policy_told, policy);
	mode_told = policy_told = -1;
}

static int set_up(void **state)
{
	union selinux_callback cb;

	(void)state;
	strcpy(fake_dir, "/tmp/fake-selinux.XXXXXX");
	fake_make();
	cb.func_log = on_log;
	selinux_set_callback(SELINUX_CB_LOG, cb);
	cb.func_setenforce = on_setenforce;
	selinux_set_callback(SELINUX_CB_SETENFORCE, cb);
	cb.func_policyload = on_policyload;
	selinux_set_callback(SELINUX_CB_POLICYLOAD, cb);
	mode_told = policy_told = -1;
	queued = taken = refused = warnings = 0;
	avc_mode = 1;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	selinux_status_close();
	avc_netlink_close();
	fake_remove();
	return 0;
}

static void expect_closed(void)
{
	int (*const calls[])(void) = {selinux_status_updated, selinux_status_getenforce,
		selinux_status_policyload, selinux_status_deny_unknown};

	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		errno = 0;
		assert_int_equal(calls[i](), -1);
		assert_int_equal(errno, EINVAL);
	}
}

static void test_page(void **state)
{
	(void)state;
	expect_closed();
	assert_int_equal(selinux_status_open(0), 0);
	assert_int_equal(selinux_status_open(0), 0);
	assert_int_equal(selinux_status_getenforce(), 1);
	assert_int_equal(selinux_status_policyload(), 7);
	assert_int_equal(selinux_status_deny_unknown(), 0);
	fake_change(1, 8);
	assert_int_equal(selinux_status_updated(), 0); /* the first look */
	expect_told(-1, -1);
	fake_change(0, 9);
	assert_int_equal(selinux_status_updated(), 1);
	expect_told(0, 9);
	assert_int_equal(selinux_status_updated(), 0);
	fake_change(0, 9); /* changed and changed back */
	assert_int_equal(selinux_status_updated(), 1);
	expect_told(-1, -1);
	fake_page->deny_unknown = 7;
	fake_change(9, 9);
	assert_int_equal(selinux_status_deny_unknown(), 1);
	assert_int_equal(selinux_status_getenforce(), 1);
	assert_int_equal(selinux_status_updated(), 1);
	expect_told(9, -1);
	selinux_status_close();
	expect_closed();
	selinux_status_close();
}

/* The AVC's own last look at the page, also where the caller has closed his view of it: what was
 * learned under a policy that is over is learned anew. */
static void test_last_look(void **state)
{
	(void)state;
	for (int closed = 0; closed < 2; closed++) {
		fake_text("class/file/index", "6");
		selinux_flush_class_cache();
		assert_int_equal(avc_open(NULL, 0), 0);
		assert_int_equal(string_to_security_class("file"), 6);
		if (closed)
			selinux_status_close();
		fake_text("class/file/index", "8");
		fake_change(1, 8 + (uint32_t)closed);
		avc_destroy();
		assert_int_equal(string_to_security_class("file"), 8);
	}
	selinux_flush_class_cache();
}

/* The address stays, what is behind it does not. */
static void test_reopened(void **state)
{
	const uint32_t *number;

	(void)state;
	assert_int_equal(selinux_status_open(0), 0);
	number = avc_watch.number;
	assert_int_equal(*number, 4);
	selinux_status_close();
	assert_int_equal(*number, 0);
	assert_true(status_quiet());
	fake_page->sequence = 40;
	assert_int_equal(selinux_status_open(0), 0);
	assert_ptr_equal(avc_watch.number, number);
	assert_int_equal(*number, 40);
}

static void test_page_in_motion(void **state)
{
	(void)state;
	assert_int_equal(selinux_status_open(0), 0);
	assert_int_equal(selinux_status_updated(), 0);
	fake_page->sequence++; /* the kernel is at it, and takes its time */
	fake_page->policyload = 8;
	assert_int_equal(selinux_status_updated(), 0);
	expect_told(-1, -1);
	fake_page->sequence++;
	assert_int_equal(selinux_status_updated(), 1);
	expect_told(-1, 8);
}

static void test_no_page(void **state)
{
	(void)state;
	fake_text("status", ""); /* too short to be mapped */
	errno = 0;
	assert_int_equal(selinux_status_open(0), -1);
	assert_int_equal(errno, EINVAL);
	fake_unlink("status");
	assert_int_equal(selinux_status_open(0), -1);
	assert_int_equal(errno, ENOENT);
	refused = EPROTONOSUPPORT;
	assert_int_equal(selinux_status_open(1), -1);
	assert_int_equal(errno, EPROTONOSUPPORT);
	expect_closed();
}

static void test_by_netlink(void **state)
{
	(void)state;
	fake_unlink("status");
	assert_int_equal(selinux_status_open(1), 1);
	assert_int_equal(selinux_status_open(0), 1);
	assert_int_equal(selinux_status_getenforce(), 1);
	assert_int_equal(selinux_status_policyload(), 0);
	assert_int_equal(selinux_status_deny_unknown(), 0);
	assert_int_equal(selinux_status_updated(), 0);
	queue_event(SELNL_MSG_SETENFORCE, 0);
	queue_event(SELNL_MSG_POLICYLOAD, 12);
	assert_int_equal(selinux_status_updated(), 1);
	expect_told(0, 12);
	assert_int_equal(selinux_status_updated(), 0);
	assert_int_equal(selinux_status_policyload(), 12);
	queue_event(SELNL_MSG_SETENFORCE, 1);
	assert_int_equal(selinux_status_getenforce(), 1);
	expect_told(1, -1);
	assert_int_equal(selinux_status_updated(), 1); /* not told yet by this call */
	assert_int_equal(avc_open(NULL, 0), 0);        /* open already; stock's 1 is no error */
	avc_destroy();
	selinux_status_close();
	expect_closed();
}

/* Without a page the AVC goes by netlink, as on kernels before 2.6.37. */
static void test_avc_by_netlink(void **state)
{
	security_id_t sid;
	struct av_decision avd;

	(void)state;
	fake_unlink("status");
	assert_int_equal(avc_open(NULL, 0), 0);
	assert_int_equal(avc_context_to_sid_raw("a:b:c", &sid), 0);
	fake_answer("access", "2 ffffffff 0 ffffffff 7 0");
	assert_int_equal(avc_has_perm_noaudit(sid, sid, FAKE_FILE, 4, NULL, &avd), -1);
	queue_event(SELNL_MSG_SETENFORCE, 0);
	assert_int_equal(avc_has_perm_noaudit(sid, sid, FAKE_FILE, 4, NULL, &avd), 0);
	expect_told(0, -1);
	/* a program that polls by itself: checks leave the socket alone */
	assert_true(avc_netlink_acquire_fd() >= 0);
	queue_event(SELNL_MSG_SETENFORCE, 1);
	assert_int_equal(avc_has_perm_noaudit(sid, sid, FAKE_FILE, 4, NULL, &avd), 0);
	expect_told(-1, -1);
	assert_int_equal(avc_netlink_check_nb(), 0);
	expect_told(1, -1);
	avc_netlink_release_fd();
	avc_destroy();
	expect_closed();
}

static void test_strange_messages(void **state)
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
	queue_event(77, 1); /* of a kernel to come */
	queue_raw(-EINTR);
	assert_int_equal(avc_netlink_check_nb(), 0);
	expect_told(-1, -1);
	assert_int_equal(warnings, 4);
	assert_int_equal(taken, queued);
}

static void test_errors(void **state)
{
	(void)state;
	assert_int_equal(avc_netlink_check_nb(), 0); /* nothing open */
	assert_int_equal(avc_netlink_open(0), 0);
	queue_event(NLMSG_ERROR, 0); /* too short */
	queue_raw(-EIO);
	errno = 0;
	assert_int_equal(avc_netlink_check_nb(), -1);
	assert_int_equal(errno, EIO);
}

/* Nothing is taken for granted, and whoever waits for a notice gets one. */
static void test_lost_notices(void **state)
{
	security_id_t sid;
	struct av_decision avd;

	(void)state;
	fake_unlink("status");
	assert_int_equal(avc_open(NULL, 0), 0);
	assert_int_equal(avc_add_callback(on_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0), 0);
	assert_int_equal(avc_context_to_sid_raw("a:b:c", &sid), 0);
	fake_answer("access", "6 ffffffff 0 ffffffff 11 0");
	assert_int_equal(avc_has_perm_noaudit(sid, sid, FAKE_FILE, FAKE_WRITE, NULL, &avd), 0);
	resets_told = 0;
	fake_answer("access", "2 ffffffff 0 ffffffff 12 0");
	queue_raw(-ENOBUFS);
	assert_int_equal(avc_netlink_check_nb(), 0);
	expect_told(1, 12);
	assert_true(resets_told > 0);
	assert_int_equal(avc_has_perm_noaudit(sid, sid, FAKE_FILE, FAKE_WRITE, NULL, &avd), -1);
	/* who may not ask hears of a policy all the same */
	fake_unlink("access");
	fake_text("enforce", "0");
	resets_told = 0;
	queue_raw(-ENOBUFS);
	assert_int_equal(avc_netlink_check_nb(), 0);
	expect_told(0, 12);
	assert_int_equal(resets_told, 1);
	avc_destroy();
}

static void test_loop_closes_nothing(void **state)
{
	int fd;

	(void)state;
	fd = avc_netlink_acquire_fd();
	queue_event(SELNL_MSG_POLICYLOAD, 5);
	queue_raw(-EIO);
	avc_netlink_loop();
	expect_told(-1, 5);
	assert_int_equal(taken, queued);
	assert_int_equal(avc_netlink_acquire_fd(), fd);
	assert_true(fcntl(fd, F_GETFD) >= 0);
	avc_netlink_close();
}

static void test_descriptor(void **state)
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
	avc_netlink_loop(); /* nothing to wait for */
}

/* Its two users do not close it under each other. */
static void test_two_users(void **state)
{
	(void)state;
	assert_int_equal(avc_open(NULL, 0), 0);
	assert_int_equal(selinux_status_getenforce(), 1); /* COMPAT: open by that */
	selinux_status_close();
	expect_closed();
	assert_false(avc_watch.number == &avc_watch.seen); /* checks still look */
	avc_destroy();
	assert_true(avc_watch.number == &avc_watch.seen);
	assert_int_equal(selinux_status_open(0), 0);
	assert_int_equal(avc_open(NULL, 0), 0);
	avc_destroy();
	assert_int_equal(selinux_status_getenforce(), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_page),
		TEST(test_last_look),
		TEST(test_reopened),
		TEST(test_page_in_motion),
		TEST(test_no_page),
		TEST(test_by_netlink),
		TEST(test_avc_by_netlink),
		TEST(test_strange_messages),
		TEST(test_errors),
		TEST(test_lost_notices),
		TEST(test_loop_closes_nothing),
		TEST(test_descriptor),
		TEST(test_two_users),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
