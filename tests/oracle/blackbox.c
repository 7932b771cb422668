/*
 * Runs the families of calls, each in a process of its own, in a work folder that is
 * removed at the end.  Owns the command line and the list of families.
 */
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "blackbox.h"
#include "print.h"

static const struct family {
	const char *name;
	void (*run)(void);
} families[] = {
	{"presence", family_presence},
	{"path", family_path},
	{"config", family_config},
	{"callback", family_callback},
	{"context", family_context},
	{"translate", family_translate},
	{"process", family_process},
	{"filecon", family_filecon},
	{"compute", family_compute},
	{"class", family_class},
	{"check", family_check},
	{"avc", family_avc},
	{"status", family_status},
	{"boolean", family_boolean},
	{"seuser", family_seuser},
	{"default_context", family_default_context},
	{"label", family_label},
	{"label_spec", family_label_spec},
	{"label_bad", family_label_bad},
	{"label_other", family_label_other},
	{"matchpathcon", family_matchpathcon},
	{"customizable", family_customizable},
	{"execute", family_execute},
	{"policy", family_policy},
	{"fakefs", family_fakefs},
};

static const struct family *family_find(const char *name)
{
	for (size_t i = 0; i < COUNT(families); i++)
		if (!strcmp(families[i].name, name))
			return &families[i];
	return NULL;
}

static void family_run(const struct family *family, const char *work)
{
	char folder[PATH_MAX];

	snprintf(folder, sizeof(folder), "%s/%s", work, family->name);
	if (mkdir(folder, 0755) < 0) {
		perror(folder);
		exit(2);
	}
	if (fork_child(family->name)) {
		print_start(family->name, folder);
		family->run();
		child_end();
	}
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int usage(void)
{
	fputs("usage: blackbox [-l] [-e] [-n KEY] [-d FOLDER] [FAMILY...]\n"
	      "  -l  list the families and stop\n"
	      "  -e  print errno after calls that succeed, too (not for comparing)\n"
	      "  -n  do not make the call of this key: this library never returns from it\n"
	      "  -d  make the work folder below FOLDER instead of /tmp\n",
		stderr);
	return 2;
}

int main(int argc, char **argv)
{
	char work[PATH_MAX] = "/tmp/blackbox.XXXXXX";
	int option;

	while ((option = getopt(argc, argv, "len:d:")) != -1) {
		switch (option) {
		case 'l':
			for (size_t i = 0; i < COUNT(families); i++)
				puts(families[i].name);
			return 0;
		case 'e':
			print_errno_always = true;
			break;
		case 'n':
			print_endless = optarg;
			break;
		case 'd':
			snprintf(work, sizeof(work), "%s/blackbox.XXXXXX", optarg);
			break;
		default:
			return usage();
		}
	}
	for (int i = optind; i < argc; i++)
		if (!family_find(argv[i]))
			return usage();

	setvbuf(stdout, NULL, _IOLBF, 0);
	umask(022);
	if (!mkdtemp(work)) {
		perror(work);
		return 2;
	}
	if (optind == argc)
		for (size_t i = 0; i < COUNT(families); i++)
			family_run(&families[i], work);
	for (int i = optind; i < argc; i++)
		family_run(family_find(argv[i]), work);
	nftw(work, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return print_status();
}
