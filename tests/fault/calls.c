/* SPDX-License-Identifier: MIT */
/*
 * Public functions with arguments for which they succeed in the world of world.c, but those of
 * labels (calls_label.c); each frees what it got. A row is one call, or one story whose first
 * failure is its result.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <selinux/strict.h>

#include "outcome.h"

#pragma weak selinux_strict_recheck

static void context_story(void)
{
	context_t c = context_new("user:role:type:s0-s0:c1");

	if (!went(c != NULL))
		return;
	if (integer(context_type_set(c, "another_type")) && integer(context_range_set(c, "s1")) &&
		integer(context_user_set(c, "u")) && integer(context_role_set(c, "r"))) {
		string(context_str(c));
		string(context_type_get(c));
	}
	context_free(c);
}

/* A failed set leaves what was there. */
static void context_set_story(void)
{
	context_t c = context_new("user:role:type:s0");

	if (!went(c != NULL))
		return;
	if (!integer(context_type_set(c, "another_type_that_is_longer"))) {
		const char *type = context_type_get(c);

		if (type && strcmp(type, "type") != 0)
			outcome->touched = true;
	} else {
		string(context_type_get(c));
	}
	context_free(c);
}

static void file_story(bool raw_form)
{
	int fd;

	aside = true;
	fd = open(world_path("tree/file"), O_RDONLY | O_CLOEXEC);
	aside = false;
	if (raw_form) {
		context(fgetfilecon_raw(fd, &con));
		integer(fsetfilecon_raw(fd, B));
	} else {
		context_or_null(fgetfilecon(fd, &con));
		integer(fsetfilecon(fd, B "+"));
	}
	aside = true;
	close(fd);
	aside = false;
	labels();
}

static void peer(void)
{
	int pair[2], r;

	aside = true;
	r = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair);
	aside = false;
	if (r < 0) {
		say("socketpair: %m"); /* the soak, in enforcing mode */
		return;
	}
	context(getpeercon_raw(pair[0], &con));
	aside = true;
	close(pair[0]);
	close(pair[1]);
	aside = false;
}

static void boolean_names(void)
{
	char **names = (char **)untouched;
	int count = -7, r = security_get_boolean_names(&names, &count);

	if (integer(r)) {
		for (int i = 0; i < count; i++) {
			say("%s ", names[i]);
			free(names[i]);
		}
		free(names);
	} else if (names != (char **)untouched || count != -7) {
		outcome->touched = true;
	}
}

static void boolean_states(void)
{
	file("fs/booleans/first");
	file("fs/booleans/second");
	file("fs/booleans/third");
}

/* All of a list, or none of it. */
static void boolean_list(void)
{
	char names[3][8] = {"first", "second", "third"};
	SELboolean all[3] = {{names[0], 1}, {names[1], 0}, {names[2], 1}};
	char text[512];

	if (integer(security_set_boolean_list(3, all, 0))) {
		boolean_states();
		return;
	}
	strcpy(text, outcome->text);
	outcome->text[0] = '\0';
	boolean_states();
	if (strcmp(outcome->text,
		    "fs/booleans/first=0 0 fs/booleans/second=1 1 fs/booleans/third=0 0 ") != 0)
		outcome->touched = true;
}

static void mapping_story(void)
{
	static struct security_class_mapping map[] = {{"process", {"transition", NULL}},
		{"file", {"write", "read", NULL}}, {NULL, {NULL}}};

	if (integer(selinux_set_mapping(map))) {
		some(string_to_security_class("file"));
		some(string_to_av_perm(2, "read"));
		AVD(security_compute_av_raw(A, B, 2, 1, &avd));
	}
	/* afterwards there is none: the next run finds what this one found */
	static struct security_class_mapping none[] = {{NULL, {NULL}}};
	bool was = armed;

	armed = false;
	selinux_set_mapping(none);
	armed = was;
}

