/*
 * Which contexts a user may log in with: ordered lists, defaults by role and level, default
 * types and terminals, from the machine's policy root and from roots made here.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blackbox.h"

#define UNCONFINED_CON "unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023"

static const char *const users[] = {
	"root", "user_u", "staff_u", "sysadm_u", "unconfined_u", "system_u", "nosuch_u", "", "a:b"};

static const struct sample froms[] = {
	{"sshd", SSHD_CON},
	{"local-login", "system_u:system_r:local_login_t:s0-s0:c0.c1023"},
	{"crond", "system_u:system_r:crond_t:s0"},
	{"init", INIT_CON},
	{"kernel", KERNEL_CON},
	{"unconfined", UNCONFINED_CON},
	{"no-level", "system_u:system_r:sshd_t"},
	{"bad", "nonsense"},
	{"empty", ""},
	{"own", NULL},
};

static void lists(const char *state)
{
	char **list = (char **)untouched;

	for (size_t i = 0; i < COUNT(users); i++)
		for (size_t j = 0; j < COUNT(froms); j++)
			if (CALL(get_ordered_context_list, "%s/%zu/%s", state, i, froms[j].name))
				end_list(get_ordered_context_list(users[i], froms[j].text, &list),
					&list);
}

static void defaults(const char *state, const char *user)
{
	static const char *const roles[] = {
		"user_r", "staff_r", "sysadm_r", "unconfined_r", "system_r", "nosuch_r", ""};
	static const char *const levels[] = {
		"s0", "s0-s0:c0.c1023", "s0:c1", "s9", "", "s0:c5,c1", "two words", "a\nb"};
	char **list = (char **)untouched;
	char *con = untouched;

	if (CALL(get_default_context, "%s/%s", state, user))
		end_con(get_default_context(user, SSHD_CON, &con), &con);
	if (CALL(get_default_context, "%s/%s-own", state, user))
		end_con(get_default_context(user, NULL, &con), &con);
	for (size_t i = 0; i < COUNT(roles); i++) {
		if (CALL(get_default_context_with_role, "%s/%s/%zu", state, user, i))
			end_con(get_default_context_with_role(user, roles[i], SSHD_CON, &con),
				&con);
		if (CALL(get_default_context_with_rolelevel, "%s/%s/%zu", state, user, i))
			end_con(get_default_context_with_rolelevel(
					user, roles[i], "s0:c3", SSHD_CON, &con),
				&con);
	}
	for (size_t i = 0; i < COUNT(levels); i++) {
		if (CALL(get_default_context_with_level, "%s/%s/%zu", state, user, i))
			end_con(get_default_context_with_level(user, levels[i], SSHD_CON, &con),
				&con);
		if (CALL(get_ordered_context_list_with_level, "%s/%s/%zu", state, user, i))
			end_list(get_ordered_context_list_with_level(
					 user, levels[i], SSHD_CON, &list),
				&list);
	}
	if (FORKED(get_default_context_with_level, "%s/%s/null", state, user))
		end_con(get_default_context_with_level(user, NULL, SSHD_CON, &con), &con);
	if (FORKED(get_default_context_with_rolelevel, "%s/%s/null-level", state, user))
		end_con(get_default_context_with_rolelevel(user, "user_r", NULL, SSHD_CON, &con),
			&con);
	if (FORKED(get_default_context_with_rolelevel, "%s/%s/null-role", state, user))
		end_con(get_default_context_with_rolelevel(user, NULL, "s0", SSHD_CON, &con), &con);
	if (FORKED(get_default_context_with_rolelevel, "%s/%s/null-both", state, user))
		end_con(get_default_context_with_rolelevel(user, NULL, NULL, SSHD_CON, &con), &con);
}

static void default_types(const char *state)
{
	static const char *const roles[] = {"user_r", "staff_r", "sysadm_r", "unconfined_r",
		"system_r", "auditadm_r", "nosuch_r", "", "user", "user_r:", "spaced_r", "#user_r"};
	char *type = untouched;

	for (size_t i = 0; i < COUNT(roles); i++)
		if (CALL(get_default_type, "%s/%zu", state, i))
			end_con(get_default_type(roles[i], &type), &type);
}

/* The rows of default_contexts and users/NAME in the forms that a parser may trip on. */
static const struct sample default_contexts[] = {
	{"usual", "system_r:sshd_t:s0\tuser_r:user_t:s0 staff_r:staff_t:s0 sysadm_r:sysadm_t:s0\n"
		  "system_r:crond_t:s0 user_r:cronjob_t:s0 staff_r:cronjob_t:s0\n"},
	{"no-level", "system_r:sshd_t user_r:user_t staff_r:staff_t\n"},
	{"other-level", "system_r:sshd_t:s0 user_r:user_t:s0:c5 staff_r:staff_t:s9\n"},
	{"invalid-targets",
		"system_r:sshd_t:s0 nosuch_r:x_t:s0 user_r:nosuch_t:s0 user_r:user_t:s0\n"},
	{"only-invalid", "system_r:sshd_t:s0 nosuch_r:x_t:s0\n"},
	{"malformed-target", "system_r:sshd_t:s0 word user_r:user_t:s0\n"},
	{"malformed-from", "sshd_t user_r:user_t:s0\nsystem_r:sshd_t:s0 user_r:user_t:s0\n"},
	{"twice-from",
		"system_r:sshd_t:s0 user_r:user_t:s0\nsystem_r:sshd_t:s0 staff_r:staff_t:s0\n"},
	{"twice-target",
		"system_r:sshd_t:s0 user_r:user_t:s0 user_r:user_t:s0 staff_r:staff_t:s0\n"},
	{"no-target", "system_r:sshd_t:s0\n"},
	{"comment", "# comment\n  # another\nsystem_r:sshd_t:s0 user_r:user_t:s0 # x\n"},
	{"leading-space", "   system_r:sshd_t:s0   user_r:user_t:s0   \n"},
	{"other-from", "system_r:local_login_t:s0 user_r:user_t:s0\n"},
};

