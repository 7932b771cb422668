/*
 * A folder of plain files in selinuxfs's place: replies that no kernel would give, to see
 * how they are read.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blackbox.h"

static const struct query {
	const char *name;
	const char *node;
	int (*run)(void);
} queries[] = {
	{"security_getenforce", "enforce", security_getenforce},
	{"security_policyvers", "policyvers", security_policyvers},
	{"security_deny_unknown", "deny_unknown", security_deny_unknown},
	{"security_reject_unknown", "reject_unknown", security_reject_unknown},
	{"security_get_checkreqprot", "checkreqprot", security_get_checkreqprot},
	{"is_selinux_mls_enabled", "mls", is_selinux_mls_enabled},
};

static const struct sample numbers[] = {
	{"0", "0"},
	{"1", "1"},
	{"1-newline", "1\n"},
	{"33", "33"},
	{"minus", "-1"},
	{"plus", "+1"},
	{"space", " 1"},
	{"hex", "0x1"},
	{"octal", "010"},
	{"garbage", "garbage"},
	{"tail", "1garbage"},
	{"empty", ""},
	{"newline", "\n"},
	{"long", "00000000000000000000000000001"},
	{"19", "0000000000000000001"},
	{"20", "00000000000000000001"},
	{"huge", "99999999999999999999"},
	{"2-31", "2147483648"},
};

static void numbers_all(void)
{
	char node[64];

	for (size_t i = 0; i < COUNT(queries); i++) {
		snprintf(node, sizeof(node), "fs/%s", queries[i].node);
		for (size_t j = 0; j < COUNT(numbers); j++) {
			put_text(node, numbers[j].text);
			if (call_begin(
				    queries[i].name, queries[i].run != NULL, "%s", numbers[j].name))
				end_int(queries[i].run());
		}
		put_file(node, "1\0002", 3);
		if (call_begin(queries[i].name, queries[i].run != NULL, "nul"))
			end_int(queries[i].run());
		put_file(node, "\0001", 2);
		if (call_begin(queries[i].name, queries[i].run != NULL, "nul-first"))
			end_int(queries[i].run());
		remove(node);
		if (call_begin(queries[i].name, queries[i].run != NULL, "absent"))
			end_int(queries[i].run());
		mkdir(node, 0755);
		if (call_begin(queries[i].name, queries[i].run != NULL, "folder"))
			end_int(queries[i].run());
		rmdir(node);
	}
}

static void show_node(const char *call, const char *node)
{
	char data[8192], path[64];
	ssize_t len;
	int fd;

	snprintf(path, sizeof(path), "fs/%s", node);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	len = fd < 0 ? -1 : read(fd, data, sizeof(data) - 1);
	if (fd >= 0)
		close(fd);
	data[len < 0 ? 0 : len] = '\0';
	if (call_begin(call, true, "written"))
		end_text((int)len, data);
}

/* What is written where, byte by byte. */
static void writes(void)
{
	put_text("fs/enforce", "");
	if (CALL(security_setenforce, "7"))
		end_int(security_setenforce(7));
	show_node("enforce", "enforce");
	put_text("fs/disable", "");
	if (CALL(security_disable, "file"))
		end_int(security_disable());
	show_node("disable", "disable");
	put_text("fs/load", "");
	if (CALL(security_load_policy, "file"))
		end_int(security_load_policy("policy", 6));
	show_node("load", "load");
	put_text("fs/context", "");
	if (CALL(security_check_context_raw, "file"))
		end_int(security_check_context_raw("a:b:c"));
	show_node("context", "context");
	put_text("fs/validatetrans", "");
	if (CALL(security_validatetrans_raw, "file"))
		end_int(security_validatetrans_raw("s", "t", 5, "n"));
	show_node("validatetrans", "validatetrans");
	put_text("fs/commit_pending_bools", "");
	if (CALL(security_commit_booleans, "file"))
		end_int(security_commit_booleans());
	show_node("commit", "commit_pending_bools");
}

