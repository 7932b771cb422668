/* SPDX-License-Identifier: MIT */
/*
 * Calls on what lives on between calls: context fields, the configuration, translations, classes
 * and mapping, the AVC. fault.h says what must hold for it after a call that failed.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "outcome.h"

#define C "system_u:object_r:third_t:s0"

/* A context's fields, and its text, which is made when asked for. */
static context_t fields;

static void fields_setup(void)
{
	fields = context_new("user:role:type:s0");
	went(fields != NULL);
}

static void fields_setup_with_text(void)
{
	fields_setup();
	string(context_str(fields));
}

static void fields_inspect(void)
{
	string(context_user_get(fields));
	string(context_role_get(fields));
	string(context_type_get(fields));
	string(context_range_get(fields));
	string(context_str(fields));
}

static void fields_teardown(void)
{
	context_free(fields);
}

/* The configuration in force, and the paths that follow from it. */
static void config_inspect(void)
{
	string(selinux_policy_root());
	string(selinux_booleans_subs_path());
	string(selinux_file_context_path());
	string(selinux_binary_policy_path());
	context(selinux_getpolicytype(&con));
}

static void config_end(void)
{
	selinux_reset_config();
}

/* What returns nothing: whether it did what it was to do. */
static void done(bool well)
{
	errno = plan.error;
	went(well);
}

static void config_setup_other(void)
{
	config_inspect();
	integer(selinux_set_policy_root("/etc/selinux/other"));
}

static void config_reset(void)
{
	selinux_reset_config();
	done(!strcmp(selinux_policy_root(), "/etc/selinux/local"));
}

/* What is done when the library is loaded. */
static void config_at_load(void)
{
	set_selinuxmnt(world_path("fs"));
	done(is_selinux_enabled() == 1);
}

/* What a program that starts where SELinux is off asks first. */
static void first_labels(void)
{
	struct selabel_handle *handle = selabel_open(SELABEL_CTX_FILE, NULL, 0);

	if (went(handle != NULL)) {
		context(selabel_lookup_raw(handle, &con, "/etc/passwd", 0));
		selabel_close(handle);
	}
}

static void mount_point_run(void)
{
	bool was = armed;

	set_selinuxmnt(world_path("other-fs"));
	armed = false;
	done(security_policyvers() == 21);
	armed = was;
}

static void mount_point_inspect(void)
{
	integer(security_policyvers());
}

/* The last translation of each kind is kept. */
static void translate_inspect(void)
{
	context(selinux_raw_to_trans_context(A, &con));
	context(selinux_raw_to_trans_context(C, &con));
	context(selinux_trans_to_raw_context(A "+", &con));
	context(selinux_trans_to_raw_context(B "+", &con));
	context(selinux_raw_context_to_color(A, &con));
}

static void translate_setup(void)
{
	context(selinux_raw_to_trans_context(A, &con));
	context(selinux_trans_to_raw_context(A "+", &con));
}

/* Classes that are known already, and one that is not. */
static void class_setup(void)
{
	some(string_to_security_class("passwd"));
}

static void class_inspect(void)
{
	static const char *const names[][2] = {{"file", "read"}, {"file", "write"},
		{"file", "open"}, {"passwd", "rootok"}, {"process", "transition"}};

	for (size_t i = 0; i < COUNT(names); i++) {
		security_class_t tclass = string_to_security_class(names[i][0]);
		access_vector_t av;

		if (!some(tclass))
			continue;
		av = string_to_av_perm(tclass, names[i][1]);
		string(security_class_to_string(tclass));
		if (some(av))
			string(security_av_perm_to_string(tclass, av));
	}
	context(security_av_string(string_to_security_class("file"), 3, &con));
}

/* A policy with other numbers has been loaded since the class was learnt. */
static void reload_setup(void)
{
	class_inspect();
	integer(selinux_status_open(0));
	integer(selinux_status_updated()); /* the first look finds nothing new */
	world_reload();
}

static void reload_run(void)
{
	went(selinux_status_updated() >= 0);
	some(string_to_security_class("file"));
}

static void reload_inspect(void)
{
	went(selinux_status_updated() >= 0);
	class_inspect();
}

static void reload_teardown(void)
{
	selinux_status_close();
}