static void class_story(void)
{
	if (!some(string_to_security_class("file")) || !some(string_to_av_perm(1, "write")))
		return;
	string(security_class_to_string(1));
	string(security_av_perm_to_string(1, 1));
	context(security_av_string(1, 3, &con));
}

static int on_reset(uint32_t event, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t perms, access_vector_t *retained)
{
	(void)event, (void)ssid, (void)tsid, (void)tclass, (void)perms, (void)retained;
	return 0;
}

static void avc_body(void)
{
	struct avc_entry_ref ref = {NULL};
	struct av_decision avd;
	security_id_t a = NULL, b = NULL, made = NULL;

	if (!integer(avc_add_callback(on_reset, AVC_CALLBACK_RESET, NULL, NULL, 0, 0)) ||
		!integer(avc_context_to_sid_raw(A, &a)) || !integer(avc_context_to_sid(B "+", &b)))
		return;
	if (!integer(avc_has_perm_noaudit(a, b, 1, 1, &ref, &avd)) ||
		!integer(avc_has_perm_noaudit(a, b, 1, 1, &ref, &avd)))
		return;
	if (avc_has_perm(a, b, 1, 8, &ref, NULL) < 0 && errno != EACCES)
		went(false);
	if (integer(avc_compute_create(a, b, 1, &made)))
		say("%s ", made->ctx);
	if (integer(avc_compute_member(a, b, 1, &made)))
		say("%s ", made->ctx);
	if (integer(avc_get_initial_sid("kernel", &made)))
		context(avc_sid_to_context(made, &con));
	integer(avc_reset());
}

static void avc_story(void)
{
	if (integer(avc_open(NULL, 0)))
		avc_body();
	avc_destroy();
}

static void *own_malloc(size_t size)
{
	return malloc(size);
}

static void own_free(void *p)
{
	free(p);
}

static void avc_init_story(void)
{
	static const struct avc_memory_callback memory = {own_malloc, own_free};

	if (integer(avc_init("fault", &memory, NULL, NULL, NULL)))
		avc_body();
	avc_destroy();
}

static void check_access(void)
{
	integer(selinux_check_access(A, B, "file", "read", NULL));
	if (selinux_check_access(A, B, "passwd", "nonesuch", NULL) < 0 && errno != EACCES &&
		errno != EINVAL)
		went(false);
	avc_destroy();
}

static void status_story(int fallback)
{
	if (!integer(selinux_status_open(fallback)))
		return;
	integer(selinux_status_updated());
	integer(selinux_status_getenforce());
	integer(selinux_status_deny_unknown());
	selinux_status_close();
}

static void netlink_story(void)
{
	if (!integer(avc_netlink_open(0)))
		return;
	if (integer(avc_netlink_acquire_fd()))
		avc_netlink_release_fd();
	integer(avc_netlink_check_nb());
	avc_netlink_close();
}

static void policy_type(void)
{
	context(selinux_getpolicytype(&con));
	selinux_reset_config();
	string(selinux_file_context_path());
	string(selinux_policy_root());
}

static void root_story(void)
{
	integer(selinux_set_policy_root("/etc/selinux/local"));
	string(selinux_booleans_subs_path());
	string(selinux_current_policy_path());
	string(selinux_binary_policy_path());
}

static void enforce_mode(void)
{
	number = -7;
	if (integer(selinux_getenforcemode(&number)))
		say("%d ", number);
	else if (number != -7)
		outcome->touched = true;
}

static void load(int r)
{
	integer(r);
	file("fs/load");
}

static void init_load(void)
{
	number = -7;
	integer(selinux_init_load_policy(&number));
	set_selinuxmnt(world_path("fs"));
	say("%d ", number);
	file("fs/load");
}

static void setexec(void)
{
	integer(setexecfilecon(world_path("tree/file"), "fallback_t"));
	file("attr/exec");
}

/* Where it is ours: looks for selinuxfs once more. */
static void recheck(void)
{
	if (selinux_strict_recheck)
		integer(selinux_strict_recheck());
	integer(is_selinux_enabled());
	set_selinuxmnt(world_path("fs"));
}

