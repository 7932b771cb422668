/*
 * Prints what the library that this process got says of SELinux: is_selinux_enabled(), a tab,
 * security_getenforce() and, where that fails, its errno.
 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include <selinux/selinux.h>

int main(void)
{
	int enforcing;

	printf("%d\t", is_selinux_enabled());
	fflush(stdout);
	if (geteuid() != 0)
		selinux_policy_root(); /* who may not read the configuration is told nothing of it
					*/
	errno = 0;
	enforcing = security_getenforce();
	if (enforcing >= 0)
		printf("%d\n", enforcing);
	else if (errno == ENOENT)
		printf("%d/ENOENT\n", enforcing);
	else
		printf("%d/%d\n", enforcing, errno);
	return 0;
}
