/* SPDX-License-Identifier: MIT */
/*
 * kernel/filecon.c: a file system that answers as it likes, as that of any user does (FUSE); and
 * descriptors that only name a file, where /proc is missing.
 *
 * WRAP: attribute_get attribute_set
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>

#include "unit.h"

#include <selinux/selinux.h>

#include "kernel/kernel.h"

/* Each answer is for the question of its number. */
static struct answer {
	ssize_t length; /* negative: the error */
} answers[4];
static size_t asked;

ssize_t __wrap_attribute_get(const char *path, const char *name, void *value, size_t size);

ssize_t __wrap_attribute_get(const char *path, const char *name, void *value, size_t size)
{
	ssize_t length = asked < ARRAY_SIZE(answers) ? answers[asked].length : -ENODATA;

	(void)path, (void)name;
	asked++;
	if (length >= 0 && size && (size_t)length > size)
		length = -ERANGE;
	if (length > 0 && size)
		memset(value, 'x', (size_t)length);
	return length;
}

static void script(ssize_t first, ssize_t second, ssize_t third, ssize_t fourth)
{
	answers[0].length = first;
	answers[1].length = second;
	answers[2].length = third;
	answers[3].length = fourth;
	asked = 0;
}

/* The length shrinks to nothing between two questions and is long again at the third, where a byte
 * would be written that far behind the end of the buffer. */
static void a_length_that_shrinks_is_asked_again(void **state)
{
	char *con = NULL;

	(void)state;
	script(-ERANGE, 0, 60000, -ENODATA);
	assert_int_equal(getfilecon_raw("/file", &con), -1);
	assert_int_equal(errno, ENODATA);
	assert_null(con);
}

static void a_context_longer_than_the_first_buffer_is_whole(void **state)
{
	char *con = NULL;

	(void)state;
	script(-ERANGE, 300, 301, -ENODATA);
	assert_int_equal(getfilecon_raw("/file", &con), 301);
	assert_int_equal(strlen(con), 301);
	freecon(con);
	script(-ERANGE, 300, 0, -ENODATA);
	con = NULL;
	assert_int_equal(getfilecon_raw("/file", &con), -1);
	assert_int_equal(errno, ENOTSUP);
	assert_null(con);
}

static void what_fails_in_between_is_the_answer(void **state)
{
	char *con = NULL;

	(void)state;
	script(-ERANGE, 300, -EIO, 0);
	assert_int_equal(getfilecon_raw("/file", &con), -1);
	assert_int_equal(errno, EIO);
	assert_null(con);
}

static int set_error;

int __wrap_attribute_set(const char *path, const char *name, const void *value, size_t size);
int __wrap_attribute_set(const char *path, const char *name, const void *value, size_t size)
{
	(void)path, (void)name, (void)value, (void)size;
	return set_error;
}

/* As any function says of such a descriptor. */
static void without_proc_a_descriptor_of_a_path_is_ebadf(void **state)
{
	int fd = open("/", O_PATH | O_CLOEXEC);
	char *con = NULL;

	(void)state;
	assert_true(fd >= 0);
	script(-ENOENT, -ENOENT, -ENOENT, -ENOENT);
	assert_int_equal(fgetfilecon_raw(fd, &con), -1);
	assert_int_equal(errno, EBADF);
	set_error = -ENOENT;
	assert_int_equal(fsetfilecon_raw(fd, "u:r:t:s0"), -1);
	assert_int_equal(errno, EBADF);
	set_error = -EACCES;
	assert_int_equal(fsetfilecon_raw(fd, "u:r:t:s0"), -1);
	assert_int_equal(errno, EACCES);
	set_error = 0;
	assert_int_equal(fsetfilecon_raw(fd, "u:r:t:s0"), 0);
	close(fd);
	assert_int_equal(fgetfilecon_raw(fd, &con), -1);
	assert_int_equal(errno, EBADF);
}

/* A file system without labels: to ask for the label that the file has anyway is no failure. */
static void setting_what_is_there_needs_no_support(void **state)
{
	(void)state;
	set_error = -ENOTSUP;
	script(3, 3, 3, 3);
	assert_int_equal(setfilecon_raw("/file", "xxx"), 0);
	script(3, 3, 3, 3);
	assert_int_equal(setfilecon_raw("/file", "xxy"), -1);
	assert_int_equal(errno, ENOTSUP);
	script(-ENOTSUP, 0, 0, 0);
	assert_int_equal(setfilecon_raw("/file", "xxx"), -1);
	assert_int_equal(errno, ENOTSUP);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fails_in_between_is_the_answer),
		cmocka_unit_test(without_proc_a_descriptor_of_a_path_is_ebadf),
		cmocka_unit_test(setting_what_is_there_needs_no_support),
		cmocka_unit_test(a_length_that_shrinks_is_asked_again),
		cmocka_unit_test(a_context_longer_than_the_first_buffer_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