/* The caller's numbers. */
static const struct security_class_mapping before[] = {
	{"passwd", {"rootok", "passwd", NULL}}, {"file", {"open", "read", NULL}}, {NULL, {NULL}}};
static const struct security_class_mapping after[] = {
	{"process", {"transition", NULL}}, {"file", {"write", "read", NULL}}, {NULL, {NULL}}};
static const struct security_class_mapping none[] = {{NULL, {NULL}}};

static void mapping_setup(void)
{
	integer(selinux_set_mapping((struct security_class_mapping *)before));
}

static void mapping_run(void)
{
	integer(selinux_set_mapping((struct security_class_mapping *)after));
}

static void mapping_inspect(void)
{
	static const char *const names[] = {"passwd", "file", "process"};

	for (size_t i = 0; i < COUNT(names); i++)
		say("%u ", string_to_security_class(names[i]));
	string(security_class_to_string(1));
	string(security_class_to_string(2));
	for (access_vector_t bit = 1; bit <= 4; bit *= 2) {
		const char *permission = security_av_perm_to_string(2, bit);

		say("%s ", permission ? permission : "-");
	}
	AVD(security_compute_av_raw(A, B, 2, 1, &avd));
}

static void mapping_teardown(void)
{
	selinux_set_mapping((struct security_class_mapping *)none);
}

/* The AVC: its SIDs, callbacks and decisions. */
static security_id_t sid_a, sid_b;
static unsigned resets;

static int on_reset(uint32_t event, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t perms, access_vector_t *retained)
{
	(void)event, (void)ssid, (void)tsid, (void)tclass, (void)perms, (void)retained;
	resets++;
	return 0;
}

static void avc_setup(void)
{
	integer(avc_open(NULL, 0));
	integer(avc_context_to_sid_raw(A, &sid_a));
	integer(avc_context_to_sid_raw(B, &sid_b));
	integer(avc_has_perm(sid_a, sid_b, 1, 1, NULL, NULL));
}

static void avc_inspect(void)
{
	static const char *const texts[] = {A, B, C};
	struct avc_entry_ref ref = {NULL};
	security_id_t sid = NULL;

	for (size_t i = 0; i < COUNT(texts); i++)
		if (integer(avc_context_to_sid_raw(texts[i], &sid)))
			say("%s%s ", sid->ctx, sid == sid_a || sid == sid_b ? " as before" : "");
	integer(avc_has_perm_noaudit(sid_a, sid_b, 1, 1, &ref, NULL));
	integer(avc_has_perm_noaudit(sid_a, sid_b, 2, 2, &ref, NULL));
	say("%d ", avc_has_perm(sid_a, sid_b, 1, 8, NULL, NULL));
	if (integer(avc_compute_create(sid_a, sid_b, 1, &sid)))
		say("%s ", sid->ctx);
	if (integer(avc_compute_member(sid_a, sid_b, 1, &sid)))
		say("%s ", sid->ctx);
	resets = 0;
	integer(avc_reset());
	say("%u resets ", resets);
}

static void new_sid(int r, security_id_t sid)
{
	if (integer(r))
		say("%s ", sid->ctx);
	else
		must_be_untouched(sid);
}

#define SID(call)                                                                                  \
	do {                                                                                       \
		security_id_t sid = (security_id_t)(void *)untouched;                              \
		int r = call;                                                                      \
		new_sid(r, sid);                                                                   \
	} while (0)

static void avc_run_check(void)
{
	integer(avc_has_perm_noaudit(sid_a, sid_b, 2, 2, NULL, NULL));
}

/* A callback that was added twice is called twice: added by the first run only. */
static void avc_run_callback(void)
{
	integer(avc_add_callback(on_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0));
}

static void avc_run_open(void)
{
	integer(avc_open(NULL, 0));
}

/* Whether it is open: opened if it was not. */
static void avc_inspect_open(void)
{
	avc_setup();
	avc_inspect();
}

static void check_access_inspect(void)
{
	integer(selinux_check_access(A, B, "file", "read", NULL));
	integer(selinux_check_access(A, B, "file", "write", NULL));
	integer(selinux_check_access(A, B, "passwd", "rootok", NULL));
	integer(selinux_check_access(A, C, "process", "transition", NULL));
}

static void check_access_setup(void)
{
	integer(selinux_check_access(A, B, "file", "read", NULL));
}

