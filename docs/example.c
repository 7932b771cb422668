/* Is SELinux here, and in which context do I run? With any libselinux; see docs/LINKING.md. */
#include <selinux/selinux.h>
#include <stdio.h>

int main(void)
{
	char *context = NULL;

	if (!is_selinux_enabled()) {
		puts("disabled");
		return 0;
	}
	if (getcon(&context) < 0)
		return 1;
	printf("%s in %s mode\n", context, security_getenforce() == 1 ? "enforcing" : "permissive");
	freecon(context);
	return 0;
}
