/*
 * Every name of a path, under the machine's own policy root and under others.
 */
#include <stdio.h>

#include "blackbox.h"

static const struct path {
	const char *name;
	const char *(*get)(void);
} paths[] = {
	{"selinux_binary_policy_path", selinux_binary_policy_path},
	{"selinux_booleans_path", selinux_booleans_path},
	{"selinux_booleans_subs_path", selinux_booleans_subs_path},
	{"selinux_colors_path", selinux_colors_path},
	{"selinux_contexts_path", selinux_contexts_path},
	{"selinux_customizable_types_path", selinux_customizable_types_path},
	{"selinux_default_context_path", selinux_default_context_path},
	{"selinux_default_type_path", selinux_default_type_path},
	{"selinux_failsafe_context_path", selinux_failsafe_context_path},
	{"selinux_file_context_homedir_path", selinux_file_context_homedir_path},
	{"selinux_file_context_local_path", selinux_file_context_local_path},
	{"selinux_file_context_path", selinux_file_context_path},
	{"selinux_file_context_subs_dist_path", selinux_file_context_subs_dist_path},
	{"selinux_file_context_subs_path", selinux_file_context_subs_path},
	{"selinux_homedir_context_path", selinux_homedir_context_path},
	{"selinux_lxc_contexts_path", selinux_lxc_contexts_path},
	{"selinux_media_context_path", selinux_media_context_path},
	{"selinux_netfilter_context_path", selinux_netfilter_context_path},
	{"selinux_openrc_contexts_path", selinux_openrc_contexts_path},
	{"selinux_openssh_contexts_path", selinux_openssh_contexts_path},
	{"selinux_path", selinux_path},
	{"selinux_policy_root", selinux_policy_root},
	{"selinux_removable_context_path", selinux_removable_context_path},
	{"selinux_securetty_types_path", selinux_securetty_types_path},
	{"selinux_sepgsql_context_path", selinux_sepgsql_context_path},
	{"selinux_snapperd_contexts_path", selinux_snapperd_contexts_path},
	{"selinux_systemd_contexts_path", selinux_systemd_contexts_path},
	{"selinux_translations_path", selinux_translations_path},
	{"selinux_user_contexts_path", selinux_user_contexts_path},
	{"selinux_users_path", selinux_users_path},
	{"selinux_usersconf_path", selinux_usersconf_path},
	{"selinux_virtual_domain_context_path", selinux_virtual_domain_context_path},
	{"selinux_virtual_image_context_path", selinux_virtual_image_context_path},
	{"selinux_x_context_path", selinux_x_context_path},
};

static void all_paths(const char *state)
{
	for (size_t i = 0; i < COUNT(paths); i++)
		if (call_begin(paths[i].name, paths[i].get != NULL, "%s", state))
			end_string(paths[i].get());
	if (CALL(selinux_current_policy_path, "%s", state))
		end_string(selinux_current_policy_path());
}

static void few_paths(const char *state)
{
	char *type = untouched;

	if (CALL(selinux_policy_root, "%s", state))
		end_string(selinux_policy_root());
	if (CALL(selinux_file_context_path, "%s", state))
		end_string(selinux_file_context_path());
	if (CALL(selinux_path, "%s", state))
		end_string(selinux_path());
	if (CALL(selinux_getpolicytype, "%s", state))
		end_con(selinux_getpolicytype(&type), &type);
}

static void policy_roots(void)
{
	static const char *const roots[] = {"/some/where", "/", "/one", "relative/root",
		"/trailing/", "", "word", "//double//slash", "/with space/and\nnewline", "/one"};
	char state[32];

	for (size_t i = 0; i < COUNT(roots); i++) {
		if (CALL(selinux_set_policy_root, "%zu", i))
			end_int(selinux_set_policy_root(roots[i]));
		snprintf(state, sizeof(state), "after-%zu", i);
		few_paths(state);
	}
	if (CALL(selinux_set_policy_root, "long"))
		end_int(selinux_set_policy_root(repeat("/long", 1500)));
	if (CALL(selinux_media_context_path, "long"))
		end_string(selinux_media_context_path());
	if (CALL(selinux_reset_config, "after-roots")) {
		selinux_reset_config();
		end_void();
	}
	few_paths("reset");
}

void family_path(void)
{
	all_paths("load");
	if (apart("roots")) {
		if (CALL(selinux_set_policy_root, "own"))
			end_int(selinux_set_policy_root("/own/root"));
		all_paths("own");
		apart_end();
	}
	apart_run("roots", policy_roots);
	if (FORKED(selinux_set_policy_root, "null"))
		end_int(selinux_set_policy_root(NULL));
}
