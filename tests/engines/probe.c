/* SPDX-License-Identifier: MIT */
/*
 * In a container: what a process sees of SELinux, and what two libraries answer it. One line:
 *	DOMAIN PLACE CONFIG STORE MARKER ENFORCE  ROW  ENABLED GETENFORCE  ENABLED GETENFORCE
 * with tabs between. Usage: probe OURS STOCK >FILE
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#define SELINUXFS 0xf97cff8c

static const char *const markers[] = {"/run/.containerenv", "/.dockerenv",
	"/run/host/container-manager", "/run/systemd/container"};

/* The type of the process's context. */
static void domain(void)
{
	char context[256] = "";
	FILE *current = fopen("/proc/self/attr/current", "re");

	if (!current || !fgets(context, sizeof context, current) ||
		sscanf(context, "%*[^:]:%*[^:]:%[^:]", context) != 1)
		strcpy(context, "-");
	printf("%s\t", context);
	if (current)
		fclose(current);
}

/* Is a selinuxfs mounted there that another mount covers? */
static int covered(void)
{
	char line[1024];
	int found = 0;
	FILE *mounts = fopen("/proc/self/mountinfo", "re");

	while (mounts && fgets(line, sizeof line, mounts))
		found |= strstr(line, " /sys/fs/selinux ") && strstr(line, " - selinuxfs ");
	if (mounts)
		fclose(mounts);
	return found;
}

static void place(void)
{
	struct statfs fs;
	struct statvfs vfs;

	if (statfs("/sys/fs/selinux", &fs) || statvfs("/sys/fs/selinux", &vfs))
		fputs(errno == ENOENT ? "absent" : strerrorname_np(errno), stdout);
	else if ((unsigned)fs.f_type == SELINUXFS)
		fputs(vfs.f_flag & ST_RDONLY ? "selinuxfs,ro" : "selinuxfs,rw", stdout);
	else
		printf("%s%s",
			fs.f_type == 0x62656572             ? "sysfs"
			: (unsigned)fs.f_type == 0x01021994 ? "tmpfs"
							    : "other",
			covered() ? "/selinuxfs" : "");
}

/* What open(2) says of it. */
static const char *opened(const char *path, const char *well)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOENT ? "-" : strerrorname_np(errno);
	close(fd);
	return well;
}

static const char *store(void)
{
	char path[512];
	const char *found = "-";
	struct dirent *entry;
	DIR *dir = opendir("/etc/selinux");

	while (dir && (entry = readdir(dir))) {
		snprintf(path, sizeof path, "/etc/selinux/%s/contexts/files/file_contexts",
			entry->d_name);
		if (access(path, F_OK) == 0)
			found = "store";
	}
	if (dir)
		closedir(dir);
	return found;
}

static const char *marker(void)
{
	for (size_t i = 0; i < sizeof markers / sizeof *markers; i++)
		if (access(markers[i], F_OK) == 0)
			return strrchr(markers[i], '/') + 1;
	return "-";
}

/* The row that the library names when it is run as a program. */
static void row(const char *library)
{
	char said[1024] = "", *found;
	char command[512];
	FILE *pipe;

	snprintf(command, sizeof command, "%s --json", library);
	pipe = popen(command, "re");
	if (pipe && fgets(said, sizeof said, pipe) && (found = strstr(said, "\"row\": \""))) {
		found += strlen("\"row\": \"");
		printf("\t%.*s", (int)strcspn(found, "\""), found);
	} else {
		fputs("\tnone", stdout);
	}
	if (pipe)
		pclose(pipe);
}

/* Loaded into a process that has no libselinux yet. */
static void answers(const char *library)
{
	fflush(stdout);
	if (fork() == 0) {
		void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
		int (*enabled)(void), (*getenforce)(void);

		if (!handle) {
			printf("\t%s\t-", dlerror());
			exit(1);
		}
		*(void **)&enabled = dlsym(handle, "is_selinux_enabled");
		*(void **)&getenforce = dlsym(handle, "security_getenforce");
		printf("\t%d", enabled());
		errno = 0;
		int mode = getenforce();

		printf(mode < 0 ? "\t%d/%s" : "\t%d", mode, strerrorname_np(errno));
		exit(0);
	}
	wait(NULL);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	domain();
	place();
	printf("\t%s\t%s\t%s\t%s", opened("/etc/selinux/config", "config"), store(), marker(),
		opened("/sys/fs/selinux/enforce", "opens"));
	row(argv[1]);
	answers(argv[1]);
	answers(argv[2]);
	putchar('\n');
	return fflush(stdout) != 0;
}
