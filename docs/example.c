/* Is SELinux here, and in which context do I run? docs/LINKING.md says how to compile this. */
#include <selinux/selinux.h>
#include <selinux/strict.h>
#include <stdio.h>

int main(void)
{
	char *context = NULL;

	if (!is_selinux_enabled()) {
		printf("disabled, %s\n", selinux_strict_reason());
		return 0;
	}
	if (getcon(&context) < 0)
		return 1;
	printf("%s in %s mode, %s\n", context,
		security_getenforce() == 1 ? "enforcing" : "permissive", selinux_strict_reason());
	freecon(context);
	return 0;
}
