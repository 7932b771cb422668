/*
 * The older face of label lookups: matchpathcon*(), its callbacks, the table of inodes, and
 * checks of files against their specification.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blackbox.h"

static const char *const paths[] = {"/", "/etc/passwd", "/etc/shadow", "/usr/bin/passwd", "/bin/sh",
	"/home/someone/.ssh/id_rsa", "/root/.bashrc", "/var/log/wtmp", "/tmp/x", "/proc/1",
	"/nonexistent", "relative", "", "//etc//passwd", "/etc/", "/etc/../etc/passwd",
	"/usr/bin/../bin/sh", "/dev/null"};

static const mode_t modes[] = {0, S_IFREG, S_IFDIR, S_IFLNK, S_IFSOCK};

static const char specs[] = "/.*\tsystem_u:object_r:default_t:s0\n"
			    "/a\t--\tsystem_u:object_r:tmp_t:s0\n"
			    "/a\t-d\tsystem_u:object_r:etc_t:s0\n"
			    "/b(/.*)?\tsystem_u:object_r:bin_t:s0\n"
			    "/b/none(/.*)?\t<<none>>\n"
			    "/bad\tsystem_u:object_r:nosuch_t:s0\n"
			    "/unsorted\tsystem_u:object_r:tmp_t:s0:c5,c1\n"
			    "/shadow\t--\t" SHADOW_CON "\n";

static void lookups(const char *state)
{
	char *con = untouched;

	for (size_t i = 0; i < COUNT(paths); i++)
		for (size_t j = 0; j < COUNT(modes); j++) {
			if (CALL(matchpathcon, "%s/%zu/%zu", state, i, j))
				end_con(matchpathcon(paths[i], modes[j], &con), &con);
			if (j)
				continue;
			if (CALL(matchpathcon_index, "%s/%zu/%zu", state, i, j))
				end_con(matchpathcon_index(paths[i], modes[j], &con), &con);
		}
}

static void own_lookups(const char *state)
{
	static const char *const own[] = {"/a", "/b", "/b/none", "/b/none/x", "/b/c", "/bad",
		"/unsorted", "/shadow", "/other"};
	char *con = untouched;

	for (size_t i = 0; i < COUNT(own); i++) {
		if (CALL(matchpathcon, "%s%s", state, own[i]))
			end_con(matchpathcon(own[i], 0, &con), &con);
		if (CALL(matchpathcon, "%s%s/file", state, own[i]))
			end_con(matchpathcon(own[i], S_IFREG, &con), &con);
		if (CALL(matchpathcon_index, "%s%s", state, own[i]))
			end_con(matchpathcon_index(own[i], S_IFREG, &con), &con);
	}
}

static void fini(const char *state)
{
	if (CALL(matchpathcon_fini, "%s", state)) {
		matchpathcon_fini();
		end_void();
	}
}

static void init(const char *state, const char *path, const char *prefix)
{
	if (prefix && CALL(matchpathcon_init_prefix, "%s", state))
		end_int(matchpathcon_init_prefix(path, prefix));
	if (!prefix && CALL(matchpathcon_init, "%s", state))
		end_int(matchpathcon_init(path));
}

static void own_file(void)
{
	const char *file = put_text("specs", specs);

	init("own", file, NULL);
	own_lookups("own");
	if (CALL(matchpathcon_checkmatches, "own")) {
		static char title[] = "title";

		matchpathcon_checkmatches(title);
		end_void();
	}
	fini("own");
	init("prefix", file, "/b");
	own_lookups("prefix");
	fini("prefix");
	init("missing", "/nonexistent/specs", NULL);
	own_lookups("missing");
	fini("missing");
	fini("twice");
}

static void flags(unsigned int value)
{
	const char *file = put_text("specs", specs);
	char state[32];

	if (CALL(set_matchpathcon_flags, "%u", value)) {
		set_matchpathcon_flags(value);
		end_void();
	}
	snprintf(state, sizeof(state), "flags-%u", value);
	init(state, file, NULL);
	own_lookups(state);
	fini(state);
}

static void print_to_line(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static void print_to_line(const char *fmt, ...)
{
	va_list args;

	fputs("printf callback: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
}

static int invalid_seen(const char *path, unsigned int line, char *con)
{
	fprintf(stderr, "invalidcon %s line %u %s\n", path ? path : "NULL", line, con);
	return -1;
}

static int canon_refuses(const char *path, unsigned int line, char **con)
{
	fprintf(stderr, "canoncon %s line %u %s\n", path ? path : "NULL", line, *con);
	errno = EPERM;
	return -1;
}

static void callbacks(void)
{
	const char *file = put_text("specs", specs);

	if (set_matchpathcon_printf)
		set_matchpathcon_printf(print_to_line);
	if (set_matchpathcon_invalidcon)
		set_matchpathcon_invalidcon(invalid_seen);
	init("invalidcon", file, NULL);
	own_lookups("invalidcon");
	fini("invalidcon");
	if (set_matchpathcon_canoncon)
		set_matchpathcon_canoncon(canon_refuses);
	init("canoncon", file, NULL);
	own_lookups("canoncon");
	fini("canoncon");
	if (set_matchpathcon_canoncon)
		set_matchpathcon_canoncon(NULL);
	if (set_matchpathcon_invalidcon)
		set_matchpathcon_invalidcon(NULL);
	if (set_matchpathcon_flags)
		set_matchpathcon_flags(MATCHPATHCON_VALIDATE);
	init("validate", file, NULL);
	own_lookups("validate");
	if (set_matchpathcon_printf)
		set_matchpathcon_printf(NULL);
}

static void file_table(void)
{
	char *con = untouched;

	init("table", put_text("specs", specs), NULL);
	put_text("one", "");
	if (CALL(matchpathcon_index, "table/a"))
		end_con(matchpathcon_index("/a", S_IFREG, &con), &con);
	if (CALL(matchpathcon_index, "table/b"))
		end_con(matchpathcon_index("/b", S_IFREG, &con), &con);
	for (int spec = 0; spec < 3; spec++)
		for (ino_t inode = 100; inode < 103; inode++)
			if (CALL(matchpathcon_filespec_add, "%d/%lu", spec, (unsigned long)inode))
				end_int(matchpathcon_filespec_add(inode, spec % 2, "one"));
	if (CALL(matchpathcon_filespec_add, "gone"))
		end_int(matchpathcon_filespec_add(7, 0, "/gone/file"));
	if (CALL(matchpathcon_filespec_add, "gone-again"))
		end_int(matchpathcon_filespec_add(7, 1, "/gone/other"));
	if (CALL(matchpathcon_filespec_eval, "table")) {
		matchpathcon_filespec_eval();
		end_void();
	}
	if (CALL(matchpathcon_filespec_destroy, "table")) {
		matchpathcon_filespec_destroy();
		end_void();
	}
	if (CALL(matchpathcon_filespec_destroy, "twice")) {
		matchpathcon_filespec_destroy();
		end_void();
	}
	if (CALL(matchpathcon_filespec_eval, "destroyed")) {
		matchpathcon_filespec_eval();
		end_void();
	}
}

static void files_against_specs(void)
{
	static const char *const real[] = {
		"/etc/passwd", "/bin/sh", "/proc/version", "/dev/null", "/", "/nonexistent", ""};

	for (size_t i = 0; i < COUNT(real); i++) {
		if (CALL(selinux_file_context_verify, "%zu", i))
			end_int(selinux_file_context_verify(real[i], 0));
		if (CALL(selinux_file_context_verify, "%zu/file", i))
			end_int(selinux_file_context_verify(real[i], S_IFREG));
	}
	/* a file of ours, not one of the machine's */
	put_text("target", "");
	if (CALL(selinux_lsetfilecon_default, "target"))
		end_int(selinux_lsetfilecon_default(work_path("target")));
	if (CALL(selinux_file_context_verify, "target"))
		end_int(selinux_file_context_verify(work_path("target"), S_IFREG));
	if (CALL(selinux_lsetfilecon_default, "relative"))
		end_int(selinux_lsetfilecon_default("target"));
	if (CALL(selinux_lsetfilecon_default, "missing"))
		end_int(selinux_lsetfilecon_default(work_path("missing")));
	if (CALL(selinux_lsetfilecon_default, "empty"))
		end_int(selinux_lsetfilecon_default(""));
}

