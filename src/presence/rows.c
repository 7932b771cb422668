/* SPDX-License-Identifier: MIT */
/*
 * What other releases of libselinux answer in each row of the table in docs/PRESENCE.md, and what
 * to do about it. tests/abi/evidence.sh holds the numbers to that table. Arrays instead of
 * pointers, for these would be relocated at each load.
 */
#include <string.h>

#include "presence/evidence.h"

static const struct row_note notes[] = {
	{"D1", 1, 0,
		"none is needed in a container; on a host, mount -t selinuxfs selinuxfs "
		"/sys/fs/selinux"},
	{"D2", -1, 0,
		"mount /proc, or let the process read /proc/filesystems, for a more exact row"},
	{"D3", 1, 0,
		"none is needed in a container, whose engine covers it; on a host, unmount what "
		"covers selinuxfs"},
	{"D3b", 1, 0, "let the process search that directory: its mode, or a security module"},
	{"D4", 1, 0, "none is needed in a container; on a host, mount it read-write"},
	{"D5", 1, 0,
		"where SELinux shall be used, install a policy with its /etc/selinux/config; "
		"else leave selinuxfs out"},
	{"D6", 1, 1, "where SELinux shall be used, install a policy; else leave selinuxfs out"},
	{"D6b", 1, 1, "let SELINUXTYPE in /etc/selinux/config name a policy store that is there"},
	{"D7", 1, 1, ""},
	{"D8", 1, 1, ""},
	{"D8b", 1, 1, "where SELinux shall be used, mount selinuxfs at /sys/fs/selinux too"},
	{"D9", NOT_KNOWN, 0, "unmount what is at /sys/fs/selinux"},
	{"D9b", NOT_KNOWN, 1, "mount the whole selinuxfs, with enforce in it, or nothing of it"},
	{"D10", 0, 0, ""},
	{"D11", 0, 1, "load a policy (load_policy), or boot with selinux=0"},
	{"D12", 1, 1,
		"run the container without nested labels, or let its domain use selinuxfs in the "
		"host's policy"},
	{"D13", 1, 1,
		"run the container without nested labels, or give its image the policy of the "
		"host"},
};

const struct row_note *row_note(const char *row)
{
	size_t i = 0;

	while (i + 1 < ARRAY_SIZE(notes) && strcmp(notes[i].row, row) != 0)
		i++;
	return &notes[i];
}
