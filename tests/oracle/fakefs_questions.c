/*
 * A folder of plain files in selinuxfs's place: answers that no kernel would give to questions,
 * to see how they are read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fakefs_family.h"

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
		fakefs_answer_at("member", strlen("s t 5"), repeat("x", sizes[i]), sizes[i]);
		if (CALL(security_compute_member_raw, "size-%zu", sizes[i]))
			end_con(security_compute_member_raw("s", "t", 5, &con), &con);
		fakefs_write("initial_contexts/size", repeat("x", sizes[i]), sizes[i]);
		if (CALL(security_get_initial_context_raw, "size-%zu", sizes[i]))
			end_con(security_get_initial_context_raw("size", &con), &con);
	}
	fakefs_answer_at("relabel", strlen("s t 5"), "new:con\0text", 12);
	if (CALL(security_compute_relabel_raw, "nul"))
		end_con(security_compute_relabel_raw("s", "t", 5, &con), &con);
	fakefs_answer_at("context", strlen("s:t") + 1, "new:con\0text", 12);
	if (CALL(security_canonicalize_context_raw, "nul"))
		end_con(security_canonicalize_context_raw("s:t", &con), &con);
	fakefs_answer_at("create", strlen("s t 5"), "\0text", 5);
	if (CALL(security_compute_create_raw, "nul-first"))
		end_con(security_compute_create_raw("s", "t", 5, &con), &con);
}

static void computes(void)
{
	char *con = untouched;

	for (size_t i = 0; i < COUNT(replies); i++) {
		size_t len = strlen(replies[i].text);

		fakefs_answer_at("create", strlen("s t 5"), replies[i].text, len + (i % 2));
		if (CALL(security_compute_create_raw, "%s", replies[i].name))
			end_con(security_compute_create_raw("s", "t", 5, &con), &con);
		fakefs_answer_at("relabel", strlen("s t 5"), replies[i].text, len);
		if (CALL(security_compute_relabel_raw, "%s", replies[i].name))
			end_con(security_compute_relabel_raw("s", "t", 5, &con), &con);
		fakefs_answer_at("member", strlen("s t 5"), replies[i].text, len);
		if (CALL(security_compute_member_raw, "%s", replies[i].name))
			end_con(security_compute_member_raw("s", "t", 5, &con), &con);
		fakefs_answer_at("context", strlen("s:t") + 1, replies[i].text, len);
		if (CALL(security_canonicalize_context_raw, "%s", replies[i].name))
			end_con(security_canonicalize_context_raw("s:t", &con), &con);
	}
	show_node("create", "create");
	fakefs_answer_at("create", strlen("s t 5"), repeat("x", 10000), 10000);
	if (CALL(security_compute_create_raw, "10000"))
		end_con(security_compute_create_raw("s", "t", 5, &con), &con);
	fakefs_answer_at("create", 0, "", 0);
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

		fakefs_answer_at("access", strlen("s t 5 ff"), rows[i].text, strlen(rows[i].text));
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
		fakefs_answer_at("user", strlen("s u"), rows[i].data, rows[i].len);
		if (FORKED(security_compute_user_raw, "%s", rows[i].name))
			end_list(security_compute_user_raw("s", "u", &list), &list);
	}
	show_node("user", "user");
}

void fakefs_questions(void)
{
	computes();
	long_replies();
	decisions();
	user_lists();
}
