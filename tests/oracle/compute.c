/*
 * Questions to the security server: is this a context, what may it do, and what becomes
 * of new, relabelled and polyinstantiated objects.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blackbox.h"

typedef int (*compute)(const char *, const char *, security_class_t, char **);

static const struct three {
	const char *name;
	compute run;
} computes[] = {
	{"security_compute_create", security_compute_create},
	{"security_compute_create_raw", security_compute_create_raw},
	{"security_compute_relabel", security_compute_relabel},
	{"security_compute_relabel_raw", security_compute_relabel_raw},
	{"security_compute_member", security_compute_member},
	{"security_compute_member_raw", security_compute_member_raw},
};

typedef int (*decide)(
	const char *, const char *, security_class_t, access_vector_t, struct av_decision *);

static const struct four {
	const char *name;
	decide run;
} decides[] = {
	{"security_compute_av", security_compute_av},
	{"security_compute_av_raw", security_compute_av_raw},
	{"security_compute_av_flags", security_compute_av_flags},
	{"security_compute_av_flags_raw", security_compute_av_flags_raw},
};

/* Pairs that the policy has something to say about. */
static const struct pair {
	const char *name;
	const char *source;
	const char *target;
	const char *class_name;
} pairs[] = {
	{"exec-shell", KERNEL_CON, SHELL_EXEC_CON, "process"},
	{"init-sshd", INIT_CON, "system_u:object_r:sshd_exec_t:s0", "process"},
	{"range-transition", SSHD_CON, SHELL_EXEC_CON, "process"},
	{"file-in-tmp", SSHD_CON, TMP_CON, "file"},
	{"dir-in-tmp", INIT_CON, TMP_CON, "dir"},
	{"shadow", INIT_CON, SHADOW_CON, "file"},
	{"unconfined", "unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023", TMP_CON, "file"},
	{"user-tty", "user_u:user_r:user_t:s0", "system_u:object_r:tty_device_t:s0", "chr_file"},
	{"home", "staff_u:staff_r:staff_t:s0", "system_u:object_r:user_home_dir_t:s0", "dir"},
	{"socket", SSHD_CON, SSHD_CON, "tcp_socket"},
	{"itself", KERNEL_CON, KERNEL_CON, "process"},
	{"categories", "system_u:system_r:init_t:s0:c1", "system_u:object_r:tmp_t:s0:c2", "file"},
};

static void check_contexts(void)
{
	char *con = untouched;

	for (size_t i = 0; i < sample_count; i++) {
		const struct sample *s = &samples[i];

		if (CALL(security_check_context, "%s", s->name))
			end_int(security_check_context(s->text));
		if (CALL(security_check_context_raw, "%s", s->name))
			end_int(security_check_context_raw(s->text));
		if (CALL(security_canonicalize_context, "%s", s->name))
			end_con(security_canonicalize_context(s->text, &con), &con);
		if (CALL(security_canonicalize_context_raw, "%s", s->name))
			end_con(security_canonicalize_context_raw(s->text, &con), &con);
	}
}

static void compute_one(
	const char *state, const char *source, const char *target, security_class_t tclass)
{
	char *con = untouched;

	for (size_t i = 0; i < COUNT(computes); i++)
		if (call_begin(computes[i].name, computes[i].run != NULL, "%s", state))
			end_con(computes[i].run(source, target, tclass, &con), &con);
}

static void decide_one(const char *state, const char *source, const char *target,
	security_class_t tclass, access_vector_t requested)
{
	for (size_t i = 0; i < COUNT(decides); i++) {
		struct av_decision avd = {1, 2, 3, 4, 5, 6};
		int ret;

		if (!call_begin(decides[i].name, decides[i].run != NULL, "%s", state))
			continue;
		ret = decides[i].run(source, target, tclass, requested, &avd);
		end_text(ret, decision_text(&avd));
	}
}

static void known_pairs(void)
{
	for (size_t i = 0; i < COUNT(pairs); i++) {
		security_class_t tclass = class_of(pairs[i].class_name);

		compute_one(pairs[i].name, pairs[i].source, pairs[i].target, tclass);
		decide_one(pairs[i].name, pairs[i].source, pairs[i].target, tclass, ~0u);
	}
}

