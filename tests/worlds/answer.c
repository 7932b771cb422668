/*
 * Prints what the library that this process got says of SELinux: is_selinux_enabled(), a tab,
 * security_getenforce() and, where that fails, its errno.
 */
#include <errno.h>
#include <stdio.h>

#include <selinux/selinux.h>

int main(void)
{
	int enforcing;

	printf("%d\t", is_selinux_enabled());
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
