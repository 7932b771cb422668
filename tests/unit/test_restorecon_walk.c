/* SPDX-License-Identifier: MIT */
/*
 * restorecon/walk.c: its order and its end, the descriptors that it holds, and what changes under
 * it. What a run tells and does is compared with Debian's library in tests/restorecon.
 *
 * WRAP: symbol_find
 */
#define _GNU_SOURCE
#include "tree.h"

#include <sys/resource.h>

/* A directory in a directory, so many times, with a file in each. */
static void make_deep(unsigned depth)
{
	assert_int_equal(chdir(directory), 0);
	while (depth--) {
		write_text("file", "");
		assert_int_equal(mkdir("d", 0755), 0);
		assert_int_equal(chdir("d"), 0);
	}
	assert_int_equal(chdir(directory), 0);
}

/* What a walk has seen. */
static struct seen {
	unsigned entered, left, files, errors;
	enum walk_error last_walk_error;
	int last_error, stop_at;
	char trace[512];
	const char *excluded;
	void (*on_file)(const char *path);
	bool replaced;
} seen;

static void trace(const char *what, const char *path)
{
	size_t used = strlen(seen.trace);

	path += strlen(directory);
	if (strlen(path) < 32)
		snprintf(seen.trace + used, sizeof(seen.trace) - used, "%s%s ", what, path);
}

static int enter(struct walk *w, struct object *o, struct directory *f)
{
	(void)w;
	assert_true(f->fd >= 0 && o->fd == f->fd);
	__atomic_add_fetch(&seen.entered, 1, __ATOMIC_RELAXED);
	if (w->threads == 1)
		trace("+", o->path);
	return 0;
}

static int file(struct walk *w, struct object *o)
{
	struct stat st;

	assert_int_equal(o->fd, -1);
	assert_int_equal(at_stat(o->dirfd, o->name, &st), 0);
	assert_int_equal(o->kind, st.st_mode & S_IFMT);
	__atomic_add_fetch(&seen.files, 1, __ATOMIC_RELAXED);
	if (w->threads == 1)
		trace("", o->path);
	if (seen.on_file)
		seen.on_file(o->path);
	return seen.stop_at && (int)seen.files >= seen.stop_at ? -ECANCELED : 0;
}

static void leave(struct walk *w, struct directory *f)
{
	bool opened = false;
	int fd = walk_dirfd(f, &opened);
	struct stat st;

	if (fd < 0 && seen.replaced)
		return;
	assert_true(fd >= 0);
	assert_int_equal(io_fstat(fd, &st), 0);
	assert_int_equal(st.st_ino, f->inode);
	if (opened)
		io_close(fd);
	__atomic_add_fetch(&seen.left, 1, __ATOMIC_RELAXED);
	if (w->threads == 1)
		trace("-", f->path);
}

static int walk_error(
	struct walk *w, enum walk_error what, const char *path, struct directory *f, int error)
{
	(void)w, (void)path, (void)f;
	seen.errors++;
	seen.last_walk_error = what;
	seen.last_error = error;
	return 0;
}

static bool excluded(struct walk *w, const char *path)
{
	(void)w;
	return seen.excluded && !strcmp(path + strlen(directory), seen.excluded);
}

static int walk(unsigned threads)
{
	struct walk w = {
		.enter_dir = enter,
		.visit_file = file,
		.leave_dir = leave,
		.report_error = walk_error,
		.excluded = excluded,
		.threads = threads,
	};
	char name[PATH_MAX];
	int fd = path_open_parent(directory, name), r;

	assert_true(fd >= 0);
	r = walk_run(&w, fd, name, directory);
	io_close(fd);
	return r;
}

static int count_descriptors(void)
{
	int n = 0;

	for (int fd = 0; fd < 1024; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

static void files_come_before_directories_which_are_left_last(void **state)
{
	(void)state;
	seen = (struct seen){.excluded = "/x"};
	write_text("a/1", "");
	write_text("a/b/2", "");
	write_text("x/3", "");
	write_text("4", "");
	assert_int_equal(walk(1), 0);
	assert_string_equal(seen.trace, "+ /4 +/a /a/1 +/a/b /a/b/2 -/a/b -/a - ");
}

static void deep_trees_cost_few_descriptors(void **state)
{
	const struct rlimit few = {150, 150};
	struct rlimit was;
	int before = count_descriptors();

	(void)state;
	seen = (struct seen){0};
	make_deep(900);
	getrlimit(RLIMIT_NOFILE, &was);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &(struct rlimit){few.rlim_cur, was.rlim_max}), 0);
	assert_int_equal(walk(1), 0);
	setrlimit(RLIMIT_NOFILE, &was);
	assert_int_equal(seen.errors, 0);
	assert_int_equal(seen.entered, 901);
	assert_int_equal(seen.left, 901);
	assert_int_equal(seen.files, 900);
	assert_int_equal(count_descriptors(), before);
}

