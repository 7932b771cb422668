/*
 * File contexts that are malformed: lines, whole files, the files around them, and
 * contexts that the policy does not know.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blackbox.h"

static const struct sample lines[] = {
	{"one-word", "/a\n"},
	{"two-words", "/a " TMP_CON "\n"},
	{"three-words", "/a -- " TMP_CON "\n"},
	{"four-words", "/a -- " TMP_CON " more\n"},
	{"bad-type", "/a -x " TMP_CON "\n"},
	{"bad-type-dash", "/a - " TMP_CON "\n"},
	{"bad-type-word", "/a file " TMP_CON "\n"},
	{"long-type", "/a --- " TMP_CON "\n"},
	{"bad-regex-bracket", "/a[b " TMP_CON "\n"},
	{"bad-regex-paren", "/a(b " TMP_CON "\n"},
	{"bad-regex-close", "/a)b " TMP_CON "\n"},
	{"bad-regex-star", "*/a " TMP_CON "\n"},
	{"bad-regex-repeat", "/a{2,1} " TMP_CON "\n"},
	{"bad-regex-end", "/a\\ " TMP_CON "\n"},
	{"bad-regex-huge", "/(a{1000}){1000} " TMP_CON "\n"},
	{"bad-regex-lookbehind", "/(?<=a+)b " TMP_CON "\n"},
	{"good-then-bad", "/a " TMP_CON "\n/b[ " TMP_CON "\n"},
	{"two-bad", "/b[ " TMP_CON "\n/c[ " TMP_CON "\n"},
	{"no-slash", "a " TMP_CON "\n"},
	{"bad-context", "/a nonsense\n"},
	{"unknown-type", "/a system_u:object_r:nosuch_t:s0\n"},
	{"unsorted", "/a system_u:object_r:tmp_t:s0:c5,c1\n"},
	{"no-level", "/a system_u:object_r:tmp_t\n"},
	{"none", "/a <<none>>\n"},
	{"none-typed", "/a -- <<none>>\n"},
	{"none-odd", "/a <<NONE>>\n"},
	{"duplicate-same", "/a " TMP_CON "\n/a " TMP_CON "\n"},
	{"duplicate-other", "/a " TMP_CON "\n/a " SHADOW_CON "\n"},
	{"duplicate-kinds", "/a -- " TMP_CON "\n/a -d " SHADOW_CON "\n"},
	{"duplicate-kind-all", "/a -- " TMP_CON "\n/a " SHADOW_CON "\n"},
	{"duplicate-regex", "/a.* " TMP_CON "\n/b " TMP_CON "\n/a.* " SHADOW_CON "\n"},
	{"duplicate-three", "/a " TMP_CON "\n/a " SHADOW_CON "\n/a " KERNEL_CON "\n"},
	{"high-bytes", "/a\303\244 " TMP_CON "\n"},
	{"high-bytes-context", "/a system_u:object_r:t\303\244_t:s0\n"},
	{"control-bytes", "/a\001b " TMP_CON "\n"},
	{"tabs", "\t/a\t--\t" TMP_CON "\t\n"},
	{"comment-after", "/a " TMP_CON " # comment\n"},
	{"comment-glued", "/a#b " TMP_CON "\n"},
	{"crlf", "/a " TMP_CON "\r\n"},
	{"vertical-tab", "/a\v" TMP_CON "\n"},
	{"form-feed", "/a\f" TMP_CON "\n"},
};

static void look(struct selabel_handle *handle, const char *state)
{
	static const char *const keys[] = {"/a", "/b", "/other"};
	char *con = untouched;

	for (size_t i = 0; i < COUNT(keys); i++) {
		if (CALL(selabel_lookup_raw, "%s%s", state, keys[i]))
			end_con(selabel_lookup_raw(handle, &con, keys[i], S_IFREG), &con);
		if (CALL(selabel_lookup, "%s%s", state, keys[i]))
			end_con(selabel_lookup(handle, &con, keys[i], S_IFDIR), &con);
	}
}

static void open_and_look(const char *state, const char *path, bool validate)
{
	struct selinux_opt opts[] = {
		{SELABEL_OPT_PATH, path},
		{SELABEL_OPT_VALIDATE, validate ? (char *)1 : NULL},
	};
	struct selabel_handle *handle;

	if (!CALL(selabel_open, "%s", state))
		return;
	handle = selabel_open(SELABEL_CTX_FILE, opts, COUNT(opts));
	end_pointer(handle);
	if (!handle)
		return;
	look(handle, state);
	if (selabel_close)
		selabel_close(handle);
}