/* The kernel's booleans and mode, the attributes of the process, labels. */
static void boolean_inspect(void)
{
	static const char *const names[] = {"first", "second", "third"};

	for (size_t i = 0; i < COUNT(names); i++) {
		integer(security_get_boolean_active(names[i]));
		integer(security_get_boolean_pending(names[i]));
	}
	file("fs/commit_pending_bools");
}

static void boolean_run_list(void)
{
	char names[3][8] = {"first", "second", "third"};
	SELboolean all[3] = {{names[0], 1}, {names[1], 0}, {names[2], 1}};

	integer(security_set_boolean_list(3, all, 0));
}

static void attribute_inspect(void)
{
	context(getcon_raw(&con));
	context(getexeccon_raw(&con));
	context(getfscreatecon_raw(&con));
	context(getkeycreatecon_raw(&con));
	context(getsockcreatecon_raw(&con));
	integer(security_getenforce());
	file("fs/load");
	labels();
}

/* Logins: the policy store's files are read for each. */
static void login_inspect(void)
{
	two(getseuserbyname("alice", &con, &second));
	two(getseuserbyname("member", &con, &second));
	two(getseuserbyname("stranger", &con, &second));
	two(getseuser("alice", "sshd", &con, &second));
	many(get_ordered_context_list("staff_u", A, &list));
	context(get_default_type("staff_r", &con));
	integer(is_context_customizable("system_u:object_r:custom_t:s0"));
	integer(is_context_customizable(B));
	integer(selinux_check_securetty_context("u:object_r:sysadm_tty_device_t:s0"));
}

/* X(name, setup, inspect, teardown, the call) */
#define OBJECTS(X)                                                                                 \
	X(context_user, fields_setup, fields_inspect, fields_teardown,                             \
		integer(context_user_set(fields, "another_user_that_is_longer")))                  \
	X(context_role, fields_setup_with_text, fields_inspect, fields_teardown,                   \
		integer(context_role_set(fields, "another_role_that_is_longer")))                  \
	X(context_type, fields_setup_with_text, fields_inspect, fields_teardown,                   \
		integer(context_type_set(fields, "another_type_that_is_longer")))                  \
	X(context_range, fields_setup, fields_inspect, fields_teardown,                            \
		integer(context_range_set(fields, "s0-s0:c0.c1023")))                              \
	X(context_text, fields_setup, fields_inspect, fields_teardown,                             \
		string(context_str(fields)))                                                       \
	X(config_root, config_inspect, config_inspect, config_end,                                 \
		integer(selinux_set_policy_root("/etc/selinux/other")))                            \
	X(config_back, config_setup_other, config_inspect, NULL, config_reset())                   \
	X(mount_point, NULL, mount_point_inspect, NULL, mount_point_run())                         \
	X(translate_raw, translate_setup, translate_inspect, NULL,                                 \
		context(selinux_raw_to_trans_context(B, &con)))                                    \
	X(translate_back, translate_setup, translate_inspect, NULL,                                \
		context(selinux_trans_to_raw_context(B "+", &con)))                                \
	X(translate_color, translate_setup, translate_inspect, NULL,                               \
		context(selinux_raw_context_to_color(B, &con)))                                    \
	X(class_by_name, class_setup, class_inspect, NULL, some(string_to_security_class("file"))) \
	X(class_reloaded, reload_setup, reload_inspect, reload_teardown, reload_run())             \
	X(mapping_first, NULL, mapping_inspect, mapping_teardown, mapping_run())                   \
	X(mapping_other, mapping_setup, mapping_inspect, mapping_teardown, mapping_run())          \
	X(avc_sid, avc_setup, avc_inspect, avc_destroy, SID(avc_context_to_sid_raw(C, &sid)))      \
	X(avc_sid_translated, avc_setup, avc_inspect, avc_destroy,                                 \
		SID(avc_context_to_sid(C "+", &sid)))                                              \
	X(avc_initial_sid, avc_setup, avc_inspect, avc_destroy,                                    \
		SID(avc_get_initial_sid("kernel", &sid)))                                          \
	X(avc_check, avc_setup, avc_inspect, avc_destroy, avc_run_check())                         \
	X(avc_create, avc_setup, avc_inspect, avc_destroy,                                         \
		SID(avc_compute_create(sid_a, sid_b, 1, &sid)))                                    \
	X(avc_member, avc_setup, avc_inspect, avc_destroy,                                         \
		SID(avc_compute_member(sid_a, sid_b, 1, &sid)))                                    \
	X(avc_callback, avc_setup, avc_inspect, avc_destroy, avc_run_callback())                   \
	X(avc_emptied, avc_setup, avc_inspect, avc_destroy, integer(avc_reset()))                  \
	X(avc_opened, NULL, avc_inspect_open, avc_destroy, avc_run_open())                         \
	X(check_access, check_access_setup, check_access_inspect, avc_destroy,                     \
		integer(selinux_check_access(A, B, "passwd", "rootok", NULL)))                     \
	X(boolean, NULL, boolean_inspect, NULL, integer(security_set_boolean("first", 1)))         \
	X(boolean_list, NULL, boolean_inspect, NULL, boolean_run_list())                           \
	X(attribute_current, NULL, attribute_inspect, NULL, integer(setcon_raw(C)))                \
	X(attribute_exec, NULL, attribute_inspect, NULL, integer(setexeccon(B "+")))               \
	X(attribute_fscreate, NULL, attribute_inspect, NULL, integer(setfscreatecon_raw(C)))       \
	X(attribute_keycreate, NULL, attribute_inspect, NULL, integer(setkeycreatecon_raw(C)))     \
	X(attribute_sockcreate, NULL, attribute_inspect, NULL, integer(setsockcreatecon(B "+")))   \
	X(attribute_program, NULL, attribute_inspect, NULL,                                        \
		integer(setexecfilecon(world_path("tree/file"), "fallback_t")))                    \
	X(mode, NULL, attribute_inspect, NULL, integer(security_setenforce(0)))                    \
	X(file_label, NULL, attribute_inspect, NULL,                                               \
		integer(lsetfilecon(world_path("tree/file"), C "+")))                              \
	X(policy, NULL, attribute_inspect, NULL, integer(security_load_policy("a policy", 8)))     \
	X(login, NULL, login_inspect, NULL, two(getseuserbyname("member", &con, &second)))         \
	X(login_service, NULL, login_inspect, NULL,                                                \
		two(getseuser("alice", "sshd", &con, &second)))                                    \
	X(login_contexts, NULL, login_inspect, NULL,                                               \
		many(get_ordered_context_list("staff_u", A, &list)))                               \
	X(login_customizable, NULL, login_inspect, NULL, integer(is_context_customizable(B)))

