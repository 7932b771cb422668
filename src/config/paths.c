/* SPDX-License-Identifier: MIT */
/*
 * The paths of the policy store's files, one public function each. None asks whether the file is
 * there.
 */
#include <selinux/get_default_type.h>
#include <selinux/selinux.h>

#include "config/config.h"

PUBLIC const char *selinux_binary_policy_path(void)
{
	return config_path(PATH_BINARY_POLICY);
}

PUBLIC const char *selinux_booleans_path(void)
{
	return config_path(PATH_BOOLEANS);
}

PUBLIC const char *selinux_booleans_subs_path(void)
{
	return config_path(PATH_BOOLEAN_SUBS);
}

PUBLIC const char *selinux_colors_path(void)
{
	return config_path(PATH_COLORS);
}

PUBLIC const char *selinux_contexts_path(void)
{
	return config_path(PATH_CONTEXTS);
}

PUBLIC const char *selinux_customizable_types_path(void)
{
	return config_path(PATH_CUSTOMIZABLE_TYPES);
}

PUBLIC const char *selinux_default_context_path(void)
{
	return config_path(PATH_DEFAULT_CONTEXTS);
}

PUBLIC const char *selinux_default_type_path(void)
{
	return config_path(PATH_DEFAULT_TYPE);
}

PUBLIC const char *selinux_failsafe_context_path(void)
{
	return config_path(PATH_FAILSAFE_CONTEXT);
}

PUBLIC const char *selinux_file_context_homedir_path(void)
{
	return config_path(PATH_FILE_CONTEXTS_HOMEDIRS);
}

PUBLIC const char *selinux_file_context_local_path(void)
{
	return config_path(PATH_FILE_CONTEXTS_LOCAL);
}

PUBLIC const char *selinux_file_context_path(void)
{
	return config_path(PATH_FILE_CONTEXTS);
}

PUBLIC const char *selinux_file_context_subs_dist_path(void)
{
	return config_path(PATH_FILE_CONTEXTS_SUBS_DIST);
}

PUBLIC const char *selinux_file_context_subs_path(void)
{
	return config_path(PATH_FILE_CONTEXTS_SUBS);
}

PUBLIC const char *selinux_homedir_context_path(void)
{
	return config_path(PATH_HOMEDIR_TEMPLATE);
}

PUBLIC const char *selinux_lxc_contexts_path(void)
{
	return config_path(PATH_LXC_CONTEXTS);
}

PUBLIC const char *selinux_media_context_path(void)
{
	return config_path(PATH_MEDIA);
}

PUBLIC const char *selinux_netfilter_context_path(void)
{
	return config_path(PATH_NETFILTER_CONTEXTS);
}

PUBLIC const char *selinux_openrc_contexts_path(void)
{
	return config_path(PATH_OPENRC_CONTEXTS);
}

PUBLIC const char *selinux_openssh_contexts_path(void)
{
	return config_path(PATH_OPENSSH_CONTEXTS);
}

PUBLIC const char *selinux_removable_context_path(void)
{
	return config_path(PATH_REMOVABLE_CONTEXT);
}

PUBLIC const char *selinux_securetty_types_path(void)
{
	return config_path(PATH_SECURETTY_TYPES);
}

PUBLIC const char *selinux_sepgsql_context_path(void)
{
	return config_path(PATH_SEPGSQL_CONTEXTS);
}

PUBLIC const char *selinux_snapperd_contexts_path(void)
{
	return config_path(PATH_SNAPPERD_CONTEXTS);
}

PUBLIC const char *selinux_systemd_contexts_path(void)
{
	return config_path(PATH_SYSTEMD_CONTEXTS);
}

PUBLIC const char *selinux_translations_path(void)
{
	return config_path(PATH_TRANSLATIONS);
}

PUBLIC const char *selinux_user_contexts_path(void)
{
	return config_path(PATH_USER_CONTEXTS);
}

PUBLIC const char *selinux_users_path(void)
{
	return config_path(PATH_USERS);
}

PUBLIC const char *selinux_usersconf_path(void)
{
	return config_path(PATH_SEUSERS);
}

PUBLIC const char *selinux_virtual_domain_context_path(void)
{
	return config_path(PATH_VIRTUAL_DOMAIN_CONTEXT);
}

PUBLIC const char *selinux_virtual_image_context_path(void)
{
	return config_path(PATH_VIRTUAL_IMAGE_CONTEXT);
}

PUBLIC const char *selinux_x_context_path(void)
{
	return config_path(PATH_X_CONTEXTS);
}
