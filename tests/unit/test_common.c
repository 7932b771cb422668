/* SPDX-License-Identifier: MIT */
/*
 * common/: numbers, strings, text files, folders.
 *
 * WRAP: io_open_regular
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "unit.h"

#include "common/array.h"
#include "common/at.h"

static const char path[] = "file";

static void numbers_are_digits_within_32_bits(void **state)
{
	static const struct {
		const char *text;
		unsigned base;
		bool ok;
		uint32_t value;
	} rows[] = {
		{"0", 10, true, 0},
		{"4294967295", 10, true, UINT32_MAX},
		{"4294967296", 10, false, 0},
		{"99999999999999999999", 10, false, 0},
		{"ffffffff", 16, true, UINT32_MAX},
		{"FfA0", 16, true, 0xffa0},
		{"100000000", 16, false, 0},
		{"", 10, false, 0},
		{"-1", 10, false, 0},
		{"+1", 10, false, 0},
		{" 1", 10, false, 0},
		{"1 ", 10, false, 0},
		{"1a", 10, false, 0},
		{"a", 10, false, 0},
		{"x", 16, false, 0},
	};
	const char *end;
	uint32_t value;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		value = 77;
		assert_int_equal(number_u32(rows[i].text, rows[i].base, &value, NULL), rows[i].ok);
		assert_int_equal(value, rows[i].ok ? rows[i].value : 77);
	}
	assert_true(number_u32("12 34", 10, &value, &end));
	assert_int_equal(value, 12);
	assert_string_equal(end, " 34");
}

static void joining_tells_the_whole_length(void **state)
{
	char buf[8] = "unset";

	(void)state;
	assert_int_equal(STR_JOIN(buf, sizeof(buf), "abc", "", "defg"), 7);
	assert_string_equal(buf, "abcdefg");
	assert_int_equal(STR_JOIN(buf, sizeof(buf), "abcd", "efgh"), 8);
	assert_int_equal(str_format(buf, sizeof(buf), "%d", 123456789), 9);
	assert_string_equal(buf, "1234567");
}

static void prefixes_match_in_any_case(void **state)
{
	(void)state;
	assert_true(str_starts_with_nocase("SeLinuxType=x", "SELINUXTYPE"));
	assert_false(str_starts_with_nocase("SELINUXTYP", "SELINUXTYPE"));
	assert_true(str_starts_with_nocase("", ""));
	assert_true(str_same_start("abc", "abd", 2));
	assert_false(str_same_start("abc", "abd", 3));
	assert_false(str_same_start("ab", "abc", 3));
	assert_true(str_same_start("ab\0x", "ab\0y", 9)); /* which end together */
}

static void lines_are_cut_at_newlines_and_words_at_blanks(void **state)
{
	static const char data[] = "one two\n\n  \tthree \x0b four\0five\nlast";
	struct text t;
	char *cursor;

	(void)state;
	write_file(path, data, sizeof(data) - 1);
	assert_int_equal(text_open(&t, path), 0);
	assert_true(text_next(&t));
	cursor = t.line;
	assert_string_equal(text_word(&cursor), "one");
	assert_string_equal(text_word(&cursor), "two");
	assert_null(text_word(&cursor));
	assert_true(text_next(&t));
	assert_int_equal(t.len, 0);
	assert_true(text_next(&t));
	assert_int_equal(t.lineno, 3);
	assert_true(text_has_nul(&t));
	assert_string_equal(text_trim(t.line), "three \x0b four");
	assert_true(text_next(&t));
	assert_string_equal(t.line, "last");
	assert_false(text_has_nul(&t));
	assert_false(text_next(&t));
	assert_false(text_next(&t));
	text_close(&t);
}

static void empty_files_have_no_line_and_absent_ones_are_enoent(void **state)
{
	struct text t;

	(void)state;
	write_file(path, "", 0);
	assert_int_equal(text_open(&t, path), 0);
	assert_false(text_next(&t));
	text_close(&t);
	assert_int_equal(text_open(&t, "/nonexistent/file"), -ENOENT);
	assert_int_equal(text_open(&t, directory), -EISDIR);
}

static void a_line_of_any_length_is_whole(void **state)
{
	size_t len = 3 << 20;
	char *data = malloc(len);
	struct text t;

	(void)state;
	memset(data, 'x', len);
	write_file(path, data, len);
	assert_int_equal(text_open(&t, path), 0);
	assert_true(text_next(&t));
	assert_int_equal(t.len, len);
	assert_false(text_next(&t));
	text_close(&t);
	free(data);
}

/* mock: the file has grown since its size was asked for. */
static bool has_grown;

int __real_io_open_regular(const char *name, struct stat *st);
int __wrap_io_open_regular(const char *name, struct stat *st);
int __wrap_io_open_regular(const char *name, struct stat *st)
{
	int fd = __real_io_open_regular(name, st);

	if (has_grown)
		st->st_size = 1;
	return fd;
}

static void a_file_that_grows_is_read_to_its_end(void **state)
{
	static char data[70000];
	struct text t;

	(void)state;
	memset(data, 'x', sizeof(data));
	write_file(path, data, sizeof(data));
	has_grown = true;
	assert_int_equal(text_open(&t, path), 0);
	has_grown = false;
	assert_int_equal(t.size, sizeof(data));
	assert_true(text_next(&t));
	assert_int_equal(t.len, sizeof(data));
	text_close(&t);
}

