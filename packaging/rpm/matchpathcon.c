/* SPDX-License-Identifier: MIT */
/*
 * matchpathcon(8): prints the contexts that the policy has for paths. EL6 keeps this program in the
 * library's own package, so the package that takes its place brings one. Exit status: 0; 1 when a
 * path has no context or, with -V, another than it should have; 255 when there is no policy to look
 * into.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <selinux/selinux.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* lstat(3) is an inline function before glibc 2.33, and not a name to link to. */
#ifdef SYS_newfstatat
#define STAT_CALL SYS_newfstatat
#else
#define STAT_CALL SYS_fstatat64
#endif

/* The family's functions are marked as of old; so is this program. */
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

static mode_t mode_of(const char *name)
{
	static const struct {
		const char *name;
		mode_t mode;
	} kinds[] = {
		{"file", S_IFREG},
		{"dir", S_IFDIR},
		{"pipe", S_IFIFO},
		{"chr_file", S_IFCHR},
		{"blk_file", S_IFBLK},
		{"lnk_file", S_IFLNK},
		{"sock_file", S_IFSOCK},
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(name, kinds[i].name) == 0)
			return kinds[i].mode;
	return 0;
}

static int failed(const char *path)
{
	printf("%s error: %s\n", path, strerror(errno));
	return 1;
}

static int verify(const char *path, mode_t mode, int raw)
{
	char *is = NULL, *should = NULL;
	int verified = selinux_file_context_verify(path, mode);

	if (verified < 0)
		return failed(path);
	if (verified > 0) {
		printf("%s verified.\n", path);
		return 0;
	}
	if ((raw ? lgetfilecon_raw : lgetfilecon)(path, &is) < 0 ||
		matchpathcon(path, mode, &should) < 0)
		return failed(path);
	printf("%s has context %s, should be %s\n", path, is, should);
	freecon(is);
	freecon(should);
	return 1;
}

static int show(const char *path, mode_t mode, int bare)
{
	char *context = NULL;

	if (matchpathcon(path, mode, &context) < 0) {
		if (errno != ENOENT)
			return failed(path);
		context = strdup("<<none>>");
	}
	if (!bare)
		printf("%s\t", path);
	puts(context ? context : "");
	freecon(context);
	return 0;
}

int main(int argc, char **argv)
{
	const char *file = NULL, *prefix = NULL;
	int bare = 0, raw = 0, verifying = 0, status = 0, option, wrong = argc < 2;
	mode_t forced = 0;

	while ((option = getopt(argc, argv, "NVnqm:f:p:P:")) > 0) {
		switch (option) {
		case 'N':
			raw = 1;
			set_matchpathcon_flags(MATCHPATHCON_NOTRANS);
			break;
		case 'V':
			verifying = 1;
			break;
		case 'n':
			bare = 1;
			break;
		case 'q':
			break;
		case 'm':
			forced = mode_of(optarg);
			break;
		case 'f':
			file = optarg;
			break;
		case 'p':
			prefix = optarg;
			break;
		case 'P':
			if (selinux_set_policy_root(optarg) < 0) {
				perror(optarg);
				return 255;
			}
			break;
		default:
			wrong = 1;
		}
	}
	if (wrong) {
		fprintf(stderr,
			"usage: %s [-V] [-N] [-n] [-m type] [-f file_contexts] [-p prefix] [-P "
			"policy_root] path...\n",
			argv[0]);
		return 1;
	}
	if (matchpathcon_init_prefix(file, prefix) < 0) {
		perror("matchpathcon: the policy's file contexts cannot be opened");
		return 255;
	}
	for (; optind < argc; optind++) {
		char *path = argv[optind];
		size_t length = strlen(path);
		struct stat64 found;
		mode_t mode = forced;

		if (length > 1 && path[length - 1] == '/')
			path[length - 1] = '\0';
		if (!mode && syscall(STAT_CALL, AT_FDCWD, path, &found, AT_SYMLINK_NOFOLLOW) == 0)
			mode = found.st_mode;
		status |= verifying ? verify(path, mode, raw) : show(path, mode, bare);
	}
	matchpathcon_fini();
	return status;
}
