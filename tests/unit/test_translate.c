/* SPDX-License-Identifier: MIT */
/*
 * context/translate.c and setrans.c against a mock of mcstransd, a child of ours that listens on a
 * socket and answers as the test says. The real daemon is met in the worlds.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

#include <selinux/selinux.h>

#include "context/context.h"
#include "context/setrans.h"

#define RAW "u:r:t:s0"

struct head {
	uint32_t function, size;
	int32_t result;
};

static const char socket_path[] = "socket";

/* What a mock says to one question: these bytes, and then the end. */
struct mock_answer {
	char bytes[2 * SETRANS_MAX];
	size_t len;
};

static struct mock_answer make_answer(
	uint32_t function, uint32_t size, int32_t result, const char *data, size_t len)
{
	struct head head = {function, size, result};
	struct mock_answer a;

	memcpy(a.bytes, &head, sizeof(head));
	memcpy(a.bytes + sizeof(head), data, len);
	a.len = sizeof(head) + len;
	return a;
}

static struct mock_answer good_answer(const char *text)
{
	size_t size = strlen(text) + 1;

	return make_answer(SETRANS_FROM_RAW, (uint32_t)size, 0, text, size);
}

/* Asks over one end of a pair on whose other end the answer already waits. */
static int talk(const struct mock_answer *a, char **answer)
{
	int fd[2], r;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	assert_int_equal(write(fd[1], a->bytes, a->len), a->len);
	assert_int_equal(shutdown(fd[1], SHUT_WR), 0);
	r = setrans_talk(fd[0], SETRANS_FROM_RAW, RAW, answer);
	close(fd[0]);
	close(fd[1]);
	return r;
}

static void a_question_has_the_protocols_layout(void **state)
{
	static const struct {
		uint32_t function, size, second;
		char text[sizeof(RAW)], empty;
	} __attribute__((packed)) expected = {3, sizeof(RAW), 1, RAW, '\0'};
	char got[sizeof(expected) + 1], *answer = NULL;
	int fd[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	assert_int_equal(shutdown(fd[1], SHUT_WR), 0);
	assert_int_equal(setrans_talk(fd[0], SETRANS_TO_RAW, RAW, &answer), -EBADMSG);
	assert_int_equal(read(fd[1], got, sizeof(got)), sizeof(expected));
	assert_memory_equal(got, &expected, sizeof(expected));
	assert_null(answer);
	close(fd[0]);
	close(fd[1]);
}

static void answers_up_to_the_limit_are_given(void **state)
{
	static char longest[SETRANS_MAX];
	struct mock_answer a = good_answer("u:r:t:SystemLow");
	char *answer = NULL;

	(void)state;
	errno = 77;
	assert_int_equal(talk(&a, &answer), 0);
	assert_string_equal(answer, "u:r:t:SystemLow");
	free(answer);
	memset(longest, 'x', sizeof(longest) - 1);
	a = good_answer(longest);
	assert_int_equal(talk(&a, &answer), 0);
	assert_string_equal(answer, longest);
	free(answer);
	assert_int_equal(errno, 77);
}

static void an_answer_cut_anywhere_is_ebadmsg(void **state)
{
	struct mock_answer a = good_answer("u:r:t:SystemLow");

	(void)state;
	for (size_t len = a.len; len-- > 0;) {
		char *answer = NULL;

		a.len = len;
		assert_int_equal(talk(&a, &answer), -EBADMSG);
		assert_null(answer);
	}
}

static void answers_that_break_the_protocol_are_refused(void **state)
{
	char data[SETRANS_MAX + 1] = "";

	(void)state;
	memset(data, 'x', sizeof(data) - 1);

	struct {
		struct mock_answer a;
		int r;
	} rows[] = {
		{make_answer(SETRANS_TO_RAW, 4, 0, "abc", 4), -EBADMSG},
		{make_answer(0, 4, 0, "abc", 4), -EBADMSG},
		{make_answer(SETRANS_FROM_RAW, 0, 0, "abc", 4), -EBADMSG},
		{make_answer(SETRANS_FROM_RAW, 1, 0, "", 1), -EBADMSG},
		{make_answer(SETRANS_FROM_RAW, SETRANS_MAX + 1, 0, data, sizeof(data)), -EBADMSG},
		{make_answer(SETRANS_FROM_RAW, UINT32_MAX, 0, data, sizeof(data)), -EBADMSG},
		{make_answer(SETRANS_FROM_RAW, 3, 0, "abc", 4), -EBADMSG},  /* no NUL */
		{make_answer(SETRANS_FROM_RAW, 4, 0, "a\0c", 4), -EBADMSG}, /* one too many */
		{make_answer(SETRANS_FROM_RAW, 4, -1, "abc", 4), -ENODATA},
		{make_answer(SETRANS_FROM_RAW, 4, 1, "abc", 4), -ENODATA},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *answer = NULL;

		assert_int_equal(talk(&rows[i].a, &answer), rows[i].r);
		assert_null(answer);
	}
}

/* A peer that is gone is an error, and no signal. */
static void a_peer_that_is_gone_is_epipe_and_no_signal(void **state)
{
	char *answer = NULL;
	int fd[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	close(fd[1]);
	assert_int_equal(setrans_talk(fd[0], SETRANS_FROM_RAW, RAW, &answer), -EPIPE);
	close(fd[0]);
}

static void too_long_a_question_is_emsgsize(void **state)
{
	static char text[SETRANS_MAX + 1];
	char *answer = NULL;
	int fd[2];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	assert_int_equal(setrans_talk(fd[0], SETRANS_FROM_RAW, text, &answer), -EMSGSIZE);
	close(fd[0]);
	close(fd[1]);
}

/* A mock daemon: says `a` to each of `count` questions, a piece at a time, `pause` ms apart. */
static pid_t mock_daemon(const struct mock_answer *a, int count, size_t piece, unsigned pause)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);
	char question[SETRANS_MAX + 16];
	pid_t child;

	unlink(socket_path);
	strcpy(address.sun_path, socket_path);
	assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(listener, 4), 0);
	child = fork();
	assert_true(child >= 0);
	if (child > 0) {
		close(listener);
		return child;
	}
	alarm(patience(240)); /* if the test is gone */
	signal(SIGPIPE, SIG_IGN);
	while (count-- > 0) {
		int fd = accept(listener, NULL, NULL);

		if (read(fd, question, sizeof(question)) <= 0)
			_exit(1);
		for (size_t sent = 0; sent < a->len; sent += piece) {
			size_t left = a->len - sent;

			usleep(pause * 1000);
			if (write(fd, a->bytes + sent, left < piece ? left : piece) < 0)
				break;
		}
		close(fd);
	}
	_exit(0);
}

