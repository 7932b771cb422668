/*
 * The loose check of libselinux 2.0.94, as its users tell it: SELinux is "enabled" where
 * /proc/filesystems lists selinuxfs, whether or not it can be reached. Every other name comes from
 * the image's own library, which "run" lays beside this one under another name.
 */
#include <stdio.h>
#include <string.h>

int is_selinux_enabled(void);

int is_selinux_enabled(void)
{
	char line[80];
	int enabled = 0;
	FILE *filesystems = fopen("/proc/filesystems", "re");

	if (!filesystems)
		return -1;
	while (!enabled && fgets(line, sizeof line, filesystems))
		enabled = strcmp(line, "nodev\tselinuxfs\n") == 0;
	fclose(filesystems);
	return enabled;
}