/*
 * A transaction writes at the file's start and reads what comes after: a reply is whatever
 * the file holds beyond the request's length.
 */
static void reply_after(const char *node, size_t skip, const char *reply, size_t len)
{
	char path[64], *data = calloc(1, skip + len + 1);

	if (!data)
		abort();
	memcpy(data + skip, reply, len);
	snprintf(path, sizeof(path), "fs/%s", node);
	put_file(path, data, skip + len);
	free(data);
}

static const struct sample replies[] = {
	{"context", "new:con:text"},
	{"newline", "new:con:text\n"},
	{"empty", ""},
	{"binary", "\001\002\377"},
};

/* Around the size of a page, which is what a kernel's answer can have at most; and cut by a NUL. */
static void long_replies(void)
{
	static const size_t sizes[] = {4094, 4095, 4096, 4097, 8191, 8192};
	char *con = untouched;

	for (size_t i = 0; i < COUNT(sizes); i++) {
		reply_after("member", strlen("s t 5"), repeat("x", sizes[i]), sizes[i]);
		if (CALL(security_compute_member_raw, "size-%zu", sizes[i]))
			end_con(security_compute_member_raw("s", "t", 5, &con), &con);
		put_file("fs/initial_contexts/size", repeat("x", sizes[i]), sizes[i]);
		if (CALL(security_get_initial_context_raw, "size-%zu", sizes[i]))
			end_con(security_get_initial_context_raw("size", &con), &con);
	}
	reply_after("relabel", strlen("s t 5"), "new:con\0text", 12);
	if (CALL(security_compute_relabel_raw, "nul"))
		end_con(security_compute_relabel_raw("s", "t", 5, &con), &con);
	reply_after("context", strlen("s:t") + 1, "new:con\0text", 12);
	if (CALL(security_canonicalize_context_raw, "nul"))
		end_con(security_canonicalize_context_raw("s:t", &con), &con);
	reply_after("create", strlen("s t 5"), "\0text", 5);
	if (CALL(security_compute_create_raw, "nul-first"))
		end_con(security_compute_create_raw("s", "t", 5, &con), &con);
}

static void computes(void)
{
	char *con = untouched;

	for (size_t i = 0; i < COUNT(replies); i++) {
		size_t len = strlen(replies[i].text);

		reply_after("create", strlen("s t 5"), replies[i].text, len + (i % 2));
		if (CALL(security_compute_create_raw, "%s", replies[i].name))
			end_con(security_compute_create_raw("s", "t", 5, &con), &con);
		reply_after("relabel", strlen("s t 5"), replies[i].text, len);
		if (CALL(security_compute_relabel_raw, "%s", replies[i].name))
			end_con(security_compute_relabel_raw("s", "t", 5, &con), &con);
		reply_after("member", strlen("s t 5"), replies[i].text, len);
		if (CALL(security_compute_member_raw, "%s", replies[i].name))
			end_con(security_compute_member_raw("s", "t", 5, &con), &con);
		reply_after("context", strlen("s:t") + 1, replies[i].text, len);
		if (CALL(security_canonicalize_context_raw, "%s", replies[i].name))
			end_con(security_canonicalize_context_raw("s:t", &con), &con);
	}
	show_node("create", "create");
	reply_after("create", strlen("s t 5"), repeat("x", 10000), 10000);
	if (CALL(security_compute_create_raw, "10000"))
		end_con(security_compute_create_raw("s", "t", 5, &con), &con);
	reply_after("create", 0, "", 0);
	if (CALL(security_compute_create_name_raw, "name"))
		end_con(security_compute_create_name_raw(
				"s", "t", 5, "Az09._~-/ +%\001\377\"", &con),
			&con);
	show_node("create_name", "create");
}

