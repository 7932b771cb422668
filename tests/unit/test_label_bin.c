/* SPDX-License-Identifier: MIT */
/*
 * Compiled specifications: every version in either byte order is read, whichever of text and binary
 * is newer counts, and no damage does more than make the text be read instead.
 * WRAP: io_read
 */
#define _GNU_SOURCE
#include <sys/time.h>

#include "label.h"

/* A file being made. */
static uint8_t data[4096];
static size_t size;
static bool big_endian;

static void number(uint64_t n, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		data[size++] = (uint8_t)(n >> 8 * (big_endian ? bytes - 1 - i : i));
}

static void u32(uint32_t n)
{
	number(n, 4);
}

static void bytes(const char *s, size_t len)
{
	memcpy(data + size, s, len);
	size += len;
}

static void string32(const char *s)
{
	u32((uint32_t)strlen(s) + 1);
	bytes(s, strlen(s) + 1);
}

static void string16(const char *s)
{
	number(strlen(s) + 1, 2);
	bytes(s, strlen(s) + 1);
}

static void blob(void)
{
	u32(5);
	bytes("\xff\0\x01qq", 5);
}

static void list_spec(
	unsigned version, unsigned blobs, const char *pattern, uint32_t mode, const char *context)
{
	string32(context);
	string32(pattern);
	u32(mode);
	u32(UINT32_MAX);
	u32(1);
	if (version >= 4)
		u32(3);
	while (blobs--)
		blob();
}

static void make_list(unsigned version, bool pcre2)
{
	const char *regex = pcre2 ? "10.42 2022-12-11" : "8.39 2016-06-14";
	unsigned blobs = version == 5 && pcre2 ? 1 : 2;

	size = 0;
	u32(0xf97cff8a);
	u32(version);
	if (version >= 2) {
		u32((uint32_t)strlen(regex));
		bytes(regex, strlen(regex));
	}
	if (version >= 5) {
		u32(6);
		bytes("8-8-el", 6);
	}
	u32(1);
	u32(2);
	bytes("/a", 3);
	u32(3);
	list_spec(version, blobs, "/a/.*", 0, "any");
	list_spec(version, blobs, "/a/b.*", S_IFREG, "regular");
	list_spec(version, blobs, "/lit", S_IFDIR, "folder");
}

static void tree_literal(uint32_t context, const char *pattern, unsigned kind)
{
	u32(context);
	string16(pattern);
	string16(pattern);
	number(kind, 1);
}

static void tree_regex(uint32_t context, uint32_t lineno, const char *pattern, unsigned kind)
{
	u32(context);
	u32(lineno);
	string16(pattern);
	number(3, 2);
	number(kind, 1);
	blob();
}

static void make_tree(void)
{
	static const char *const contexts[] = {"any", "regular", "folder"};

	big_endian = true;
	size = 0;
	u32(0xf97cff8a);
	u32(6);
	u32(5);
	bytes("99.99", 5);
	u32(3);
	bytes("z-z", 3);
	number(3, 8);
	u32(3);
	for (int i = 0; i < 3; i++) {
		number(strlen(contexts[i]), 2);
		bytes(contexts[i], strlen(contexts[i]));
	}
	string16("");
	u32(1);
	tree_literal(3, "/lit", 1);
	u32(0);
	u32(1);
	string16("a");
	u32(0);
	u32(2);
	tree_regex(2, 2, "/a/b.*", 7); /* the later line, though it stands first */
	tree_regex(1, 1, "/a/.*", 0);
	u32(0);
}

static void save(const char *name, const void *content, size_t len, time_t when)
{
	struct timeval times[2] = {{when, 0}, {when, 0}};

	write_file(name, content, len);
	assert_int_equal(utimes(name, times), 0);
}

static struct selabel_handle *open_anew(void)
{
	told[0] = '\0';
	return open_fc(SELABEL_OPT_UNUSED);
}

static void expect_one_message(void)
{
	assert_ptr_equal(strchr(told, '\n'), told + strlen(told) - 1);
}

