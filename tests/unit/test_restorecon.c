/* SPDX-License-Identifier: MIT */
/*
 * The parts of relabelling that a black box does not show: the walk's descriptors, its order and
 * its end, what it does on kernels that lack O_PATH or getxattrat(), and the table of files of
 * several names. What is told and done is compared with Debian's library in tests/restorecon.
 */
#define _GNU_SOURCE
#include "tree.h"

#include <sys/resource.h>
#include <sys/xattr.h>

/* A directory in a directory, so many times, with a file in each. */
static void make_deep(unsigned depth)
{
	assert_int_equal(chdir(top), 0);
	while (depth--) {
		int fd = open("file", O_CREAT | O_WRONLY, 0644);

		assert_true(fd >= 0);
		close(fd);
		assert_int_equal(mkdir("d", 0755), 0);
		assert_int_equal(chdir("d"), 0);
	}
	assert_int_equal(chdir("/"), 0);
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

	path += strlen(top);
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
	return seen.excluded && !strcmp(path + strlen(top), seen.excluded);
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
	int fd = path_open_parent(top, name), r;

	assert_true(fd >= 0);
	r = walk_run(&w, fd, name, top);
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
	make_directory("a");
	make_file("a/1");
	make_directory("a/b");
	make_file("a/b/2");
	make_directory("x");
	make_file("x/3");
	make_file("4");
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
		make_directory(name);
		for (int f = 0; f < 10; f++) {
			snprintf(name, sizeof(name), "w%d/f%d", i, f);
			make_file(name);
		}
	}
	assert_int_equal(walk(8), 0);
	assert_int_equal(seen.entered, 141);
	assert_int_equal(seen.left, 141);
	assert_int_equal(seen.files, 500);
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
	assert_int_equal(chdir(top), 0);
	for (int i = 0; i < 25; i++) {
		assert_int_equal(mkdir(name, 0755), 0);
		assert_int_equal(chdir(name), 0);
	}
	assert_int_equal(walk(1), 0);
	assert_int_equal(seen.errors, 1);
	assert_int_equal(seen.last_walk_error, WALK_ERROR_TOO_LONG);
	assert_int_equal(seen.entered, 1 + (PATH_MAX - 1 - strlen(top)) / 201);
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

	if (strlen(path) < strlen(top) + 2 * 75)
		return;
	seen.on_file = NULL;
	seen.replaced = true;
	snprintf(here, sizeof(here), "%s", top);
	for (int i = 0; i < 70; i++)
		strcat(here, "/d");
	snprintf(away, sizeof(away), "%s/away", top);
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
	snprintf(path, sizeof(path), "%s", top);
	for (int i = 0; i < 71; i++)
		strcat(path, "/d");
	assert_int_equal(chdir(path), 0);
	assert_int_equal(mkdir("waits", 0755), 0);
	assert_int_equal(chdir("/"), 0);
	assert_int_equal(walk(1), 0);
	assert_null(seen.on_file);
	assert_true(seen.errors >= 1);
	assert_int_equal(seen.last_walk_error, WALK_ERROR_OPEN);
	assert_int_equal(seen.last_error, -ENOENT);
}

static const char *label_of(const char *name)
{
	static char label[256];
	char path[512];
	ssize_t n;

	snprintf(path, sizeof(path), "%s/%s", top, name);
	n = lgetxattr(path, "security.selinux", label, sizeof(label) - 1);
	label[n < 0 ? 0 : n] = '\0';
	return label;
}

static int quiet(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	return 0;
}

/* With and without O_PATH, with and without getxattrat(): all four kernels label alike. */
static void every_kernel_labels_alike(void **state)
{
	union selinux_callback log = {.func_log = quiet};
	char specs[128], text[256], path[512];
	struct selinux_opt option = {SELABEL_OPT_PATH, specs};
	int fd, n;

	(void)state;
	make_directory("d");
	make_file("d/f");
	make_directory("outside");
	make_file("outside/f");
	snprintf(path, sizeof(path), "%s/d/l", top);
	assert_int_equal(symlink("../outside/f", path), 0);
	snprintf(path, sizeof(path), "%s/d/dangling", top);
	assert_int_equal(symlink("nowhere", path), 0);
	if (lsetxattr(path, "security.selinux", "u:r:x:s0", 9, 0) < 0)
		skip(); /* that takes root, and a file system that can */
	snprintf(specs, sizeof(specs), "%s/specs", top);
	n = snprintf(text, sizeof(text), "%s/d(/.*)?\tu:r:t:s0\n%s/d/.*\t-l\tu:r:l:s0\n", top, top);
	fd = open(specs, O_CREAT | O_WRONLY, 0644);
	assert_int_equal(write(fd, text, (size_t)n), n);
	close(fd);
	selinux_set_callback(SELINUX_CB_LOG, log);
	selinux_restorecon_set_sehandle(selabel_open(SELABEL_CTX_FILE, &option, 1));
	for (int kernel = 0; kernel < 4; kernel++) {
		static const char *const names[] = {"d", "d/f", "d/l", "d/dangling"};
		int changed = 0;

		at_pins = kernel & 1;
		at_lacks_getxattrat = kernel >> 1;
		for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
			snprintf(path, sizeof(path), "%s/%s", top, names[i]);
			assert_int_equal(lsetxattr(path, "security.selinux", "a:b:c:s1", 9, 0), 0);
		}
		snprintf(path, sizeof(path), "%s/d", top);
		for (int again = 0; again < 2; again++) {
			assert_int_equal(selinux_restorecon(
						 path, SELINUX_RESTORECON_RECURSE |
							       SELINUX_RESTORECON_COUNT_RELABELED),
				0);
			changed += (int)selinux_restorecon_get_relabeled_files();
		}
		assert_int_equal(changed, 4);
		assert_string_equal(label_of("d"), "a:b:t:s1");
		assert_string_equal(label_of("d/f"), "a:b:t:s1");
		assert_string_equal(label_of("d/l"), "a:b:l:s1");
		assert_string_equal(label_of("d/dangling"), "a:b:l:s1");
		assert_string_equal(label_of("outside/f"), "");
	}
	selinux_restorecon_set_sehandle(NULL);
}

