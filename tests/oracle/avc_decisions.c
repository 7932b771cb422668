/*
 * The user-space access vector cache: decisions, audit text, labels of new objects.
 */
#include <stdio.h>

#include "avc_family.h"

#define USER_CON "user_u:user_r:user_t:s0"

static access_vector_t perm_of(const char *class_name, const char *perm)
{
	return string_to_av_perm ? string_to_av_perm(class_of(class_name), perm) : 0;
}

security_id_t sid_of(const char *con)
{
	security_id_t sid = NULL;

	if (avc_context_to_sid)
		avc_context_to_sid(con, &sid);
	return sid;
}

void end_sid(int ret, security_id_t *sid)
{
	end_text(ret, !*sid ? "NULL" : ret < 0 ? "set" : (*sid)->ctx);
}

static const struct question {
	const char *name;
	const char *source, *target, *class_name, *perm;
} questions[] = {
	{"shadow", USER_CON, SHADOW_CON, "file", "read"},
	{"shadow-again", USER_CON, SHADOW_CON, "file", "read"},
	{"shadow-write", USER_CON, SHADOW_CON, "file", "write"},
	{"init-shadow", INIT_CON, SHADOW_CON, "file", "read"},
	{"tmp-search", USER_CON, TMP_CON, "dir", "search"},
	{"passwd", USER_CON, USER_CON, "passwd", "rootok"},
	{"kernel", KERNEL_CON, KERNEL_CON, "process", "fork"},
	{"bad-perm", USER_CON, SHADOW_CON, "file", "nosuch"},
	{"bad-class", USER_CON, SHADOW_CON, "nosuch", "read"},
};

void avc_decisions(const char *state)
{
	struct avc_entry_ref ref;

	for (size_t i = 0; i < COUNT(questions); i++) {
		const struct question *q = &questions[i];
		security_id_t source = sid_of(q->source), target = sid_of(q->target);
		security_class_t tclass = class_of(q->class_name);
		access_vector_t perm = perm_of(q->class_name, q->perm);
		struct av_decision avd = {0};

		avc_entry_ref_init(&ref);
		if (CALL(avc_has_perm, "%s/%s", state, q->name))
			end_int(avc_has_perm(source, target, tclass, perm, &ref, NULL));
		if (CALL(avc_has_perm, "%s/%s-ref", state, q->name))
			end_int(avc_has_perm(source, target, tclass, perm, &ref, NULL));
		if (CALL(avc_has_perm, "%s/%s-all", state, q->name))
			end_int(avc_has_perm(source, target, tclass, ~0u, NULL, NULL));
		if (CALL(avc_has_perm_noaudit, "%s/%s", state, q->name)) {
			int ret = avc_has_perm_noaudit(source, target, tclass, perm, NULL, &avd);

			end_text(ret, decision_text(&avd));
		}
		if (CALL(avc_has_perm_noaudit, "%s/%s-no-out", state, q->name))
			end_int(avc_has_perm_noaudit(source, target, tclass, perm, NULL, NULL));
		if (CALL(avc_has_perm, "%s/%s-nothing", state, q->name))
			end_int(avc_has_perm(source, target, tclass, 0, NULL, NULL));
	}
	if (FORKED(avc_has_perm, "%s/null-source", state))
		end_int(avc_has_perm(NULL, sid_of(TMP_CON), class_of("file"), 1, NULL, NULL));
	if (FORKED(avc_has_perm, "%s/null-target", state))
		end_int(avc_has_perm(sid_of(TMP_CON), NULL, class_of("file"), 1, NULL, NULL));
}

void avc_audits(void)
{
	security_id_t source = sid_of(USER_CON), target = sid_of(SHADOW_CON);
	security_class_t tclass = class_of("file");
	static struct av_decision avds[] = {
		{0, ~0u, 0, ~0u, 0, 0},
		{~0u, ~0u, ~0u, ~0u, 0, 0},
		{~0u, ~0u, 0, ~0u, 0, 0},
		{0, ~0u, 0, 0, 0, 0},
		{1, ~0u, 1, 1, 0, 0},
		{0, ~0u, 0, ~0u, 0, SELINUX_AVD_FLAGS_PERMISSIVE},
	};
	static const access_vector_t requests[] = {0, 1, 3, 0x80000000, ~0u};
	static const int results[] = {0, -1, EACCES};

	for (size_t i = 0; i < COUNT(avds); i++)
		for (size_t j = 0; j < COUNT(requests); j++)
			for (size_t k = 0; k < COUNT(results); k++) {
				if (!CALL(avc_audit, "%zu/%x/%zu", i, requests[j], k))
					continue;
				avc_audit(source, target, tclass, requests[j], &avds[i], results[k],
					NULL);
				end_void();
			}
	if (CALL(avc_audit, "class-0")) {
		avc_audit(source, target, 0, 3, &avds[0], -1, NULL);
		end_void();
	}
	if (CALL(avc_audit, "class-max")) {
		avc_audit(source, target, 65535, 3, &avds[0], -1, NULL);
		end_void();
	}
	/* as after a policy load: a message before anyone asks for the class by name again */
	if (selinux_flush_class_cache)
		selinux_flush_class_cache();
	if (CALL(avc_audit, "flushed")) {
		avc_audit(source, target, tclass, 3, &avds[0], -1, NULL);
		end_void();
	}
	if (FORKED(avc_audit, "null-source")) {
		avc_audit(NULL, target, tclass, 3, &avds[0], -1, NULL);
		end_void();
	}
	if (FORKED(avc_audit, "null-avd")) {
		avc_audit(source, target, tclass, 3, NULL, -1, NULL);
		end_void();
	}
}

void avc_computes(void)
{
	static const struct question rows[] = {
		{"exec", INIT_CON, "system_u:object_r:sshd_exec_t:s0", "process", NULL},
		{"tmp", SSHD_CON, TMP_CON, "file", NULL},
		{"none", TMP_CON, TMP_CON, "nosuch", NULL},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		security_id_t source = sid_of(rows[i].source), target = sid_of(rows[i].target);
		security_class_t tclass = class_of(rows[i].class_name);
		security_id_t sid = NULL;

		for (int again = 0; again < 2; again++) {
			if (CALL(avc_compute_create, "%s/%d", rows[i].name, again))
				end_sid(avc_compute_create(source, target, tclass, &sid), &sid);
			sid = NULL;
			if (CALL(avc_compute_member, "%s/%d", rows[i].name, again))
				end_sid(avc_compute_member(source, target, tclass, &sid), &sid);
			sid = NULL;
		}
	}
}