static void media(const char *state)
{
	static const char *const kinds[] = {
		"cdrom", "floppy", "disk", "unknown", "", "*", "spaced", "half"};
	char *con = untouched;

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (CALL(matchmediacon, "%s/%zu", state, i))
			end_con(matchmediacon(kinds[i], &con), &con);
}

static void media_roots(void)
{
	size_t count;
	const struct bad_content *bad = bad_contents("cdrom " TMP_CON "\n", &count);
	char root[64];

	root_text("media", "contexts/files/media",
		"# comment\ncdrom system_u:object_r:removable_device_t:s0\n"
		"  spaced \t system_u:object_r:tmp_t:s0  \nfloppy nonsense\nhalf\n* " TMP_CON "\n");
	if (root_enter("media"))
		media("own");
	for (size_t i = 0; i < count; i++) {
		snprintf(root, sizeof(root), "media-%s", bad[i].name);
		root_file(root, "contexts/files/media", bad[i].data, bad[i].len);
		if (root_enter(root))
			media(root);
	}
	if (root_enter("media-absent"))
		media("absent");
}

static void real_paths(void)
{
	static const char *const names[] = {"dir/file", "dir/link", "dir/sub/../file",
		"link-dir/file", "dir/missing", "missing/file", "/", "/etc", "/etc/", "/etc/.",
		"/etc/..", "..", ".", "", "dir", "dir/", "//dir", "dir//file"};
	char resolved[4096];

	mkdir("dir", 0755);
	mkdir("dir/sub", 0755);
	put_text("dir/file", "");
	if (symlink("file", "dir/link") || symlink("dir", "link-dir"))
		fact("real_paths", "cannot make links");
	for (size_t i = 0; i < COUNT(names); i++) {
		int ret;

		if (!CALL(realpath_not_final, "%zu", i))
			continue;
		ret = realpath_not_final(names[i], resolved);
		end_text(ret, ret < 0 ? "" : resolved);
	}
}