static void names_of_one_file_are_put_together(void **state)
{
	struct hardlinks *table = NULL;
	struct stat st = {.st_dev = 1, .st_ino = 2, .st_nlink = 3};
	const char *const a = "a", *const b = "b", *con;
	char *first = NULL;

	(void)state;
	con = a;
	assert_int_equal(hardlink_check(&table, &st, "/1", &con, &first), 0);
	assert_int_equal(hardlink_check(&table, &st, "/2", &con, &first), 1);
	assert_null(first);
	con = b;
	assert_int_equal(hardlink_check(&table, &st, "/3", &con, &first), 1);
	assert_string_equal(first, "/1");
	assert_ptr_equal(con, a);
	free(first);
	/* All three have been seen: a file of that number is another one. */
	con = b;
	assert_int_equal(hardlink_check(&table, &st, "/4", &con, &first), 0);
	assert_ptr_equal(con, b);
	st.st_nlink = 1;
	st.st_ino = 2;
	con = a;
	assert_int_equal(hardlink_check(&table, &st, "/5", &con, &first), 0);
	hardlinks_free(table);
	hardlinks_free(NULL);
}

static void excluded_paths_end_at_slashes(void **state)
{
	struct settings s = {0};
	const char *list[] = {"/tmp/", "/", "relative", NULL};
	union selinux_callback log = {.func_log = quiet};
	char specs[128];
	struct selinux_opt option = {SELABEL_OPT_PATH, specs};
	struct selabel_handle *handle;

	(void)state;
	make_file("specs");
	snprintf(specs, sizeof(specs), "%s/specs", top);
	selinux_set_callback(SELINUX_CB_LOG, log);
	handle = selabel_open(SELABEL_CTX_FILE, &option, 1);
	selinux_restorecon_set_sehandle(handle);
	selinux_restorecon_set_exclude_list(NULL);
	selinux_restorecon_set_exclude_list(list);
	selinux_restorecon_set_exclude_list(list);
	assert_int_equal(settings_get(&s, 0), 0);
	assert_true(settings_excludes_exactly(&s, "/tmp"));
	assert_true(settings_excludes_exactly(&s, "/"));
	assert_false(settings_excludes_exactly(&s, "/tmp/x"));
	assert_false(settings_excludes_exactly(&s, "relative"));
	assert_true(settings_excludes(&s, "/tmp/x"));
	assert_true(settings_excludes(&s, "/tmp"));
	assert_false(settings_excludes(&s, "/tmpx"));
	assert_false(settings_excludes(&s, "/usr"));
	settings_put(&s);
	selinux_restorecon_set_sehandle(NULL);
	selabel_close(handle);
}

static void replaced_handles_stay_the_callers(void **state)
{
	char specs[128];
	struct selinux_opt option = {SELABEL_OPT_PATH, specs};
	struct selabel_handle *handles[2];
	struct settings s;
	char *con;

	(void)state;
	make_file("specs");
	snprintf(specs, sizeof(specs), "%s/specs", top);
	for (int i = 0; i < 2; i++) {
		handles[i] = selabel_open(SELABEL_CTX_FILE, &option, 1);
		assert_non_null(handles[i]);
		selinux_restorecon_set_sehandle(handles[i]);
	}
	assert_int_equal(settings_get(&s, 0), 0);
	assert_ptr_equal(s.handle, handles[1]);
	selinux_restorecon_set_sehandle(NULL);
	settings_put(&s);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(selabel_lookup_raw(handles[i], &con, "/x", 0), -1);
		assert_int_equal(errno, ENOENT);
		selabel_close(handles[i]);
	}
}

/* What one call handed out is not changed by the next. */
static void lists_of_digests_are_each_callers_own(void **state)
{
	char specs[128], path[128];
	struct selinux_opt option = {SELABEL_OPT_PATH, specs};
	struct selabel_handle *handle;
	struct dir_xattr **lists[2];

	(void)state;
	make_file("specs");
	snprintf(specs, sizeof(specs), "%s/specs", top);
	snprintf(path, sizeof(path), "%s/none", top);
	handle = selabel_open(SELABEL_CTX_FILE, &option, 1);
	selinux_restorecon_set_sehandle(handle);
	for (int i = 0; i < 2; i++)
		assert_int_equal(selinux_restorecon_xattr(path, 0, &lists[i]), 0);
	assert_ptr_not_equal(lists[0], lists[1]);
	assert_null(*lists[0]);
	selinux_restorecon_set_sehandle(NULL);
	selabel_close(handle);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(files_come_before_directories_which_are_left_last),
		TEST(deep_trees_cost_few_descriptors),
		TEST(threads_see_each_file_once),
		TEST(stops_at_an_error_and_leaves_nothing_open),
		TEST(names_beyond_the_longest_path_are_told),
		TEST(a_directory_replaced_above_is_noticed),
		TEST(every_kernel_labels_alike),
		TEST(names_of_one_file_are_put_together),
		TEST(excluded_paths_end_at_slashes),
		TEST(replaced_handles_stay_the_callers),
		TEST(lists_of_digests_are_each_callers_own),
	};

	return cmocka_run_group_tests_name("restorecon", tests, NULL, NULL);
}
