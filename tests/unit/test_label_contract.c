/* SPDX-License-Identifier: MIT */
/*
 * What label.h and restorecon.h say of whose a thing is, which of several counts, and what closes
 * what: a test for each sentence.
 */
#define _GNU_SOURCE
#include "label.h"

#include <sys/xattr.h>

#include <selinux/restorecon.h>

static struct selabel_handle *open_with(unsigned n, struct selinux_opt *opts)
{
	errno = 0;
	return selabel_open(SELABEL_CTX_FILE, opts, n);
}

static void options_are_not_needed_afterwards(void **state)
{
	struct selinux_opt *opts = calloc(3, sizeof(*opts));
	char path[] = "fc", subset[] = "/a", yes[] = "1", **files;
	unsigned char *digest;
	struct selabel_handle *h;
	size_t len, count;

	(void)state;
	write_text("fc", "/a/.* a\n/b/.* b\n");
	opts[0] = (struct selinux_opt){SELABEL_OPT_PATH, path};
	opts[1] = (struct selinux_opt){SELABEL_OPT_SUBSET, subset};
	opts[2] = (struct selinux_opt){SELABEL_OPT_DIGEST, yes};
	h = open_with(3, opts);
	assert_non_null(h);
	free(opts);
	strcpy(path, "XX");
	strcpy(subset, "XX");
	expect(h, "/a/x", 0, "a");
	assert_int_equal(selabel_digest(h, &digest, &len, &files, &count), 0);
	assert_string_equal(files[0], "fc");
	selabel_close(h);
}

static void expect_opened(struct selinux_opt a, struct selinux_opt b, const char *wanted)
{
	struct selinux_opt opts[] = {{SELABEL_OPT_PATH, "fc"}, a, b};
	struct selabel_handle *h = open_with(3, opts);

	assert_non_null(h);
	expect(h, "/a/x", 0, wanted);
	selabel_close(h);
}

static int refuse(char **con)
{
	(void)con;
	errno = EINVAL;
	return -1;
}

static void of_an_option_given_twice_the_first_counts(void **state)
{
	const union selinux_callback old = selinux_get_callback(SELINUX_CB_VALIDATE);
	const union selinux_callback strict = {.func_validate = refuse};
	const struct selinux_opt unused = {SELABEL_OPT_UNUSED, NULL};
	const struct selinux_opt base = {SELABEL_OPT_BASEONLY, "1"},
				 not_base = {SELABEL_OPT_BASEONLY, NULL};
	const struct selinux_opt a = {SELABEL_OPT_SUBSET, "/a"}, b = {SELABEL_OPT_SUBSET, "/b"};
	const struct selinux_opt digest = {SELABEL_OPT_DIGEST, "1"},
				 no_digest = {SELABEL_OPT_DIGEST, NULL};
	struct selinux_opt validated[] = {{SELABEL_OPT_PATH, "fc"}, {SELABEL_OPT_VALIDATE, NULL},
		{SELABEL_OPT_VALIDATE, "1"}};
	struct selinux_opt digests[][3] = {{{SELABEL_OPT_PATH, "fc"}, digest, no_digest},
		{{SELABEL_OPT_PATH, "fc"}, no_digest, digest}};
	unsigned char *value;
	size_t len, count;
	char **files;

	(void)state;
	write_text("fc", "/a/.* a\n");
	write_text("fc.local", "/a/.* local\n");
	write_text("other", "/a/.* other\n");
	expect_opened((struct selinux_opt){SELABEL_OPT_PATH, "other"}, unused, "local");
	expect_opened(base, not_base, "a");
	expect_opened(not_base, base, "local");
	expect_opened(a, b, "local");
	expect_opened(b, a, NULL);
	for (int i = 0; i < 2; i++) {
		struct selabel_handle *h = open_with(3, digests[i]);

		assert_int_equal(selabel_digest(h, &value, &len, &files, &count), 0);
		selabel_close(h);
	}
	selinux_set_callback(SELINUX_CB_VALIDATE, strict);
	assert_null(open_with(3, validated));
	validated[1].value = "1";
	validated[2].value = NULL;
	expect_opened(validated[1], validated[2], "local");
	selinux_set_callback(SELINUX_CB_VALIDATE, old);
}

static void subset_is_one_component(void **state)
{
	static const char *const bad[] = {"/", "ab", "/a/b", "/ab/", ""};
	struct selinux_opt opts[] = {{SELABEL_OPT_PATH, "fc"}, {SELABEL_OPT_SUBSET, "/ab"}};
	struct selabel_handle *h;

	(void)state;
	write_text("fc", "/.* root\n/ab/.* in\n/a/x.* out\n/a/literal stays\n/b/literal goes\n"
			 "/abc/literal goes\n/one stays\n");
	h = open_with(2, opts);
	assert_non_null(h);
	expect(h, "/ab/x", 0, "in");
	expect(h, "/a/xy", 0, "root");
	expect(h, "/a/literal", 0, "stays");
	expect(h, "/b/literal", 0, "root");
	expect(h, "/abc/literal", 0, "root");
	expect(h, "/one", 0, "stays");
	selabel_close(h);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		opts[1].value = bad[i];
		assert_null(open_with(2, opts));
		assert_int_equal(errno, EINVAL);
	}
}

