/* SPDX-License-Identifier: MIT */
/*
 * The path that a run of restorecon is given: no link on its way is followed, but those that nobody
 * else can have made. What is told of it is compared with Debian's library in tests/restorecon.
 */
#define _GNU_SOURCE
#include "tree.h"

static void parents_that_are_links_are_refused(void **state)
{
	char path[512], name[PATH_MAX];
	int fd;

	(void)state;
	write_text("d/f", "");
	assert_int_equal(symlink("d", "l"), 0);
	assert_int_equal(path_open_parent(path_of("l/f"), name), -ENOTDIR);
	fd = path_open_parent(path_of("/d///f//"), name);
	assert_true(fd >= 0);
	assert_string_equal(name, "f");
	io_close(fd);
	fd = path_open_parent("///", name);
	assert_true(fd >= 0);
	assert_string_equal(name, ".");
	io_close(fd);
	assert_int_equal(path_open_parent("", name), -ENOENT);
	memset(path, 'x', 300);
	path[300] = '\0';
	assert_int_equal(path_open_parent(path, name), -ENAMETOOLONG);
}

/* In a directory of the caller's, so that links count. */
static void links_that_others_cannot_have_made_are_followed(void **state)
{
	static const struct {
		const char *path, *resolved;
		int error;
	} cases[] = {
		{"d/e/f", "d/e/f", 0},
		{"l/e", "d/e", 0},
		{".//l///e//", "d/e", 0},
		{"l/e/.", "d/e", 0},
		{"l/..", ".", 0},
		{"l/e/../e/../..", ".", 0},
		{"d/up/../l/f", "d/f", 0},
		{"../../../../../../../../l/f", NULL, ENOENT},
		{"l/e/../../nothing", "nothing", 0},
		{"l/nothing/f", NULL, ENOENT},
		{"l/f/x", NULL, ENOTDIR},
		{"root/dev", "/dev", 0},
		{"root/../../dev/./", "/dev", 0},
		{"l", "l", 0},
		{"c40/e", "d/e", 0},
		{"c41/e", NULL, ELOOP},
		{"long/e", NULL, ENAMETOOLONG},
	};
	char resolved[PATH_MAX], link[PATH_MAX] = "", name[32] = "d", target[PATH_MAX] = "";

	(void)state;
	make_parents("d/e/");
	write_text("d/f", "");
	assert_int_equal(symlink("d", "l"), 0);
	assert_int_equal(symlink("../l", "d/up"), 0);
	assert_int_equal(symlink("/", "root"), 0);
	for (int i = 1; i <= 41; i++) {
		char before[32];

		strcpy(before, name);
		snprintf(name, sizeof(name), "c%d", i);
		assert_int_equal(symlink(before, name), 0);
	}
	for (int i = 0; i < PATH_MAX / 2 - 1; i++)
		strcat(target, "./");
	assert_int_equal(symlink(target, "long"), 0);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(path_resolve(cases[i].path, resolved, link), -cases[i].error);
		assert_string_equal(link, "");
		if (!cases[i].error)
			assert_string_equal(resolved, cases[i].resolved);
	}
	assert_int_equal(chmod(directory, 0770), 0);
	assert_int_equal(path_resolve("d/e/../e", resolved, link), 0);
	assert_string_equal(resolved, "d/e");
	assert_int_equal(path_resolve("d/../l/e", resolved, link), -ENOTDIR);
	assert_string_equal(link, "l");
}

static void all_but_the_last_component_is_real(void **state)
{
	static const struct {
		const char *path, *real; /* below the directory; NULL: ENOENT */
	} cases[] = {{"d/f", "/d/f"}, {"l/e", "/d/e"}, {"l", "/l"}, {"l///", "/l"}, {"f", "/f"},
		{"l/e/..", "/d"}, {".", ""}, {"l/.", "/d"}, {"l/e/nothing", "/d/e/nothing"},
		{"nothing/f", NULL}, {"nothing/..", NULL}, {"", NULL}};
	char *real, *here = realpath(".", NULL);

	(void)state;
	make_parents("d/e/");
	assert_int_equal(symlink("d", "l"), 0);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		real = NULL;
		assert_int_equal(path_real(cases[i].path, &real), cases[i].real ? 0 : -ENOENT);
		if (!cases[i].real) {
			assert_null(real);
			continue;
		}
		assert_memory_equal(real, here, strlen(here));
		assert_string_equal(real + strlen(here), cases[i].real);
		free(real);
	}
	free(here);
	assert_int_equal(path_real("/nothing", &real), 0);
	assert_string_equal(real, "/nothing");
	free(real);
	assert_int_equal(path_real("//", &real), 0);
	assert_string_equal(real, "/");
	free(real);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(parents_that_are_links_are_refused),
		TEST(links_that_others_cannot_have_made_are_followed),
		TEST(all_but_the_last_component_is_real),
	};

	return cmocka_run_group_tests_name("restorecon_path", tests, NULL, NULL);
}