/* The file has a hole. */
static void more_than_64_mib_are_no_text(void **state)
{
	struct text t;

	(void)state;
	write_file(path, "", 0);
	assert_int_equal(truncate(path, (64 << 20) + 1), 0);
	assert_int_equal(text_open(&t, path), -EFBIG);
	has_grown = true;
	assert_int_equal(text_open(&t, path), -EFBIG);
	has_grown = false;
	unlink(path);
}

static void a_string_has_less_than_a_mib(void **state)
{
	char *string = NULL;
	int fd;

	(void)state;
	write_file(path, "", 0);
	assert_int_equal(truncate(path, 1 << 21), 0);
	fd = io_open(path, O_RDONLY);
	assert_true(fd >= 0);
	assert_int_equal(io_read_string(fd, &string), -EOVERFLOW);
	assert_null(string);
	io_close(fd);
	unlink(path);
}

static void arrays_have_no_more_elements_than_uint32_counts(void **state)
{
	size_t capacity = UINT32_MAX;

	(void)state;
#if SIZE_MAX > UINT32_MAX
	assert_null(array_enlarge(NULL, &capacity, 1));
#endif
	capacity = 1000;
	assert_null(array_enlarge(NULL, &capacity, SIZE_MAX / 1000));
	assert_int_equal(capacity, 1000);
}

static void strings_of_any_length_are_read_whole(void **state)
{
	static const size_t lengths[] = {0, 1, 4094, 4095, 4096, 9000, 100000};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		char *data = calloc(1, lengths[i] + 1), *string;
		int fd;

		memset(data, 'c', lengths[i]);
		write_file(path, data, lengths[i]);
		fd = io_open(path, O_RDONLY);
		assert_true(fd >= 0);
		assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
		assert_int_equal(io_read_string(fd, &string), 0);
		assert_string_equal(string, data);
		free(string);
		free(data);
		io_close(fd);
	}
}

static void io_functions_keep_errno(void **state)
{
	struct stat st;

	(void)state;
	errno = 77;
	assert_int_equal(io_open("/nonexistent", O_RDONLY), -ENOENT);
	assert_int_equal(io_stat("/nonexistent", &st), -ENOENT);
	assert_int_equal(io_fstat(-1, &st), -EBADF);
	assert_int_equal(io_read(-1, &st, 1), -EBADF);
	assert_false(io_exists("/nonexistent"));
	assert_int_equal(errno, 77);
	assert_int_equal(api_return(-EPERM), -1);
	assert_int_equal(errno, EPERM);
	assert_int_equal(api_return(3), 3);
}

/* Nothing in between may print. */
static void no_descriptor_takes_the_place_of_a_standard_one(void **state)
{
	struct rlimit before, three;
	int saved[3], opened[3], taken[3], refused;

	(void)state;
	for (int fd = 0; fd < 3; fd++) {
		saved[fd] = fcntl(fd, F_DUPFD_CLOEXEC, 10);
		close(fd);
	}
	opened[0] = io_open("/", O_RDONLY);
	opened[1] = at_open(AT_FDCWD, "/", O_PATH);
	opened[2] = socket_open(AF_UNIX, SOCK_STREAM, 0);
	getrlimit(RLIMIT_NOFILE, &before);
	three = (struct rlimit){3, before.rlim_max};
	setrlimit(RLIMIT_NOFILE, &three);
	refused = io_open("/", O_RDONLY);
	setrlimit(RLIMIT_NOFILE, &before);
	for (int fd = 0; fd < 3; fd++) {
		taken[fd] = fcntl(fd, F_GETFD);
		dup2(saved[fd], fd);
		close(saved[fd]);
	}
	assert_int_equal(refused, -EMFILE);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(taken[i], -1);
		assert_true(opened[i] > 2);
		assert_int_equal(fcntl(opened[i], F_GETFD), FD_CLOEXEC);
		close(opened[i]);
	}
}

static void names_of_a_directory_are_sorted(void **state)
{
	char name[80];
	struct dir_names d;

	(void)state;
	unlink(path);
	for (const char *p = "dbca."; *p; p++) {
		str_format(name, sizeof(name), "%s/%cx", directory, *p);
		close(open(name, O_CREAT, 0600));
	}
	assert_int_equal(dir_names_read(&d, directory), 0);
	assert_int_equal(d.count, 4);
	for (size_t i = 0; i < d.count; i++)
		assert_int_equal(d.names[i][0], "abcd"[i]);
	dir_names_free(&d);
	for (const char *p = "dbca."; *p; p++) {
		str_format(name, sizeof(name), "%s/%cx", directory, *p);
		unlink(name);
	}
	assert_int_equal(dir_names_read(&d, directory), 0);
	assert_int_equal(d.count, 0);
	assert_int_equal(dir_names_read(&d, "/nonexistent"), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_digits_within_32_bits),
		cmocka_unit_test(joining_tells_the_whole_length),
		cmocka_unit_test(prefixes_match_in_any_case),
		cmocka_unit_test(lines_are_cut_at_newlines_and_words_at_blanks),
		cmocka_unit_test(empty_files_have_no_line_and_absent_ones_are_enoent),
		cmocka_unit_test(a_line_of_any_length_is_whole),
		cmocka_unit_test(a_file_that_grows_is_read_to_its_end),
		cmocka_unit_test(more_than_64_mib_are_no_text),
		cmocka_unit_test(a_string_has_less_than_a_mib),
		cmocka_unit_test(arrays_have_no_more_elements_than_uint32_counts),
		cmocka_unit_test(strings_of_any_length_are_read_whole),
		cmocka_unit_test(io_functions_keep_errno),
		cmocka_unit_test(no_descriptor_takes_the_place_of_a_standard_one),
		cmocka_unit_test(names_of_a_directory_are_sorted),
	};

	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
