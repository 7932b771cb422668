/*
 * Booleans of the policy: names, values, changes one by one and by list, and substituted
 * names.  Whatever is changed is put back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blackbox.h"

/* In selinux-policy-default, off and harmless. */
#define BOOL_ONE "allow_user_mysql_connect"
#define BOOL_TWO "authlogin_nsswitch_use_ldap"

static const char *const names[] = {"secure_mode", BOOL_ONE, BOOL_TWO, "nosuch", "", ".", "..",
	"a/b", "../mls", "secure_mode\n"};

static void list_names(void)
{
	char **list = (char **)untouched;
	int count = -7, ret;

	if (!CALL(security_get_boolean_names, "all"))
		return;
	ret = security_get_boolean_names(&list, &count);
	if (ret < 0) {
		end_text(ret, list == (char **)untouched ? "untouched" : list ? "set" : "NULL");
		return;
	}
	end_int(ret);
	fact("count", "%d", count);
	for (int i = 0; i < count; i++) {
		if (CALL(security_get_boolean_active, "all/%s", list[i]))
			end_int(security_get_boolean_active(list[i]));
		free(list[i]);
	}
	free(list);
}

static void get_all(const char *state)
{
	for (size_t i = 0; i < COUNT(names); i++) {
		if (CALL(security_get_boolean_active, "%s/%zu", state, i))
			end_int(security_get_boolean_active(names[i]));
		if (CALL(security_get_boolean_pending, "%s/%zu", state, i))
			end_int(security_get_boolean_pending(names[i]));
	}
}

static void set_all(void)
{
	static const int values[] = {-1, 2, 0, 1, 0};

	for (size_t i = 0; i < COUNT(values); i++)
		for (size_t j = 1; j < COUNT(names); j++)
			if (CALL(security_set_boolean, "%zu/%zu", i, j))
				end_int(security_set_boolean(names[j], values[i]));
}

static void change(void)
{
	if (CALL(security_set_boolean, "on"))
		end_int(security_set_boolean(BOOL_ONE, 1));
	get_all("pending");
	if (CALL(security_commit_booleans, "on"))
		end_int(security_commit_booleans());
	get_all("committed");
	if (CALL(security_set_boolean, "off"))
		end_int(security_set_boolean(BOOL_ONE, 0));
	if (CALL(security_commit_booleans, "off"))
		end_int(security_commit_booleans());
	get_all("off");
}

static void change_list(void)
{
	static char one[] = BOOL_ONE, two[] = BOOL_TWO, nosuch[] = "nosuch", empty[] = "";
	SELboolean good[] = {{one, 1}, {two, 1}};
	SELboolean back[] = {{one, 0}, {two, 0}};
	SELboolean half[] = {{one, 1}, {nosuch, 1}};
	SELboolean bad_value[] = {{one, 1}, {two, 5}};
	SELboolean no_name[] = {{empty, 1}};
	const struct {
		const char *name;
		SELboolean *list;
		size_t count;
		int permanent;
	} rows[] = {
		{"good", good, 2, 0},
		{"back", back, 2, 0},
		{"half", half, 2, 0},
		{"bad-value", bad_value, 2, 0},
		{"no-name", no_name, 1, 0},
		{"none", good, 0, 0},
		{"permanent", good, 2, 1},
		{"back-again", back, 2, 0},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (CALL(security_set_boolean_list, "%s", rows[i].name))
			end_int(security_set_boolean_list(
				rows[i].count, rows[i].list, rows[i].permanent));
		get_all(rows[i].name);
	}
}

static void substitutes(void)
{
	static const char *const asked[] = {"old", "chain", "spaced", "slash", "empty", "self",
		"gone", "comment", "#comment", "tabbed", "twice", "nosuch", "", "a/b", BOOL_ONE};
	size_t count;
	const struct bad_content *bad = bad_contents("old " BOOL_ONE "\n", &count);

	root_text("subs", "booleans.subs_dist",
		"# comment line\n"
		"old " BOOL_ONE "\nchain old\n  spaced   " BOOL_TWO "  \nslash a/b\nempty\nempty \n"
		"self self\ngone nosuch\n#comment x\ntabbed\t" BOOL_TWO "\ntwice " BOOL_ONE
		"\ntwice " BOOL_TWO "\nthree one two three\n");
	if (!root_enter("subs"))
		return;
	for (size_t i = 0; i < COUNT(asked); i++) {
		if (CALL(selinux_boolean_sub, "%zu", i))
			end_owned(selinux_boolean_sub(asked[i]));
		if (CALL(security_get_boolean_active, "sub/%zu", i))
			end_int(security_get_boolean_active(asked[i]));
		if (CALL(security_set_boolean, "sub/%zu", i))
			end_int(security_set_boolean(asked[i], 0));
	}
	for (size_t i = 0; i < count; i++) {
		char root[64];

		snprintf(root, sizeof(root), "subs-%s", bad[i].name);
		root_file(root, "booleans.subs_dist", bad[i].data, bad[i].len);
		if (root_enter(root) && CALL(selinux_boolean_sub, "%s", root))
			end_owned(selinux_boolean_sub("old"));
	}
}

static void nulls(void)
{
	char **list = (char **)untouched;
	char missing[] = "/nonexistent";
	int count = 0;

	if (FORKED(security_get_boolean_names, "null-names"))
		end_int(security_get_boolean_names(NULL, &count));
	if (FORKED(security_get_boolean_names, "null-count"))
		end_int(security_get_boolean_names(&list, NULL));
	if (FORKED(security_get_boolean_active, "null"))
		end_int(security_get_boolean_active(NULL));
	if (FORKED(security_get_boolean_pending, "null"))
		end_int(security_get_boolean_pending(NULL));
	if (FORKED(security_set_boolean, "null"))
		end_int(security_set_boolean(NULL, 0));
	if (FORKED(security_set_boolean_list, "null"))
		end_int(security_set_boolean_list(1, NULL, 0));
	if (FORKED(security_set_boolean_list, "null-none"))
		end_int(security_set_boolean_list(0, NULL, 0));
	if (FORKED(selinux_boolean_sub, "null"))
		end_owned(selinux_boolean_sub(NULL));
	if (FORKED(security_load_booleans, "null"))
		end_int(security_load_booleans(NULL));
	if (FORKED(security_load_booleans, "missing"))
		end_int(security_load_booleans(missing));
}

void family_boolean(void)
{
	list_names();
	get_all("start");
	set_all();
	change();
	change_list();
	apart_run("substitutes", substitutes);
	nulls();
}