/* A compiled file is known by what it holds: `name` may be that of the text. */
static void expect_contents_of(const char *name)
{
	static const char text[] = "/a/.* any\n/a/b.* -- regular\n/lit -d folder\n";
	struct selinux_opt text_path = {SELABEL_OPT_PATH, "text"},
			   options[] = {{SELABEL_OPT_PATH, "fc"}, {SELABEL_OPT_DIGEST, "1"}};
	struct selabel_handle *h, *g;
	unsigned char *digest;
	size_t len, count = 0;
	char **files;

	unlink("fc.bin");
	save("text", text, sizeof(text) - 1, 1000);
	save(name, data, size, 1000);
	g = selabel_open(SELABEL_CTX_FILE, &text_path, 1);
	h = selabel_open(SELABEL_CTX_FILE, options, 2);
	assert_non_null(g);
	assert_non_null(h);
	assert_int_equal(selabel_digest(h, &digest, &len, &files, &count), 0);
	assert_string_equal(files[count - 1], name);
	if (count == 1)
		assert_int_equal(selabel_cmp(h, g), SELABEL_EQUAL);
	expect(h, "/a/b", S_IFREG, "regular");
	expect(h, "/lit", S_IFDIR, "folder");
	selabel_close(h);
	selabel_close(g);
	unlink(name);
	unlink("text");
}

static void expect_contents(void)
{
	struct selabel_handle *h;

	unlink("fc");
	expect_contents_of("fc");
	expect_contents_of("fc.bin");
	save("fc", "/other x\n", 9, 1000);
	expect_contents_of("fc.local");
	expect_contents_of("fc.homedirs");
	unlink("fc");
	save("fc.bin", data, size, 1000);
	h = open_anew();
	assert_non_null(h);
	assert_string_equal(told, "");
	expect(h, "/a/b", S_IFREG, "regular");
	expect(h, "/a/b", S_IFDIR, "any");
	expect(h, "/a/c", S_IFREG, "any");
	expect(h, "/lit", S_IFDIR, "folder");
	expect(h, "/lit", S_IFREG, NULL);
	selabel_close(h);
}

static void all_versions_are_read(void **state)
{
	(void)state;
	for (unsigned order = 0; order < 2; order++)
		for (unsigned version = 1; version <= 5; version++) {
			big_endian = order;
			make_list(version, version == 5);
			expect_contents();
		}
	big_endian = false;
	make_list(5, false);
	expect_contents();
	make_tree();
	expect_contents();
}

/* An odd pattern is spoken of where it is written, not where it is compiled. */
static void nothing_is_said_of_compiled_patterns(void **state)
{
	struct selabel_handle *h;

	(void)state;
	make_list(1, false);
	memcpy(memmem(data, size, "/a/b.*", 6), "/q\\/.*", 6);
	unlink("fc");
	save("fc.bin", data, size, 1000);
	h = open_anew();
	assert_non_null(h);
	assert_string_equal(told, "");
	selabel_close(h);
	unlink("fc.bin");
	save("fc", "/q\\/.* any\n", 11, 1000);
	h = open_anew();
	assert_non_null(h);
	expect_one_message();
	selabel_close(h);
}

static void the_newer_file_counts(void **state)
{
	static const struct {
		time_t text, binary;
		const char *wanted;
	} cases[] = {{1000, 1000, "any"}, {1001, 1000, "text"}, {1000, 1001, "any"}};

	(void)state;
	make_tree();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct selabel_handle *h;

		save("fc", "/a/.* text\n", 11, cases[i].text);
		save("fc.bin", data, size, cases[i].binary);
		h = open_anew();
		assert_non_null(h);
		expect(h, "/a/c", S_IFREG, cases[i].wanted);
		selabel_close(h);
	}
}

static void expect_text_instead(size_t len)
{
	struct selabel_handle *h;

	save("fc.bin", data, len, 1000);
	h = open_anew();
	assert_non_null(h);
	expect_one_message();
	expect(h, "/a/c", S_IFREG, "text");
	selabel_close(h);
}