static void end_daemon(pid_t child)
{
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	unlink(socket_path);
}

static void need_root(void)
{
	if (geteuid() != 0)
		skip(); /* the mock must be root's, or it is not asked */
}

static void an_answer_in_pieces_is_put_together(void **state)
{
	struct mock_answer a = good_answer("u:r:t:InPieces");
	char *answer = NULL;
	pid_t child;

	(void)state;
	need_root();
	child = mock_daemon(&a, 1, 1, 2);
	assert_int_equal(setrans_ask(socket_path, SETRANS_FROM_RAW, RAW, &answer), 0);
	assert_string_equal(answer, "u:r:t:InPieces");
	free(answer);
	end_daemon(child);
}

/* Three kinds of answers are remembered, the last of each. */
static void the_last_answer_of_each_kind_is_remembered(void **state)
{
	struct mock_answer a = good_answer("u:r:t:Once");
	char *answer = NULL;
	pid_t child;

	(void)state;
	need_root();
	child = mock_daemon(&a, 1, a.len, 0);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(translate_at(socket_path, SETRANS_FROM_RAW, RAW, &answer), 0);
		assert_string_equal(answer, "u:r:t:Once");
		free(answer);
		answer = NULL;
		if (i == 0)
			end_daemon(child); /* there is nobody left to ask */
	}
	assert_int_equal(translate_at(socket_path, SETRANS_TO_RAW, RAW, &answer), -ENOENT);
	assert_int_equal(translate_at(socket_path, SETRANS_FROM_RAW, "u:r:x:s0", &answer), -ENOENT);
	assert_null(answer);
}

static void a_refusal_is_not_remembered(void **state)
{
	struct mock_answer bad = make_answer(SETRANS_FROM_RAW, 4, -1, "abc", 4);
	struct mock_answer good = good_answer("u:r:t:Good");
	char *answer = NULL;
	pid_t child;

	(void)state;
	need_root();
	child = mock_daemon(&bad, 1, bad.len, 0);
	assert_int_equal(
		translate_at(socket_path, SETRANS_FROM_RAW, "u:r:t:s1", &answer), -ENODATA);
	end_daemon(child);
	child = mock_daemon(&good, 1, good.len, 0);
	assert_int_equal(translate_at(socket_path, SETRANS_FROM_RAW, "u:r:t:s1", &answer), 0);
	assert_string_equal(answer, "u:r:t:Good");
	free(answer);
	end_daemon(child);
}