static void list_of(const char *state, const char *user)
{
	char **list = (char **)untouched;
	char *con = untouched;

	if (CALL(get_ordered_context_list, "%s/%s", state, user))
		end_list(get_ordered_context_list(user, SSHD_CON, &list), &list);
	if (CALL(get_default_context, "%s/%s-one", state, user))
		end_con(get_default_context(user, SSHD_CON, &con), &con);
}

static void own_roots(void)
{
	char root[64];

	for (size_t i = 0; i < COUNT(default_contexts); i++) {
		const struct sample *row = &default_contexts[i];

		snprintf(root, sizeof(root), "default-%s", row->name);
		root_text(root, "contexts/default_contexts", row->text);
		if (!root_enter(root))
			return;
		list_of(root, "user_u");
		snprintf(root, sizeof(root), "failsafe-%s", row->name);
		root_text(root, "contexts/default_contexts", row->text);
		root_text(root, "contexts/failsafe_context", "sysadm_r:sysadm_t:s0\n");
		if (root_enter(root))
			list_of(root, "root");
		snprintf(root, sizeof(root), "user-%s", row->name);
		root_text(root, "contexts/default_contexts",
			"system_r:sshd_t:s0 staff_r:staff_t:s0 user_r:user_t:s0\n");
		root_text(root, "contexts/users/user_u", row->text);
		if (root_enter(root))
			list_of(root, "user_u");
	}
}

static void failsafes(void)
{
	static const struct sample rows[] = {
		{"good", "user_r:user_t:s0\n"},
		{"spaced", "  user_r:user_t:s0  \n"},
		{"second-line", "\nuser_r:user_t:s0\n"},
		{"comment", "# c\nuser_r:user_t:s0\n"},
		{"invalid", "nosuch_r:nosuch_t:s0\n"},
		{"no-newline", "user_r:user_t:s0"},
	};
	size_t count;
	const struct bad_content *bad = bad_contents("user_r:user_t:s0\n", &count);
	char root[64];

	for (size_t i = 0; i < COUNT(rows); i++) {
		snprintf(root, sizeof(root), "only-failsafe-%s", rows[i].name);
		root_text(root, "contexts/failsafe_context", rows[i].text);
		if (root_enter(root))
			list_of(root, "user_u");
	}
	for (size_t i = 0; i < count; i++) {
		snprintf(root, sizeof(root), "bad-failsafe-%s", bad[i].name);
		root_file(root, "contexts/failsafe_context", bad[i].data, bad[i].len);
		if (root_enter(root))
			list_of(root, "user_u");
	}
}

static void bad_files(void)
{
	static const char good[] = "system_r:sshd_t:s0 user_r:user_t:s0\n";
	static const char types[] = "user_r:user_t\n";
	size_t count, type_count;
	const struct bad_content *bad;
	char root[64];

	bad = bad_contents(good, &count);
	for (size_t i = 0; i < count; i++) {
		snprintf(root, sizeof(root), "bad-default-%s", bad[i].name);
		root_file(root, "contexts/default_contexts", bad[i].data, bad[i].len);
		if (root_enter(root))
			list_of(root, "user_u");
		snprintf(root, sizeof(root), "bad-user-%s", bad[i].name);
		root_file(root, "contexts/users/user_u", bad[i].data, bad[i].len);
		if (root_enter(root))
			list_of(root, "user_u");
	}
	bad = bad_contents(types, &type_count);
	for (size_t i = 0; i < type_count; i++) {
		snprintf(root, sizeof(root), "bad-type-%s", bad[i].name);
		root_file(root, "contexts/default_type", bad[i].data, bad[i].len);
		if (root_enter(root))
			default_types(root);
	}
	mkdir("folders", 0755);
	mkdir("folders/contexts", 0755);
	mkdir("folders/contexts/default_contexts", 0755);
	mkdir("folders/contexts/default_type", 0755);
	mkdir("folders/contexts/failsafe_context", 0755);
	if (root_enter("folders")) {
		list_of("folders", "user_u");
		default_types("folders");
	}
	if (root_enter("absent")) {
		list_of("absent", "user_u");
		default_types("absent");
	}
}

