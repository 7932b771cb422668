/* SPDX-License-Identifier: MIT */
/*
 * /etc/selinux/config, and the files of the policy store that it names.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include "common/common.h"

/* Where policies live when no other root was set. */
#define SELINUX_DIR    "/etc/selinux/"
#define SELINUX_CONFIG SELINUX_DIR "config"

/* config.c: /etc/selinux/config and the files of the policy store that it names.
 * Never fails: what cannot be read has its default. The pointers live as long as the process. */
enum config_path {
	PATH_BINARY_POLICY,
	PATH_CONTEXTS,
	PATH_FILE_CONTEXTS,
	PATH_HOMEDIR_TEMPLATE,
	PATH_DEFAULT_CONTEXTS,
	PATH_USER_CONTEXTS,
	PATH_FAILSAFE_CONTEXT,
	PATH_DEFAULT_TYPE,
	PATH_SECURETTY_TYPES,
	PATH_BOOLEANS,
	PATH_MEDIA,
	PATH_REMOVABLE_CONTEXT,
	PATH_CUSTOMIZABLE_TYPES,
	PATH_USERS,
	PATH_SEUSERS,
	PATH_TRANSLATIONS,
	PATH_NETFILTER_CONTEXTS,
	PATH_FILE_CONTEXTS_HOMEDIRS,
	PATH_FILE_CONTEXTS_LOCAL,
	PATH_X_CONTEXTS,
	PATH_COLORS,
	PATH_VIRTUAL_DOMAIN_CONTEXT,
	PATH_VIRTUAL_IMAGE_CONTEXT,
	PATH_LXC_CONTEXTS,
	PATH_OPENRC_CONTEXTS,
	PATH_OPENSSH_CONTEXTS,
	PATH_SNAPPERD_CONTEXTS,
	PATH_SYSTEMD_CONTEXTS,
	PATH_FILE_CONTEXTS_SUBS,
	PATH_FILE_CONTEXTS_SUBS_DIST,
	PATH_SEPGSQL_CONTEXTS,
	PATH_BOOLEAN_SUBS,
	PATH_COUNT
};
/* To be called before the next three by who can fail: reads the configuration unless that was done,
 * and tells if it cannot be read just now. They would then give the defaults. */
int config_ready(void) MUST_CHECK;
const char *config_path(enum config_path which);
/* The same for the decision at load: nobody is told yet what is wrong with the file. */
const char *config_path_unreported(enum config_path which);
/* Opens a file of the policy store; a configuration that cannot be read is a failure. */
int config_open(struct text *t, enum config_path which) MUST_CHECK;
const char *config_root(void);      /* "/etc/selinux/targeted", say */
bool config_requires_seusers(void); /* a login that seusers does not name is refused */
void config_reset(void);            /* reads the file again */
/* What the file wants at boot, by its first line with a mode that there is: 1 enforcing, 0
 * permissive, -1 disabled. Nothing that is_selinux_enabled() would go by. */
int config_boot_mode(int *mode) MUST_CHECK;
bool config_exists(void); /* there is a configuration file */
enum config_store {
	STORE_NONE,     /* no policy store below /etc/selinux */
	STORE_MISNAMED, /* the one that the configuration names is missing, another is there */
	STORE_EXISTS,
};
/* A policy store is one that has file contexts, as text or compiled. */
enum config_store config_find_store(void);
/* Is the directory of this name below /etc/selinux one? 1, 0, or a negative errno where that cannot
 * be told. */
int config_is_store(const char *name) MUST_CHECK;
/* To be called where something failed because a file of the policy store is missing: tells the
 * caller's log function if the configuration names a store that is not there while another one is,
 * and in which line. */
void config_report_missing_store(void);

#endif