/* Somebody else than root listens: the question is not even put. */
static void a_daemon_that_is_not_roots_is_not_asked(void **state)
{
	struct mock_answer a = good_answer("u:r:t:Evil");
	char *answer = NULL;
	pid_t child;
	int fd, status;

	(void)state;
	if (geteuid() == 0) {
		assert_int_equal(chmod(directory, 0777), 0);
		assert_int_equal(seteuid(65534), 0);
	}
	child = mock_daemon(&a, 1, a.len, 0);
	if (getuid() == 0)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(setrans_ask(socket_path, SETRANS_FROM_RAW, RAW, &answer), -EPERM);
	assert_null(answer);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1); /* it read no question */
	unlink(socket_path);

	/* nobody listens, and nothing is there */
	fd = open(socket_path, O_WRONLY | O_CREAT, 0600);
	close(fd);
	assert_int_equal(setrans_ask(socket_path, SETRANS_FROM_RAW, RAW, &answer), -ECONNREFUSED);
	unlink(socket_path);
	assert_int_equal(setrans_ask(socket_path, SETRANS_FROM_RAW, RAW, &answer), -ENOENT);
	assert_int_equal(
		setrans_ask("/"
			    "0123456789012345678901234567890123456789012345678901234567890123"
			    "4567890123456789012345678901234567890123456789",
			SETRANS_FROM_RAW, RAW, &answer),
		-ENAMETOOLONG);
	assert_null(answer);
}

static void no_descriptor_is_left_open(void **state)
{
	int before = dup(0), after;
	char *answer = NULL;

	(void)state;
	close(before);
	for (int i = 0; i < 3; i++)
		assert_int_equal(setrans_ask(socket_path, SETRANS_FROM_RAW, RAW, &answer), -ENOENT);
	after = dup(0);
	close(after);
	assert_int_equal(before, after);
}

static void on_signal(int number)
{
	(void)number;
}

/* A byte now and then, and signals all the while: the answer is not waited for to its end. And then
 * the daemon is let rest: it could not be asked any more, which the next one does not notice. */
static void a_slow_daemon_is_given_up_and_let_rest(void **state)
{
	struct mock_answer a = good_answer("u:r:t:Slow");
	struct sigaction action = {.sa_handler = on_signal};
	int64_t start = clock_milliseconds();
	char *answer = NULL;
	pid_t child, prodder;

	(void)state;
	need_root();
	sigaction(SIGUSR1, &action, NULL);
	child = mock_daemon(&a, 1, 1, 400);
	prodder = fork();
	if (prodder == 0) {
		for (int i = 0; i < 200; i++) {
			usleep(50 * 1000);
			kill(getppid(), SIGUSR1);
		}
		_exit(0);
	}
	assert_int_equal(
		translate_at(socket_path, SETRANS_FROM_RAW, "u:r:t:s2", &answer), -ETIMEDOUT);
	assert_true(clock_milliseconds() - start >= SETRANS_WAIT - 100);
	kill(prodder, SIGKILL);
	waitpid(prodder, NULL, 0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_equal(
		translate_at(socket_path, SETRANS_FROM_RAW, "u:r:t:s2", &answer), -ETIMEDOUT);
	assert_null(answer);
	unlink(socket_path);
}

/* Where SELinux is off nobody is asked: a copy, and 0. */
static void where_selinux_is_off_nobody_is_asked(void **state)
{
	int (*const calls[])(const char *, char **) = {selinux_raw_to_trans_context,
		selinux_trans_to_raw_context, selinux_raw_context_to_color, translate_from_raw,
		translate_to_raw};
	char *answer;

	(void)state;
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		answer = NULL;
		assert_int_equal(calls[i](RAW, &answer), 0);
		assert_string_equal(answer, RAW);
		free(answer);
	}
	answer = (char *)"untouched";
	assert_int_equal(selinux_raw_to_trans_context(NULL, &answer), 0);
	assert_null(answer);
	answer = (char *)"untouched";
	assert_int_equal(selinux_trans_to_raw_context(NULL, &answer), 0);
	assert_null(answer);
	errno = 0;
	assert_int_equal(selinux_raw_context_to_color(NULL, &answer), -1);
	assert_int_equal(errno, EINVAL);
	errno = 0;
	assert_int_equal(selinux_raw_to_trans_context(RAW, NULL), -1);
	assert_int_equal(errno, EINVAL);

	answer = strdup(RAW);
	assert_int_equal(translate_result(9, &answer), 9);
	assert_string_equal(answer, RAW);
	assert_int_equal(translate_result(-EACCES, &answer), -EACCES);
	assert_string_equal(answer, RAW);
	free(answer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_question_has_the_protocols_layout),
		cmocka_unit_test(answers_up_to_the_limit_are_given),
		cmocka_unit_test(an_answer_cut_anywhere_is_ebadmsg),
		cmocka_unit_test(answers_that_break_the_protocol_are_refused),
		cmocka_unit_test(a_peer_that_is_gone_is_epipe_and_no_signal),
		cmocka_unit_test(too_long_a_question_is_emsgsize),
		cmocka_unit_test(an_answer_in_pieces_is_put_together),
		cmocka_unit_test(the_last_answer_of_each_kind_is_remembered),
		cmocka_unit_test(a_refusal_is_not_remembered),
		cmocka_unit_test(a_daemon_that_is_not_roots_is_not_asked),
		cmocka_unit_test(no_descriptor_is_left_open),
		cmocka_unit_test(where_selinux_is_off_nobody_is_asked),
		cmocka_unit_test(a_slow_daemon_is_given_up_and_let_rest),
	};

	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
