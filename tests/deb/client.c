/* A small client of the library. With STRICT, one of the names that only ours has. */
#include <selinux/av_permissions.h>
#include <selinux/flask.h>
#include <selinux/selinux.h>
#include <selinux/strict.h>
#include <stdio.h>

int main(void)
{
	printf("enabled: %d\n", is_selinux_enabled());
#ifdef STRICT
	printf("%s\n", selinux_strict_reason());
#endif
	return 0;
}
