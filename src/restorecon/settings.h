/* SPDX-License-Identifier: MIT */
#ifndef RESTORECON_SETTINGS_H
#define RESTORECON_SETTINGS_H

#include "label/label.h"
#include "restorecon/mounts.h"

struct default_handle;
struct excluded;

/* The settings of the process as one run uses them. */
struct settings {
	struct default_handle *default_handle; /* NULL: the handle is the caller's */
	struct selabel_handle *handle;
	const char *root; /* selinux_restorecon_set_alt_rootpath(3); NULL: none */
	size_t root_len;
	const struct excluded *excluded; /* selinux_restorecon_set_exclude_list(3) */
	struct mounts mounts;
};

/* `which` of the mounts are read (MOUNTS_*). */
int settings_get(struct settings *s, unsigned which) MUST_CHECK;
void settings_put(struct settings *s);
bool settings_excludes_exactly(const struct settings *s, const char *path); /* just this path */
/* Whether the path or a directory above it is excluded. */
bool settings_excludes(const struct settings *s, const char *path);

#endif
