/* SPDX-License-Identifier: MIT */
/* A client in a stand-in package: prints what its library answers. The stand-in of 2.0.94 says 7
 * where no mode is. */
#include <selinux/selinux.h>
#include <stdio.h>

int main(void)
{
	printf("enabled %d, mode %d\n", is_selinux_enabled(), security_getenforce());
	return 0;
}