static void threads_see_each_file_once(void **state)
{
	char name[64];

	(void)state;
	seen = (struct seen){0};
	make_deep(100);
	for (int i = 0; i < 40; i++) {
		snprintf(name, sizeof(name), "w%d", i);
		for (int f = 0; f < 10; f++) {
			snprintf(name, sizeof(name), "w%d/f%d", i, f);
			write_text(name, "");
		}
	}
	assert_int_equal(walk(8), 0);
	assert_int_equal(seen.entered, 141);
	assert_int_equal(seen.left, 141);
	assert_int_equal(seen.files, 500);
}

static bool without_threads;

void *__real_symbol_find(const char *name);
void *__wrap_symbol_find(const char *name);
void *__wrap_symbol_find(const char *name)
{
	return without_threads && !strncmp(name, "pthread_", 8) ? NULL : __real_symbol_find(name);
}

static void without_thread_functions_the_caller_walks_alone(void **state)
{
	(void)state;
	seen = (struct seen){0};
	make_deep(10);
	without_threads = true;
	assert_int_equal(walk(8), 0);
	without_threads = false;
	assert_int_equal(seen.entered, 11);
	assert_int_equal(seen.files, 10);
	assert_int_not_equal(*seen.trace, '\0'); /* one thread leaves a trace */
}

static void stops_at_an_error_and_leaves_nothing_open(void **state)
{
	int before = count_descriptors();

	(void)state;
	seen = (struct seen){.stop_at = 5};
	make_deep(90);
	assert_int_equal(walk(1), -ECANCELED);
	assert_int_equal(seen.files, 5);
	assert_int_equal(seen.left, 0);
	assert_int_equal(count_descriptors(), before);
}

static void names_beyond_the_longest_path_are_told(void **state)
{
	char name[201];

	(void)state;
	seen = (struct seen){0};
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	for (int i = 0; i < 25; i++) {
		assert_int_equal(mkdir(name, 0755), 0);
		assert_int_equal(chdir(name), 0);
	}
	assert_int_equal(walk(1), 0);
	assert_int_equal(seen.errors, 1);
	assert_int_equal(seen.last_walk_error, WALK_ERROR_TOO_LONG);
	assert_int_equal(seen.entered, 1 + (PATH_MAX - 1 - strlen(directory)) / 201);
	/* remove() by path cannot reach that far. */
	for (int i = 0; i < 25; i++) {
		assert_int_equal(chdir(".."), 0);
		assert_int_equal(rmdir(name), 0);
	}
}

/* Below OPEN_DEPTH, what was closed is opened anew by its names: another directory of that name
 * must not be taken for it. */
static void replace_high_directory(const char *path)
{
	char here[1024], away[128];

	if (strlen(path) < strlen(directory) + 2 * 75)
		return;
	seen.on_file = NULL;
	seen.replaced = true;
	snprintf(here, sizeof(here), "%s", directory);
	for (int i = 0; i < 70; i++)
		strcat(here, "/d");
	snprintf(away, sizeof(away), "%s/away", directory);
	assert_int_equal(rename(here, away), 0);
	assert_int_equal(mkdir(here, 0755), 0);
}

static void a_directory_replaced_above_is_noticed(void **state)
{
	char path[512];

	(void)state;
	seen = (struct seen){.on_file = replace_high_directory};
	make_deep(76);
	/* Something that is still waiting, in a directory that is closed. */
	snprintf(path, sizeof(path), "%s", directory);
	for (int i = 0; i < 71; i++)
		strcat(path, "/d");
	assert_int_equal(chdir(path), 0);
	assert_int_equal(mkdir("waits", 0755), 0);
	assert_int_equal(chdir(directory), 0);
	assert_int_equal(walk(1), 0);
	assert_null(seen.on_file);
	assert_true(seen.errors >= 1);
	assert_int_equal(seen.last_walk_error, WALK_ERROR_OPEN);
	assert_int_equal(seen.last_error, -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(files_come_before_directories_which_are_left_last),
		TEST(deep_trees_cost_few_descriptors),
		TEST(threads_see_each_file_once),
		TEST(without_thread_functions_the_caller_walks_alone),
		TEST(stops_at_an_error_and_leaves_nothing_open),
		TEST(names_beyond_the_longest_path_are_told),
		TEST(a_directory_replaced_above_is_noticed),
	};

	return cmocka_run_group_tests_name("restorecon_walk", tests, NULL, NULL);
}