static void own_default_type(void)
{
	root_text("types", "contexts/default_type",
		"# comment\nuser_r:user_t\n  spaced_r : spaced_t \nstaff_r:one_t\nstaff_r:two_t\n"
		"sysadm_r\nsystem_r:\nunconfined_r:unconfined_t:s0\n#user_r:x_t\n:none_t\n");
	if (root_enter("types"))
		default_types("own");
}

/* Both of these ask the person at the terminal. */
static void answer_with(const char *text)
{
	int fd = open(put_text("answer", text), O_RDONLY | O_CLOEXEC);

	dup2(fd, STDIN_FILENO);
	close(fd);
}

static void ask_choice(size_t number, const char *answer)
{
	static char one[] = "user_u:user_r:user_t:s0", two[] = "user_u:staff_r:staff_t:s0";
	char *list[] = {one, two, NULL};
	char *con = untouched;
	int ret;

	answer_with(answer);
	if (FORKED(query_user_context, "%zu", number)) {
		stdout_catch();
		ret = query_user_context(list, &con);
		stdout_release();
		end_con(ret, &con);
	}
}

static void ask_context(size_t number, const char *answer)
{
	char *con = untouched;
	int ret;

	answer_with(answer);
	if (FORKED(manual_user_enter_context, "%zu", number)) {
		stdout_catch();
		ret = manual_user_enter_context("user_u", &con);
		stdout_release();
		end_con(ret, &con);
	}
}

/* Every answer ends in a refusal: at the end of the input the library might ask for ever. */
static void questions(void)
{
	static const char *const choices[] = {"\n", "n\n", "no\n", "y\n1\n", "y\n2\n", "yes\n2\n",
		"y\n9\n1\n", "y\nx\n1\n", "y\n0\n1\n", "y\n-1\n2\n", "Y\n2\n"};
	static const char *const contexts[] = {"n\n", "no\n", "y\nuser_r\nuser_t\ns0\nn\nn\n",
		"\nuser_r\nuser_t\ns0\nn\nn\n", "y\nnosuch_r\nx_t\ns0\nn\nn\n",
		"yes\nuser_r\nuser_t\n\nn\nn\nn\n", "y\n\n\n\nn\nn\nn\nn\n",
		"y\nuser_r\nuser_t\ns0:c1\nn\nn\n"};

	for (size_t i = 0; i < COUNT(choices); i++)
		ask_choice(i, choices[i]);
	for (size_t i = 0; i < COUNT(contexts); i++)
		ask_context(i, contexts[i]);
}

static void nulls(void)
{
	char **list = (char **)untouched;
	char *con = untouched;

	if (FORKED(get_ordered_context_list, "null-user"))
		end_list(get_ordered_context_list(NULL, SSHD_CON, &list), &list);
	if (FORKED(get_ordered_context_list, "null-out"))
		end_int(get_ordered_context_list("root", SSHD_CON, NULL));
	if (FORKED(get_ordered_context_list_with_level, "null-user"))
		end_list(get_ordered_context_list_with_level(NULL, "s0", SSHD_CON, &list), &list);
	if (FORKED(get_default_context, "null-user"))
		end_con(get_default_context(NULL, SSHD_CON, &con), &con);
	if (FORKED(get_default_context, "null-out"))
		end_int(get_default_context("root", SSHD_CON, NULL));
	if (FORKED(get_default_context_with_role, "null-role"))
		end_con(get_default_context_with_role("root", NULL, SSHD_CON, &con), &con);
	if (FORKED(get_default_context_with_level, "null-user"))
		end_con(get_default_context_with_level(NULL, "s0", SSHD_CON, &con), &con);
	if (FORKED(get_default_type, "null-role"))
		end_con(get_default_type(NULL, &con), &con);
	if (FORKED(get_default_type, "null-out"))
		end_int(get_default_type("user_r", NULL));
	if (FORKED(query_user_context, "null-list"))
		end_con(query_user_context(NULL, &con), &con);
}

void family_default_context(void)
{
	static void (*const stretches[])(void) = {
		own_roots, failsafes, bad_files, own_default_type};

	lists("system");
	for (size_t i = 0; i < COUNT(users); i++)
		defaults("system", users[i]);
	default_types("system");
	for (size_t i = 0; i < COUNT(stretches); i++)
		if (apart("own_roots")) {
			stretches[i]();
			apart_end();
		}
	questions();
	nulls();
}