#define SET(call, attribute) integer(call), file("attr/" attribute)

#define CALLS(X)                                                                                   \
	X(is_selinux_enabled, integer(is_selinux_enabled()))                                       \
	X(selinux_strict_recheck, recheck())                                                       \
	X(is_selinux_mls_enabled, integer(is_selinux_mls_enabled()))                               \
	X(selinuxfs_exists, integer(selinuxfs_exists()))                                           \
	X(security_getenforce, integer(security_getenforce()))                                     \
	X(security_setenforce, integer(security_setenforce(0)), file("fs/enforce"))                \
	X(security_policyvers, integer(security_policyvers()))                                     \
	X(security_deny_unknown, integer(security_deny_unknown()))                                 \
	X(security_reject_unknown, integer(security_reject_unknown()))                             \
	X(security_get_checkreqprot, integer(security_get_checkreqprot()))                         \
	X(security_disable, integer(security_disable()), file("fs/disable"))                       \
	X(selinux_getenforcemode, enforce_mode())                                                  \
	X(selinux_getpolicytype, policy_type())                                                    \
	X(selinux_set_policy_root, root_story())                                                   \
	X(context_new, context_story())                                                            \
	X(context_type_set, context_set_story())                                                   \
	X(selinux_raw_to_trans_context, context(selinux_raw_to_trans_context(A, &con)))            \
	X(selinux_trans_to_raw_context, context(selinux_trans_to_raw_context(A "+", &con)))        \
	X(selinux_raw_context_to_color, context(selinux_raw_context_to_color(A, &con)))            \
	X(getcon, context(getcon(&con)))                                                           \
	X(getcon_raw, context(getcon_raw(&con)))                                                   \
	X(getprevcon, context(getprevcon(&con)))                                                   \
	X(getexeccon, context(getexeccon(&con)))                                                   \
	X(getfscreatecon_raw, context(getfscreatecon_raw(&con)))                                   \
	X(getkeycreatecon_raw, context(getkeycreatecon_raw(&con)))                                 \
	X(getsockcreatecon, context(getsockcreatecon(&con)))                                       \
	X(getpidcon, context(getpidcon(1, &con)))                                                  \
	X(getpidprevcon_raw, context(getpidprevcon_raw(1, &con)))                                  \
	X(setcon_raw, SET(setcon_raw(A), "current"))                                               \
	X(setexeccon, SET(setexeccon(A "+"), "exec"))                                              \
	X(setfscreatecon_raw, SET(setfscreatecon_raw(B), "fscreate"))                              \
	X(setkeycreatecon, SET(setkeycreatecon(B "+"), "keycreate"))                               \
	X(setsockcreatecon_raw, SET(setsockcreatecon_raw(B), "sockcreate"))                        \
	X(getfilecon, context_or_null(getfilecon(world_path("tree/file"), &con)))                  \
	X(getfilecon_raw, context(getfilecon_raw(world_path("tree/file"), &con)))                  \
	X(lgetfilecon, context_or_null(lgetfilecon(world_path("tree/file"), &con)))                \
	X(fgetfilecon, file_story(false))                                                          \
	X(fgetfilecon_raw, file_story(true))                                                       \
	X(setfilecon, integer(setfilecon(world_path("tree/file"), B "+")), labels())               \
	X(lsetfilecon_raw, integer(lsetfilecon_raw(world_path("tree/file"), B)), labels())         \
	X(getpeercon_raw, peer())                                                                  \
	X(security_check_context, integer(security_check_context(A "+")))                          \
	X(security_canonicalize_context, context(security_canonicalize_context(A "+", &con)))      \
	X(security_canonicalize_context_raw, context(security_canonicalize_context_raw(A, &con)))  \
	X(security_validatetrans, integer(security_validatetrans(A, B, 1, B)))                     \
	X(security_get_initial_context, context(security_get_initial_context("kernel", &con)))     \
	X(security_compute_av, AVD(security_compute_av(A "+", B "+", 1, 3, &avd)))                 \
	X(security_compute_av_flags_raw, AVD(security_compute_av_flags_raw(A, B, 1, 3, &avd)))     \
	X(security_compute_create, context(security_compute_create(A "+", B "+", 1, &con)))        \
	X(security_compute_create_name_raw,                                                        \
		context(security_compute_create_name_raw(A, B, 1, "a name", &con)))                \
	X(security_compute_member, context(security_compute_member(A "+", B, 1, &con)))            \
	X(security_compute_relabel, context(security_compute_relabel(A, B, 1, &con)))              \
	X(security_compute_user, many(security_compute_user(A "+", "staff_u", &list)))             \
	X(security_compute_user_raw, many(security_compute_user_raw(A, "staff_u", &list)))         \
	X(security_get_boolean_names, boolean_names())                                             \
	X(security_get_boolean_active, integer(security_get_boolean_active("second")))             \
	X(security_get_boolean_pending, integer(security_get_boolean_pending("old_name")))         \
	X(security_set_boolean, integer(security_set_boolean("old_name", 1)), boolean_states())    \
	X(security_set_boolean_list, boolean_list())                                               \
	X(security_commit_booleans, integer(security_commit_booleans()),                           \
		file("fs/commit_pending_bools"))                                                   \
	X(selinux_boolean_sub, owned(selinux_boolean_sub("old_name")))                             \
	X(string_to_security_class, class_story())                                                 \
	X(selinux_set_mapping, mapping_story())                                                    \
	X(avc_open, avc_story())                                                                   \
	X(avc_init, avc_init_story())                                                              \
	X(selinux_check_access, check_access())                                                    \
	X(selinux_check_passwd_access, integer(selinux_check_passwd_access(1)), avc_destroy())     \
	X(selinux_status_open, status_story(0))                                                    \
	X(selinux_status_open_fallback, status_story(1))                                           \
	X(avc_netlink_open, netlink_story())                                                       \
	X(getseuserbyname, two(getseuserbyname("alice", &con, &second)))                           \
	X(getseuserbyname_default, two(getseuserbyname("stranger", &con, &second)))                \
	X(getseuserbyname_group, two(getseuserbyname("member", &con, &second)))                    \
	X(getseuser, two(getseuser("alice", "sshd", &con, &second)))                               \
	X(get_ordered_context_list, many(get_ordered_context_list("staff_u", A, &list)))           \
	X(get_ordered_context_list_with_level,                                                     \
		many(get_ordered_context_list_with_level("staff_u", "s0", A, &list)))              \
	X(get_default_context, context(get_default_context("staff_u", NULL, &con)))                \
	X(get_default_context_with_rolelevel,                                                      \
		context(get_default_context_with_rolelevel("staff_u", "user_r", "s0", A, &con)))   \
	X(get_default_type, context(get_default_type("staff_r", &con)))                            \
	X(selinux_check_securetty_context,                                                         \
		integer(selinux_check_securetty_context("u:object_r:sysadm_tty_device_t:s0")))     \
	X(setexecfilecon, setexec())                                                               \
	X(security_load_policy, load(security_load_policy("a policy", 8)))                         \
	X(selinux_mkload_policy, load(selinux_mkload_policy(0)))                                   \
	X(selinux_init_load_policy, init_load())

CALLS(CALL_RUN)

const struct call calls[] = {CALLS(CALL_ROW){NULL, NULL, NULL, NULL, NULL, false}};

static int log_nothing(int type, const char *fmt, ...)
{
	(void)type, (void)fmt;
	return 0;
}

void calls_quiet(void)
{
	union selinux_callback cb = {.func_log = log_nothing};

	con = second = untouched;
	list = (char **)untouched;
	selinux_set_callback(SELINUX_CB_LOG, cb);
}