static void cut_off_files_give_way_to_the_text(void **state)
{
	(void)state;
	save("fc", "/a/.* text\n", 11, 1000);
	for (int kind = 0; kind < 2; kind++) {
		size_t whole;

		big_endian = false;
		if (kind == 0)
			make_list(5, true);
		else
			make_tree();
		whole = size;
		for (size_t len = 0; len < whole; len++)
			expect_text_instead(len);
		data[size] = 0;
		expect_text_instead(whole + 1);
	}
	unlink("fc");
	save("fc.bin", data, 40, 1000);
	assert_null(open_anew());
	assert_int_equal(errno, EINVAL);
	expect_one_message();
	unlink("fc.bin");
	save("fc", data, 40, 1000);
	assert_null(open_anew());
	assert_int_equal(errno, EINVAL);
	expect_one_message();
}

/* Any byte set to any of some values: it opens or gives way, and can be used. */
static void damaged_files_harm_nothing(void **state)
{
	static const uint8_t values[] = {0, 1, 0x7f, 0x80, 0xff};

	(void)state;
	save("fc", "/a/.* text\n", 11, 1000);
	for (int kind = 0; kind < 2; kind++) {
		big_endian = false;
		if (kind == 0)
			make_list(5, true);
		else
			make_tree();
		for (size_t i = 0; i < size; i++) {
			uint8_t old = data[i];

			for (size_t k = 0; k < sizeof(values); k++) {
				struct selabel_handle *h;
				char *con = NULL;

				data[i] = values[k];
				save("fc.bin", data, size, 1000);
				h = open_anew();
				assert_non_null(h);
				if (selabel_lookup_raw(h, &con, "/a/b", S_IFREG) == 0)
					freecon(con);
				selabel_close(h);
			}
			data[i] = old;
		}
	}
}

static void deep_and_crowded_trees_are_refused(void **state)
{
	(void)state;
	save("fc", "/a/.* text\n", 11, 1000);
	for (unsigned depth = 30; depth < 40; depth += 9) {
		struct selabel_handle *h;

		big_endian = true;
		size = 0;
		u32(0xf97cff8a);
		u32(6);
		u32(0);
		u32(0);
		number(1, 8);
		u32(1);
		number(1, 2);
		bytes("c", 1);
		string16("");
		for (unsigned i = 0; i < depth; i++) {
			u32(0);
			u32(0);
			u32(1);
			string16("n");
		}
		u32(1);
		tree_literal(1, "/l", 0);
		u32(0);
		u32(0);
		save("fc.bin", data, size, 1000);
		h = open_anew();
		assert_non_null(h);
		expect(h, "/l", S_IFREG, depth < 32 ? "c" : NULL);
		selabel_close(h);
	}
	make_tree();
	data[8 + 4 + 5 + 4 + 3 + 8] = 0x7f; /* two thousand million contexts */
	expect_text_instead(size);
}

static int reads_left = -1; /* before one is answered otherwise */
static ssize_t next_read;

ssize_t __real_io_read(int fd, void *buf, size_t len);
ssize_t __wrap_io_read(int fd, void *buf, size_t len);
ssize_t __wrap_io_read(int fd, void *buf, size_t len)
{
	return reads_left >= 0 && reads_left-- == 0 ? next_read : __real_io_read(fd, buf, len);
}

/* A stem longer than what is read at once, and no specification. */
static void a_file_may_end_or_fail_while_it_is_read(void **state)
{
	const unsigned stem = 300000;

	(void)state;
	big_endian = false;
	size = 0;
	u32(0xf97cff8a);
	u32(1);
	u32(1);
	u32(stem);
	unlink("fc");
	save("fc.bin", data, size, 1000);
	assert_int_equal(truncate("fc.bin", (off_t)(size + stem + 1 + 4)), 0);
	for (next_read = 0; next_read >= -EIO; next_read -= EIO)
		for (int n = 0;; n++) {
			struct selabel_handle *h;

			reads_left = n;
			h = open_anew();
			if (reads_left >= 0) {
				assert_non_null(h);
				assert_in_range(n, 4, 10);
				selabel_close(h);
				break;
			}
			assert_null(h);
			assert_int_equal(errno, next_read ? EIO : EINVAL);
		}
	reads_left = -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_versions_are_read),
		TEST(nothing_is_said_of_compiled_patterns),
		TEST(the_newer_file_counts),
		TEST(cut_off_files_give_way_to_the_text),
		TEST(damaged_files_harm_nothing),
		TEST(deep_and_crowded_trees_are_refused),
		TEST(a_file_may_end_or_fail_while_it_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