/* X(name, inspect, the first call of all) */
#define FIRSTS(X)                                                                                  \
	X(at_load, config_inspect, config_at_load())                                               \
	X(type, config_inspect, context(selinux_getpolicytype(&con)))                              \
	X(login, NULL, two(getseuserbyname("member", &con, &second)))                              \
	X(login_service, NULL, two(getseuser("alice", "sshd", &con, &second)))                     \
	X(login_type, NULL, context(get_default_type("staff_r", &con)))                            \
	X(login_contexts, NULL, many(get_ordered_context_list("staff_u", A, &list)))               \
	X(login_terminal, NULL,                                                                    \
		integer(selinux_check_securetty_context("u:object_r:sysadm_tty_device_t:s0")))     \
	X(customizable, NULL, integer(is_context_customizable("system_u:object_r:custom_t:s0")))   \
	X(labels, NULL, first_labels())                                                            \
	X(media, NULL, context(matchmediacon("floppy", &con)))                                     \
	X(boolean, NULL, owned(selinux_boolean_sub("old_name")))

#define RUN_FIRST(name, inspect, ...)                                                              \
	static void run_first_##name(void)                                                         \
	{                                                                                          \
		__VA_ARGS__;                                                                       \
	}
FIRSTS(RUN_FIRST)

#define ROW_FIRST(row, inspect, ...) {"first_" #row, run_first_##row, NULL, inspect, NULL, true},

#define RUN(name, setup, inspect, teardown, ...)                                                   \
	static void run_##name(void)                                                               \
	{                                                                                          \
		__VA_ARGS__;                                                                       \
	}
OBJECTS(RUN)

#define ROW(row, setup, inspect, teardown, ...)                                                    \
	{"object_" #row, run_##row, setup, inspect, teardown, false},
const struct call objects[] = {OBJECTS(ROW) FIRSTS(ROW_FIRST){NULL, NULL, NULL, NULL, NULL, false}};
