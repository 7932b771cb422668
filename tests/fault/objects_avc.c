/* SPDX-License-Identifier: MIT */
/*
 * Calls on classes, the mapping, the AVC and the status page; fault.h says what must hold for these
 * after a call that failed.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "outcome.h"

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

/* -1 where it is not open. */
static void status_inspect(void)
{
	say("%d %d %d ", selinux_status_getenforce(), selinux_status_deny_unknown(),
		selinux_status_policyload());
}

/* X(name, setup, inspect, teardown, the call) */
#define OBJECTS(X)                                                                                 \
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
	X(status, NULL, status_inspect, selinux_status_close, integer(selinux_status_open(0)))

OBJECTS(OBJECT_RUN)

const struct call avc_objects[] = {OBJECTS(OBJECT_ROW){NULL, NULL, NULL, NULL, NULL, false}};