static void bad_lines(void)
{
	char state[96];

	for (size_t i = 0; i < COUNT(lines); i++) {
		const char *path;

		snprintf(state, sizeof(state), "line-%s", lines[i].name);
		path = put_text(state, lines[i].text);
		open_and_look(state, path, false);
		snprintf(state, sizeof(state), "validate-%s", lines[i].name);
		open_and_look(state, path, true);
	}
}

/* Each of the files beside the main one, wrong in every way. */
static void bad_files(void)
{
	static const struct {
		const char *suffix;
		const char *good_line;
	} files[] = {
		{"", "/a " TMP_CON "\n"},
		{".homedirs", "/a " TMP_CON "\n"},
		{".local", "/a " TMP_CON "\n"},
		{".subs", "/alias /b\n"},
		{".subs_dist", "/alias /b\n"},
		{".bin", "/a " TMP_CON "\n"},
	};
	char state[96], name[128];

	for (size_t i = 0; i < COUNT(files); i++) {
		size_t count;
		const struct bad_content *bad = bad_contents(files[i].good_line, &count);

		for (size_t j = 0; j < count; j++) {
			const char *path;

			snprintf(state, sizeof(state), "file%s-%s", files[i].suffix, bad[j].name);
			path = put_text(state, "/b " SHADOW_CON "\n");
			snprintf(name, sizeof(name), "%s%s", state, files[i].suffix);
			put_file(name, bad[j].data, bad[j].len);
			open_and_look(state, path, false);
		}
		snprintf(state, sizeof(state), "file%s-folder", files[i].suffix);
		if (*files[i].suffix)
			put_text(state, "/b " SHADOW_CON "\n");
		snprintf(name, sizeof(name), "%s%s", state, files[i].suffix);
		mkdir(name, 0755);
		open_and_look(state, work_path(state), false);
	}
}

static void paths(void)
{
	struct selinux_opt two[] = {
		{SELABEL_OPT_PATH, put_text("first", "/a " TMP_CON "\n")},
		{SELABEL_OPT_PATH, put_text("second", "/a " SHADOW_CON "\n/b " TMP_CON "\n")},
	};
	struct selabel_handle *handle;

	open_and_look("missing", "/nonexistent/specs", false);
	open_and_look("below-file", "/etc/passwd/specs", false);
	open_and_look("long-path", repeat("/long", 1000), false);
	open_and_look("empty-path", "", false);
	open_and_look("relative", "first", false);
	if (CALL(selabel_open, "two-paths")) {
		handle = selabel_open(SELABEL_CTX_FILE, two, COUNT(two));
		end_pointer(handle);
		if (handle)
			look(handle, "two-paths");
	}
	put_text("unreadable", "/a " TMP_CON "\n");
	chmod("unreadable", 0);
	if (apart("unreadable")) {
		const char *path = work_path("unreadable");

		if (!seteuid(65534))
			open_and_look("unreadable", path, false);
		apart_end();
	}
}

/* The machine's own places, in a root made here. */
static void roots(void)
{
	struct selabel_handle *handle;

	root_text("full", "contexts/files/file_contexts",
		"/a " TMP_CON "\n/b(/.*)? " SHADOW_CON "\n/c " TMP_CON "\n");
	root_text("full", "contexts/files/file_contexts.homedirs", "/a " KERNEL_CON "\n");
	root_text("full", "contexts/files/file_contexts.local", "/b/local " INIT_CON "\n");
	root_text("full", "contexts/files/file_contexts.subs", "/other /b\n");
	root_text("full", "contexts/files/file_contexts.subs_dist", "/dist /other\n");
	if (apart("root-full")) {
		if (root_enter("full") && CALL(selabel_open, "root-full")) {
			handle = selabel_open(SELABEL_CTX_FILE, NULL, 0);
			end_pointer(handle);
			if (handle)
				look(handle, "root-full");
		}
		apart_end();
	}
	if (apart("root-empty")) {
		if (root_enter("empty") && CALL(selabel_open, "root-empty"))
			end_pointer(selabel_open(SELABEL_CTX_FILE, NULL, 0));
		apart_end();
	}
}

void family_label_bad(void)
{
	bad_lines();
	bad_files();
	paths();
	roots();
}