static void bad_arguments(void)
{
	static const security_class_t classes[] = {0, 1, 2, 100, 1000, 65535};
	char state[96];

	for (size_t i = 0; i < sample_count; i++) {
		snprintf(state, sizeof(state), "source-%s", samples[i].name);
		compute_one(state, samples[i].text, TMP_CON, class_of("file"));
		decide_one(state, samples[i].text, TMP_CON, class_of("file"), 1);
		snprintf(state, sizeof(state), "target-%s", samples[i].name);
		compute_one(state, KERNEL_CON, samples[i].text, class_of("file"));
		decide_one(state, KERNEL_CON, samples[i].text, class_of("file"), 1);
	}
	for (size_t i = 0; i < COUNT(classes); i++) {
		snprintf(state, sizeof(state), "class-%u", classes[i]);
		compute_one(state, KERNEL_CON, TMP_CON, classes[i]);
		decide_one(state, KERNEL_CON, TMP_CON, classes[i], 0);
		snprintf(state, sizeof(state), "class-%u-all", classes[i]);
		decide_one(state, KERNEL_CON, TMP_CON, classes[i], ~0u);
	}
}

static void create_names(void)
{
	const struct {
		const char *name;
		const char *object;
	} names[] = {
		{"null", NULL},
		{"empty", ""},
		{"plain", "resolv.conf"},
		{"odd", "a b%c+d~e_f-g.h/i\\j\"k"},
		{"bytes", "\001\177\200\377\n\t"},
		{"255", repeat("n", 255)},
		{"1300", repeat("\377", 1300)},
		{"3900", repeat("n", 3900)},
		{"5000", repeat("n", 5000)},
	};
	char *con = untouched;

	for (size_t i = 0; i < COUNT(names); i++) {
		if (CALL(security_compute_create_name, "%s", names[i].name))
			end_con(security_compute_create_name(INIT_CON, "system_u:object_r:etc_t:s0",
					class_of("file"), names[i].object, &con),
				&con);
		if (CALL(security_compute_create_name_raw, "%s", names[i].name))
			end_con(security_compute_create_name_raw(INIT_CON,
					"system_u:object_r:etc_t:s0", class_of("file"),
					names[i].object, &con),
				&con);
	}
}

static void users(void)
{
	static const char *const names[] = {"root", "user_u", "system_u", "unconfined_u", "staff_u",
		"nobody_such", "", "two words"};
	char **list = (char **)untouched;

	for (size_t i = 0; i < COUNT(names); i++) {
		if (CALL(security_compute_user, "%zu", i))
			end_list(security_compute_user(SSHD_CON, names[i], &list), &list);
		if (CALL(security_compute_user_raw, "%zu", i))
			end_list(security_compute_user_raw(SSHD_CON, names[i], &list), &list);
	}
	if (CALL(security_compute_user, "bad-source"))
		end_list(security_compute_user("bad", "root", &list), &list);
	if (CALL(security_compute_user, "long"))
		end_list(security_compute_user(SSHD_CON, repeat("u", 5000), &list), &list);
}

static void transitions(void)
{
	char *long_con = repeat("l", 3000);
	const struct {
		const char *name;
		const char *source, *target, *next;
	} rows[] = {
		{"same", TMP_CON, TMP_CON, KERNEL_CON},
		{"user-changes", TMP_CON, "user_u:object_r:tmp_t:s0", KERNEL_CON},
		{"level-rises", TMP_CON, "system_u:object_r:tmp_t:s0:c1", INIT_CON},
		{"bad-source", "bad", TMP_CON, KERNEL_CON},
		{"bad-target", TMP_CON, "bad", KERNEL_CON},
		{"bad-next", TMP_CON, TMP_CON, "bad"},
		{"empty", "", "", ""},
		{"long", long_con, long_con, KERNEL_CON},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (CALL(security_validatetrans, "%s", rows[i].name))
			end_int(security_validatetrans(
				rows[i].source, rows[i].target, class_of("file"), rows[i].next));
		if (CALL(security_validatetrans_raw, "%s", rows[i].name))
			end_int(security_validatetrans_raw(
				rows[i].source, rows[i].target, class_of("file"), rows[i].next));
	}
	if (CALL(security_validatetrans, "class-0"))
		end_int(security_validatetrans(TMP_CON, TMP_CON, 0, KERNEL_CON));
}

