/* SPDX-License-Identifier: MIT */
/*
 * Calls on what lives on between calls: context fields, the configuration, translations, what the
 * kernel keeps, logins. fault.h says what must hold for it after a call that failed.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "outcome.h"

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

OBJECTS(OBJECT_RUN)

const struct call objects[] = {
	OBJECTS(OBJECT_ROW) FIRSTS(ROW_FIRST){NULL, NULL, NULL, NULL, NULL, false}};
