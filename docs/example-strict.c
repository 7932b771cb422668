/* Is SELinux here, and why? With any libselinux: names that only this one has are looked up. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <selinux/selinux.h>
#include <selinux/strict.h>
#include <stdio.h>

static void *look_up(const char *name)
{
	return dlvsym(RTLD_DEFAULT, name, "LIBSELINUX_STRICT_1.0");
}

int main(void)
{
	__typeof__(selinux_strict_version) *version = look_up("selinux_strict_version");
	__typeof__(selinux_strict_reason) *reason = look_up("selinux_strict_reason");
	const char *answer = is_selinux_enabled() ? "enabled" : "disabled";

	if (version && reason)
		printf("%s, libselinux-strict %s: %s\n", answer, version(), reason());
	else
		printf("%s, another libselinux\n", answer);
	return 0;
}