static void contexts_are_the_callers(void **state)
{
	struct selinux_opt media = {SELABEL_OPT_PATH, "fc.local"};
	struct selabel_handle *h = open_text("/a a\n/n <<none>>\n");
	char *one, *two;

	(void)state;
	assert_int_equal(selabel_lookup_raw(h, &one, "/a", 0), 0);
	assert_int_equal(selabel_lookup_raw(h, &two, "/a", 0), 0);
	one[0] = 'x';
	assert_string_equal(two, "a");
	expect(h, "/a", 0, "a");
	expect(h, "/n", 0, NULL);
	selabel_close(h);
	assert_string_equal(one, "x");
	freecon(one);
	freecon(two);
	write_text("fc.local", "cdrom <<none>>\n");
	h = selabel_open(SELABEL_CTX_MEDIA, &media, 1);
	expect(h, "cdrom", 0, "<<none>>");
	assert_true(selabel_partial_match(h, "anything"));
	selabel_close(h);
}

static void expect_best(
	struct selabel_handle *h, const char *key, const char **aliases, const char *wanted)
{
	char *con = NULL;
	int r = selabel_lookup_best_match_raw(h, &con, key, aliases, 0);

	assert_int_equal(r, wanted ? 0 : -1);
	if (wanted)
		assert_string_equal(con, wanted);
	freecon(con);
}

static void best_match_prefers_literals_then_prefixes_of_aliases(void **state)
{
	struct selabel_handle *h = open_text("(/d|/e)/.* empty\n/dev/.* short\n/dev/sd.* long\n"
					     "/dev/x x\n/dev/y y\n");
	const char *literals[] = {"/dev/sda", "/dev/y", "/dev/x", NULL};
	const char *longer[] = {"/dev/q", "/dev/sda", NULL}, *empty[] = {"/d/q", NULL};

	(void)state;
	expect_best(h, "/dev/x", literals, "x");
	expect_best(h, "/dev/sda", literals, "y");
	expect_best(h, "/dev/z", longer, "long");
	expect_best(h, "/dev/z", empty, "short");
	expect_best(h, "/nowhere", empty, NULL);
	expect_best(h, "/d/q", NULL, "empty");
	selabel_close(h);
}

