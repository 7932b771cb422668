/* SPDX-License-Identifier: MIT */
/*
 * Uses the legacy headers as OpenSSH 5.3 does for the label of a terminal, and passwd of that time
 * for its permissions. Prints what is not as it should be.
 */
#include <errno.h>
#include <stdio.h>

#include <selinux/selinux.h>
#include <selinux/flask.h>
#include <selinux/av_permissions.h>

/* From the first policies on, and from the middle and the end of the table. */
_Static_assert(
	SECCLASS_SECURITY == 1 && SECCLASS_PROCESS == 2 && SECCLASS_FILE == 6 && SECCLASS_DIR == 7,
	"classes");
_Static_assert(
	SECCLASS_CHR_FILE == 10 && SECCLASS_PASSWD == 30 && SECCLASS_CONTEXT == 59, "classes");
_Static_assert(
	SECCLASS_X_APPLICATION_DATA == 73 && SECINITSID_KERNEL == 1 && SECINITSID_UNLABELED == 3,
	"classes");
_Static_assert(PASSWD__PASSWD == 1 && PASSWD__ROOTOK == 8 && PASSWD__CRONTAB == 16, "permissions");
_Static_assert(
	FILE__READ == 2 && FILE__WRITE == 4 && FILE__READ == COMMON_FILE__READ, "permissions");

static int relabel_terminal(const char *user, const char *terminal)
{
	security_context_t new_context = NULL, old_context = NULL;
	int r;

	if (getfilecon(terminal, &old_context) < 0)
		old_context = NULL;
	r = security_compute_relabel(user,
		old_context ? old_context : "system_u:object_r:tty_device_t:s0", SECCLASS_CHR_FILE,
		&new_context);
	freecon(old_context);
	freecon(new_context);
	return r;
}

int main(void)
{
	int enabled = is_selinux_enabled();

	if (!enabled &&
		(relabel_terminal("root:staff_r:staff_t:s0", "/dev/null") != -1 || errno == 0)) {
		printf("a terminal relabelled where SELinux is off\n");
		return 1;
	}
	if (enabled && selinux_check_passwd_access(PASSWD__PASSWD) != 0)
		printf("no access to passwd\n"); /* the policy's word */
	return 0;
}