static void decisions(void)
{
	static const struct sample rows[] = {
		{"six", "1 2 3 4 5 6"},
		{"five", "1 2 3 4 5"},
		{"four", "1 2 3 4"},
		{"seven", "1 2 3 4 5 6 7"},
		{"hex", "ffffffff 0xab 3 4 5 1"},
		{"garbage", "one two"},
		{"empty", ""},
		{"newlines", "1\n2\n3\n4\n5\n6\n"},
		{"minus", "-1 2 3 4 5 6"},
		{"too-big", "1ffffffff 2 3 4 5 6"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct av_decision avd = {9, 9, 9, 9, 9, 9};
		char text[128];
		int ret;

		reply_after("access", strlen("s t 5 ff"), rows[i].text, strlen(rows[i].text));
		if (CALL(security_compute_av_raw, "%s", rows[i].name)) {
			ret = security_compute_av_raw("s", "t", 5, 0xff, &avd);
			snprintf(text, sizeof(text), "%x %x %x %x %u %x", avd.allowed, avd.decided,
				avd.auditallow, avd.auditdeny, avd.seqno, avd.flags);
			end_text(ret, text);
		}
		avd = (struct av_decision){9, 9, 9, 9, 9, 9};
		if (CALL(security_compute_av_flags_raw, "%s", rows[i].name)) {
			ret = security_compute_av_flags_raw("s", "t", 5, 0xff, &avd);
			snprintf(text, sizeof(text), "%x %x %x %x %u %x", avd.allowed, avd.decided,
				avd.auditallow, avd.auditdeny, avd.seqno, avd.flags);
			end_text(ret, text);
		}
	}
	show_node("access", "access");
}

static void user_lists(void)
{
	static const struct {
		const char *name;
		const char *data;
		size_t len;
	} rows[] = {
		{"two", "2\0one\0two\0", 10},
		{"none", "0\0", 2},
		{"fewer", "3\0one\0two\0", 10},
		{"more", "1\0one\0two\0", 10},
		{"garbage", "x\0one\0", 6},
		{"no-nul", "1\0one", 5},
	};
	char **list = (char **)untouched;

	for (size_t i = 0; i < COUNT(rows); i++) {
		reply_after("user", strlen("s u"), rows[i].data, rows[i].len);
		if (FORKED(security_compute_user_raw, "%s", rows[i].name))
			end_list(security_compute_user_raw("s", "u", &list), &list);
	}
	show_node("user", "user");
}

static void booleans(void)
{
	static const struct sample rows[] = {{"00", "0 0"}, {"01", "0 1"}, {"10", "1 0"},
		{"11", "1 1"}, {"one", "1"}, {"empty", ""}, {"tail", "1 1\n"}, {"garbage", "x y"},
		{"big", "5 7"}, {"no-space", "101"}};
	const char *longest = repeat("b", 255);
	char **list = (char **)untouched, path[512];
	int count = -7, ret;

	mkdir("fs/booleans", 0755);
	if (CALL(security_get_boolean_names, "none")) {
		ret = security_get_boolean_names(&list, &count);
		end_text(ret, list == (char **)untouched ? "untouched" : list ? "set" : "NULL");
	}
	for (size_t i = 0; i < COUNT(rows); i++) {
		put_text("fs/booleans/b", rows[i].text);
		if (CALL(security_get_boolean_active, "%s", rows[i].name))
			end_int(security_get_boolean_active("b"));
		if (CALL(security_get_boolean_pending, "%s", rows[i].name))
			end_int(security_get_boolean_pending("b"));
		if (CALL(security_set_boolean, "%s", rows[i].name))
			end_int(security_set_boolean("b", 1));
	}
	show_node("boolean", "booleans/b");
	put_text("fs/booleans/.hidden", "0 0");
	put_text("fs/booleans/B", "0 0");
	put_text("fs/booleans/a", "0 0");
	put_text("fs/booleans/with space\n", "0 0");
	snprintf(path, sizeof(path), "fs/booleans/%s", longest);
	put_text(path, "1 0");
	put_text("fs/booleans/..twice", "0 0");
	mkdir("fs/booleans/folder", 0755);
	if (symlink("b", "fs/booleans/link") < 0 || symlink("nowhere", "fs/booleans/dangling") < 0)
		abort();
	if (CALL(security_get_boolean_names, "odd")) {
		ret = security_get_boolean_names(&list, &count);
		if (ret == 0 && (list = realloc(list, (size_t)(count + 1) * sizeof(*list))))
			list[count] = NULL;
		end_list(ret, &list);
	}
	if (CALL(security_get_boolean_active, "folder"))
		end_int(security_get_boolean_active("folder"));
	if (CALL(security_get_boolean_active, "longest"))
		end_int(security_get_boolean_active(longest));
	if (CALL(security_get_boolean_active, "too-long"))
		end_int(security_get_boolean_active(repeat("b", 256)));
	if (CALL(security_get_boolean_active, "link"))
		end_int(security_get_boolean_active("link"));
	if (CALL(security_get_boolean_active, "dangling"))
		end_int(security_get_boolean_active("dangling"));
	if (CALL(security_get_boolean_active, "dots"))
		end_int(security_get_boolean_active(".."));
	if (CALL(security_get_boolean_active, "no-name"))
		end_int(security_get_boolean_active(""));
	if (CALL(security_get_boolean_active, "newline"))
		end_int(security_get_boolean_active("with space\n"));
}

static void perm_bit(const char *class_name, const char *perm, const char *value)
{
	char path[128];

	snprintf(path, sizeof(path), "fs/class/%s/perms/%s", class_name, perm);
	put_text(path, value);
}

static void classes(void)
{
	static const struct sample indexes[] = {{"5", "5"}, {"newline", "6\n"}, {"zero", "0"},
		{"minus", "-1"}, {"max", "65535"}, {"over", "65536"}, {"garbage", "x"},
		{"empty", ""}};
	static const char *const perms[] = {
		"first", "second", "gap", "zero", "33", "32", "garbage"};
	static const char *const odd[] = {"perms_file", "file", "index_folder", "nul", "..", ""};
	char name[64], path[128], *text = untouched;

	for (size_t i = 0; i < COUNT(indexes); i++) {
		snprintf(name, sizeof(name), "c_%s", indexes[i].name);
		snprintf(path, sizeof(path), "fs/class/%s/index", name);
		put_text(path, indexes[i].text);
		perm_bit(name, "one", "1");
		if (CALL(string_to_security_class, "%s", name))
			end_count(string_to_security_class(name));
	}
	put_text("fs/class/full/index", "70");
	perm_bit("full", "first", "1");
	perm_bit("full", "second", "2\n");
	perm_bit("full", "gap", "5");
	if (CALL(string_to_security_class, "full"))
		end_count(string_to_security_class("full"));
	for (size_t i = 0; i < COUNT(perms); i++)
		if (CALL(string_to_av_perm, "full/%s", perms[i]))
			end_count(string_to_av_perm(70, perms[i]));
	if (CALL(security_av_string, "full"))
		end_con(security_av_string(70, 0xff, &text), &text);
	if (CALL(security_av_perm_to_string, "full/gap"))
		end_string(security_av_perm_to_string(70, 1u << 4));
	if (CALL(security_class_to_string, "full"))
		end_string(security_class_to_string(70));
	put_text("fs/class/bad_perm/index", "71");
	perm_bit("bad_perm", "first", "1");
	perm_bit("bad_perm", "garbage", "x");
	put_text("fs/class/over/index", "72");
	perm_bit("over", "first", "1");
	perm_bit("over", "33", "33");
	put_text("fs/class/under/index", "73");
	perm_bit("under", "zero", "0");
	mkdir("fs/class/no_index", 0755);
	put_text("fs/class/no_perms/index", "74");
	put_text("fs/class/perms_file/index", "75");
	put_text("fs/class/perms_file/perms", "1");
	put_text("fs/class/file", "76");
	mkdir("fs/class/index_folder", 0755);
	mkdir("fs/class/index_folder/index", 0755);
	put_file("fs/class/nul/index", "7\0007", 3);
	perm_bit("nul", "one", "1");
	for (size_t i = 0; i < COUNT(odd); i++)
		if (CALL(string_to_security_class, "%s", odd[i]))
			end_count(string_to_security_class(odd[i]));
	if (CALL(string_to_security_class, "bad_perm"))
		end_count(string_to_security_class("bad_perm"));
	if (CALL(string_to_security_class, "over"))
		end_count(string_to_security_class("over"));
	if (CALL(string_to_security_class, "under"))
		end_count(string_to_security_class("under"));
	if (CALL(string_to_security_class, "no_index"))
		end_count(string_to_security_class("no_index"));
	if (CALL(string_to_security_class, "no_perms"))
		end_count(string_to_security_class("no_perms"));
}

static void initial_contexts(void)
{
	char *con = untouched;

	put_text("fs/initial_contexts/plain", "a:b:c");
	put_text("fs/initial_contexts/newline", "a:b:c\n");
	put_text("fs/initial_contexts/empty", "");
	put_text("fs/initial_contexts/long", repeat("x", 10000));
	put_file("fs/initial_contexts/nul", "a:b\0c", 6);
	if (CALL(security_get_initial_context_raw, "plain"))
		end_con(security_get_initial_context_raw("plain", &con), &con);
	if (CALL(security_get_initial_context_raw, "newline"))
		end_con(security_get_initial_context_raw("newline", &con), &con);
	if (CALL(security_get_initial_context_raw, "empty"))
		end_con(security_get_initial_context_raw("empty", &con), &con);
	if (CALL(security_get_initial_context_raw, "long"))
		end_con(security_get_initial_context_raw("long", &con), &con);
	if (CALL(security_get_initial_context_raw, "nul"))
		end_con(security_get_initial_context_raw("nul", &con), &con);
	if (CALL(security_get_initial_context_raw, "slash"))
		end_con(security_get_initial_context_raw("../enforce", &con), &con);
}

/* status: version, sequence, enforcing, policyload, deny_unknown, each 32 bits wide. */
static void status(void)
{
	static const uint32_t page[1024] = {1, 4, 1, 7, 1};
	static const uint32_t version[1024] = {9, 4, 0, 7, 0};

	put_file("fs/status", page, sizeof(page));
	if (apart("status")) {
		if (CALL(selinux_status_open, "page"))
			end_int(selinux_status_open(0));
		if (CALL(selinux_status_updated, "page"))
			end_int(selinux_status_updated());
		if (CALL(selinux_status_getenforce, "page"))
			end_int(selinux_status_getenforce());
		if (CALL(selinux_status_policyload, "page"))
			end_int(selinux_status_policyload());
		if (CALL(selinux_status_deny_unknown, "page"))
			end_int(selinux_status_deny_unknown());
		apart_end();
	}
	put_file("fs/status", version, sizeof(version));
	if (FORKED(selinux_status_open, "version"))
		end_int(selinux_status_open(0));
	if (FORKED(selinux_status_open, "version-fallback"))
		end_int(selinux_status_open(1));
	remove("fs/status");
	if (FORKED(selinux_status_open, "absent"))
		end_int(selinux_status_open(0));
	if (FORKED(selinux_status_open, "absent-fallback"))
		end_int(selinux_status_open(1));
}

void family_fakefs(void)
{
	mkdir("fs", 0755);
	if (!set_selinuxmnt) {
		fact("set_selinuxmnt", "missing");
		return;
	}
	set_selinuxmnt(work_path("fs"));
	numbers_all();
	writes();
	computes();
	long_replies();
	decisions();
	user_lists();
	booleans();
	classes();
	initial_contexts();
	status();
}