/* The paths that ten thousand programs give: the file that is, through links that are. */
static void links(void)
{
	char *con = untouched;

	init("links", put_text("specs", specs), NULL);
	if (symlink("/b", "to-b") || symlink("to-b/none", "to-none"))
		return;
	if (CALL(matchpathcon, "links/relative-link"))
		end_con(matchpathcon("to-b", S_IFLNK, &con), &con);
	if (CALL(matchpathcon, "links/through"))
		end_con(matchpathcon("to-b/none", 0, &con), &con);
	if (CALL(matchpathcon, "links/work"))
		end_con(matchpathcon(work_path("to-b"), 0, &con), &con);
}

static void nulls(void)
{
	char *con = untouched;

	if (FORKED(matchpathcon, "null-path"))
		end_con(matchpathcon(NULL, 0, &con), &con);
	if (FORKED(matchpathcon, "null-out"))
		end_int(matchpathcon("/etc/passwd", 0, NULL));
	if (FORKED(matchpathcon_index, "null-path"))
		end_con(matchpathcon_index(NULL, 0, &con), &con);
	if (FORKED(matchpathcon_init_prefix, "null"))
		end_int(matchpathcon_init_prefix(NULL, NULL));
	if (FORKED(matchpathcon_checkmatches, "unopened")) {
		static char title[] = "title";

		matchpathcon_checkmatches(title);
		end_void();
	}
	if (FORKED(matchpathcon_filespec_add, "null"))
		end_int(matchpathcon_filespec_add(1, 1, NULL));
	if (FORKED(matchmediacon, "null"))
		end_con(matchmediacon(NULL, &con), &con);
	if (FORKED(matchmediacon, "null-out"))
		end_int(matchmediacon("cdrom", NULL));
	if (FORKED(selinux_file_context_verify, "null"))
		end_int(selinux_file_context_verify(NULL, 0));
	if (FORKED(selinux_lsetfilecon_default, "null"))
		end_int(selinux_lsetfilecon_default(NULL));
	if (FORKED(realpath_not_final, "null"))
		end_int(realpath_not_final(NULL, NULL));
}

static void compares(void)
{
	static const char *const cons[] = {"u:r:t:s0", "u:r:t:s1", "U:r:t:s0", "u:R:t:s0",
		"u:r:T:s0", "u:r:t", "u", "", "x:y", "u:r:t:s0:c1"};

	for (size_t i = 0; i < COUNT(cons); i++)
		for (size_t j = 0; j < COUNT(cons); j++)
			if (CALL(selinux_file_context_cmp, "%zu/%zu", i, j)) {
				int ret = selinux_file_context_cmp(cons[i], cons[j]);

				end_text(0, ret < 0 ? "less" : ret ? "more" : "equal");
			}
	if (CALL(selinux_file_context_cmp, "null-first"))
		end_int(selinux_file_context_cmp(NULL, "u:r:t"));
	if (CALL(selinux_file_context_cmp, "null-second"))
		end_int(selinux_file_context_cmp("u:r:t", NULL));
	if (CALL(selinux_file_context_cmp, "null-both"))
		end_int(selinux_file_context_cmp(NULL, NULL));
}

void family_matchpathcon(void)
{
	static const unsigned int values[] = {
		MATCHPATHCON_BASEONLY, MATCHPATHCON_NOTRANS, MATCHPATHCON_VALIDATE, 7, 8};

	/* before anything is opened */
	nulls();
	lookups("system");
	files_against_specs();
	apart_run("own_file", own_file);
	for (size_t i = 0; i < COUNT(values); i++)
		if (apart("flags")) {
			flags(values[i]);
			apart_end();
		}
	apart_run("callbacks", callbacks);
	apart_run("file_table", file_table);
	apart_run("links", links);
	media("system");
	apart_run("media_roots", media_roots);
	real_paths();
	compares();
}
