/*
 * A folder of plain files in selinuxfs's place: replies that no kernel would give, to see
 * how they are read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fakefs_family.h"

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
	for (size_t i = 0; i < COUNT(queries); i++) {
		const char *node = queries[i].node;

		for (size_t j = 0; j < COUNT(numbers); j++) {
			fakefs_text(node, numbers[j].text);
			if (call_begin(
				    queries[i].name, queries[i].run != NULL, "%s", numbers[j].name))
				end_int(queries[i].run());
		}
		fakefs_write(node, "1\0002", 3);
		if (call_begin(queries[i].name, queries[i].run != NULL, "nul"))
			end_int(queries[i].run());
		fakefs_write(node, "\0001", 2);
		if (call_begin(queries[i].name, queries[i].run != NULL, "nul-first"))
			end_int(queries[i].run());
		fakefs_unlink(node);
		if (call_begin(queries[i].name, queries[i].run != NULL, "absent"))
			end_int(queries[i].run());
		mkdir(fakefs_path(node), 0755);
		if (call_begin(queries[i].name, queries[i].run != NULL, "folder"))
			end_int(queries[i].run());
		rmdir(fakefs_path(node));
	}
}

void show_node(const char *call, const char *node)
{
	char data[8192];
	size_t len = read_file(fakefs_path(node), data, sizeof(data));

	if (call_begin(call, true, "written"))
		end_text((int)len, data);
}

/* What is written where, byte by byte. */
static void writes(void)
{
	fakefs_text("enforce", "");
	if (CALL(security_setenforce, "7"))
		end_int(security_setenforce(7));
	show_node("enforce", "enforce");
	fakefs_text("disable", "");
	if (CALL(security_disable, "file"))
		end_int(security_disable());
	show_node("disable", "disable");
	fakefs_text("load", "");
	if (CALL(security_load_policy, "file"))
		end_int(security_load_policy("policy", 6));
	show_node("load", "load");
	fakefs_text("context", "");
	if (CALL(security_check_context_raw, "file"))
		end_int(security_check_context_raw("a:b:c"));
	show_node("context", "context");
	fakefs_text("validatetrans", "");
	if (CALL(security_validatetrans_raw, "file"))
		end_int(security_validatetrans_raw("s", "t", 5, "n"));
	show_node("validatetrans", "validatetrans");
	fakefs_text("commit_pending_bools", "");
	if (CALL(security_commit_booleans, "file"))
		end_int(security_commit_booleans());
	show_node("commit", "commit_pending_bools");
}

static void initial_contexts(void)
{
	char *con = untouched;

	fakefs_text("initial_contexts/plain", "a:b:c");
	fakefs_text("initial_contexts/newline", "a:b:c\n");
	fakefs_text("initial_contexts/empty", "");
	fakefs_text("initial_contexts/long", repeat("x", 10000));
	fakefs_write("initial_contexts/nul", "a:b\0c", 6);
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

static void status(void)
{
	static const struct fakefs_status page = {1, 4, 1, 7, 1};
	static const struct fakefs_status version = {9, 4, 0, 7, 0};

	fakefs_status(&page);
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
	fakefs_status(&version);
	if (FORKED(selinux_status_open, "version"))
		end_int(selinux_status_open(0));
	if (FORKED(selinux_status_open, "version-fallback"))
		end_int(selinux_status_open(1));
	fakefs_unlink("status");
	if (FORKED(selinux_status_open, "absent"))
		end_int(selinux_status_open(0));
	if (FORKED(selinux_status_open, "absent-fallback"))
		end_int(selinux_status_open(1));
}

void family_fakefs(void)
{
	fakefs_at("fs");
	if (!set_selinuxmnt) {
		fact("set_selinuxmnt", "missing");
		return;
	}
	set_selinuxmnt(work_path("fs"));
	numbers_all();
	writes();
	fakefs_questions();
	fakefs_names();
	initial_contexts();
	status();
}