static void digests_belong_to_the_handle(void **state)
{
	static const char *const names[] = {
		"fc.subs_dist", "fc.subs", "fc", "fc.homedirs", "fc.local"};
	unsigned char *digest, *again;
	char **files, **files_again;
	struct selabel_handle *h;
	size_t len, count;

	(void)state;
	for (size_t i = 0; i < 5; i++)
		write_text(names[i], "/a a\n");
	h = open_fc(SELABEL_OPT_DIGEST);
	assert_int_equal(selabel_digest(h, &digest, &len, &files, &count), 0);
	assert_int_equal(count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(files[i], names[i]);
	assert_int_equal(selabel_digest(h, &again, &len, &files_again, &count), 0);
	assert_ptr_equal(again, digest);
	assert_ptr_equal(files_again, files);
	selabel_close(h);
}

static void digests_are_handed_out_only_on_success(void **state)
{
	struct selabel_handle *h = open_text("/nowhere/.* n\n");
	uint8_t digest[20], *calculated = digest, *stored = digest;
	size_t len = 7;

	(void)state;
	assert_false(selabel_hash_all_partial_matches(h, "/other", digest));
	assert_int_equal(errno, ENOENT);
	assert_false(
		selabel_get_digests_all_partial_matches(h, directory, &calculated, &stored, &len));
	assert_int_equal(errno, ENOENT);
	assert_ptr_equal(calculated, digest);
	assert_ptr_equal(stored, digest);
	assert_int_equal(len, 7);
	selabel_close(h);
	h = open_text("/.* all\n");
	assert_false(
		selabel_get_digests_all_partial_matches(h, directory, &calculated, &stored, &len));
	assert_int_equal(len, 20);
	assert_null(stored);
	assert_true(selabel_hash_all_partial_matches(h, directory, digest));
	assert_memory_equal(calculated, digest, 20);
	free(calculated);
	selabel_close(h);
}

/* Only specifications of files have expressions, that can match in part. */
static void media_match_in_no_part(void **state)
{
	struct selinux_opt path = {SELABEL_OPT_PATH, "media"};
	uint8_t digest[20], *calculated = digest, *stored = digest;
	struct selabel_handle *h;
	size_t len = 7;

	(void)state;
	write_text("media", "cdrom c\n");
	h = selabel_open(SELABEL_CTX_MEDIA, &path, 1);
	assert_non_null(h);
	assert_false(selabel_hash_all_partial_matches(h, "cdrom", digest));
	assert_int_equal(errno, ENOTSUP);
	assert_false(
		selabel_get_digests_all_partial_matches(h, "cdrom", &calculated, &stored, &len));
	assert_int_equal(errno, ENOTSUP);
	assert_ptr_equal(calculated, digest);
	assert_int_equal(selabel_cmp(h, h), SELABEL_INCOMPARABLE);
	assert_false(selabel_partial_match(h, NULL));
	assert_int_equal(errno, EINVAL);
	assert_false(selabel_partial_match(NULL, "cdrom"));
	selabel_close(h);
}

static struct selabel_handle *given;
static char *dropped;

/* Within a run: what is set now is for the next one. */
static int drop_settings(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	if (!dropped) {
		selinux_restorecon_set_sehandle(NULL);
		assert_int_equal(selinux_restorecon_set_alt_rootpath("/nowhere"), 0);
		dropped = strdup("yes");
	}
	return 0;
}

/* A tree of two files, in a directory that is a policy store, too. */
static bool make_tree(char here[256])
{
	char specs[1024];

	strcpy(here, directory);
	assert_int_equal(selinux_set_policy_root(here), 0);
	snprintf(specs, sizeof(specs), "%s/t(/.*)? u:r:t:s0\n/t(/.*)? u:r:root:s0\n", here);
	write_text("contexts/files/file_contexts", specs);
	write_text("t/f", "");
	write_text("t/d/f", "");
	return lsetxattr("t/f", "security.selinux", "u:r:x:s0", 9, 0) == 0;
}

static void forget_settings(void)
{
	selinux_restorecon_set_sehandle(NULL);
	assert_int_equal(selinux_restorecon_set_alt_rootpath("/"), 0);
	selinux_reset_config();
}

static const unsigned flags = SELINUX_RESTORECON_RECURSE | SELINUX_RESTORECON_SET_SPECFILE_CTX |
			      SELINUX_RESTORECON_VERBOSE;

static void a_handle_that_is_set_stays_the_callers(void **state)
{
	union selinux_callback log = {.func_log = drop_settings};
	char here[256], path[300];

	(void)state;
	if (!make_tree(here)) {
		forget_settings();
		skip(); /* that takes root, and a file system that can */
	}
	given = selinux_restorecon_default_handle();
	assert_non_null(given);
	selinux_restorecon_set_sehandle(given);
	selinux_set_callback(SELINUX_CB_LOG, log);
	snprintf(path, sizeof(path), "%s/t", here);
	assert_int_equal(selinux_restorecon(path, flags), 0);
	assert_non_null(dropped);
	free(dropped);
	dropped = NULL;
	assert_string_equal(label_of("t/d/f"), "u:r:t:s0");
	expect(given, "/t/x", 0, "u:r:root:s0");
	selabel_close(given);
	forget_settings();
}

static void settings_are_copied(void **state)
{
	char here[256], path[300], excluded[300], *list[] = {excluded, NULL};
	char missing[] = "/nowhere/at/all", *none[] = {missing, NULL};

	(void)state;
	if (!make_tree(here)) {
		forget_settings();
		skip();
	}
	snprintf(path, sizeof(path), "%s/t", here);
	snprintf(excluded, sizeof(excluded), "%s/t/d/", here);
	selinux_restorecon_set_exclude_list((const char **)list);
	memset(excluded, 'x', strlen(excluded));
	told[0] = '\0';
	selinux_restorecon_set_exclude_list((const char **)none); /* and the first stays */
	assert_non_null(strstr(told, missing));
	assert_int_equal(selinux_restorecon_set_alt_rootpath(here), 0);
	memset(here, 'x', strlen(here));
	assert_int_equal(selinux_restorecon(path, flags), 0);
	assert_string_equal(label_of("t/f"), "u:r:root:s0");
	assert_string_equal(label_of("t/d/f"), "");
	assert_int_equal(selinux_restorecon_get_relabeled_files(), 0); /* not asked for */
	forget_settings();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(options_are_not_needed_afterwards),
		TEST(of_an_option_given_twice_the_first_counts),
		TEST(subset_is_one_component),
		TEST(contexts_are_the_callers),
		TEST(best_match_prefers_literals_then_prefixes_of_aliases),
		TEST(digests_belong_to_the_handle),
		TEST(digests_are_handed_out_only_on_success),
		TEST(media_match_in_no_part),
		TEST(a_handle_that_is_set_stays_the_callers),
		TEST(settings_are_copied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