/* A context that brings a target and a class of its own. */
static void smuggled(void)
{
	const char *source = KERNEL_CON " " SHADOW_CON " 1";
	struct av_decision avd = {0};
	char *con = untouched;

	if (CALL(security_compute_av_raw, "smuggled")) {
		int ret = security_compute_av_raw(source, TMP_CON, class_of("file"), 1, &avd);

		end_text(ret, decision_text(&avd));
	}
	if (CALL(security_compute_create_raw, "smuggled"))
		end_con(security_compute_create_raw(source, TMP_CON, class_of("file"), &con), &con);
}

static void initial_contexts(void)
{
	static const char *const names[] = {"kernel", "security", "unlabeled", "file", "port",
		"netif", "netmsg", "node", "devnull", "sysctl", "nosuch", "", ".", "..", "a/b",
		"../enforce", "kernel ", "KERNEL"};
	char *con = untouched;

	for (size_t i = 0; i < COUNT(names); i++) {
		if (CALL(security_get_initial_context, "%s", names[i]))
			end_con(security_get_initial_context(names[i], &con), &con);
		if (CALL(security_get_initial_context_raw, "%s", names[i]))
			end_con(security_get_initial_context_raw(names[i], &con), &con);
	}
	if (CALL(security_get_initial_context, "long"))
		end_con(security_get_initial_context(repeat("i", 5000), &con), &con);
}

static void nulls(void)
{
	struct av_decision avd = {0};
	char **list = (char **)untouched;
	char *con = untouched;

	for (size_t i = 0; i < COUNT(computes); i++) {
		const struct three *c = &computes[i];

		if (call_forked(c->name, c->run != NULL, "null-source"))
			end_con(c->run(NULL, TMP_CON, 1, &con), &con);
		if (call_forked(c->name, c->run != NULL, "null-target"))
			end_con(c->run(TMP_CON, NULL, 1, &con), &con);
		if (call_forked(c->name, c->run != NULL, "null-out"))
			end_int(c->run(KERNEL_CON, TMP_CON, class_of("file"), NULL));
	}
	for (size_t i = 0; i < COUNT(decides); i++) {
		const struct four *d = &decides[i];

		if (call_forked(d->name, d->run != NULL, "null-source"))
			end_int(d->run(NULL, TMP_CON, 1, 1, &avd));
		if (call_forked(d->name, d->run != NULL, "null-target"))
			end_int(d->run(TMP_CON, NULL, 1, 1, &avd));
		if (call_forked(d->name, d->run != NULL, "null-out"))
			end_int(d->run(KERNEL_CON, TMP_CON, class_of("file"), 1, NULL));
	}
	if (FORKED(security_check_context, "null"))
		end_int(security_check_context(NULL));
	if (FORKED(security_check_context_raw, "null"))
		end_int(security_check_context_raw(NULL));
	if (FORKED(security_canonicalize_context, "null"))
		end_con(security_canonicalize_context(NULL, &con), &con);
	if (FORKED(security_canonicalize_context_raw, "null"))
		end_con(security_canonicalize_context_raw(NULL, &con), &con);
	if (FORKED(security_canonicalize_context, "null-out"))
		end_int(security_canonicalize_context(TMP_CON, NULL));
	if (FORKED(security_compute_user, "null-user"))
		end_list(security_compute_user(SSHD_CON, NULL, &list), &list);
	if (FORKED(security_compute_user, "null-source"))
		end_list(security_compute_user(NULL, "root", &list), &list);
	if (FORKED(security_compute_user, "null-out"))
		end_int(security_compute_user(SSHD_CON, "root", NULL));
	if (FORKED(security_validatetrans, "null"))
		end_int(security_validatetrans(NULL, NULL, 1, NULL));
	if (FORKED(security_get_initial_context, "null"))
		end_con(security_get_initial_context(NULL, &con), &con);
	if (FORKED(security_get_initial_context, "null-out"))
		end_int(security_get_initial_context("kernel", NULL));
}

void family_compute(void)
{
	check_contexts();
	known_pairs();
	bad_arguments();
	create_names();
	users();
	transitions();
	smuggled();
	initial_contexts();
	nulls();
}
